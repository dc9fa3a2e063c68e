import { daysUntil } from "../../domain/defaults/lifecycle.ts";
import type { Policy } from "../model/policy.ts";
import { endingsIn, endingTypes } from "./endings.ts";

export const lifecycleResourceDisallowEnded: Policy = {
  name: "aws-lifecycle-resource-disallow-ended",
  description: "Nothing runs after its end of support: runtimes, database and cache engines, certificates, images, TLS versions.",
  severity: "critical",
  controls: ["G25"],
  remediation: "Move to a version that still gets fixes; docs/operations/end-of-life.md says how, kind by kind.",
  url: "https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html#runtime-support-policy",
  types: endingTypes,
  check: (resource, stack) => {
    const endings = endingsIn(resource);
    if (endings.length === 0) return undefined;
    const ended = endings.filter((ending) => daysUntil(ending, new Date(stack.today)) < 0);
    return ended.map(
      ({ property, what, version, ends, remedy }) => `${property}: ${what} ${version} has had no fixes since ${ends}; ${remedy}`,
    );
  },
};
