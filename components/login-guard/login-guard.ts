import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup.js";
import { LogSubscriptionFilter } from "@pulumi/aws/cloudwatch/logSubscriptionFilter.js";
import { Table } from "@pulumi/aws/dynamodb/table.js";
import { TableItem } from "@pulumi/aws/dynamodb/tableItem.js";
import { EventSourceMapping } from "@pulumi/aws/lambda/eventSourceMapping.js";
import { Permission } from "@pulumi/aws/lambda/permission.js";
import { Queue } from "@pulumi/aws/sqs/queue.js";
import { QueuePolicy } from "@pulumi/aws/sqs/queuePolicy.js";
import {
  ComponentResource,
  type ComponentResourceOptions,
  getStack,
  type Input,
  interpolate,
  jsonStringify,
  type Output,
} from "@pulumi/pulumi";
import { allowedKey, environmentNames, sweep, type Thresholds } from "../../domain/contracts/login-guard.ts";
import { notBackedUpTag } from "../../domain/defaults/backup.ts";
import { loginFilter, loginLogName, reminderQueue, secureTable } from "../../domain/defaults/login-guard.ts";
import type { Region } from "../../domain/defaults/regions.ts";
import { tlsOnly } from "../../domain/iam/statement.ts";
import { AlertTopic } from "../alarms/alert-topic.ts";
import { StoreFunction } from "../function/function.ts";
import { FunctionSchedule } from "../function/function-schedule.ts";
import { nameTag, typeToken } from "../naming.ts";
import type { GuardSets } from "./guard-sets.ts";
import { guardStatements } from "./policy.ts";

/** Arguments for {@link LoginGuard}. */
export interface LoginGuardArgs {
  /** Topic that hears when calls get lost. */
  readonly topicArn: Input<string>;
  readonly region: Region;
  readonly accountId: Input<string>;
  /** The store's name, for emails. */
  readonly domain: string;
  readonly sets: GuardSets;
  readonly thresholds: Thresholds;
  /** Ranges (CIDR) that are never blocked. */
  readonly neverBlocked: readonly Input<string>[];
  /** Ranges (CIDR) of the staff, which are blocked for their own failures on an account of the administration only. */
  readonly staffRanges: readonly string[];
  /** Email addresses that hear of each failed login in the administration. */
  readonly administrators: readonly string[];
  readonly dataKeyArn: Input<string>;
  readonly logKeyArn: Input<string>;
  readonly logRetentionDays: number;
  /** Deletion protection of the table and of the log. */
  readonly protect: boolean;
}

/** Seconds. */
const TIMEOUT = 60;

/**
 * A function that blocks addresses and accounts with too many failed logins and unblocks them in time: the log of logins, its table
 * and queue, and the emails to administrators. docs/operations/login-guard.md explains how the parts work together.
 * @see docs/decisions/0016-login-guard.md
 */
export class LoginGuard extends ComponentResource {
  readonly functionName: Output<string>;
  readonly tableName: Output<string>;
  readonly logGroupName: Output<string>;
  readonly topicArn: Output<string>;
  /** Known in advance. */
  readonly topicName: string;

