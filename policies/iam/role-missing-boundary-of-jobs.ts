import type { Policy } from "../model/policy.ts";
import { byProvider } from "./oidc.ts";
import { roleType } from "./trust.ts";

export const iamRoleMissingBoundaryOfJobs: Policy = {
  name: "aws-iam-role-missing-boundary-of-jobs",
  description: "Who takes a role with a token of another's has a permissions boundary: whoever gets into the pipeline gets no further.",
  severity: "high",
  controls: ["IAM-12"],
  remediation: "Set permissionsBoundary on each role that trusts an OpenID Connect provider.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html",
  types: [roleType],
  check: (role) => {
    const jobs = byProvider(role)?.filter(({ principals }) => !principals.includes("Federated:cognito-identity.amazonaws.com"));
    if (!jobs || jobs.length === 0) return undefined;
    return role.has("permissionsBoundary") ? [] : ["is taken by OpenID Connect without a boundary; set permissionsBoundary"];
  },
};
