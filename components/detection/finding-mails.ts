import { EventRule } from "@pulumi/aws/cloudwatch/eventRule.js";
import { EventTarget } from "@pulumi/aws/cloudwatch/eventTarget.js";
import { Table } from "@pulumi/aws/dynamodb/table.js";
import { TableItem } from "@pulumi/aws/dynamodb/tableItem.js";
import { EventSourceMapping } from "@pulumi/aws/lambda/eventSourceMapping.js";
import { Queue } from "@pulumi/aws/sqs/queue.js";
import { QueuePolicy } from "@pulumi/aws/sqs/queuePolicy.js";
import { ComponentResource, type ComponentResourceOptions, getStack, type Input, interpolate, jsonStringify } from "@pulumi/pulumi";
import {
  alwaysMailed,
  type LeastSeverity,
  mailedSeverities,
  report,
  runbookVariable,
  type Suppression,
  settingsVariable,
  suppressionsItem,
  tableKey,
} from "../../domain/contracts/finding-mail.ts";
import { notBackedUpTag } from "../../domain/defaults/backup.ts";
import { findingsQueue, findingsTable, findingTries, gathering } from "../../domain/defaults/findings.ts";
import type { Region } from "../../domain/defaults/regions.ts";
import { type IamStatement, tlsOnly } from "../../domain/iam/statement.ts";
import { Alarms } from "../alarms/alarms.ts";
import { findingAlarms } from "../alarms/finding-plan.ts";
import { StoreFunction } from "../function/function.ts";
import { FunctionSchedule } from "../function/function-schedule.ts";
import { nameTag, typeToken } from "../naming.ts";
import { mailStatements, queueStatements } from "./mail-policy.ts";

/** Arguments for {@link FindingMails}. */
export interface FindingMailsArgs {
  readonly region: Region;
  readonly accountId: Input<string>;
  readonly leastSeverity: LeastSeverity;
  readonly suppressions: readonly Suppression[];
  readonly topicArn: Input<string>;
  readonly logKeyArn: Input<string>;
  readonly logRetentionDays: number;
}

/** Seconds. */
const TIMEOUT = 60;

/**
 * Emails about Security Hub findings, gathered for five minutes and sent once for each finding; suppressed ones appear only in the
 * weekly report. docs/operations/finding-triage.md says how to judge one.
 * @see docs/decisions/0030-findings.md
 */
export class FindingMails extends ComponentResource {
  constructor(name: string, args: FindingMailsArgs, opts?: ComponentResourceOptions) {
    super(typeToken("FindingMails"), name, {}, opts);
    const parent = this;
    const { region, accountId, topicArn, logKeyArn, logRetentionDays } = args;
    const physicalName = `${getStack()}-${name}`;
    const failedName = `${physicalName}-failed`;
    const arnOf = (queue: string) => interpolate`arn:aws:sqs:${region}:${accountId}:${queue}`;

    const table = createTable();
    const failed = createQueue(`${name}-failed`, failedName, findingsQueue);
    const queue = createQueue(name, physicalName, {
      ...findingsQueue,
      // Six times the function's time and the gathering, as Lambda asks.
      visibilityTimeoutSeconds: 6 * TIMEOUT + gathering.maximumBatchingWindowInSeconds,
      redrivePolicy: jsonStringify({ deadLetterTargetArn: failed.arn, maxReceiveCount: findingTries }),
    });
    const mailer = createFunction();
    gather();
    listen();
    reportWeekly();
    const plan = findingAlarms({
      stack: getStack(),
      functionName: mailer.functionName,
      ruleName: physicalName,
      failedQueueName: failed.name,
    });
    new Alarms(`${name}-alarms`, { plan, topicArn }, { parent });
    this.registerOutputs({});

    function createTable() {
      const table = new Table(
        name,
        {
          ...findingsTable,
          name: physicalName,
          hashKey: tableKey,
          attributes: [{ name: tableKey, type: "S" }],
          serverSideEncryption: { enabled: true, kmsKeyArn: logKeyArn },
          deletionProtectionEnabled: true,
          tags: { ...nameTag(name), [notBackedUpTag]: "what Security Hub tells again within a day" },
        },
        { parent, protect: true },
      );
      const item = JSON.stringify({ [tableKey]: { S: suppressionsItem }, value: { S: JSON.stringify(args.suppressions) } });
      new TableItem(`${name}-suppressions`, { tableName: table.name, hashKey: tableKey, item }, { parent });
      return table;
    }

    function createQueue(part: string, queueName: string, settings: typeof findingsQueue & Readonly<Record<string, unknown>>) {
      return new Queue(part, { ...settings, name: queueName, tags: nameTag(part) }, { parent });
    }

    function admit(part: string, { url }: Queue, statements: readonly IamStatement[]) {
      return new QueuePolicy(part, { queueUrl: url, policy: jsonStringify({ Version: "2012-10-17", Statement: statements }) }, { parent });
    }

    function createFunction() {
      return new StoreFunction(
        name,
        {
          source: "finding-mail",
          description: "Sends emails about what Security Hub finds",
          statements: mailStatements({ region, accountId, tableName: physicalName, queueName: physicalName, topicArn, keyArn: logKeyArn }),
          environment: {
            [settingsVariable]: jsonStringify({ stack: getStack(), topicArn, table: table.name, leastSeverity: args.leastSeverity }),
            [runbookVariable]: "docs/operations/finding-triage.md",
          },
          timeoutSeconds: TIMEOUT,
          logKeyArn,
          logRetentionDays,
        },
        { parent },
      );
    }

    function gather() {
      const rule = new EventRule(
        name,
        {
          name: physicalName,
          description: "Findings of Security Hub, and their ends",
          eventPattern: JSON.stringify(patternOf(args.leastSeverity)),
          tags: nameTag(name),
        },
        { parent },
      );
      const ruleArn = interpolate`arn:aws:events:${region}:${accountId}:rule/${physicalName}`;
      const policy = admit(name, queue, queueStatements(arnOf(physicalName), ruleArn));
      admit(`${name}-failed`, failed, [tlsOnly("sqs:*", arnOf(failedName))]);
      // Without the policy the first findings would be lost.
      new EventTarget(name, { rule: rule.name, arn: queue.arn }, { parent, dependsOn: [policy] });
    }

    function listen() {
      new EventSourceMapping(
        name,
        {
          ...gathering,
          eventSourceArn: queue.arn,
          functionName: mailer.functionArn,
          scalingConfig: { maximumConcurrency: 2 },
          tags: nameTag(name),
        },
        { parent },
      );
    }

    function reportWeekly() {
      new FunctionSchedule(
        `${name}-report`,
        {
          region,
          accountId,
          function: name,
          functionArn: mailer.functionArn,
          description: "Reports each week which findings are open, and which are suppressed",
          topicArn,
          expression: "cron(0 7 ? * MON *)",
          flexibleMinutes: 15,
          input: JSON.stringify(report),
          retry: { seconds: 3600, attempts: 3 },
        },
        { parent },
      );
    }
  }
}

/**
 * Events that are reported, and those that end a report (docs.aws.amazon.com/securityhub/latest/userguide/securityhub-cwe-event-formats.html): a control
 * that passes has no severity any more.
 */
const patternOf = (least: LeastSeverity) => ({
  source: ["aws.securityhub"],
  "detail-type": ["Security Hub Findings - Imported"],
  detail: {
    findings: {
      $or: [
        { Severity: { Label: mailedSeverities(least) } },
        { Types: [{ suffix: alwaysMailed }] },
        { Compliance: { Status: ["PASSED"] } },
        { RecordState: ["ARCHIVED"] },
      ],
    },
  },
});
