import { writtenOnce } from "../../domain/defaults/releases.ts";
import { UNKNOWN } from "../../domain/graph-values.ts";
import { conditionHas, covers, type PolicyStatement } from "../model/documents.ts";
import type { Resource } from "../model/stack.ts";

/** Whether nodes take the application from a bucket, which its name says: `shop-prod-releases-123456789012`. */
export function holdsReleases(bucket: Resource): boolean {
  const known = bucket.properties.bucket;
  return /(^|[-.])releases([-.]|$)/.test(typeof known === "string" && known.includes("releases") ? known : bucket.name);
}

/** Prefix of object ARNs in a bucket's policy, also if the bucket's ARN is known only after apply. */
const ofBucket = new RegExp(`^(arn:aws:s3:::|${UNKNOWN})[^/]*/`);

/** Folders of releases that a statement does not cover. */
const uncovered = ({ resources }: PolicyStatement): string[] =>
  Object.values(writtenOnce).filter((folder) => !resources.some((pattern) => covers(pattern.replace(ofBucket, ""), `${folder}a`)));

const refusesAll = (statement: PolicyStatement, actions: readonly string[]): boolean =>
  statement.effect === "Deny" &&
  statement.principals.includes("*") &&
  uncovered(statement).length === 0 &&
  actions.every((action) => statement.actions.some((pattern) => covers(pattern, action)));

/** Whether a statement denies every upload that may overwrite an object; a second condition would allow some. */
export const refusesOverwriting = (statement: PolicyStatement): boolean =>
  refusesAll(statement, ["s3:PutObject"]) &&
  conditionHas(statement.condition, "s3:if-none-match", "true") &&
  Object.keys(statement.condition).every((operator) => operator === "Null") &&
  Object.keys(Object(statement.condition.Null)).length === 1;

/** Whether a statement denies actions to all principals except the roles that it names. */
export const refusesToOthers = (statement: PolicyStatement, actions: readonly string[]): boolean =>
  refusesAll(statement, actions) &&
  Object.entries(statement.condition).every(
    ([operator, keys]) => operator === "ArnNotEquals" && Object.keys(Object(keys)).join() === "aws:PrincipalArn",
  );

/** Whether a statement denies reading objects that a scan has tagged. */
export const refusesReading = (statement: PolicyStatement, tag: string, value: string, actions: readonly string[]): boolean =>
  refusesAll(statement, actions) && conditionHas(statement.condition, `s3:ExistingObjectTag/${tag}`, value);
