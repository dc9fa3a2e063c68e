import { awsBuckets } from "./aws-buckets.ts";
import type { Region } from "./regions.ts";

/**
 * The services that nodes call: Session Manager and Patch Manager, logs and metrics, secrets and keys, the
 * Auto Scaling group's lifecycle, and their own description.
 */
export const interfaceServices = [
  "ssm",
  "ssmmessages",
  "ec2messages",
  "ec2",
  "logs",
  "monitoring",
  "secretsmanager",
  "kms",
  "autoscaling",
  "sts",
] as const;

/** Further services that the function for restored backups calls; the rest it shares with the nodes. */
export const validationServices = ["backup", "elasticfilesystem", "rds"] as const;

/** The name of a service of AWS in a Region. */
export const serviceHost = (service: string, region: Region): string => `${service}.${region}.amazonaws.com`;

/** Where the agent of GuardDuty, which AWS puts on nodes, tells what it saw: by an endpoint that AWS makes. */
const agentServices = ["guardduty-data"];

/** S3's hosts where the bucket is in the path: for AWS's agents, and for programs that learn a bucket's name only at run time. */
export const pathHosts = (region: Region): string[] => [`s3.${region}.amazonaws.com`, `s3.dualstack.${region}.amazonaws.com`];

/** A bucket by its own name, as the command line and dnf call it. */
export const bucketHosts = (bucket: string, region: Region): string[] => pathHosts(region).map((host) => `${bucket}.${host}`);

/**
 * The names of AWS that a VPC's own callers resolve: each leads to an interface endpoint, or to S3 by the gateway endpoint, whose policies
 * say what may be done there. What goes by NAT is not among them.
 */
export const awsHosts = (region: Region): string[] => [
  ...[...interfaceServices, ...validationServices, ...agentServices].map((service) => serviceHost(service, region)),
  ...pathHosts(region),
  ...awsBuckets(region).flatMap((bucket) => bucketHosts(bucket, region)),
];

/** Internal names of a VPC's instances: the resolver answers for its own VPC only, and queries no other server. */
export const instanceNames = (region: Region): string => (region === "us-east-1" ? "*.ec2.internal" : `*.${region}.compute.internal`);
