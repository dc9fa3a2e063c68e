import { daysUntil, nearDays } from "../../domain/defaults/lifecycle.ts";
import type { Policy } from "../model/policy.ts";
import { endingsIn, endingTypes } from "./endings.ts";

export const lifecycleResourceMissingSuccessor: Policy = {
  name: "aws-lifecycle-resource-missing-successor",
  description: `Nothing runs whose support ends within ${nearDays} days.`,
  severity: "high",
  controls: ["G25"],
  remediation: "Plan the move to a newer version before that day; docs/operations/end-of-life.md says how, kind by kind.",
  url: "https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html#runtime-support-policy",
  types: endingTypes,
  advisoryBecause: "it gets fixes until that day, and a blocked update would delay other fixes",
  check: (resource, stack) => {
    const endings = endingsIn(resource).map((ending) => ({ ...ending, days: daysUntil(ending, new Date(stack.today)) }));
    // What is past is the other policy's business.
    const left = endings.filter(({ days }) => days >= 0);
    if (left.length === 0) return undefined;
    return left
      .filter(({ days }) => days <= nearDays)
      .map(
        ({ property, what, version, ends, days, remedy }) =>
          `${property}: ${what} ${version} gets fixes until ${ends} only (days left: ${days}); ${remedy}`,
      );
  },
};
