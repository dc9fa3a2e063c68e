import { notBackedUpTag } from "../../domain/defaults/backup.ts";
import { isUnknown } from "../../domain/graph-values.ts";
import { isRecord } from "../../domain/values.ts";
import { block } from "../model/demands.ts";
import { covers, type PolicyStatement, statementsOf } from "../model/documents.ts";
import type { Resource, Stack } from "../model/stack.ts";
import { asList, read } from "../model/values.ts";

export const plan = "aws:backup/plan:Plan";
export const vault = "aws:backup/vault:Vault";
export const airGappedVault = "aws:backup/logicallyAirGappedVault:LogicallyAirGappedVault";
export const selection = "aws:backup/selection:Selection";

/** Types of resources whose data only a backup can restore, and their names in AWS Backup's restore testing. */
export const stateful: Readonly<Record<string, string>> = {
  "aws:rds/instance:Instance": "RDS",
  "aws:rds/cluster:Cluster": "Aurora",
  "aws:efs/fileSystem:FileSystem": "EFS",
  "aws:s3/bucket:Bucket": "S3",
  "aws:s3/bucketV2:BucketV2": "S3",
  "aws:ebs/volume:Volume": "EBS",
  "aws:dynamodb/table:Table": "DynamoDB",
};

/** Whether a resource says by a tag of its own why no backup has to keep it. */
export function saysWhyNot(resource: Resource): boolean {
  const reason = read(resource.get("tags"), notBackedUpTag);
  return typeof reason === "string" && reason.length > 0;
}

/** Those of `actions` on a vault that its policy does not deny to all principals. */
export function leftOpen(resource: Resource, stack: Stack, actions: readonly string[]): string[] {
  const statements = stack
    .referring(resource, "backupVaultName", ["aws:backup/vaultPolicy:VaultPolicy"])
    .flatMap((policy) => statementsOf(policy, "policy") ?? []);
  return actions.filter((action) => !statements.some((statement) => refuses(statement, action)));
}

const refuses = ({ effect, principals, actions, condition }: PolicyStatement, action: string): boolean =>
  effect === "Deny" && principals.includes("*") && exceptsRoles(condition) && actions.some((pattern) => covers(pattern, action));

/** Whether a refusal has no condition but exceptions of certain roles: a pattern could be all of them. */
const exceptsRoles = (condition: PolicyStatement["condition"]): boolean =>
  Object.entries(condition).every(
    ([operator, keys]) =>
      /^(Arn|String)Not(Equals|Like)(IfExists)?$/i.test(operator) &&
      isRecord(keys) &&
      Object.entries(keys).every(([key, values]) => /^aws:PrincipalArn$/i.test(key) && !/[*?]/.test(JSON.stringify(values))),
  );

/** The rules of a plan, each with the path of its properties. */
export const rulesOf = (resource: Resource): string[] => resource.list("rules").map((_, i) => `rules.${i}`);

/**
 * Whether a plan makes continuous backups only, beside another one that does not: they reach back 35 days at most, and a copy of one
 * is a snapshot, so it is the other plan that has to keep and to copy.
 */
export function isContinuousExtra(resource: Resource, stack: Stack): boolean {
  return isContinuous(resource) && stack.ofType(plan).some((other) => other !== resource && !isContinuous(other));
}

/** Whether all rules of a plan make continuous backups. */
export const isContinuous = (resource: Resource): boolean =>
  rulesOf(resource).length > 0 && rulesOf(resource).every((rule) => resource.isTrue(`${rule}.enableContinuousBackup`));

/** Whether a selection, one of a plan, takes a resource in: by its ARN, or by its tags. */
export function selects(chosen: Resource, target: Resource, stack: Stack): boolean {
  if (namedIn(chosen, "notResources", target, stack)) return false;
  const tags = tagsOf(target, stack);
  const conditions = conditionsOf(chosen);
  const byArn = namedIn(chosen, "resources", target, stack);
  if (byArn) return conditions.every(([key, value]) => tags[key] === value);
  const some = asList(chosen.get("selectionTags")).some((tag) => tags[String(read(tag, "key"))] === read(tag, "value"));
  return some || (!chosen.has("resources") && conditions.length > 0 && conditions.every(([key, value]) => tags[key] === value));
}

function namedIn(chosen: Resource, property: string, target: Resource, stack: Stack): boolean {
  if (stack.refersTo(chosen, property, target)) return true;
  const arn = target.properties.arn;
  const known = typeof arn === "string" && !isUnknown(arn) ? arn : arnLike(target);
  return chosen.list(property).some((pattern) => typeof pattern === "string" && !isUnknown(pattern) && covers(pattern, known));
}

/** A sample ARN of this type, for patterns such as `arn:aws:rds:*:*:db:*`. */
function arnLike({ type }: Resource): string {
  const kinds: Readonly<Record<string, string>> = {
    RDS: "rds:r:a:db:n",
    Aurora: "rds:r:a:cluster:n",
    EFS: "elasticfilesystem:r:a:file-system/n",
  };
  const others: Readonly<Record<string, string>> = { S3: "s3:::n", EBS: "ec2:r:a:volume/n", DynamoDB: "dynamodb:r:a:table/n" };
  const kind = stateful[type] ?? "";
  return `arn:aws:${kinds[kind] ?? others[kind] ?? ""}`;
}

/** Tags of a resource, with those that the stack's AWS provider gives to all. */
function tagsOf(target: Resource, stack: Stack): Record<string, unknown> {
  const defaults = stack.ofType("pulumi:providers:aws").map((provider) => defaultTags(provider.properties.defaultTags));
  const all = target.properties.tagsAll;
  return Object.assign({}, ...defaults, isRecord(all) ? all : {}, target.get("tags") ?? {});
}

/** A provider's properties are JSON in text, in graphs as in exports. */
function defaultTags(value: unknown): Record<string, unknown> {
  const parsed: unknown = typeof value === "string" && value.startsWith("{") ? JSON.parse(value) : value;
  const tags = isRecord(parsed) ? parsed.tags : undefined;
  return isRecord(tags) ? tags : {};
}

/** Tags that a selection asks for, all of them. */
function conditionsOf(chosen: Resource): [string, unknown][] {
  return asList(chosen.get("conditions"))
    .flatMap((condition) => asList(read(condition, "stringEquals")))
    .flatMap((one) => (block(one) ? [[String(read(one, "key")).replace(/^aws:ResourceTag\//, ""), read(one, "value")]] : []));
}
