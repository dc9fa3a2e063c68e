import type { Policy } from "../model/policy.ts";
import { records, trailType } from "./types.ts";

export const cloudtrailTrailEnableFunctionEvents: Policy = {
  name: "aws-cloudtrail-trail-enable-function-events",
  description: "A trail of an account records each call of a function.",
  severity: "medium",
  controls: [
    {
      key: "CT-40",
      service: "CloudTrail",
      control: "Calls of functions are recorded",
      pci: ["10.2.1", "10.2.1.1"],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation: "Select data events of AWS::Lambda::Function, without another field.",
  url: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html",
  types: [trailType],
  check: (_, stack) => {
    if (!stack.isOurs) return undefined;
    return stack.ofType(trailType).some((trail) => records(trail, "functions"))
      ? []
      : ["no event selector takes calls of AWS::Lambda::Function; add one"];
  },
};
