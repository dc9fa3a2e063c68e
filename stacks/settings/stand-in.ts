import type { z } from "zod";
import { isRecord } from "../../domain/values.ts";
import { valueAt } from "./faults.ts";

/** Stand-ins for the sections that have no default, of either kind of stack. */
const required = {
  environment: "dev",
  region: "us-east-1",
  domain: "example.com",
  dns: { zone: "example.com" },
  xcart: { line: "5.6" },
  contacts: ["operations@example.com"],
};

/**
 * Settings of the right shape for those of a wrong one, so that what can be compared still is and all faults come at once:
 * unknown keys left out, and each section (top-level key) with a wrong value, `unusable`, replaced whole.
 */
export function standIn<Shape extends z.core.$ZodLooseShape>(
  schema: z.ZodObject<Shape>,
  kind: "store" | "account",
  raw: object,
  issues: readonly z.core.$ZodIssue[],
): { input: z.output<z.ZodObject<Shape>>; unusable: readonly PropertyKey[] } {
  const copy: Record<string, unknown> = structuredClone({ ...raw });
  const unusable = new Set<PropertyKey>();
  for (const issue of issues) {
    const [section] = issue.path;
    if (issue.code !== "unrecognized_keys") unusable.add(section ?? "");
    const parent = valueAt(copy, issue.path);
    if (issue.code === "unrecognized_keys" && isRecord(parent)) for (const key of issue.keys) delete parent[key];
  }
  for (const section of unusable) delete copy[String(section)];
  const needed = Object.fromEntries(Object.entries(required).filter(([section]) => section in schema.shape));
  return { input: schema.parse({ kind, ...needed, ...copy }), unusable: [...unusable] };
}
