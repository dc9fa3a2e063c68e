import { randomUUID } from "node:crypto";

const name = `x-${randomUUID()}`;

/**
 * Code of ours for the page's world, named so that it is told from the page's. Pages cannot see the name. It ends with its line: the
 * browser puts a parenthesis behind a function that it is to call.
 */
export const own = (code: string): string => `${code}\n//# sourceURL=${name}\n`;

/** Whether a script is ours. */
export const isOwn = (url: string): boolean => url === name;
