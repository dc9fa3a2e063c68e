import type { Resource, Stack } from "../model/stack.ts";
import { partTypes, policyOf } from "./types.ts";

const loadBalancers = ["aws:lb/loadBalancer:LoadBalancer", "aws:alb/loadBalancer:LoadBalancer", "aws:elb/loadBalancer:LoadBalancer"];

/** Writers of access logs: their bucket can have neither Object Lock's default retention nor, for a load balancer, a KMS key. */
const accessLogs: readonly LogSource[] = [
  ...loadBalancers.flatMap((type) =>
    ["accessLogs", "connectionLogs", "healthCheckLogs"].map((property) => ({
      type,
      property,
      service: "logdelivery.elasticloadbalancing.amazonaws.com",
    })),
  ),
  ...partTypes("Logging").map((type) => ({ type, property: "targetBucket", service: "logging.s3.amazonaws.com" })),
];

/** Writers of audit logs, whose bucket can be locked. */
const auditLogs: readonly LogSource[] = [
  { type: "aws:cloudtrail/trail:Trail", property: "s3BucketName", service: "cloudtrail.amazonaws.com" },
  { type: "aws:cfg/deliveryChannel:DeliveryChannel", property: "s3BucketName", service: "config.amazonaws.com" },
  { type: "aws:ec2/flowLog:FlowLog", property: "logDestination", service: "delivery.logs.amazonaws.com" },
  {
    type: "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
    property: "logDestinationConfigs",
    service: "delivery.logs.amazonaws.com",
  },
];

/** Writers that deliver only to buckets without a default retention (docs.aws.amazon.com/config/latest/developerguide/manage-delivery-channel.html). */
const unlocked: readonly LogSource[] = auditLogs.filter(({ service }) => service === "config.amazonaws.com");

/** Something that writes logs to a bucket, the property that names the bucket, and the service that writes. */
export interface LogSource {
  readonly type: string;
  readonly property: string;
  readonly service: string;
}

export const logSources: readonly LogSource[] = [...accessLogs, ...auditLogs];

/** Whether access logs go to a bucket: by what names it, or by who its policy lets write. */
export const takesAccessLogs = (bucket: Resource, stack: Stack): boolean => takes(accessLogs, bucket, stack);

/** Whether logs go to a bucket that would not come under a default retention: access logs, and AWS Config's history. */
export const refusesLock = (bucket: Resource, stack: Stack): boolean => takes([...accessLogs, ...unlocked], bucket, stack);

/** Whether any logs go to a bucket. */
export const takesLogs = (bucket: Resource, stack: Stack): boolean => takes(logSources, bucket, stack);

function takes(sources: readonly LogSource[], bucket: Resource, stack: Stack): boolean {
  if (sources.some(({ type, property }) => stack.referring(bucket, property, [type]).length > 0)) return true;
  const services = sources.map(({ service }) => `Service:${service}`);
  return policyOf(bucket, stack).some(({ effect, principals }) => effect === "Allow" && principals.some((who) => services.includes(who)));
}
