import type { Policy } from "../model/policy.ts";
import { show } from "../model/values.ts";
import { records, trailType } from "./types.ts";

export const cloudtrailTrailEnableEveryEvent: Policy = {
  name: "aws-cloudtrail-trail-enable-every-event",
  description: "A trail is enabled in every Region and for global services, and records all management events, reads and writes.",
  severity: "high",
  controls: ["CT-01"],
  remediation: "Set isMultiRegionTrail: true, leave logging and global events on, and select management events with readWriteType All.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-1",
  types: [trailType],
  check: (trail) => [
    ...(trail.isTrue("isMultiRegionTrail") ? [] : [`isMultiRegionTrail is ${show(trail.get("isMultiRegionTrail"))}; set true`]),
    ...["enableLogging", "includeGlobalServiceEvents"].flatMap((property) =>
      trail.isTrue(property) || trail.get(property) === undefined ? [] : [`${property} is ${show(trail.get(property))}; set true`],
    ),
    ...(records(trail, "Management") ? [] : ["no event selector takes all management events; add one with readWriteType All"]),
  ],
};
