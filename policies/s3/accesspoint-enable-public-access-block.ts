import { demandNotFalse } from "../model/demands.ts";
import type { Policy } from "../model/policy.ts";
import { blockSettings } from "./bucket-enable-public-access-block.ts";

const point = "aws:s3/accessPoint:AccessPoint";
const multiRegionPoint = "aws:s3control/multiRegionAccessPoint:MultiRegionAccessPoint";

export const s3AccesspointEnablePublicAccessBlock: Policy = {
  name: "aws-s3-accesspoint-enable-public-access-block",
  description: "No access point of a bucket, in one Region or several, can be made public.",
  severity: "critical",
  controls: ["S3-17"],
  remediation: "Leave the block's settings true, which is the default; this replaces the access point.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-19",
  types: [point, multiRegionPoint],
  check: (resource) => {
    const base = resource.type === point ? "publicAccessBlockConfiguration" : "details.publicAccessBlock";
    return blockSettings.flatMap((setting) => demandNotFalse(resource, `${base}.${setting}`));
  },
};
