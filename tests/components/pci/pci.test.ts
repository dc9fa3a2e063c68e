import { expect, test } from "@jest/globals";
import { pciAlarms } from "../../../components/alarms/pci-plan.ts";
import { scanReportAlarms } from "../../../components/alarms/scan-report-plan.ts";
import { PciCalendar } from "../../../components/pci-calendar/pci-calendar.ts";
import { ScanReport } from "../../../components/scan-report/scan-report.ts";
import { deploy } from "../../support/offline.ts";
import { accountId, only } from "../registrations.ts";
import { askAs } from "../role-policies.ts";

const logs = { logKeyArn: "arn:key", logRetentionDays: 400 };

test("the calendar counts each day, and may do nothing in AWS", async () => {
  const calendar = { stack: "test", since: "2026-01-01", scans: [{ date: "2026-02-01", result: "pass" as const }] };
  const made = await deploy(() => new PciCalendar("pci-calendar", { topicArn: "arn:topic", calendar, ...logs }));
  expect(only(made, "aws:cloudwatch/eventRule:EventRule").inputs.scheduleExpression).toBe("rate(1 day)");
  const { environment } = only(made, "aws:lambda/function:Function").inputs;
  expect(environment).toEqual({ variables: { PCI_CALENDAR: JSON.stringify(calendar) } });
  expect(askAs(made, "pci-calendar")("s3:PutObject", "arn:aws:s3:::shops-archive/x")).toBe("unmentioned");
});

test("the report reads findings and writes its own folder of the archive, and no more", async () => {
  const archive = { bucketArn: "arn:aws:s3:::archive", keyAlias: "alias/archive" };
  const made = await deploy(
    () => new ScanReport("scan-report", { accountId, topicArn: "arn:topic", bucketName: "archive", archive, ...logs }),
  );
  const ask = askAs(made, "scan-report");
  const key = `arn:aws:kms:eu-central-1:${accountId}:key/1`;
  expect([
    ask("inspector2:ListFindings"),
    ask("s3:PutObject", "arn:aws:s3:::archive/scan-reports/test/2026-06.json"),
    ask("s3:ListBucket", "arn:aws:s3:::archive", { "s3:prefix": "scan-reports/test/2026-06" }),
    ask("kms:GenerateDataKey", key, { "kms:ResourceAliases": ["alias/archive"] }),
    ask("s3:PutObject", "arn:aws:s3:::archive/AWSLogs/x"),
    ask("s3:GetObject", "arn:aws:s3:::archive/scan-reports/test/2026-06.json"),
    ask("s3:ListBucket", "arn:aws:s3:::archive", { "s3:prefix": "AWSLogs/" }),
    ask("kms:GenerateDataKey", key, { "kms:ResourceAliases": ["alias/other"] }),
    ask("inspector2:Disable"),
  ]).toEqual(["allowed", "allowed", "allowed", "allowed", "unmentioned", "unmentioned", "unmentioned", "unmentioned", "unmentioned"]);
});

test("silence rings: no one counts, no report came", () => {
  const plans = [...pciAlarms("test", "test-pci-calendar"), ...scanReportAlarms("test", "test-scan-report")];
  expect(plans.map(({ name, comparison, threshold, silence }) => [name, comparison, threshold, silence])).toEqual([
    ["asv-scan-due", "below", 14, "fires"],
    ["asv-result-missing", "above", 0, { heldBy: "asv-scan-due" }],
    ["pci-calendar-errors", "above", 0, { heldBy: "asv-scan-due" }],
    ["pci-calendar-throttles", "above", 0, { heldBy: "asv-scan-due" }],
    ["scan-report-missing", "below", 1, "fires"],
    ["scan-report-errors", "above", 0, { heldBy: "scan-report-missing" }],
    ["scan-report-throttles", "above", 0, { heldBy: "scan-report-missing" }],
  ]);
});
