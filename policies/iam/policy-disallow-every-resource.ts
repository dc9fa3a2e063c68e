import type { Policy } from "../model/policy.ts";
import { allowed, documentTypes, narrowsResources, onEverything, some } from "./documents.ts";
import { isEveryTarget, isEveryTargetOfStores } from "./everything.ts";
import { needsEveryResource } from "./unscoped-actions.ts";

export const iamPolicyDisallowEveryResource: Policy = {
  name: "aws-iam-policy-disallow-every-resource",
  description:
    "Actions that can be limited to single resources are not allowed on all of them, so that no role reads, changes or leaks the data of others.",
  severity: "high",
  controls: ["IAM-08"],
  remediation: "Name the resources, or add a condition on their tags.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
  types: documentTypes,
  check: (policy, stack) => {
    const isEvery = stack.isAccount ? isEveryTarget : isEveryTargetOfStores;
    return allowed(policy, stack)?.flatMap((statement) => {
      if (narrowsResources(statement)) return [];
      const everywhere = onEverything(statement);
      const wide = statement.actions.filter((action) => everywhere || statement.resources.some((name) => isEvery(name, action)));
      const actions = wide.filter((action) => !needsEveryResource(action));
      return actions.length > 0 ? [`allows ${some(actions)} on every resource; name the resources`] : [];
    });
  },
};
