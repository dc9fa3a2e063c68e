import { z } from "zod";
import { maxSuppressions } from "../../../../domain/contracts/finding-mail.ts";
import { date, on, reason } from "../fields.ts";

const whereExpected = "a finding's type, a control such as S3.17, or an ARN, with * for anything";

const pattern = (what: string) =>
  z
    .string({ error: whereExpected })
    .min(1, whereExpected)
    .max(300, "at most 300 characters")
    .regex(/^\S(.*\S)?$/, whereExpected)
    .describe(what);

const suppression = z.strictObject({
  finding: pattern(
    "Which findings: a control's number (S3.17), a type of GuardDuty's, a vulnerability (CVE-2026-1234); * stands for anything.",
  ),
  resource: pattern("Whose: the resource's ARN or id; * stands for anything."),
  reason: reason.describe("Why the finding can be borne, and what stands in for putting it right."),
  until: date.describe(
    "Its last day, at most 12 months ahead. From then on the finding is told again; two weeks later the entry is an error.",
  ),
});

/** What looks for intruders and weaknesses, and which findings somebody answers for. */
export const detection = z
  .strictObject({
    leastSeverity: z
      .enum(["high", "critical"], { error: "high or critical" })
      .default("high")
      .describe("The least severity of a finding that is mailed; all of them are in Security Hub."),
    functionCode: on(
      "Whether Inspector reads functions' code, and not their packages alone. Default: where AWS offers it in the Region.",
    ).optional(),
    macie: on(
      "Whether Macie looks for personal data in buckets (0.10 USD a bucket and month, and 1 USD for each GB that it reads).",
    ).default(false),
    suppressions: z
      .array(suppression, { error: "a list of objects of finding, resource, reason, until" })
      .max(maxSuppressions, `at most ${maxSuppressions} suppressions`)
      .default([])
      .describe(
        "Findings that somebody answers for until a day: they are not mailed, stay in Security Hub, and stand in each week's report.",
      ),
  })
  .prefault({})
  .describe("What looks for intruders and weaknesses: Security Hub, GuardDuty, Inspector, Access Analyzer, Macie.");
