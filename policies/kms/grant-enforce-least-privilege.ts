import type { Policy } from "../model/policy.ts";

export const kmsGrantEnforceLeastPrivilege: Policy = {
  name: "aws-kms-grant-enforce-least-privilege",
  description: "A grant names its grantee, and a grantee that may create grants is limited to an encryption context.",
  severity: "high",
  controls: ["KMS-03"],
  remediation: "Name the grantee, and remove CreateGrant or add constraints.",
  url: "https://docs.aws.amazon.com/kms/latest/developerguide/grant-best-practices.html",
  types: ["aws:kms/grant:Grant"],
  check: (grant) => {
    const grantee = grant.has("granteePrincipal") ? grant.properties.granteePrincipal : undefined;
    const passesOn = grant.list("operations").includes("CreateGrant") && !grant.has("constraints");
    return [
      ...(grantee === "*" ? ["granteePrincipal is *; name a role"] : []),
      ...(passesOn ? ["operations has CreateGrant without constraints; remove it or add constraints"] : []),
    ];
  },
};
