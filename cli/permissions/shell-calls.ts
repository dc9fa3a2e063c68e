import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { actionOf } from "../../domain/permissions/action-names.ts";
import { commandLinesIn } from "./command-lines.ts";
import type { CodeCall } from "./sdk-calls.ts";

/** Calls that AWS's command line makes to a service other than IAM. */
const services: Readonly<Record<string, string>> = {
  configservice: "config",
  efs: "elasticfilesystem",
  elbv2: "elasticloadbalancing",
  resourcegroupstaggingapi: "tag",
  "service-quotas": "servicequotas",
  s3api: "s3",
};

/** Commands that are no operation, or ask for more than one right. Source: docs.aws.amazon.com/cli/latest/reference */
const commands: Readonly<Record<string, readonly string[]>> = {
  "cloudtrail validate-logs": ["cloudtrail:DescribeTrails", "s3:GetObject", "s3:ListBucket"],
  "configure export-credentials": [],
  "configure sso": [],
  "logs tail": ["logs:FilterLogEvents"],
  "s3 cp": ["s3:GetObject", "s3:PutObject"],
  "s3 ls": ["s3:ListBucket"],
  "s3 rm": ["s3:DeleteObject"],
  "s3 sync": ["s3:GetObject", "s3:ListBucket", "s3:PutObject"],
  "s3api copy-object": ["s3:GetObject", "s3:PutObject"],
};

/** The calls of each `aws` command in the files of `folders`, below `root`, whose names end with one of `endings`. */
export function shellCalls(root: string, folders: readonly string[], endings: readonly string[]): CodeCall[] {
  const files = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => endings.some((ending) => file.endsWith(ending)))
      .map((file) => join(folder, file)),
  );
  return files
    .flatMap((file) => actionsIn(readFileSync(join(root, file), "utf8")).map((action) => ({ action, file })))
    .sort((one, other) => (one.action < other.action ? -1 : 1));
}

/** The actions of all `aws` commands in a text. */
export function actionsIn(text: string): string[] {
  const found = commandLinesIn(text, true).map(({ words: [service = "", operation = ""] }) => actionsOf(service, operation));
  return [...new Set(found.flat())];
}

function actionsOf(service: string, operation: string): readonly string[] {
  const known = commands[`${service} ${operation}`];
  // A waiter asks what its own describe-… command would, which stands beside it.
  if (known !== undefined || operation === "wait") return known ?? [];
  const words = operation.split("-").map((word) => acronyms[word] ?? `${word.charAt(0).toUpperCase()}${word.slice(1)}`);
  return [actionOf(services[service] ?? service, words.join(""))].filter((action) => action !== undefined);
}

const acronyms: Readonly<Record<string, string>> = { acl: "ACL", db: "DB", ip: "IP", mfa: "MFA", ssm: "SSM" };
