import { isProperty, UNKNOWN } from "../../domain/graph-values.ts";
import { isRecord } from "../../domain/values.ts";
import { covers, type PolicyStatement } from "../model/documents.ts";
import { asList } from "../model/values.ts";

/** The roles to which a policy reserves an action, by denying it to all other principals; empty if it is denied to none, or to all. */
export const custodians = (statements: readonly PolicyStatement[], action: string): string[] =>
  statements
    .filter(({ effect, principals, actions }) => effect === "Deny" && isEveryone(principals) && actions.some((one) => covers(one, action)))
    .flatMap(({ condition }) => excepted(condition));

const isEveryone = (principals: readonly string[]): boolean => principals.some((who) => who === "*" || who === "AWS:*");

/** Condition keys that do not weaken the denial: a service may still revoke its own grants. */
const harmless = ["aws:principalarn", "kms:grantisforawsresource"];

/** Roles that a condition exempts by their full ARNs: a pattern would exempt any role whose name matches. */
function excepted(condition: PolicyStatement["condition"]): string[] {
  const asked = Object.values(condition).flatMap((keys) => (isRecord(keys) ? Object.keys(keys) : []));
  if (asked.some((key) => !harmless.includes(key.toLowerCase()))) return [];
  const [, keys] = Object.entries(condition).find(([operator]) => operator === "ArnNotEquals" || operator === "StringNotEquals") ?? [];
  const named = isRecord(keys) ? Object.entries(keys).find(([key]) => key.toLowerCase() === "aws:principalarn")?.[1] : undefined;
  const arns = asList(named).map(String);
  return arns.every(isRole) ? arns : [];
}

const isRole = (arn: string): boolean =>
  /^arn:aws[\w-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/.test(arn) || (isProperty(arn) && arn.startsWith(`${UNKNOWN}<Role `));
