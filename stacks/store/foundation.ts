import { ServiceLinkedRole } from "@pulumi/aws/iam/serviceLinkedRole.js";
import { all, getOrganization, getProject, type Input, interpolate, log, type Output, StackReference } from "@pulumi/pulumi";
import { Alarms } from "../../components/alarms/alarms.ts";
import { AlertTopic } from "../../components/alarms/alert-topic.ts";
import { lostMails } from "../../components/alarms/delivery-plan.ts";
import type { EvidencePlace } from "../../components/backup/validation-policy.ts";
import { fromBuckets, fromDelivery, fromLoadBalancers } from "../../components/buckets/policy.ts";
import { SecureBucket } from "../../components/buckets/secure-bucket.ts";
import { Keys } from "../../components/keys/keys.ts";
import { createProviders, type Providers } from "../provider.ts";
import type { StoreSettings } from "../settings/resolve/store.ts";

/** The foundation of all parts of a store. */
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
  /** Place of the evidence of restore tests: the account stack's archive, or the store's log bucket. */
  readonly evidence: EvidencePlace;
}

/** Providers, keys, alerts and logs of a store. */
export function createFoundation(settings: StoreSettings): Foundation {
  const { stack, store, environment, region, protection, logRetentionDays } = settings;
  const tags = { project: "xcart-hosting", store, environment, stack };
  const providers = createProviders({ ...settings, permissionsBoundary: settings.account.permissionsBoundary }, tags);
  const { accountId, opts } = providers;

  // A role of the store's own: the account's common one may not exist yet, and a key policy can name only what exists.
  const role = new ServiceLinkedRole(
    "autoscaling",
    { awsServiceName: "autoscaling.amazonaws.com", customSuffix: stack, description: `Auto scaling of ${stack}` },
    { provider: providers.aws },
  );
  // Its ARN is known in advance; the key policy that holds it can then be seen, and judged, in a preview.
  const autoScalingRoleArn = interpolate`arn:aws:iam::${accountId}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling_${stack}`;
  const { copyVaultArn, breakGlassRole } = settings.backup;
  const copyAccountId = copyVaultArn?.split(":")[4];
  const keys = new Keys("keys", { region, accountId, breakGlassRole, autoScalingRoleArn, copyAccountId, after: [role] }, opts);
  const topic = new AlertTopic("alerts", { region, accountId, contacts: settings.contacts, keyArn: keys.logKeyArn }, opts);
  watchMails(settings, topic, providers);
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
    ...archiveOf(settings, logBucket, keys.dataKeyArn),
  };
}

/** Reports undelivered emails to the account's topic too, whose contacts are often others: the store's own may be what is broken. */
function watchMails({ stack, region, account }: StoreSettings, topic: AlertTopic, { accountId, opts }: Providers): void {
  const alsoTopicArn = account.stack ? interpolate`arn:aws:sns:${region}:${accountId}:${account.stack}-alerts` : undefined;
  new Alarms("alerts-undelivered", { plan: [lostMails("alerts", `${stack}-alerts`)], topicArn: topic.topicArn, alsoTopicArn }, opts);
}

const s3Prefix = "arn:aws:s3:::";
const kmsPrefix = "arn:aws:kms:";

/** The account's log archive; the store's own log bucket where none is named, or the account stack has none yet. */
function archiveOf(
  { account, stack }: StoreSettings,
  own: SecureBucket,
  dataKeyArn: Output<string>,
): Pick<Foundation, "flowLogsArn" | "evidence"> {
  if (!account.stack) {
    // Whose archive it is that the settings name, and under which key, no one knows here.
    return {
      flowLogsArn: account.logArchiveArn ?? own.bucketArn,
      evidence: { bucketName: own.bucketName, bucketArn: own.bucketArn, keyArns: [] },
    };
  }
  const reference = new StackReference("account", { name: `${getOrganization()}/${getProject()}/${account.stack}` });
  const known = (name: string): Output<unknown> => reference.getOutput(name);
  const bucketName = all([known("logArchiveArn"), own.bucketArn]).apply(([arn, ownArn]) => {
    if (typeof arn !== "string")
      log.warn(
        `${account.stack} has no output logArchiveArn: the flow logs of ${stack} go to its own log bucket until ${account.stack} has been deployed`,
      );
    return (typeof arn === "string" ? arn : ownArn).slice(s3Prefix.length);
  });
  const key = all([known("logArchiveKeyArn"), dataKeyArn]).apply(([arn, ownArn]) =>
    (typeof arn === "string" ? arn : ownArn).slice(kmsPrefix.length),
  );
  // Written out, so that a preview, too, shows a bucket and a key of someone's and no pattern.
  const bucketArn = interpolate`${s3Prefix}${bucketName}`;
  const keyArn = interpolate`${kmsPrefix}${key}`;
  return { flowLogsArn: bucketArn, evidence: { bucketName, bucketArn, keyArns: [keyArn] } };
}
