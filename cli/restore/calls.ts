import type { StartRestoreJobCommandInput } from "@aws-sdk/client-backup";
import type {
  CopyDBSnapshotCommandInput,
  ModifyDBInstanceCommandInput,
  RestoreDBInstanceFromDBSnapshotCommandInput,
  RestoreDBInstanceToPointInTimeCommandInput,
} from "@aws-sdk/client-rds";
import { isRecord } from "../../domain/values.ts";

/** A call to AWS that changes something: written into the plan as a command, and made by `--yes`; one source for both. */
export type Call =
  | { readonly operation: "RestoreDBInstanceToPointInTime"; readonly input: RestoreDBInstanceToPointInTimeCommandInput }
  | { readonly operation: "RestoreDBInstanceFromDBSnapshot"; readonly input: RestoreDBInstanceFromDBSnapshotCommandInput }
  | { readonly operation: "CopyDBSnapshot"; readonly input: CopyDBSnapshotCommandInput }
  | { readonly operation: "ModifyDBInstance"; readonly input: ModifyDBInstanceCommandInput }
  | { readonly operation: "StartRestoreJob"; readonly input: StartRestoreJobCommandInput };

/** The call as a command of the AWS CLI. A value such as `$KEY` is left to the shell. */
export function commandOf({ operation, input }: Call, more = ""): string {
  const service = operation === "StartRestoreJob" ? "backup" : "rds";
  const options = Object.entries(input).flatMap(([name, value]) => (value === undefined ? [] : [optionText(kebab(name), value)]));
  return [`aws ${service} ${kebab(operation)}${more && ` ${more}`}`, ...options].join(" \\\n  ");
}

/** Names of shell variables in a call: what is not known yet. */
export const unknownsOf = ({ input }: Call): string[] => variablesIn(JSON.stringify(input));

/** Names of the shell variables in a text, each once. */
export const variablesIn = (text: string): string[] => [
  ...new Set([...text.matchAll(/\$\{?([A-Z][A-Z_]+)/g)].map(([, name = ""]) => name)),
];

/** `RestoreDBInstanceToPointInTime` is `restore-db-instance-to-point-in-time`. */
const kebab = (name: string) =>
  name
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1-$2")
    .toLowerCase();

function optionText(name: string, value: unknown): string {
  if (typeof value === "boolean") return value ? `--${name}` : `--no-${name}`;
  return `--${name} ${wordsOf(value).map(quote).join(" ")}`;
}

/** A list is several words, an object the CLI's shorthand. */
function wordsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(wordsOf);
  if (value instanceof Date) return [value.toISOString().replace(".000Z", "Z")];
  if (!isRecord(value)) return [String(value)];
  return [
    Object.entries(value)
      .map(([key, each]) => `${key}=${String(each)}`)
      .join(","),
  ];
}

function quote(word: string): string {
  if (variablesIn(word).length > 0) return `"${word}"`;
  return /^[\w./:=,@+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
