import { z } from "zod";
import { graceDays, maxExceptionMonths } from "../../../../domain/calendars/endings.ts";
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
    "The findings: a control's number (S3.17), a type of GuardDuty's, a vulnerability (CVE-2026-1234); * stands for anything.",
  ),
  resource: pattern("The resource's ARN or id; * stands for anything."),
  reason: reason.describe("Why the finding is acceptable, and what compensates for it."),
  until: date.describe(
    `Its last day, at most ${maxExceptionMonths} months ahead. From then on the finding is reported again; ${graceDays} days later the entry is an error.`,
  ),
});

/** Detection of intrusions and vulnerabilities, and the findings that are accepted. */
export const detection = z
  .strictObject({
    leastSeverity: z
      .enum(["high", "critical"], { error: "high or critical" })
      .default("high")
      .describe("Minimum severity of findings that are emailed; all of them are in Security Hub."),
    functionCode: on(
      "Whether Inspector scans functions' code, and not only their packages. Default: where AWS offers it in the Region.",
    ).optional(),
    macie: on(
      "Whether Macie looks for personal data in buckets (0.10 USD a bucket and month, and 1 USD for each GB that it reads).",
    ).default(false),
    suppressions: z
      .array(suppression, { error: "a list of objects of finding, resource, reason, until" })
      .max(maxSuppressions, `at most ${maxSuppressions} suppressions`)
      .default([])
      .describe("Findings that are accepted until a day: they are not emailed, stay in Security Hub, and are listed in the weekly report."),
  })
  .prefault({})
  .describe("Detection of intrusions and vulnerabilities: Security Hub, GuardDuty, Inspector, Access Analyzer, Macie.");
