import type { Policy } from "../model/policy.ts";
import { byProvider } from "./oidc.ts";
import { roleType } from "./trust.ts";

export const iamRoleMissingBoundaryOfJobs: Policy = {
  name: "aws-iam-role-missing-boundary-of-jobs",
  description: "Roles that are assumed with OpenID Connect tokens have a permissions boundary, which limits a compromised pipeline.",
  severity: "high",
  controls: ["IAM-12"],
  remediation: "Set permissionsBoundary on each role that trusts an OpenID Connect provider.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html",
  types: [roleType],
  check: (role) => {
    const jobs = byProvider(role)?.filter(({ principals }) => !principals.includes("Federated:cognito-identity.amazonaws.com"));
    if (!jobs || jobs.length === 0) return undefined;
    return role.has("permissionsBoundary")
      ? []
      : ["trusts an OpenID Connect provider and has no permissions boundary; set permissionsBoundary"];
  },
};
