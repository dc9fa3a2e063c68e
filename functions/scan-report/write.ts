import { reportFolder, reportMetric } from "../../domain/contracts/scan-report.ts";
import { metricLine } from "../emf.ts";
import { reportOf, reportText, type ScanFinding } from "./report.ts";

/** Queries to AWS. */
export interface Sources {
  /** All active findings of Inspector's in the account and Region. */
  readonly findings: () => Promise<readonly ScanFinding[]>;
  /** Whether the archive has an object whose key begins so. */
  readonly has: (prefix: string) => Promise<boolean>;
  readonly put: (key: string, text: string, type: string) => Promise<void>;
}

/** Writes this month's report unless it is there, JSON last: it says that the rest is there too. Then counts that it is. */
export async function writeReport(stack: string, sources: Sources, print: (line: string) => void, now: Date): Promise<void> {
  const name = `${reportFolder(stack)}${now.toISOString().slice(0, 7)}`;
  if (!(await sources.has(`${name}.json`))) {
    const report = reportOf(stack, await sources.findings(), now);
    await sources.put(`${name}.txt`, reportText(report), "text/plain; charset=utf-8");
    await sources.put(`${name}.json`, JSON.stringify(report, null, 2), "application/json");
  }
  print(metricLine({ stack, dimensions: { stack }, values: { [reportMetric]: { value: 1, unit: "Count" } } }, now.getTime()));
}
