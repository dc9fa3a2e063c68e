import type { Resource, Stack } from "../model/stack.ts";
import { asList, read } from "../model/values.ts";

export const detectorType = "aws:guardduty/detector:Detector";

/** Paths of features in the older form, `datasources`. */
const older: Readonly<Record<string, string>> = {
  S3_DATA_EVENTS: "datasources.s3Logs.enable",
  EBS_MALWARE_PROTECTION: "datasources.malwareProtection.scanEc2InstanceWithFindings.ebsVolumes.enable",
};

/** Whether a feature of a detector is on, and with it the named parts. */
export function hasFeature(detector: Resource, stack: Stack, feature: string, part?: string): boolean {
  const path = older[feature];
  if (path && detector.isTrue(path)) return true;
  return stack
    .referring(detector, "detectorId", ["aws:guardduty/detectorFeature:DetectorFeature"])
    .some((one) => one.text("name") === feature && one.text("status") === "ENABLED" && (!part || hasPart(one, part)));
}

const hasPart = (feature: Resource, part: string) =>
  feature
    .list("additionalConfigurations")
    .some((entry) => asList(read(entry, "name")).includes(part) && read(entry, "status") === "ENABLED");
