import { type KeyUse, pages, type Sent, type ServiceUse } from "./use.ts";

const guide = "https://docs.aws.amazon.com";
const ownerReads = { "s3:x-amz-acl": "bucket-owner-full-control" };
const put = (path: string, sends: Readonly<Record<string, string>> = ownerReads) => ({ action: "s3:PutObject", path, sends });
const look = { action: "s3:GetBucketAcl" };

/** The service that delivers logs in the name of other services; it sends its own source. */
const delivery = { "aws:SourceAccount": "{account}", "aws:SourceArn": "arn:{partition}:logs:{region}:{account}:*" };
const dataKey = (source: string, rest: Sent = {}): KeyUse => ({ actions: ["kms:GenerateDataKey"], ...rest, source });

/** A row of log delivery (`delivery.logs.amazonaws.com`); AWS writes the bucket's policy where there is none. */
const delivered = (
  row: Pick<ServiceUse, "names" | "noun" | "prefix" | "types" | "when">,
  path: string,
  source: string = pages.delivery,
): ServiceUse => ({
  verb: "writes to",
  ...row,
  principals: ["delivery.logs.amazonaws.com"],
  target: "bucket",
  actions: [look, put(path)],
  sends: delivery,
  key: dataKey(source, { sends: delivery }),
  isAdmittedByAws: true,
  source,
});

const flows = { noun: "flow log", types: ["aws:ec2/flowLog:FlowLog"], names: ["logDestination"] };
const flowPages = `${guide}/vpc/latest/userguide/flow-logs-s3-permissions.html`;
const hive = "destinationOptions.hiveCompatiblePartitions";

/** Encryption of a load balancer's logs: it knows SSE-S3 only. */
const balancers = {
  verb: "writes to",
  principals: ["logdelivery.elasticloadbalancing.amazonaws.com", "{balancers}"],
  target: "bucket",
  actions: [put("/{prefix}AWSLogs/{account}/elasticloadbalancing/*", {})],
  key: "none",
  source: `${guide}/elasticloadbalancing/latest/application/enable-access-logging.html`,
} as const;
const balancerTypes = ["lb", "alb", "applicationloadbalancing", "elasticloadbalancingv2"].map(
  (module) => `aws:${module}/loadBalancer:LoadBalancer`,
);
const balancerLogs = (noun: string, property: string): ServiceUse => ({
  ...balancers,
  noun,
  types: balancerTypes,
  names: [`${property}.bucket`],
  prefix: `${property}.prefix`,
  when: { [`${property}.enabled`]: [true], loadBalancerType: ["application", ""] },
});

