import { narrows } from "../model/documents.ts";
import type { Policy } from "../model/policy.ts";
import { asksForPartner, asksForRole, roleType, trusting } from "./trust.ts";

export const iamRoleDisallowPublicTrust: Policy = {
  name: "aws-iam-role-disallow-public-trust",
  description: "No role can be assumed by arbitrary principals on the internet.",
  severity: "critical",
  controls: ["IAM-12"],
  remediation: "Name the principals in the trust policy.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-anonymous",
  types: [roleType],
  check: (role) =>
    trusting(role)?.flatMap((statement) => {
      const { principals, condition } = statement;
      const narrowed = asksForPartner(statement) || asksForRole(statement) || narrows(condition, "aws:PrincipalAccount");
      if (narrowed) return [];
      if (principals.length === 0) return ["trusts all principals except some (NotPrincipal); name the principals"];
      const open = principals.filter((principal) => principal === "*" || /^(AWS|Federated|Service):\*$/.test(principal));
      return open.map((principal) => `trusts ${principal}, which is every principal; name the principals`);
    }),
};
