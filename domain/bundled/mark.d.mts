export function markOf(file: string): string | undefined;