  constructor(name: string, args: LoginGuardArgs, opts?: ComponentResourceOptions) {
    super(typeToken("LoginGuard"), name, {}, opts);
    const parent = this;
    const { region, accountId, sets, logKeyArn, logRetentionDays } = args;
    const physicalName = `${getStack()}-${name}`;
    const topicPart = "staff-logins";
    this.topicName = `${getStack()}-${topicPart}`;
    const topicName = this.topicName;

    const log = createLog();
    const table = createTable();
    const allowed = allow();
    const queue = createQueue();
    const topic = createTopic();
    const guard = createFunction();
    listenToLog();
    listenToQueue();
    sweepEachMinute();

    this.functionName = guard.functionName;
    this.tableName = table.name;
    this.logGroupName = log.name;
    this.topicArn = topic.topicArn;
    this.registerOutputs({ logGroupName: this.logGroupName, tableName: this.tableName });

    function createLog() {
      const part = `${name}-logins`;
      return new LogGroup(
        part,
        {
          name: loginLogName(getStack()),
          kmsKeyId: logKeyArn,
          retentionInDays: logRetentionDays,
          deletionProtectionEnabled: args.protect,
          tags: nameTag(part),
        },
        { parent },
      );
    }

    function createTable() {
      return new Table(
        name,
        {
          ...secureTable,
          name: physicalName,
          serverSideEncryption: { enabled: true, kmsKeyArn: args.dataKeyArn },
          deletionProtectionEnabled: args.protect,
          tags: { ...nameTag(name), [notBackedUpTag]: "failed logins of the last half hour" },
        },
        { parent, protect: args.protect },
      );
    }

    // In the table, where there is room for hundreds: environment variables hold 4 KiB.
    function allow() {
      const item = jsonStringify({
        key: { S: allowedKey.key },
        at: { S: allowedKey.at },
        never: { S: jsonStringify([...args.neverBlocked]) },
        staff: { S: JSON.stringify(args.staffRanges) },
      });
      const { hashKey, rangeKey } = secureTable;
      return new TableItem(`${name}-allowed`, { tableName: table.name, hashKey, rangeKey, item }, { parent });
    }

    function createQueue() {
      const queue = new Queue(
        name,
        // Six times the function's time, as Lambda asks (docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html).
        { ...reminderQueue, name: physicalName, visibilityTimeoutSeconds: 6 * TIMEOUT, tags: nameTag(name) },
        { parent },
      );
      const Statement = [tlsOnly("sqs:*", interpolate`arn:aws:sqs:${region}:${accountId}:${physicalName}`)];
      new QueuePolicy(name, { queueUrl: queue.url, policy: jsonStringify({ Version: "2012-10-17", Statement }) }, { parent });
      return queue;
    }

    function createTopic() {
      return new AlertTopic(
        topicPart,
        { region, accountId, contacts: args.administrators, keyArn: logKeyArn, displayName: "Admin logins", publishers: [] },
        { parent },
      );
    }

    function createFunction() {
      const setNames = [sets.ipv4.name, sets.ipv6.name];
      return new StoreFunction(
        name,
        {
          source: "login-guard",
          description: "Blocks clients that fail to log in too often, and lets them in again",
          statements: guardStatements({ ...args, tableName: physicalName, queueName: physicalName, topicName, setNames }),
          environment: {
            [environmentNames.stack]: getStack(),
            [environmentNames.domain]: args.domain,
            [environmentNames.runbook]: "docs/operations/login-guard.md",
            [environmentNames.table]: table.name,
            [environmentNames.queueUrl]: queue.url,
            [environmentNames.topicArn]: topic.topicArn,
            [environmentNames.thresholds]: JSON.stringify(args.thresholds),
            [environmentNames.sets]: jsonStringify({
              ipv4: { name: sets.ipv4.name, id: sets.ipv4.id },
              ipv6: { name: sets.ipv6.name, id: sets.ipv6.id },
            }),
          },
          timeoutSeconds: TIMEOUT,
          logKeyArn,
          logRetentionDays,
          after: [allowed],
        },
        { parent },
      );
    }

    function listenToLog() {
      const permission = new Permission(
        name,
        {
          action: "lambda:InvokeFunction",
          function: guard.functionName,
          principal: "logs.amazonaws.com",
          sourceArn: interpolate`arn:aws:logs:${region}:${accountId}:log-group:${loginLogName(getStack())}:*`,
          sourceAccount: accountId,
        },
        { parent },
      );
      new LogSubscriptionFilter(
        name,
        { name: physicalName, logGroup: log.name, filterPattern: loginFilter, destinationArn: guard.functionArn },
        // CloudWatch Logs tries the destination at once.
        { parent, dependsOn: [permission] },
      );
    }

    function listenToQueue() {
      new EventSourceMapping(
        name,
        {
          eventSourceArn: queue.arn,
          functionName: guard.functionArn,
          batchSize: 10,
          scalingConfig: { maximumConcurrency: 2 },
          tags: nameTag(name),
        },
        { parent },
      );
    }

    function sweepEachMinute() {
      new FunctionSchedule(
        `${name}-sweep`,
        {
          region,
          accountId,
          function: name,
          functionArn: guard.functionArn,
          description: "Corrects each minute what the login guard missed",
          topicArn: args.topicArn,
          expression: "rate(1 minute)",
          input: JSON.stringify(sweep),
        },
        { parent },
      );
    }
  }
}
