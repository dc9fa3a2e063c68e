import { isUnknown } from "../../domain/graph-values.ts";
import { isRecord } from "../../domain/values.ts";
import { conditionHas, covers, narrows, type PolicyStatement } from "./documents.ts";
import type { Resource } from "./stack.ts";
import { asList, show } from "./values.ts";

/** Demands that many policies make; each answers with what is wrong, nothing where nothing is. */

export const demandTrue = (resource: Resource, path: string): string[] =>
  resource.isTrue(path) ? [] : [`${path} is ${show(resource.get(path))}; set true`];

/** For properties that AWS has on unless told otherwise. */
export const demandNotFalse = (resource: Resource, path: string): string[] => {
  const value = resource.get(path);
  return value === false || value === "false" ? [`${path} is false; set true`] : [];
};

export const demandAtLeast = (resource: Resource, path: string, min: number): string[] => {
  const value = resource.number(path);
  return value !== undefined && value >= min ? [] : [`${path} is ${show(resource.get(path))}; set ${min} or more`];
};

/** A key of one's own: which one may be known only after apply. */
export const demandKey = (resource: Resource, path: string): string[] => {
  if (!resource.has(path)) return [`${path} is unset; set the ARN of a customer-managed key`];
  const value = resource.properties[path];
  return typeof value === "string" && isAwsKey(value) ? [`${path} is ${value}, a key of AWS; set the ARN of a customer-managed key`] : [];
};

/** Whether a key is one that AWS manages, as far as its name tells. */
export const isAwsKey = (key: unknown): boolean => typeof key === "string" && !isUnknown(key) && /(^|:)alias\/aws\//.test(key);

/** Conditions that leave of `*` only whom one knows. */
export const narrowingConditions = [
  "aws:PrincipalAccount",
  "aws:PrincipalArn",
  "aws:PrincipalOrgID",
  "aws:PrincipalOrgPaths",
  "aws:SourceAccount",
  "aws:SourceArn",
  "aws:SourceOrgID",
  "aws:SourceOwner",
  "aws:SourceVpc",
  "aws:SourceVpce",
  "kms:CallerAccount",
  "s3:DataAccessPointAccount",
];

/** Whether a statement of a resource's policy allows all principals; one with NotPrincipal lists none. */
export const admitsAnyone = ({ effect, principals, condition }: PolicyStatement): boolean =>
  effect === "Allow" && (principals.length === 0 || principals.some((who) => who === "*" || who === "AWS:*")) && !isNarrowed(condition);

const isNarrowed = (condition: PolicyStatement["condition"]): boolean => narrowingConditions.some((key) => narrows(condition, key));

/** Whether a statement denies all principals those actions without TLS, under no other condition. */
export function refusesPlain({ effect, principals, actions, condition }: PolicyStatement, asked: readonly string[]): boolean {
  const keys = Object.values(condition).flatMap((operands) => (isRecord(operands) ? Object.keys(operands) : []));
  return (
    effect === "Deny" &&
    principals.includes("*") &&
    actions.some((pattern) => asked.every((action) => covers(pattern, action))) &&
    keys.length === 1 &&
    conditionHas(condition, "aws:SecureTransport", "false")
  );
}

/** The first of a block that Pulumi writes as an object, as a list of one, or not at all. */
export function block(value: unknown): Readonly<Record<string, unknown>> | undefined {
  const first = asList(value)[0];
  return isRecord(first) ? first : undefined;
}
