import type { Policy } from "../model/policy.ts";
import type { Resource, Stack } from "../model/stack.ts";
import { certificateType, isImported } from "./types.ts";

const functionType = "aws:lambda/function:Function";

export const acmCertificateMissingRenewal: Policy = {
  name: "aws-acm-certificate-missing-renewal",
  description: "A scheduled function renews an imported certificate, since ACM does not.",
  severity: "high",
  controls: ["ACM-01", "G12"],
  remediation: "Schedule a function that knows the certificate's ARN and imports what it renewed.",
  url: "https://docs.aws.amazon.com/acm/latest/userguide/import-reimport.html",
  types: [certificateType],
  check: (certificate, stack) => {
    if (!isImported(certificate)) return undefined;
    const functions = stack.referring(certificate, "environment", [functionType]);
    return schedules(stack).some((one) => calls(one, functions, certificate, stack))
      ? []
      : ["no schedule renews the certificate; schedule a function that knows its ARN"];
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
  if ([...functions, certificate].some((callee) => properties.some((property) => stack.refersTo(schedule, property, callee)))) return true;
  // An export may have lost what its values were made of: then the ARN is in the event's text.
  const event = schedule.type === "aws:scheduler/schedule:Schedule" ? schedule.properties.target : schedule.properties.input;
  return certificate.identities.some((identity) => identity.startsWith("arn:") && JSON.stringify(event ?? "").includes(identity));
}
