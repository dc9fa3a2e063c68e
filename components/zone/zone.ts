import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup.js";
import { LogResourcePolicy } from "@pulumi/aws/cloudwatch/logResourcePolicy.js";
import { Key } from "@pulumi/aws/kms/key.js";
import { QueryLog } from "@pulumi/aws/route53/queryLog.js";
import { Zone as HostedZone } from "@pulumi/aws/route53/zone.js";
import {
  ComponentResource,
  type ComponentResourceOptions,
  getStack,
  type Input,
  interpolate,
  jsonStringify,
  type Output,
} from "@pulumi/pulumi";
import { secureKey } from "../../domain/defaults/keys.ts";
import { queryLogRegion } from "../../domain/defaults/regions.ts";
import { byLogs, keyPolicy } from "../keys/policy.ts";
import { nameTag, typeToken } from "../naming.ts";

/** Arguments for {@link Zone}. */
export interface ZoneArgs {
  readonly domain: string;
  readonly accountId: Input<string>;
  /** Name of the one role that may hand over or end the key of its logs. @default break-glass */
  readonly breakGlassRole?: string | undefined;
  /** Days that DNS queries are kept. */
  readonly logRetentionDays: number;
  /** Pulumi's protect: a new zone has other name servers, and the store would be gone until the parent zone points to them. */
  readonly protect: boolean;
}

/**
 * A public Route 53 hosted zone for the store's names, with query logging (Security Hub Route53.2).
 * @see docs/decisions/0038-a-zone-for-each-environment.md
 */
export class Zone extends ComponentResource {
  readonly zoneId: Output<string>;
  /** Name servers that the registrar or the parent zone has to point to. */
  readonly nameServers: Output<string[]>;

  constructor(name: string, args: ZoneArgs, opts?: ComponentResourceOptions) {
    super(typeToken("Zone"), name, {}, opts);
    const parent = this;

    const zone = new HostedZone(
      name,
      { name: args.domain, comment: `The store's names (${getStack()})`, forceDestroy: false, tags: nameTag(name) },
      { parent, protect: args.protect },
    );
    logQueries();

    this.zoneId = zone.zoneId;
    this.nameServers = zone.nameServers;
    this.registerOutputs({ zoneId: this.zoneId, nameServers: this.nameServers });

    function logQueries() {
      const region = queryLogRegion;
      const of = { region, accountId: args.accountId, breakGlassRole: args.breakGlassRole };
      const policy = keyPolicy(of, [byLogs(of)]);
      const key = new Key(
        `${name}-queries`,
        { ...secureKey, region, description: `Encrypts DNS queries (${getStack()})`, policy, tags: nameTag(name) },
        { parent, protect: true },
      );
      const group = new LogGroup(
        `${name}-queries`,
        { region, name: `/aws/route53/${getStack()}`, kmsKeyId: key.arn, retentionInDays: args.logRetentionDays },
        { parent },
      );
      const admitRoute53 = new LogResourcePolicy(
        `${name}-queries`,
        { region, policyName: `${getStack()}-route53`, policyDocument: admission(group.arn, args.accountId) },
        { parent },
      );
      new QueryLog(
        `${name}-queries`,
        { zoneId: zone.zoneId, cloudwatchLogGroupArn: interpolate`${group.arn}:*` },
        { parent, dependsOn: [admitRoute53] },
      );
    }
  }
}

function admission(logGroupArn: Output<string>, accountId: Input<string>): Output<string> {
  return jsonStringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "QueriesOfRoute53",
        Effect: "Allow",
        Principal: { Service: "route53.amazonaws.com" },
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: interpolate`${logGroupArn}:*`,
        Condition: { StringEquals: { "aws:SourceAccount": accountId } },
      },
    ],
  });
}
