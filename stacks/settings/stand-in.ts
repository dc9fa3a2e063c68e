import type { z } from "zod";
import { isRecord, valueAt } from "./faults.ts";
import { type StoreInput, storeSchema } from "./store.ts";

/** For each section that has no default, something to stand for it. */
const required = {
  kind: "store",
  environment: "dev",
  region: "us-east-1",
  domain: "example.com",
  dns: { zone: "example.com" },
  xcart: { line: "5.6" },
  contacts: ["operations@example.com"],
} satisfies z.input<typeof storeSchema>;

/**
 * Settings of the right shape for those of a wrong one, so that what can be compared still is and all faults come at once:
 * unknown keys left out, and each section (top-level key) with a wrong value, `unusable`, replaced whole.
 */
export function standIn(raw: object, issues: readonly z.core.$ZodIssue[]): { input: StoreInput; unusable: readonly PropertyKey[] } {
  const copy: Record<string, unknown> = structuredClone({ ...raw });
  const unusable = new Set<PropertyKey>();
  for (const issue of issues) {
    const [section] = issue.path;
    if (issue.code !== "unrecognized_keys") unusable.add(section ?? "");
    const parent = valueAt(copy, issue.path);
    if (issue.code === "unrecognized_keys" && isRecord(parent)) for (const key of issue.keys) delete parent[key];
  }
  for (const section of unusable) delete copy[String(section)];
  return { input: storeSchema.parse({ ...required, ...copy }), unusable: [...unusable] };
}
