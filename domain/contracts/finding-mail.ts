/** A finding that is accepted until a day, for a reason. */
export interface Suppression {
  /** A control's number, a type of GuardDuty's, a vulnerability; `*` stands for anything. */
  readonly finding: string;
  /** The resource's ARN or id; `*` stands for anything. */
  readonly resource: string;
  readonly reason: string;
  /** The last day, `YYYY-MM-DD`. */
  readonly until: string;
}

/** The minimum severity that is emailed. */
export type LeastSeverity = "high" | "critical";

/** Settings of the function, as JSON in the environment variable {@link settingsVariable}. */
export interface FindingMailSettings {
  readonly stack: string;
  readonly topicArn: string;
  readonly table: string;
  readonly leastSeverity: LeastSeverity;
}

/** Name of the environment variable with the settings. */
export const settingsVariable = "FINDING_MAIL";

/** Name of the environment variable with the runbook that emails link to: its address, or its path in the repository. */
export const runbookVariable = "FINDING_RUNBOOK";

/** The schedule's weekly message: write the report. */
export const report = { findings: "report" } as const;

/** The key of the table's items, and the item that holds the suppressions, as JSON: environment variables hold 4 KiB. */
export const tableKey = "id";
/** @see tableKey */
export const suppressionsItem = "suppressions";

/** Maximum number of suppressions of a stack: an item of DynamoDB holds 400 KiB, and a longer list would not be reviewed. */
export const maxSuppressions = 100;

/** Metrics of the function, in the namespace of all, by stack. */
export const metrics = { unreadable: "findings-unreadable", open: "findings-open", suppressed: "findings-suppressed" } as const;

/** The severities that are emailed, as Security Hub writes them. */
export const mailedSeverities = (least: LeastSeverity): readonly string[] => (least === "high" ? ["HIGH", "CRITICAL"] : ["CRITICAL"]);

/** The end of the types that are emailed whatever their severity: Access Analyzer calls a stranger's access low unless it is the public's. */
export const alwaysMailed = "External Access Granted";
