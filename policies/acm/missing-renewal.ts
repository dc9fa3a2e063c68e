import type { Policy } from "../model/policy.ts";
import { notYet } from "../model/presence.ts";
import type { Resource, Stack } from "../model/stack.ts";
import { certificateType, isImported } from "./types.ts";

const functionType = "aws:lambda/function:Function";

export const acmMissingRenewal: Policy = {
  name: "aws-acm-certificate-missing-renewal",
  description: "Something renews an imported certificate on a schedule, since ACM does not.",
  severity: "high",
  remediation: "Schedule a function that knows the certificate's ARN and imports what it renewed.",
  url: "https://docs.aws.amazon.com/acm/latest/userguide/import-reimport.html",
  types: [certificateType],
  advisoryBecause: notYet(5),
  check: (certificate, stack) => {
    if (!isImported(certificate)) return undefined;
    const functions = stack.referring(certificate, "environment", [functionType]);
    return schedules(stack).some((one) => calls(one, functions, certificate, stack))
      ? []
      : ["no schedule renews it; schedule a function that knows its ARN"];
  },
};

/** Schedules and their like that are on; the targets of rules stand apart. */
function schedules(stack: Stack): Resource[] {
  const on = (one: Resource) => one.text("state") !== "DISABLED" && one.get("isEnabled") !== false;
  const rules = stack.ofType("aws:cloudwatch/eventRule:EventRule").filter((rule) => rule.has("scheduleExpression") && on(rule));
  const targets = rules.flatMap((rule) => stack.referring(rule, "rule", ["aws:cloudwatch/eventTarget:EventTarget"]));
  return [...stack.ofType("aws:scheduler/schedule:Schedule").filter(on), ...targets];
}

function calls(schedule: Resource, functions: readonly Resource[], certificate: Resource, stack: Stack): boolean {
  const properties = ["target", "arn", "input"];
  return [...functions, certificate].some((callee) => properties.some((property) => stack.refersTo(schedule, property, callee)));
}
