import type { Policy } from "../model/policy.ts";
import type { Resource, Stack } from "../model/stack.ts";
import { type LogSource, logSources } from "./logs.ts";
import { buckets, policyOf } from "./types.ts";

export const s3BucketEnforceLogDestination: Policy = {
  name: "aws-s3-bucket-enforce-log-destination",
  description: "Services that write logs name a log bucket whose policy allows them to write.",
  severity: "high",
  controls: ["G15"],
  remediation: "Name the log bucket, or allow the service to write in the bucket's policy.",
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html",
  types: [...new Set(logSources.map(({ type }) => type))],
  check: (producer, stack) => {
    const named = logSources
      .filter(({ type }) => type === producer.type)
      .flatMap((source) => stack.referred(producer, source.property, buckets).map((bucket) => ({ source, bucket })));
    // A bucket of another stack is that stack's to judge.
    if (named.length === 0) return undefined;
    return named
      .filter(({ source, bucket }) => !admits(bucket, source, stack))
      .map(
        ({ source, bucket }) =>
          `${source.property} names ${bucket.name}, whose policy does not allow ${source.service}; name the log bucket`,
      );
  },
};

/** Before there was a service for it, load balancers wrote as an account of AWS's in each Region. */
const admits = (bucket: Resource, { service }: LogSource, stack: Stack): boolean =>
  policyOf(bucket, stack).some(
    ({ effect, principals }) =>
      effect === "Allow" &&
      principals.some(
        (who) => who === `Service:${service}` || (service.startsWith("logdelivery.") && /^AWS:(arn:[^:]+:iam::)?\d{12}(:root)?$/.test(who)),
      ),
  );
