/**
 * AWS Regions that a stack can live in, each with the availability zones that a store uses, by zone id.
 * Ids mean the same zone in every account (names such as us-east-1a do not), so a plan is the same everywhere and
 * never lands in a zone that lacks current instance types (use1-az3).
 * Source: docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html
 */
export const regions = {
  "ap-northeast-1": ["apne1-az1", "apne1-az2", "apne1-az4"],
  "ap-northeast-2": ["apne2-az1", "apne2-az2", "apne2-az3"],
  "ap-northeast-3": ["apne3-az1", "apne3-az2", "apne3-az3"],
  "ap-south-1": ["aps1-az1", "aps1-az2", "aps1-az3"],
  "ap-southeast-1": ["apse1-az1", "apse1-az2", "apse1-az3"],
  "ap-southeast-2": ["apse2-az1", "apse2-az2", "apse2-az3"],
  "ca-central-1": ["cac1-az1", "cac1-az2", "cac1-az4"],
  "eu-central-1": ["euc1-az1", "euc1-az2", "euc1-az3"],
  "eu-north-1": ["eun1-az1", "eun1-az2", "eun1-az3"],
  "eu-west-1": ["euw1-az1", "euw1-az2", "euw1-az3"],
  "eu-west-2": ["euw2-az1", "euw2-az2", "euw2-az3"],
  "eu-west-3": ["euw3-az1", "euw3-az2", "euw3-az3"],
  "sa-east-1": ["sae1-az1", "sae1-az2", "sae1-az3"],
  "us-east-1": ["use1-az1", "use1-az2", "use1-az4"],
  "us-east-2": ["use2-az1", "use2-az2", "use2-az3"],
  "us-west-1": ["usw1-az1", "usw1-az3"],
  "us-west-2": ["usw2-az1", "usw2-az2", "usw2-az3"],
} as const satisfies Record<string, readonly string[]>;

/** A Region's name, such as `eu-central-1`. */
export type Region = keyof typeof regions;

/** The names of all Regions, sorted. */
export const regionNames = Object.keys(regions) as Region[];

/** The first `count` zone ids of a Region; fewer where it has fewer (us-west-1 has two). */
export function zoneIds(region: Region, count: number): string[] {
  return regions[region].slice(0, count);
}

/** The only Region that Route 53 logs a public zone's queries to (docs.aws.amazon.com/Route53/latest/DeveloperGuide/query-logs.html). */
export const queryLogRegion = "us-east-1" as const satisfies Region;
