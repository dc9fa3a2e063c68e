import type { Policy } from "../model/policy.ts";
import { allowed, documentTypes, onEverything, some } from "./documents.ts";

export const iamPolicyDisallowAdministrator: Policy = {
  name: "aws-iam-policy-disallow-administrator",
  description: "No policy allows everything, nor everything except a few actions.",
  severity: "critical",
  controls: ["IAM-07"],
  remediation: "Name the actions that are needed, and the resources.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-1",
  types: documentTypes,
  check: (policy, stack) =>
    allowed(policy, stack)?.flatMap((statement) => [
      ...(statement.notActions.length > 0 ? [`allows everything except ${some(statement.notActions)}; name the actions instead`] : []),
      ...(onEverything(statement) && statement.actions.some((action) => /^(\*|\*:\*)$/.test(action))
        ? ["allows every action on every resource; name the actions and the resources"]
        : []),
    ]),
};
