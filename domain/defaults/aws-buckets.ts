import type { Region } from "./regions.ts";

/**
 * The end of the name of the bucket that `AWS-RunPatchBaseline` fetches its code from, a Region's own. The whole name counts: any account
 * can make a bucket whose name begins the same.
 * Source: docs.aws.amazon.com/systems-manager/latest/userguide/patch-operations-s3-buckets.html
 */
const patchManagerSuffixes: Readonly<Record<Region, string>> = {
  "ap-northeast-1": "4849fa78f",
  "ap-northeast-2": "10467995c",
  "ap-northeast-3": "67373598a",
  "ap-south-1": "cb7c62ff9",
  "ap-southeast-1": "7fdfd9ef7",
  "ap-southeast-2": "17283a275",
  "ca-central-1": "3148e69e3",
  "eu-central-1": "9163fdaaf",
  "eu-north-1": "795879e9b",
  "eu-west-1": "5522fb710",
  "eu-west-2": "902a2bc74",
  "eu-west-3": "29bf85721",
  "sa-east-1": "ddf4b6a09",
  "us-east-1": "1970c647d",
  "us-east-2": "552881074",
  "us-west-1": "8badb4304",
  "us-west-2": "34d7f99f8",
};

/**
 * Buckets of AWS that a node reads: Amazon Linux's packages, the agents' downloads, Distributor's (GuardDuty's and Inspector's agents
 * come by it), Patch Manager's code and baselines. Requests to them are not signed.
 * Sources: docs.aws.amazon.com/systems-manager/latest/userguide/ssm-agent-technical-details.html and patch-operations-s3-buckets.html;
 * docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/download-cloudwatch-agent-commandline.html
 */
export const awsBuckets = (region: Region): string[] => [
  `al2023-repos-${region}-de612dc2`,
  `amazon-ssm-${region}`,
  `amazon-ssm-packages-${region}`,
  `aws-ssm-${region}`,
  `aws-ssm-distributor-file-${region}`,
  `aws-ssm-document-attachments-${region}`,
  `${region}-birdwatcher-prod`,
  `aws-patch-manager-${region}-${patchManagerSuffixes[region]}`,
  // With a suffix only in Regions that a store cannot live in.
  `patch-baseline-snapshot-${region}`,
  `amazoncloudwatch-agent-${region}`,
];
