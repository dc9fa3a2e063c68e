/** A finding that somebody answers for until a day. */
export interface Suppression {
  /** A control's number, a type of GuardDuty's, a vulnerability; `*` stands for anything. */
  readonly finding: string;
  /** The resource's ARN or id; `*` stands for anything. */
  readonly resource: string;
  readonly reason: string;
  /** The last day, `YYYY-MM-DD`. */
  readonly until: string;
}

/** What is mailed at least. */
export type LeastSeverity = "high" | "critical";

/** What the function is told, as JSON in the environment variable {@link settingsVariable}. */
export interface FindingMailSettings {
  readonly stack: string;
  readonly topicArn: string;
  readonly table: string;
  readonly leastSeverity: LeastSeverity;
}

/** Name of the environment variable with the settings. */
export const settingsVariable = "FINDING_MAIL";

/** Name of the environment variable with the page for whoever gets a mail: its address, or its path in the repository. */
export const runbookVariable = "FINDING_RUNBOOK";

/** What the schedule sends each week: write the report. */
export const report = { findings: "report" } as const;

/** The key of the table's items, and the item that holds the suppressions, as JSON: environment variables hold 4 KiB. */
export const tableKey = "id";
/** @see tableKey */
export const suppressionsItem = "suppressions";

/** Suppressions that a stack may have: an item of DynamoDB holds 400 KiB, and nobody looks after more. */
export const largestSuppressions = 100;

/** Metrics of the function, in the namespace of all, by stack. */
export const metrics = { unreadable: "findings-unreadable", open: "findings-open", suppressed: "findings-suppressed" } as const;

/** The severities, as Security Hub writes them, that are mailed. */
export const mailedSeverities = (least: LeastSeverity): readonly string[] => (least === "high" ? ["HIGH", "CRITICAL"] : ["CRITICAL"]);

/** How the types end that are mailed whatever their severity: Access Analyzer calls a stranger's access low unless it is the public's. */
export const alwaysMailed = "External Access Granted";
