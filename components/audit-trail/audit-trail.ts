import { Trail } from "@pulumi/aws/cloudtrail/trail.js";
import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup.js";
import { LogMetricFilter } from "@pulumi/aws/cloudwatch/logMetricFilter.js";
import { Role } from "@pulumi/aws/iam/role.js";
import {
  ComponentResource,
  type ComponentResourceOptions,
  getStack,
  type Input,
  interpolate,
  jsonStringify,
  type Output,
} from "@pulumi/pulumi";
import { functionNamespace } from "../../domain/defaults/metrics.ts";
import type { Region } from "../../domain/defaults/regions.ts";
import { insightTypes, secureTrail, trailName } from "../../domain/defaults/trail.ts";
import { Alarms } from "../alarms/alarms.ts";
import { filterMetric, trailAlarms } from "../alarms/trail-plan.ts";
import type { LogArchive } from "../buckets/log-archive.ts";
import { nameTag, typeToken } from "../naming.ts";
import { grant } from "../role-policy.ts";
import { type DataEvents, planSelectors } from "./event-plan.ts";
import type { PlannedFilter } from "./filter.ts";
import { logStatement, trustTrail } from "./policy.ts";

/** Arguments for {@link AuditTrail}. */
export interface AuditTrailArgs {
  readonly region: Region;
  readonly accountId: Input<string>;
  /** Takes the files; its policies admit {@link trailArnOf this trail}. */
  readonly archive: LogArchive;
  /** Bucket of server access logs, whose own writes are not recorded. */
  readonly accessLogsArn: Input<string>;
  readonly dataEvents: DataEvents;
  /** Whether unusual rates of calls and errors are noticed. */
  readonly insights: boolean;
  /** Calls that raise an alarm. */
  readonly filters: readonly PlannedFilter[];
  readonly topicArn: Input<string>;
  readonly logKeyArn: Input<string>;
  readonly logRetentionDays: number;
}

/** The ARN that an account's trail is to have; known in advance for the policies of what it writes to. */
export const trailArnOf = (region: Region, accountId: Input<string>): Output<string> =>
  interpolate`arn:aws:cloudtrail:${region}:${accountId}:trail/${trailName(getStack())}`;

/**
 * A CloudTrail trail of all Regions, delivered to the log archive and to CloudWatch Logs, with metric filters and alarms. Changes to
 * logs or keys always raise an alarm; other changes only when not made by the pipeline.
 * @see docs/decisions/0029-audit-trail-and-config.md
 */
export class AuditTrail extends ComponentResource {
  readonly trailArn: Output<string>;
  readonly logGroupName: Output<string>;

  constructor(name: string, args: AuditTrailArgs, opts?: ComponentResourceOptions) {
    super(typeToken("AuditTrail"), name, {}, opts);
    const parent = this;
    const { region, accountId, archive } = args;
    const physicalName = trailName(getStack());
    const description = "Writes what the trail records to its log";

    const log = createLog();
    const role = createRole();
    const permission = permit();
    const trail = createTrail();
    for (const filter of args.filters) count(filter);
    const plan = trailAlarms(getStack(), args.filters, log.name);
    new Alarms(`${name}-alarms`, { plan, topicArn: args.topicArn, after: [trail] }, { parent });

    this.trailArn = trail.arn;
    this.logGroupName = log.name;
    this.registerOutputs({ trailArn: this.trailArn });

    function createLog() {
      const { logKeyArn, logRetentionDays } = args;
      return new LogGroup(
        name,
        {
          name: logGroupName(getStack()),
          kmsKeyId: logKeyArn,
          retentionInDays: logRetentionDays,
          deletionProtectionEnabled: true,
          tags: nameTag(name),
        },
        { parent },
      );
    }

    function createRole() {
      return new Role(
        name,
        {
          name: physicalName,
          description,
          assumeRolePolicy: jsonStringify(trustTrail(trailArnOf(region, accountId))),
          maxSessionDuration: 3600,
          tags: nameTag(name),
        },
        { parent },
      );
    }

    function permit() {
      const statements = [logStatement(region, accountId, logGroupName(getStack()))];
      return grant(name, { roleName: role.name, physicalName, description, statements }, { parent });
    }

    function createTrail() {
      return new Trail(
        name,
        {
          ...secureTrail,
          name: physicalName,
          s3BucketName: archive.bucketName,
          kmsKeyId: archive.keyArn,
          cloudWatchLogsGroupArn: interpolate`${log.arn}:*`,
          cloudWatchLogsRoleArn: role.arn,
          advancedEventSelectors: planSelectors(args.dataEvents, [archive.bucketArn, args.accessLogsArn]),
          ...(args.insights && { insightSelectors: insightTypes.map((insightType) => ({ insightType })) }),
          tags: nameTag(name),
        },
        // CloudTrail writes a first file to see whether it may.
        { parent, protect: true, dependsOn: [archive.policy, permission] },
      );
    }

    function count(filter: PlannedFilter) {
      new LogMetricFilter(
        `${name}-${filter.name}`,
        {
          name: filter.name,
          logGroupName: log.name,
          pattern: filter.pattern,
          metricTransformation: { namespace: functionNamespace(getStack()), name: filterMetric(filter), value: "1", defaultValue: "0" },
        },
        { parent },
      );
    }
  }
}

const logGroupName = (stack: string) => `/${stack}/trail`;
