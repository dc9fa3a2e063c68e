import type { Policy } from "../model/policy.ts";
import { records, trailType } from "./types.ts";

export const cloudtrailTrailEnableObjectEvents: Policy = {
  name: "aws-cloudtrail-trail-enable-object-events",
  description: "A trail records reads and writes of objects in buckets.",
  severity: "medium",
  controls: ["CT-07"],
  remediation: "Select data events of AWS::S3::Object, reads and writes.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-22",
  types: [trailType],
  check: (trail, stack) => {
    // Another trail may be the one for objects.
    const some = records(trail, "S3 objects") || stack.ofType(trailType).some((other) => records(other, "S3 objects"));
    return some ? [] : ["no event selector takes reads and writes of AWS::S3::Object; add one"];
  },
};
