/** Which row of an offer file has a price: by values of its columns. */
export interface Selector {
  /** The price's name in the table. */
  readonly price: string;
  /** Columns and the values that they must have; `usageType` without the Region's prefix. */
  readonly where: Readonly<Record<string, string>>;
}

/** Offer files by service, and what is read of them. */
export interface Offer {
  /** The service's code in the price list. */
  readonly service: string;
  readonly selectors: readonly Selector[];
  /** Prices of an hour of a `large` size by family, for types in the column `Instance Type`. */
  readonly sizes?: { readonly service: string; readonly prefix: string; readonly where: Readonly<Record<string, string>> };
}

const usage = (price: string, usageType: string, where: Readonly<Record<string, string>> = {}): Selector => ({
  price,
  where: { usageType, ...where },
});

const balancer = { operation: "LoadBalancing:Application" };
const database = { "Database Engine": "MySQL", "Deployment Option": "Single-AZ" };

/** Prices that `npm run prices` renews; every other price keeps its source and its day. */
export const offers: readonly Offer[] = [
  {
    service: "AmazonEC2",
    selectors: [usage("nat.hour", "NatGateway-Hours"), usage("nat.gb", "NatGateway-Bytes"), usage("ebs.gp3", "EBS:VolumeUsage.gp3")],
    sizes: {
      service: "ec2",
      prefix: "",
      where: { "Operating System": "Linux", Tenancy: "Shared", "Pre Installed S/W": "NA", CapacityStatus: "Used" },
    },
  },
  {
    service: "AmazonRDS",
    selectors: [usage("rds.storage", "RDS:GP3-Storage", database)],
    sizes: { service: "rds", prefix: "db.", where: database },
  },
  { service: "AmazonElastiCache", selectors: [], sizes: { service: "cache", prefix: "cache.", where: { "Cache Engine": "Valkey" } } },
  { service: "AWSELB", selectors: [usage("alb.hour", "LoadBalancerUsage", balancer), usage("alb.lcu", "LCUUsage", balancer)] },
  {
    service: "AmazonVPC",
    selectors: [
      usage("endpoint.hour", "VpcEndpoint-Hours"),
      usage("endpoint.gb", "VpcEndpoint-Bytes"),
      usage("ipv4.hour", "PublicIPv4:InUseAddress"),
    ],
  },
  { service: "AmazonEFS", selectors: [usage("efs.gb", "TimedStorage-ByteHrs")] },
  { service: "AmazonS3", selectors: [usage("s3.gb", "TimedStorage-ByteHrs")] },
  {
    service: "AmazonCloudWatch",
    selectors: [
      usage("logs.in", "DataProcessing-Bytes"),
      usage("logs.gb", "TimedStorage-ByteHrs"),
      usage("cloudwatch.alarm", "CW:AlarmMonitorUsage"),
    ],
  },
  { service: "awskms", selectors: [usage("kms.key", "KMS-Keys")] },
  { service: "AWSSecretsManager", selectors: [usage("secret.month", "AWSSecretsManager-Secrets")] },
];
