import { createHash } from "node:crypto";

/** The same for the same parts in every run. */
export const fingerprintOf = (parts: readonly string[]): string => createHash("sha256").update(parts.join("\n")).digest("hex").slice(0, 32);
