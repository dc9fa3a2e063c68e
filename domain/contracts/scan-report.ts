/** The function's settings, as JSON in `SCAN_REPORT`. Its event does not matter: a schedule of one day. */
export interface ScanReportSettings {
  readonly stack: string;
  /** The archive of logs. */
  readonly bucket: string;
  readonly accountId: string;
}

/** Where the reports of a stack lie in the archive. */
export const reportFolder = (stack: string): string => `scan-reports/${stack}/`;

/** 1 on each day on which this month's report is there, in the namespace of our metrics with the dimension `stack`. */
export const reportMetric = "ScanReport";
