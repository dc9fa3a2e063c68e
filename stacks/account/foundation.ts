import type { Output } from "@pulumi/pulumi";
import { Alarms } from "../../components/alarms/alarms.ts";
import { AlertTopic } from "../../components/alarms/alert-topic.ts";
import { lostMails } from "../../components/alarms/delivery-plan.ts";
import { trailArnOf } from "../../components/audit-trail/audit-trail.ts";
import { LogArchive } from "../../components/buckets/log-archive.ts";
import { fromBuckets } from "../../components/buckets/policy.ts";
import { SecureBucket } from "../../components/buckets/secure-bucket.ts";
import { LogKey } from "../../components/keys/log-key.ts";
import { createProviders, type Providers } from "../provider.ts";
import type { AccountSettings } from "../settings/resolve/account.ts";

/** The foundation of all parts of an account stack. */
export interface AccountFoundation extends Providers {
  readonly archive: LogArchive;
  /** Bucket of server access logs, under `s3/`. */
  readonly accessLogs: SecureBucket;
  /** Key and retention of every log group. */
  readonly logs: { readonly logKeyArn: Output<string>; readonly logRetentionDays: number };
  /** The topic of the account's alarms and findings. */
  readonly topicArn: Output<string>;
  /** Known in advance. */
  readonly topicName: string;
}

/** Whether the account's own trail is here: an organisation's may do. */
export const makesTrail = ({ home, elsewhere }: AccountSettings): boolean => home && elsewhere.trail === undefined;

/** Providers, key, archive and alerts of an account. */
export function createAccountFoundation(settings: AccountSettings): AccountFoundation {
  const { region, stack, contacts, logArchive, logRetentionDays } = settings;
  const providers = createProviders(settings, { project: "xcart-hosting", stack });
  const { accountId, opts } = providers;
  const breakGlassRole = settings.staff.breakGlass.role;
  const key = new LogKey("logs", { region, accountId, breakGlassRole }, opts);
  const accessLogs = new SecureBucket(
    "access-logs",
    {
      accountId,
      expireAfterDays: logArchive.retentionDays,
      keepOldVersionsDays: 30,
      statements: (arn) => [fromBuckets(arn, accountId)],
      protect: true,
    },
    opts,
  );
  const archive = new LogArchive(
    "log-archive",
    {
      region,
      accountId,
      breakGlassRole,
      ...logArchive,
      accessLogs,
      trailArn: makesTrail(settings) ? trailArnOf(region, accountId) : undefined,
    },
    opts,
  );
  const topic = new AlertTopic("alerts", { region, accountId, contacts, keyArn: key.keyArn, displayName: "Account alerts" }, opts);
  // It has no second way: what is in ALARM is seen in the console, and by the weekly look at the account (docs/operations/lost-deliveries.md).
  new Alarms("alerts-undelivered", { plan: [lostMails("alerts", `${stack}-alerts`)], topicArn: topic.topicArn }, opts);
  return {
    ...providers,
    archive,
    accessLogs,
    logs: { logKeyArn: key.keyArn, logRetentionDays },
    topicArn: topic.topicArn,
    topicName: `${stack}-alerts`,
  };
}
