import type { Policy } from "../model/policy.ts";
import { accountOf, asksForMfa, asksForPartner, asksForRole, isWholeAccount, ownAccounts, roleType, trusting } from "./trust.ts";

export const iamRoleConfigureAccountTrust: Policy = {
  name: "aws-iam-role-configure-account-trust",
  description:
    "Other accounts assume a role with an external id or as members of the organization; no whole account assumes one without a condition.",
  severity: "high",
  controls: ["IAM-12"],
  remediation:
    "Add a condition on sts:ExternalId or aws:PrincipalOrgID for other accounts; for the own account name the role, its tag or a second factor.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html",
  types: [roleType],
  check: (role, stack) => {
    const own = ownAccounts(stack);
    return trusting(role)?.flatMap((statement) =>
      statement.principals.flatMap((principal) => {
        const account = accountOf(principal);
        if (!account) return [];
        if (own.size > 0 && !own.has(account))
          return asksForPartner(statement)
            ? []
            : [`trusts the other account ${account}; add a condition on sts:ExternalId or aws:PrincipalOrgID`];
        const narrowed = asksForPartner(statement) || asksForRole(statement) || asksForMfa(statement);
        return isWholeAccount(principal) && !narrowed
          ? [`trusts all of account ${account}; name roles, or add a condition on a tag or a second factor`]
          : [];
      }),
    );
  },
};
