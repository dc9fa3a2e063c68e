import type { Policy } from "../model/policy.ts";
import { asksForMfa, asksForPartner, asksForRole, isPerson, roleType, trusting } from "./trust.ts";

export const iamRoleEnforceMfa: Policy = {
  name: "aws-iam-role-enforce-mfa",
  description: "People assume a role only with a second factor.",
  severity: "high",
  controls: ["IAM-03"],
  remediation:
    'Add the condition Bool {"aws:MultiFactorAuthPresent": "true"} to the trust policy; BoolIfExists would allow access keys without one.',
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html",
  types: [roleType],
  check: (role) => {
    const byPeople = trusting(role)?.filter(
      (statement) => statement.principals.some(isPerson) && !asksForPartner(statement) && !asksForRole(statement),
    );
    if (!byPeople || byPeople.length === 0) return undefined;
    return byPeople.flatMap((statement) =>
      asksForMfa(statement)
        ? []
        : [
            `trusts ${statement.principals.filter(isPerson).join(", ")} without a second factor; add a condition on aws:MultiFactorAuthPresent`,
          ],
    );
  },
};
