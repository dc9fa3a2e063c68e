import { readFileSync } from "node:fs";
import { z } from "zod";
import { messageOf, UserError } from "../offline/faults.ts";

const finding = z.object({ policy: z.string(), urn: z.string(), message: z.string(), fingerprint: z.string() });

const verdict = z.object({
  stack: z.string(),
  violations: z.array(finding),
  unknown: z.array(finding),
  policies: z.record(z.string(), z.number()),
});

const report = z.object({
  version: z.literal(1),
  stacks: z.array(verdict),
  policies: z.record(
    z.string(),
    z.object({ level: z.enum(["mandatory", "advisory"]), severity: z.enum(["critical", "high", "medium", "low"]) }),
  ),
});

/** The verdict of a change's own policies, as far as it is compared; the change's code wrote it. */
export type OwnReport = z.output<typeof report>;

/**
 * Reads what `store check --format json` wrote in the change.
 * @throws UserError where it is no such report
 */
export function readOwnReport(file: string): OwnReport {
  const format = "what `store check --format json` writes";
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new UserError(`${file}: ${messageOf(error)}, expected ${format}`);
  }
  const { data, error } = report.safeParse(content);
  if (data) return data;
  const [issue] = error.issues;
  throw new UserError(`${file}: got another form at ${issue?.path.join(".") || "the top"}, expected ${format}`);
}
