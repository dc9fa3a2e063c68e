import type { PinnedRelease } from "../../../domain/contracts/release.ts";
import { promoteDocument } from "./aws.ts";
import type { Scenario } from "./scenario.ts";

/** An upgrade of the store's database, before or after it was started. */
export interface PlannedUpgrade {
  readonly stack: string;
  readonly release: PinnedRelease;
  readonly scenario: Scenario;
  /** Whether a part of it is done. */
  readonly resumed: boolean;
  /** The execution that does it. @default - nothing was started */
  readonly execution?: string;
}

/** Output of `store release promote` about an upgrade. */
export function upgradeText({ stack, release, scenario, resumed, execution }: PlannedUpgrade): string {
  const { from, kind, recordedAt, tables, schemaStatements, dataStatementCount, dataStatements, hooks } = scenario;
  const change = ({ name, change: what, rows }: Scenario["tables"][number]) => `${name} ${what}${what === "made" ? "" : ` (${rows} rows)`}`;
  return [
    `${release.name}  ${kind} from ${from}, as staging ran it ${recordedAt.slice(0, 16).replace("T", " ")}`,
    `  sha256 ${release.sha256}`,
    ...(resumed ? ["begun before, and interrupted: it goes on with what it finds; the store is closed"] : []),
    "data",
    `  ${count(schemaStatements.length, "statement")} on tables: ${listed(tables.map(change))}`,
    `  ${count(dataStatementCount, "statement")} on rows, ${count(dataStatements.length, "kind")} of them`,
    `  ${count(hooks.length, "upgrade hook")}${hooks.length === 0 ? "" : `: ${listed(hooks.map((path) => path.replace(/^\.\//, "")))}`}`,
    "time",
    `  in staging ${minutes(scenario.seconds)}, from the first statement to the last ${minutes(scenario.databaseSeconds)}`,
    "  first a rehearsal on a copy of the database, an hour or two; the store is closed from its end until the new nodes are there",
    "taken back",
    "  orders, customers and all else that is written after the store has opened are lost with it: the database goes back to the snapshot",
    ...(execution === undefined ? planned(release) : started(stack, release, execution)),
  ].join("\n");
}

const planned = ({ sha256 }: PinnedRelease) => ["nothing was started", "next", `  the same command with --yes --sha256 ${sha256}`];

const started = (stack: string, { name, sha256 }: PinnedRelease, execution: string) => [
  `started ${promoteDocument(stack)}, ${execution}`,
  "next",
  `  aws ssm get-automation-execution --automation-execution-id ${execution} --query 'AutomationExecution.[AutomationExecutionStatus, FailureMessage]' --output text`,
  `  npx store release promote ${stack} ${name} --sha256 ${sha256}    once it says Success: writes web.release`,
];

const count = (number: number, what: string) => `${number} ${what}${number === 1 ? "" : "s"}`;

/** The first few, and how many more. */
function listed(names: readonly string[]): string {
  const shown = names.slice(0, 8);
  return [...shown, ...(names.length > shown.length ? [`and ${names.length - shown.length} more`] : [])].join(", ") || "none";
}

const minutes = (seconds: number) => (seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} min`);