/** Services that write to buckets in their own name. */
export const bucketUses: readonly ServiceUse[] = [
  delivered({ ...flows, when: { [hive]: [true] } }, "/{prefix}AWSLogs/aws-account-id={account}/aws-service=vpcflowlogs/*", flowPages),
  delivered({ ...flows, when: { [hive]: [false, ""] } }, "/{prefix}AWSLogs/{account}/vpcflowlogs/*", flowPages),
  delivered(
    { noun: "query log", types: ["aws:route53/resolverQueryLogConfig:ResolverQueryLogConfig"], names: ["destinationArn"] },
    "/{prefix}AWSLogs/{account}/vpcdnsquerylogs/*",
  ),
  delivered(
    {
      noun: "web ACL's log",
      types: ["aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration"],
      names: ["logDestinationConfigs.*"],
    },
    "/{prefix}AWSLogs/{account}/WAFLogs/*",
    `${guide}/waf/latest/developerguide/logging-s3.html`,
  ),
  delivered(
    {
      noun: "firewall's log",
      types: ["aws:networkfirewall/loggingConfiguration:LoggingConfiguration"],
      names: ["loggingConfiguration.logDestinationConfigs.*.logDestination.bucketName"],
      prefix: "loggingConfiguration.logDestinationConfigs.*.logDestination.prefix",
    },
    "/{prefix}AWSLogs/{account}/network-firewall/*",
  ),
  delivered(
    {
      noun: "network load balancer",
      types: balancerTypes,
      names: ["accessLogs.bucket"],
      prefix: "accessLogs.prefix",
      when: { "accessLogs.enabled": [true], loadBalancerType: ["network"] },
    },
    "/{prefix}AWSLogs/{account}/elasticloadbalancing/*",
    `${guide}/elasticloadbalancing/latest/network/enable-access-logs.html`,
  ),
  delivered(
    {
      noun: "user pool's log",
      types: ["aws:cognito/logDeliveryConfiguration:LogDeliveryConfiguration"],
      names: ["logConfigurations.*.s3Configuration.bucketArn"],
    },
    "/{prefix}AWSLogs/{account}/*",
  ),
  balancerLogs("load balancer's access log", "accessLogs"),
  balancerLogs("load balancer's connection log", "connectionLogs"),
  balancerLogs("load balancer's log of health checks", "healthCheckLogs"),
  {
    ...balancers,
    noun: "classic load balancer",
    types: ["aws:elb/loadBalancer:LoadBalancer", "aws:elasticloadbalancing/loadBalancer:LoadBalancer"],
    names: ["accessLogs.bucket"],
    prefix: "accessLogs.bucketPrefix",
    when: { "accessLogs.enabled": [true, ""] },
  },
  {
    noun: "trail",
    verb: "writes to",
    types: ["aws:cloudtrail/trail:Trail"],
    names: ["s3BucketName"],
    prefix: "s3KeyPrefix",
    when: { isOrganizationTrail: [false, ""] },
    principals: ["cloudtrail.amazonaws.com"],
    target: "bucket",
    actions: [look, put("/{prefix}AWSLogs/{account}/*")],
    sends: { "aws:SourceArn": "arn:{partition}:cloudtrail:{region}:{account}:trail/{name}" },
    source: `${guide}/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html`,
  },
  {
    noun: "server access log",
    verb: "writes to",
    types: ["aws:s3/bucketLogging:BucketLogging", "aws:s3/bucketLoggingV2:BucketLoggingV2"],
    names: ["targetBucket"],
    prefix: "targetPrefix",
    principals: ["logging.s3.amazonaws.com"],
    target: "bucket",
    // The prefix of server access logs is text before a name, and need not end with a slash.
    actions: [put("/{text}*", {})],
    sends: { "aws:SourceAccount": "{account}", "aws:SourceArn": "arn:{partition}:s3:::{bucket}" },
    key: "none",
    isAdmittedByAcl: true,
    source: `${guide}/AmazonS3/latest/userguide/enable-server-access-logging.html`,
  },
  {
    noun: "inventory",
    verb: "writes to",
    types: ["aws:s3/inventory:Inventory"],
    names: ["destination.bucket.bucketArn"],
    prefix: "destination.bucket.prefix",
    principals: ["s3.amazonaws.com"],
    target: "bucket",
    actions: [put("/{prefix}{bucket}/{name}/*")],
    sends: { "aws:SourceAccount": "{account}", "aws:SourceArn": "arn:{partition}:s3:::{bucket}" },
    key: dataKey(`${guide}/AmazonS3/latest/userguide/configure-inventory.html`),
    source: `${guide}/AmazonS3/latest/userguide/configure-inventory.html`,
  },
  {
    noun: "GuardDuty's destination",
    verb: "writes to",
    types: ["aws:guardduty/publishingDestination:PublishingDestination"],
    names: ["destinationArn"],
    principals: ["guardduty.amazonaws.com"],
    target: "bucket",
    actions: [{ action: "s3:GetBucketLocation" }, put("/{prefix}AWSLogs/{account}/GuardDuty/*", {})],
    sends: { "aws:SourceAccount": "{account}", "aws:SourceArn": "arn:{partition}:guardduty:{region}:{account}:detector/*" },
    source: `${guide}/guardduty/latest/ug/guardduty_exportfindings.html`,
  },
  {
    noun: "receipt rule",
    verb: "writes to",
    types: ["aws:ses/receiptRule:ReceiptRule"],
    names: ["s3Actions.*.bucketName"],
    when: { "s3Actions.0.iamRoleArn": null },
    principals: ["ses.amazonaws.com"],
    target: "bucket",
    actions: [put("/*", {})],
    sends: { "aws:SourceAccount": "{account}", "aws:SourceArn": "arn:{partition}:ses:{region}:{account}:*" },
    source: `${guide}/ses/latest/dg/receiving-email-permissions.html`,
  },
  {
    noun: "cost and usage report",
    verb: "writes to",
    types: ["aws:cur/reportDefinition:ReportDefinition"],
    names: ["s3Bucket"],
    principals: ["billingreports.amazonaws.com"],
    target: "bucket",
    actions: [look, { action: "s3:GetBucketPolicy" }, put("/*", {})],
    sends: { "aws:SourceAccount": "{account}", "aws:SourceArn": "arn:{partition}:cur:us-east-1:{account}:definition/*" },
    source: `${guide}/cur/latest/userguide/cur-s3.html`,
  },
];
