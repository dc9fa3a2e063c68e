import { readFileSync } from "node:fs";

/** The text of a file that stands beside a module as it goes onto a node: `source(import.meta.url, "boot.sh")`. */
export const source = (module: string, name: string): string => readFileSync(new URL(name, module), "utf8");
