import { type Input, interpolate } from "@pulumi/pulumi";
import { type IamStatement, tlsOnly } from "../../domain/iam/statement.ts";

/** Refuses requests without TLS, and with TLS before 1.2 (PCI DSS 4.2.1; Security Hub S3.5). */
export function tls12Only(bucketArn: Input<string>): IamStatement[] {
  const refused = tlsOnly("s3:*", [bucketArn, interpolate`${bucketArn}/*`]);
  return [refused, { ...refused, Sid: "Tls12OrNewer", Condition: { NumericLessThan: { "s3:TlsVersion": "1.2" } } }];
}

/**
 * Lets the load balancer write its access, connection and health check logs under `prefix`.
 * Source: docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
 */
export function fromLoadBalancers(bucketArn: Input<string>, accountId: Input<string>, prefix: string): IamStatement {
  return {
    Sid: "FromLoadBalancers",
    Effect: "Allow",
    Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
    Action: "s3:PutObject",
    // The account in the key is the load balancer's own: no other account's can write here.
    Resource: interpolate`${bucketArn}/${prefix}/*/AWSLogs/${accountId}/*`,
  };
}

/** Lets S3 write server access logs of this account's buckets (docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html). */
export function fromBuckets(bucketArn: Input<string>, accountId: Input<string>): IamStatement {
  return {
    Sid: "FromBuckets",
    Effect: "Allow",
    Principal: { Service: "logging.s3.amazonaws.com" },
    Action: "s3:PutObject",
    Resource: interpolate`${bucketArn}/s3/*`,
    Condition: { StringEquals: { "aws:SourceAccount": accountId } },
  };
}

/**
 * Lets VPC flow logs and their like be delivered, with Hive-compatible partitions (`aws-account-id=`, flow logs only) and without
 * (docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-permissions.html, flow-logs-s3-path.html).
 */
export function fromDelivery(bucketArn: Input<string>, accountId: Input<string>): IamStatement[] {
  const delivery = { Effect: "Allow", Principal: { Service: "delivery.logs.amazonaws.com" } };
  const source = { "aws:SourceAccount": accountId };
  return [
    {
      Sid: "DeliveryChecks",
      ...delivery,
      Action: ["s3:GetBucketAcl", "s3:ListBucket"],
      Resource: bucketArn,
      Condition: { StringEquals: source },
    },
    {
      Sid: "FromDelivery",
      ...delivery,
      Action: "s3:PutObject",
      Resource: [interpolate`${bucketArn}/AWSLogs/${accountId}/*`, interpolate`${bucketArn}/AWSLogs/aws-account-id=${accountId}/*`],
      Condition: { StringEquals: { ...source, "s3:x-amz-acl": "bucket-owner-full-control" } },
    },
  ];
}

/**
 * Lets one trail write its files; no other one, of whatever account
 * (docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html).
 */
export function fromTrail(bucketArn: Input<string>, accountId: Input<string>, trailArn: Input<string>): IamStatement[] {
  const trail = { Effect: "Allow", Principal: { Service: "cloudtrail.amazonaws.com" } };
  const source = { "aws:SourceArn": trailArn };
  return [
    { Sid: "TrailChecks", ...trail, Action: "s3:GetBucketAcl", Resource: bucketArn, Condition: { StringEquals: source } },
    {
      Sid: "FromTrail",
      ...trail,
      Action: "s3:PutObject",
      Resource: interpolate`${bucketArn}/AWSLogs/${accountId}/*`,
      Condition: { StringEquals: { ...source, "s3:x-amz-acl": "bucket-owner-full-control" } },
    },
  ];
}

/** Lets AWS Config write history and snapshots of this account (docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html). */
export function fromConfig(bucketArn: Input<string>, accountId: Input<string>): IamStatement[] {
  const config = { Effect: "Allow", Principal: { Service: "config.amazonaws.com" } };
  const source = { "aws:SourceAccount": accountId };
  return [
    {
      Sid: "ConfigChecks",
      ...config,
      Action: ["s3:GetBucketAcl", "s3:ListBucket"],
      Resource: bucketArn,
      Condition: { StringEquals: source },
    },
    {
      Sid: "FromConfig",
      ...config,
      Action: "s3:PutObject",
      Resource: interpolate`${bucketArn}/AWSLogs/${accountId}/Config/*`,
      Condition: { StringEquals: { ...source, "s3:x-amz-acl": "bucket-owner-full-control" } },
    },
  ];
}
