import { isProperty, UNKNOWN } from "../../domain/graph-values.ts";
import { isRecord } from "../../domain/values.ts";
import { covers, type PolicyStatement } from "../model/documents.ts";
import { asList } from "../model/values.ts";

/** The roles to which alone a key's policy leaves an action, by refusing it to everybody else; none where it refuses it to nobody, or to all. */
export const custodians = (statements: readonly PolicyStatement[], action: string): string[] =>
  statements
    .filter(({ effect, principals, actions }) => effect === "Deny" && isEverybody(principals) && actions.some((one) => covers(one, action)))
    .flatMap(({ condition }) => excepted(condition));

const isEverybody = (principals: readonly string[]): boolean => principals.some((who) => who === "*" || who === "AWS:*");

/** Keys of conditions that leave the refusal as wide: a service takes back its own grants. */
const harmless = ["aws:principalarn", "kms:grantisforawsresource"];

/** Roles by their whole ARNs, named by the one operator that AWS compares a principal by: a pattern would admit whoever is called so. */
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
