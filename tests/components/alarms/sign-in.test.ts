import { existsSync } from "node:fs";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { Alarms } from "../../../components/alarms/alarms.ts";
import { Notices } from "../../../components/alarms/notices.ts";
import { poolAlarms, signInAlarms, signInNotices } from "../../../components/alarms/sign-in-plan.ts";
import { deploy, type Registration } from "../../support/offline.ts";
import { meets } from "../backup/fixture.ts";
import { ofType, only, textOf, withoutTags } from "../registrations.ts";

const pool = "us-east-1_Abc123";
const plan = [...signInAlarms("app/alb/1"), ...poolAlarms({ userPoolId: pool, clientId: "client" })];
const alarmType = "aws:cloudwatch/metricAlarm:MetricAlarm";

let all: readonly Registration[] = [];
beforeAll(async () => {
  all = await deploy(() => {
    new Alarms("sign-in-alarms", { plan, topicArn: "arn:topic" });
    new Notices("sign-in-notices", { plan: signInNotices(pool), topicArn: "arn:topic" });
  });
});

describe("alarms", () => {
  test("are these, each on a metric that AWS has, with a page that is there", () => {
    const measured = plan.map(({ name, namespace, metric, dimensions, threshold }) => [
      name,
      `${namespace} ${metric}`,
      dimensions,
      threshold,
    ]);
    const risk = (RiskLevel: string) => ({ Operation: "SignIn", UserPoolId: pool, RiskLevel });
    expect(measured).toEqual([
      ["sign-in-errors", "AWS/ApplicationELB ELBAuthError", { LoadBalancer: "app/alb/1" }, 0],
      ["sign-in-refused", "AWS/ApplicationELB ELBAuthFailure", { LoadBalancer: "app/alb/1" }, 5],
      ["sign-in-failures", "AWS/Cognito SignInSuccesses", { UserPool: pool, UserPoolClient: "client" }, 10],
      ["sign-in-takeover-high", "AWS/Cognito AccountTakeoverRisk", risk("high"), 0],
      ["sign-in-takeover-medium", "AWS/Cognito AccountTakeoverRisk", risk("medium"), 0],
      ["sign-in-stolen-password", "AWS/Cognito CompromisedCredentialRisk", risk("high"), 0],
    ]);
    const pages = new Set(plan.map(({ runbook }) => runbook));
    expect([...pages].filter((page) => !existsSync(new URL(`../../../docs/operations/${page}.md`, import.meta.url)))).toEqual([]);
  });

  test("failures are what was tried less what went well", () => {
    const { metricQueries, metricName, threshold } = withoutTags(only(all, alarmType, "sign-in-failures"));
    const counted = (id: string, stat: string) => ({
      id,
      metric: {
        namespace: "AWS/Cognito",
        metricName: "SignInSuccesses",
        dimensions: { UserPool: pool, UserPoolClient: "client" },
        stat,
        period: 300,
      },
    });
    expect(metricQueries).toEqual([
      { id: "failures", expression: "attempts - successes", label: "failures", returnData: true },
      counted("attempts", "SampleCount"),
      counted("successes", "Sum"),
    ]);
    expect([metricName, threshold]).toEqual([undefined, 10]);
  });
});

describe("mails", () => {
  const told = (event: unknown) =>
    ofType(all, "aws:cloudwatch/eventRule:EventRule")
      .filter(({ inputs }) => meets(JSON.parse(textOf(inputs.eventPattern)), event))
      .map(({ name }) => name.slice("sign-in-notices-".length));
  const call = (eventName: string, userPoolId = pool, eventSource = "cognito-idp.amazonaws.com") => ({
    source: "aws.cognito-idp",
    "detail-type": "AWS API Call via CloudTrail",
    detail: { eventSource, eventName, requestParameters: { userPoolId } },
  });

  test.each([
    ["a second factor that is switched off for all", call("SetUserPoolMfaConfig"), ["protection"]],
    ["threat protection that is weakened", call("SetRiskConfiguration"), ["protection"]],
    ["a pool that is deleted", call("DeleteUserPool"), ["protection"]],
    ["another client", call("CreateUserPoolClient"), ["protection"]],
    ["a second factor that is taken off one account", call("AdminSetUserMFAPreference"), ["accounts"]],
    ["a new account", call("AdminCreateUser"), ["accounts"]],
    ["a password that someone else sets", call("AdminSetUserPassword"), ["accounts"]],
    ["an account that is disabled", call("AdminDisableUser"), ["accounts"]],
  ])("are about %s", (_what, event, expected) => {
    expect(told(event)).toEqual(expected);
  });

  test.each([
    ["a look at accounts", call("ListUsers")],
    ["another store's pool", call("SetUserPoolMfaConfig", "us-east-1_Other")],
    ["someone who signs in", call("Login_GET")],
    ["another service", call("DeleteUserPool", pool, "cognito-identity.amazonaws.com")],
  ])("are not about %s", (_what, event) => {
    expect(told(event)).toEqual([]);
  });

  test("say who did what from where", () => {
    const [target] = ofType(all, "aws:cloudwatch/eventTarget:EventTarget");
    expect(Object.keys(Object(target?.inputs.inputTransformer).inputPaths).sort()).toEqual(["call", "from", "refused", "time", "who"]);
  });
});
