import { existsSync, readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { functionAlarms } from "../../../components/alarms/function-plan.ts";
import { guardAlarms } from "../../../components/alarms/login-guard-plan.ts";
import { GuardSets } from "../../../components/login-guard/guard-sets.ts";
import { LoginGuard } from "../../../components/login-guard/login-guard.ts";
import { loginThresholds } from "../../../domain/defaults/login-thresholds.ts";
import { isRecord } from "../../../domain/values.ts";
import { readEnvironment } from "../../../functions/login-guard/environment.ts";
import { deploy, type Registration } from "../../support/offline.ts";
import { decide, decideFor, statementsOf } from "../iam.ts";
import { accountId, inputsByName, listed, only, region, textOf, withoutTags } from "../registrations.ts";

const { address, account, staff } = loginThresholds;
const thresholds = { address, account, staff };

let guard: readonly Registration[] = [];
beforeAll(async () => {
  guard = await deploy(() => {
    const sets = new GuardSets("guard");
    new LoginGuard("login-guard", {
      region,
      accountId,
      topicArn: "arn:topic",
      domain: "shop.example.com",
      sets,
      thresholds,
      neverBlocked: ["198.51.100.0/24"],
      staffRanges: ["203.0.113.0/28"],
      administrators: ["owner@example.com"],
      dataKeyArn: "arn:data-key",
      logKeyArn: "arn:log-key",
      logRetentionDays: 400,
      protect: true,
    });
  });
});

describe("the sets", () => {
  test("are there for both kinds of address, empty, and stay as the guard has them", () => {
    expect(inputsByName(guard, "aws:wafv2/ipSet:IpSet")).toMatchObject({
      "guard-ipv4": { name: "test-guard-ipv4", scope: "REGIONAL", ipAddressVersion: "IPV4", addresses: [] },
      "guard-ipv6": { name: "test-guard-ipv6", scope: "REGIONAL", ipAddressVersion: "IPV6", addresses: [] },
    });
    for (const name of ["guard-ipv4", "guard-ipv6"]) {
      const set = only(guard, "aws:wafv2/ipSet:IpSet", name);
      expect(set.options.ignoreChanges).toEqual(["addresses"]);
      // What WAF takes (docs.aws.amazon.com/waf/latest/APIReference/API_CreateIPSet.html).
      expect(set.inputs.description).toMatch(/^[\w+=:#@/\-,.][\w+=:#@/\-,.\s]+[\w+=:#@/\-,.]$/);
    }
  });
});

describe("the log of logins", () => {
  test("is encrypted, kept and protected, and only its failures and the administration's lines go to the guard", () => {
    expect(withoutTags(only(guard, "aws:cloudwatch/logGroup:LogGroup", "login-guard-logins"))).toEqual({
      name: "/test/logins",
      kmsKeyId: "arn:log-key",
      retentionInDays: 400,
      deletionProtectionEnabled: true,
    });
    expect(withoutTags(only(guard, "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter"))).toEqual({
      name: "test-login-guard",
      logGroup: "/test/logins",
      filterPattern:
        '{ ($.outcome != "success") || ($.zone != "customer") || ($.outcome NOT EXISTS) || ($.zone NOT EXISTS) || ($.v NOT EXISTS) }',
      destinationArn: "arn:aws:test:::login-guard",
    });
  });

  test("is all of CloudWatch Logs that may call the function, which is asked for before the filter", () => {
    const permission = only(guard, "aws:lambda/permission:Permission");
    expect(withoutTags(permission)).toEqual({
      action: "lambda:InvokeFunction",
      function: "test-login-guard",
      principal: "logs.amazonaws.com",
      sourceArn: `arn:aws:logs:${region}:${accountId}:log-group:/test/logins:*`,
      sourceAccount: accountId,
    });
    expect(only(guard, "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter").dependencies).toContain(permission.urn);
  });
});

describe("the memory", () => {
  test("is a table under the store's key, that forgets by itself, can be restored, and cannot be deleted by mistake", () => {
    const table = only(guard, "aws:dynamodb/table:Table");
    expect(withoutTags(table)).toEqual({
      name: "test-login-guard",
      billingMode: "PAY_PER_REQUEST",
      hashKey: "key",
      rangeKey: "at",
      attributes: [
        { name: "key", type: "S" },
        { name: "at", type: "S" },
      ],
      ttl: { attributeName: "expires", enabled: true },
      pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: 7 },
      serverSideEncryption: { enabled: true, kmsKeyArn: "arn:data-key" },
      deletionProtectionEnabled: true,
    });
    expect(table.options.protect).toBe(true);
  });

  test("holds the ranges that are never blocked before the function runs", () => {
    const item = only(guard, "aws:dynamodb/tableItem:TableItem");
    expect(JSON.parse(textOf(item.inputs.item))).toEqual({
      key: { S: "settings" },
      at: { S: "allowed" },
      never: { S: '["198.51.100.0/24"]' },
      staff: { S: '["203.0.113.0/28"]' },
    });
    expect(only(guard, "aws:lambda/function:Function").dependencies).toContain(item.urn);
  });
});

describe("the reminders", () => {
  test("are encrypted, wait for six times the function's time, and are not kept for long", () => {
    expect(withoutTags(only(guard, "aws:sqs/queue:Queue"))).toEqual({
      name: "test-login-guard",
      sqsManagedSseEnabled: true,
      messageRetentionSeconds: 3600,
      receiveWaitTimeSeconds: 20,
      visibilityTimeoutSeconds: 360,
    });
    expect(only(guard, "aws:lambda/function:Function").inputs.timeout).toBe(60);
    expect(withoutTags(only(guard, "aws:lambda/eventSourceMapping:EventSourceMapping"))).toMatchObject({ batchSize: 10 });
  });

  test("are sent and read by TLS only", () => {
    const { policy } = only(guard, "aws:sqs/queuePolicy:QueuePolicy").inputs;
    const resource = `arn:aws:sqs:${region}:${accountId}:test-login-guard`;
    const ask = (secure: string) =>
      decide(policy, { principal: "anonymous", action: "sqs:SendMessage", resource, context: { "aws:SecureTransport": secure } });
    expect([ask("false"), ask("true")]).toEqual(["denied", "unmentioned"]);
  });
});

describe("the administrators", () => {
  test("have a topic of their own, to which no AWS service publishes", () => {
    expect(withoutTags(only(guard, "aws:sns/topic:Topic"))).toEqual({
      name: "test-staff-logins",
      displayName: "Admin logins",
      kmsMasterKeyId: "arn:log-key",
    });
    expect(statementsOf(only(guard, "aws:sns/topicPolicy:TopicPolicy").inputs.policy).map(({ Sid }) => Sid)).toEqual(["TlsOnly"]);
    expect(only(guard, "aws:sns/topicSubscription:TopicSubscription").inputs).toMatchObject({
      protocol: "email",
      endpoint: "owner@example.com",
    });
  });
});

describe("the function", () => {
  test("is told what it reads", () => {
    const { environment } = only(guard, "aws:lambda/function:Function").inputs;
    const variables = isRecord(environment) && isRecord(environment.variables) ? environment.variables : {};
    const texts = Object.fromEntries(Object.entries(variables).map(([key, value]) => [key, textOf(value)]));
    const read = readEnvironment({ ...texts, GUARD_QUEUE_URL: "https://queue" });
    expect(read).toMatchObject({ stack: "test", domain: "shop.example.com", tableName: "test-login-guard", thresholds });
    expect(read.sets).toEqual({
      ipv4: { name: "test-guard-ipv4", id: "guard-ipv4-id" },
      ipv6: { name: "test-guard-ipv6", id: "guard-ipv6-id" },
    });
  });

  const arn = (service: string, rest: string) => `arn:aws:${service}:${region}:${accountId}:${rest}`;
  const may = (action: string, resource: string, context: Record<string, string> = {}) => {
    const { policy } = only(guard, "aws:iam/policy:Policy", "login-guard").inputs;
    return decideFor([policy], { action, resource, context }) === "allowed";
  };

  test.each([
    ["dynamodb:UpdateItem", arn("dynamodb", "table/test-login-guard"), {}],
    ["dynamodb:BatchWriteItem", arn("dynamodb", "table/test-login-guard"), {}],
    ["wafv2:UpdateIPSet", arn("wafv2", "regional/ipset/test-guard-ipv4/1234"), {}],
    ["wafv2:GetIPSet", arn("wafv2", "regional/ipset/test-guard-ipv6/1234"), {}],
    ["sqs:SendMessage", arn("sqs", "test-login-guard"), {}],
    ["sns:Publish", arn("sns", "test-staff-logins"), {}],
    ["kms:Decrypt", "arn:data-key", { "kms:ViaService": `dynamodb.${region}.amazonaws.com` }],
    ["kms:GenerateDataKey", "arn:log-key", { "kms:ViaService": `sns.${region}.amazonaws.com` }],
  ])("may %s on %s", (action, resource, context) => {
    expect(may(action, resource, context)).toBe(true);
  });

  test.each([
    ["dynamodb:DeleteTable", arn("dynamodb", "table/test-login-guard"), {}],
    ["dynamodb:Scan", arn("dynamodb", "table/test-login-guard"), {}],
    ["dynamodb:GetItem", arn("dynamodb", "table/orders"), {}],
    ["wafv2:UpdateIPSet", arn("wafv2", "regional/ipset/test-staff/1234"), {}],
    ["wafv2:UpdateWebACL", arn("wafv2", "regional/webacl/test/1234"), {}],
    ["sns:Publish", arn("sns", "test-alerts"), {}],
    ["kms:Decrypt", "arn:data-key", {}],
    ["kms:Decrypt", "arn:data-key", { "kms:ViaService": `rds.${region}.amazonaws.com` }],
    ["logs:GetLogEvents", arn("logs", "log-group:/test/logins:*"), {}],
  ])("may not %s on %s", (action, resource, context) => {
    expect(may(action, resource, context)).toBe(false);
  });

  test("is called each minute, on the minute, by a role that may call nothing else and serves this account's schedules only", () => {
    expect(only(guard, "aws:scheduler/schedule:Schedule").inputs).toMatchObject({
      name: "test-login-guard-sweep",
      groupName: "test-login-guard-sweep",
      scheduleExpression: "rate(1 minute)",
      flexibleTimeWindow: { mode: "OFF" },
      target: { arn: "arn:aws:test:::login-guard", input: '{"guard":"sweep"}', retryPolicy: { maximumRetryAttempts: 0 } },
    });
    expect(statementsOf(only(guard, "aws:iam/policy:Policy", "login-guard-sweep").inputs.policy)).toMatchObject([
      { Action: ["lambda:InvokeFunction"], Resource: `arn:aws:lambda:${region}:${accountId}:function:test-login-guard` },
    ]);
    const trust = { "aws:SourceAccount": accountId, "aws:SourceArn": arn("scheduler", "schedule-group/test-login-guard-sweep") };
    expect(JSON.parse(textOf(only(guard, "aws:iam/role:Role", "login-guard-sweep").inputs.assumeRolePolicy))).toMatchObject({
      Statement: [{ Principal: { Service: "scheduler.amazonaws.com" }, Condition: { StringEquals: trust } }],
    });
  });
});

test("everything of the guard is in it, and nothing has a parent outside", () => {
  const outside = guard.filter(({ parent, type }) => parent.includes("pulumi:pulumi:Stack") && !type.startsWith("xcart-hosting:"));
  expect(listed(outside)).toEqual([]);
});

describe("the alarms", () => {
  const plan = guardAlarms(
    { stack: "shop-prod", functionName: "shop-prod-login-guard", logGroupName: "/shop-prod/logins", topicName: "shop-prod-staff-logins" },
    20,
  );

  test("have a page that is there and names them, and are in the list of pages", () => {
    const index = readFileSync(new URL("../../../docs/operations/README.md", import.meta.url), "utf8");
    for (const { name, runbook } of plan) {
      const page = new URL(`../../../docs/operations/${runbook}.md`, import.meta.url);
      expect([name, existsSync(page)]).toEqual([name, true]);
      expect(readFileSync(page, "utf8")).toContain(`\`${name}\``);
      expect(index).toContain(`\`${name}\``);
    }
  });

  test("watch the function, what it counts, and whether mails arrive", () => {
    const rest = plan.slice(functionAlarms({ name: "", functionName: "", meaning: "", runbook: "" }).length);
    expect(rest.map(({ name, metric, statistic, threshold, silence }) => [name, metric, statistic, threshold, silence])).toEqual([
      ["login-guard-late", "LoginOverdueSeconds", "Maximum", 120, "fires"],
      ["login-guard-full", "LoginBlockedAddresses", "Maximum", 8000, { heldBy: "login-guard-late" }],
      ["login-attack", "LoginBlocks", "Sum", 20, "none"],
      ["login-lock-open", "LoginLockOpen", "Sum", 0, "none"],
      ["login-spray", "LoginSpray", "Sum", 0, "none"],
      ["login-bad-lines", "LoginBadLines", "Sum", 10, "none"],
      ["login-lines-lost", "DeliveryErrors", "Sum", 0, "none"],
      ["login-mails-failed", "LoginMailsFailed", "Sum", 0, "none"],
      ["login-mails-undelivered", "NumberOfNotificationsFailed", "Sum", 0, "none"],
    ]);
    const own = rest.filter(({ namespace }) => namespace.startsWith("xcart"));
    expect(own.every(({ dimensions }) => dimensions.stack === "shop-prod")).toBe(true);
  });
});
