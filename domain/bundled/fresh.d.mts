export function bundled(recipe: "store" | "policies"): Promise<string | undefined>;
export function cacheCode(folder: string): void;
export function freshBuild(folder: string): string | undefined;
