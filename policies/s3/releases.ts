import { writtenOnce } from "../../domain/defaults/releases.ts";
import { UNKNOWN } from "../../domain/graph-values.ts";
import { conditionHas, covers, type PolicyStatement } from "../model/documents.ts";
import type { Resource } from "../model/stack.ts";

/** Whether nodes take the application from a bucket, which its name says: `shop-prod-releases-123456789012`. */
export function holdsReleases(bucket: Resource): boolean {
  const known = bucket.properties.bucket;
  return /(^|[-.])releases([-.]|$)/.test(typeof known === "string" && known.includes("releases") ? known : bucket.name);
}

/** What the name of an object in a bucket's policy begins with, also of a bucket whose ARN is known only after apply. */
const ofBucket = new RegExp(`^(arn:aws:s3:::|${UNKNOWN})[^/]*/`);

/** Folders of releases of which a statement does not speak. */
const uncovered = ({ resources }: PolicyStatement): string[] =>
  Object.values(writtenOnce).filter((folder) => !resources.some((pattern) => covers(pattern.replace(ofBucket, ""), `${folder}a`)));

const refusesAll = (statement: PolicyStatement, actions: readonly string[]): boolean =>
  statement.effect === "Deny" &&
  statement.principals.includes("*") &&
  uncovered(statement).length === 0 &&
  actions.every((action) => statement.actions.some((pattern) => covers(pattern, action)));

/** Whether a statement refuses each upload that may write over something; a second condition would let some of them through. */
export const refusesOverwriting = (statement: PolicyStatement): boolean =>
  refusesAll(statement, ["s3:PutObject"]) &&
  conditionHas(statement.condition, "s3:if-none-match", "true") &&
  Object.keys(statement.condition).every((operator) => operator === "Null") &&
  Object.keys(Object(statement.condition.Null)).length === 1;

/** Whether a statement refuses something to everybody but roles that it names. */
export const refusesToOthers = (statement: PolicyStatement, actions: readonly string[]): boolean =>
  refusesAll(statement, actions) &&
  Object.entries(statement.condition).every(
    ([operator, keys]) => operator === "ArnNotEquals" && Object.keys(Object(keys)).join() === "aws:PrincipalArn",
  );

/** Whether a statement refuses to read what a scan has found to be something. */
export const refusesReading = (statement: PolicyStatement, tag: string, value: string, actions: readonly string[]): boolean =>
  refusesAll(statement, actions) && conditionHas(statement.condition, `s3:ExistingObjectTag/${tag}`, value);
