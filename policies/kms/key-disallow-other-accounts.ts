import { isRecord } from "../../domain/values.ts";
import { conditionHas, type PolicyStatement } from "../model/documents.ts";
import { accountOf } from "../model/outsiders.ts";
import type { Policy } from "../model/policy.ts";
import { externalKey, key, policyOf, replicaKey } from "./types.ts";

export const kmsKeyDisallowOtherAccounts: Policy = {
  name: "aws-kms-key-disallow-other-accounts",
  description: "A key's policy allows other accounts only by role, not the whole account.",
  severity: "high",
  controls: ["G29"],
  remediation: "Name a role as the principal, or add ArnEquals aws:PrincipalArn to the statement.",
  url: "https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html",
  types: [key, replicaKey, externalKey],
  check: (resource, stack) => {
    const own = accountOf(stack);
    if (own === undefined) return undefined;
    return policyOf(resource, stack)
      ?.filter(({ effect, condition }) => effect === "Allow" && !namesRoles(condition))
      .flatMap((statement) => foreignRoots(statement, own))
      .map((account) => `a statement allows all of account ${account}; name a role of that account`);
  },
};

const foreignRoots = ({ principals }: PolicyStatement, own: string): string[] =>
  principals.flatMap((who) => {
    const account = /^AWS:(?:arn:[^:]+:iam::)?(\d{12})(?::root)?$/.exec(who)?.[1];
    return account === undefined || account === own ? [] : [account];
  });

/** Whether a condition names roles by ARN; an operator with wildcards could match all of them. */
const namesRoles = (condition: PolicyStatement["condition"]): boolean =>
  Object.entries(condition).some(
    ([operator, keys]) => /^(Arn|String)Equals$/.test(operator) && isRecord(keys) && conditionHas({ [operator]: keys }, "aws:PrincipalArn"),
  );
