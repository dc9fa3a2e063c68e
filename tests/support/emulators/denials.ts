import { join } from "node:path";

/** A command and its arguments, run as SELinux confines nginx and PHP-FPM on a node: it may raise no limits and make no memory executable. */
export const denied = (command: string, args: readonly string[]): readonly [command: string, args: readonly string[]] => [
  "python3",
  [join(import.meta.dirname, "python/denials.py"), command, ...args],
];
