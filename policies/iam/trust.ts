import { UNKNOWN } from "../../domain/graph-values.ts";
import { isRecord } from "../../domain/values.ts";
import { conditionHas, narrows, type PolicyStatement, statementsOf } from "../model/documents.ts";
import type { Resource, Stack } from "../model/stack.ts";

export const roleType = "aws:iam/role:Role";

/** The statements by which others may take a role; undefined where it has no trust policy. */
export const trusting = (role: Resource): PolicyStatement[] | undefined =>
  statementsOf(role, "assumeRolePolicy")?.filter(({ effect }) => effect === "Allow");

/** The accounts that a stack is known to be in: those its provider is allowed to work in, and that of what it has made. */
export function ownAccounts(stack: Stack): ReadonlySet<string> {
  const allowed = stack.ofType("pulumi:providers:aws").map(({ properties }) => JSON.stringify(properties.allowedAccountIds ?? ""));
  const made = stack.ofType(roleType).map(({ properties }) => String(properties.arn ?? ""));
  return new Set([...allowed, ...made].flatMap((text) => text.match(/\d{12}/g) ?? []));
}

/** The account that an AWS principal is, or is in. */
export const accountOf = (principal: string): string | undefined => /^AWS:(?:arn:[^:]*:(?:iam|sts)::)?(\d{12})(?::|$)/.exec(principal)?.[1];

/** Whether a principal stands for a whole account, whose IAM then decides. */
export const isWholeAccount = (principal: string): boolean => /^AWS:(\d{12}|arn:[^:]*:iam::\d{12}:root)$/.test(principal);

const someUser = (principal: string): boolean =>
  /^AWS:arn:[^:]*:iam::\d{12}:user\//.test(principal) || principal.startsWith(`AWS:${UNKNOWN}<User `);

/** Whether a principal is a person: a user, or a whole account. Roles and services are not people. */
export const isPerson = (principal: string): boolean => isWholeAccount(principal) || someUser(principal);

/** Whether a condition asks for a partner's agreed id, or for membership of an organization. */
export const asksForPartner = ({ condition }: PolicyStatement): boolean =>
  ["sts:ExternalId", "aws:PrincipalOrgID", "aws:PrincipalOrgPaths"].some((key) => narrows(condition, key));

/** Whether a condition asks for a certain role or tag of the caller. */
export const asksForRole = ({ condition }: PolicyStatement): boolean =>
  narrows(condition, "aws:PrincipalArn") ||
  Object.values(condition).some(
    (keys) => isRecord(keys) && Object.keys(keys).some((key) => /^aws:principaltag\//i.test(key) && narrows(condition, key)),
  );

/** Whether a condition asks for a second factor, also of a caller who comes without any such claim. */
export const asksForMfa = ({ condition }: PolicyStatement): boolean =>
  Object.entries(condition).some(
    ([operator, keys]) =>
      (/^bool$/i.test(operator) && conditionHas({ operator: keys }, "aws:MultiFactorAuthPresent", "true")) ||
      (/^numericlessthan(equals)?$/i.test(operator) && conditionHas({ operator: keys }, "aws:MultiFactorAuthAge")),
  );
