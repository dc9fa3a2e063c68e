import { isRecord } from "../../domain/values.ts";
import { letsThrough } from "../components/audit-trail/pattern.ts";
import { matches } from "./event-pattern.ts";
import { accountId } from "./names.ts";
import type { Thing, World } from "./world.ts";

/** Who calls, what, and about which thing. */
export interface Call {
  readonly by: string;
  readonly action: string;
  readonly thing: Pick<Thing, "type" | "physicalName" | "arn" | "id">;
}

/** What rings on a call: alarms on the trail, notices by EventBridge, mails of RDS; sorted, without repeats. */
export function bells(world: World): (call: Call) => readonly string[] {
  const filters = filtersOf(world);
  const rules = rulesOf(world);
  const ofDatabase = databaseMails(world);
  return (call) => {
    const record = recordOf(call);
    const event = { source: `aws.${record.eventSource.split(".")[0]}`, "detail-type": "AWS API Call via CloudTrail", detail: record };
    const mails = call.thing.type === "aws:rds/instance:Instance" ? ofDatabase(call.action) : [];
    const found = [
      ...filters.filter(({ pattern }) => letsThrough(pattern, record)).map(({ alarm }) => alarm),
      ...rules.filter(({ pattern }) => matches(pattern, event)).map(({ name }) => name),
      ...mails,
    ];
    return [...new Set(found)].sort();
  };
}

const of = ({ made }: World, type: string) => Object.values(made).flatMap((list) => list.filter((one) => one.type === type));

/** Filters over the trail's log that an alarm looks at. */
function filtersOf(world: World) {
  const alarms = of(world, "aws:cloudwatch/metricAlarm:MetricAlarm");
  return of(world, "aws:cloudwatch/logMetricFilter:LogMetricFilter")
    .filter(({ inputs }) => inputs.logGroupName === "/demo-account/trail")
    .flatMap(({ inputs }) => {
      const metric = isRecord(inputs.metricTransformation) ? inputs.metricTransformation.name : undefined;
      return alarms.filter((one) => one.inputs.metricName === metric).map(({ name }) => ({ alarm: name, pattern: String(inputs.pattern) }));
    });
}

function rulesOf(world: World) {
  return of(world, "aws:cloudwatch/eventRule:EventRule")
    .filter(({ inputs }) => inputs.eventPattern !== undefined)
    .map(({ name, inputs }): { readonly name: string; readonly pattern: unknown } => ({
      name,
      pattern: JSON.parse(String(inputs.eventPattern)),
    }));
}

/** docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.Messages.html */
const categories: Readonly<Record<string, string>> = {
  "rds:DeleteDBInstance": "deletion",
  "rds:ModifyDBInstance": "configuration change",
  "rds:RebootDBInstance": "availability",
};

function databaseMails(world: World): (action: string) => string[] {
  const told = of(world, "aws:rds/eventSubscription:EventSubscription").filter(({ inputs }) => inputs.sourceType === "db-instance");
  return (action) =>
    told
      .filter(({ inputs }) => [inputs.eventCategories].flat().includes(categories[action]))
      .map(({ name }) => `${name} (${categories[action]})`);
}

/** Services whose records have another name than their actions. */
const sources: Readonly<Record<string, string>> = { cloudwatch: "monitoring" };

/** Calls that CloudTrail has under another name than IAM has their action. */
const eventNames: Readonly<Record<string, string>> = {
  "lambda:UpdateFunctionCode": "UpdateFunctionCode20150331v2",
  "lambda:UpdateFunctionConfiguration": "UpdateFunctionConfiguration20150331v2",
  "s3:DeleteObjectVersion": "DeleteObject",
  "s3:PutEncryptionConfiguration": "PutBucketEncryption",
  "s3:PutLifecycleConfiguration": "PutBucketLifecycle",
  "s3:PutReplicationConfiguration": "PutBucketReplication",
};

/** As CloudTrail writes a call down (docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html). */
function recordOf({ by, action, thing }: Call) {
  const [service = "", name = ""] = action.split(":");
  return {
    eventType: "AwsApiCall",
    eventSource: `${sources[service] ?? service}.amazonaws.com`,
    eventName: eventNames[action] ?? name,
    userIdentity: identityOf(by),
    requestParameters: parametersOf(thing),
  };
}

function identityOf(by: string) {
  if (by === "root") return { type: "Root", arn: `arn:aws:iam::${accountId}:root` };
  const arn = `arn:aws:sts::${accountId}:assumed-role/${by}/session`;
  return { type: "AssumedRole", arn, sessionContext: { sessionIssuer: { type: "Role", userName: by } } };
}

/** The fields in which a call names what it is about, by what that is. */
function parametersOf({ type, physicalName, arn, id }: Call["thing"]): Readonly<Record<string, unknown>> {
  const kind = type.split(":").at(-1) ?? "";
  const fields: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
    Bucket: { bucketName: physicalName },
    EventRule: { name: physicalName, rule: physicalName },
    Function: { functionName: physicalName },
    LogGroup: { logGroupName: physicalName },
    MetricAlarm: { alarmName: physicalName, alarmNames: [physicalName] },
    Role: { roleName: physicalName, roleArn: arn },
    Topic: { topicArn: arn },
    Trail: { name: physicalName },
    UserPool: { userPoolId: id },
    Vault: { backupVaultName: physicalName },
  };
  return fields[kind] ?? {};
}
