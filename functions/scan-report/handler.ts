import { Inspector2Client } from "@aws-sdk/client-inspector2";
import { S3Client } from "@aws-sdk/client-s3";
import type { ScanReportSettings } from "../../domain/contracts/scan-report.ts";
import { printLine } from "../emf.ts";
import { settingsIn } from "../variables.ts";
import { sourcesOf } from "./sources.ts";
import { writeReport } from "./write.ts";

const clients = { inspector: new Inspector2Client(), s3: new S3Client() };

/** Takes the event of a schedule. */
export async function handler(): Promise<void> {
  const settings = settingsIn<ScanReportSettings>("SCAN_REPORT");
  await writeReport(settings.stack, sourcesOf(clients, settings), printLine, new Date());
}
