import type { Policy } from "../model/policy.ts";
import { allowed, documentTypes, some } from "./documents.ts";

export const iamPolicyDisallowFullService: Policy = {
  name: "aws-iam-policy-disallow-full-service",
  description: "No policy allows every action of a service.",
  severity: "high",
  controls: ["IAM-07"],
  remediation: "Name the actions that are needed.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-21",
  types: documentTypes,
  check: (policy, stack) =>
    allowed(policy, stack)?.flatMap(({ actions }) => {
      const full = actions.filter((action) => /^([\w-]+:\*+|\*)$/.test(action));
      return full.length > 0 ? [`allows ${some(full)}; name the actions`] : [];
    }),
};
