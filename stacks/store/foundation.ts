import { ServiceLinkedRole } from "@pulumi/aws/iam/serviceLinkedRole.js";
import { all, getOrganization, getProject, type Input, interpolate, log, type Output, StackReference } from "@pulumi/pulumi";
import { AlertTopic } from "../../components/alarms/alert-topic.ts";
import { fromBuckets, fromDelivery, fromLoadBalancers } from "../../components/buckets/policy.ts";
import { SecureBucket } from "../../components/buckets/secure-bucket.ts";
import { Keys } from "../../components/keys/keys.ts";
import { createProviders, type Providers } from "../provider.ts";
import type { StoreSettings } from "../settings/resolve.ts";

/** What all parts of a store stand on. */
export interface Foundation extends Providers {
  readonly tags: Readonly<Record<string, string>>;
  readonly autoScalingRoleArn: Output<string>;
  readonly dataKeyArn: Output<string>;
  /** Key and retention of every log group. */
  readonly logs: { readonly logKeyArn: Output<string>; readonly logRetentionDays: number };
  readonly topicArn: Output<string>;
  readonly logBucket: SecureBucket;
  /** Bucket of the network's flow logs. */
  readonly flowLogsArn: Input<string>;
}

/** Providers, keys, alerts and logs of a store. */
export function layFoundation(settings: StoreSettings): Foundation {
  const { stack, store, environment, region, protection, logRetentionDays } = settings;
  const tags = { project: "xcart-hosting", store, environment, stack };
  const providers = createProviders(settings, tags);
  const { accountId, opts } = providers;

  // A role of the store's own: the account's common one may not exist yet, and a key policy can name only what exists.
  const role = new ServiceLinkedRole(
    "autoscaling",
    { awsServiceName: "autoscaling.amazonaws.com", customSuffix: stack, description: `Auto scaling of ${stack}` },
    { provider: providers.aws },
  );
  // Its ARN is known in advance; the key policy that holds it can then be seen, and judged, in a preview.
  const autoScalingRoleArn = interpolate`arn:aws:iam::${accountId}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling_${stack}`;
  const keys = new Keys("keys", { region, accountId, autoScalingRoleArn, after: [role] }, opts);
  const topic = new AlertTopic("alerts", { region, accountId, contacts: settings.contacts, keyArn: keys.logKeyArn }, opts);
  const logBucket = new SecureBucket(
    "logs",
    {
      accountId,
      expireAfterDays: logRetentionDays,
      keepOldVersionsDays: 30,
      statements: (arn) => [fromLoadBalancers(arn, accountId, "alb"), fromBuckets(arn, accountId), ...fromDelivery(arn, accountId)],
      protect: protection,
    },
    opts,
  );
  return {
    ...providers,
    tags,
    autoScalingRoleArn,
    dataKeyArn: keys.dataKeyArn,
    logs: { logKeyArn: keys.logKeyArn, logRetentionDays },
    topicArn: topic.topicArn,
    logBucket,
    flowLogsArn: archiveArn(settings, logBucket.bucketArn),
  };
}

/** The account's log archive; the store's own log bucket where none is named, or the account stack has none yet. */
function archiveArn({ account, stack }: StoreSettings, ownArn: Output<string>): Input<string> {
  if (account.logArchiveArn) return account.logArchiveArn;
  if (!account.stack) return ownArn;
  const name = `${getOrganization()}/${getProject()}/${account.stack}`;
  const known: Output<unknown> = new StackReference("account", { name }).getOutput("logArchiveArn");
  return all([known, ownArn]).apply(([arn, own]) => {
    if (typeof arn === "string") return arn;
    log.warn(
      `${account.stack} has no output logArchiveArn: the flow logs of ${stack} go to its own log bucket until it has been brought up`,
    );
    return own;
  });
}
