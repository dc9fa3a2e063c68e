import { Alarms } from "../../components/alarms/alarms.ts";
import { scanReportAlarms } from "../../components/alarms/scan-report-plan.ts";
import { archiveOf } from "../../components/buckets/archive-place.ts";
import { ScanReport } from "../../components/scan-report/scan-report.ts";
import type { AccountSettings } from "../settings/resolve/account.ts";
import type { AccountFoundation } from "./foundation.ts";

/** Deploys the monthly report of internal scans, in each Region that is scanned. */
export function deployScanReport({ stack }: AccountSettings, { accountId, archive, logs, topicArn, opts }: AccountFoundation): void {
  const place = archiveOf(stack, accountId);
  const report = new ScanReport("scan-report", { accountId, topicArn, bucketName: archive.bucketName, archive: place, ...logs }, opts);
  new Alarms("scan-report-alarms", { plan: scanReportAlarms(stack, report.function.functionName), topicArn }, opts);
}
