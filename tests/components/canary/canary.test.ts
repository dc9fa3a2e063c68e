import { beforeAll, describe, expect, test } from "@jest/globals";
import { canaryAlarms } from "../../../components/alarms/canary-plan.ts";
import { Canary } from "../../../components/canary/canary.ts";
import { canaryRequestOf } from "../../../stacks/settings/resolve/canary.ts";
import { canary as settings } from "../../../stacks/settings/schema/canary.ts";
import { certificate } from "../../../stacks/settings/schema/certificate.ts";
import { deploy, type Registration } from "../../support/offline.ts";
import { ofType, only } from "../registrations.ts";

const store = {
  stack: "test",
  domain: "shop.example.com",
  web: { release: { name: "5.6.0.1-1", sha256: "5e1f".repeat(16) } },
  certificate: certificate.parse(undefined),
};
const asked = canaryRequestOf(store, settings.parse({}));
const request = { ...asked, loadBalancer: "alb.elb.amazonaws.com", trust: { ...asked.trust, bootstrap: "a certificate" } };
const make = (everyMinutes: number) =>
  deploy(
    () =>
      new Canary("canary", {
        region: "eu-central-1",
        accountId: "123456789012",
        topicArn: "arn:topic",
        everyMinutes,
        request,
        subnetIds: ["subnet-a", "subnet-b"],
        securityGroupId: "sg-canary",
        logKeyArn: "arn:key",
        logRetentionDays: 400,
      }),
  );

describe("the canary", () => {
  let made: readonly Registration[];
  beforeAll(async () => {
    made = await make(5);
  });

  test("is told the walk by its schedule", () => {
    const { inputs } = only(made, "aws:scheduler/schedule:Schedule");
    expect(inputs).toMatchObject({ name: "test-canary-schedule", scheduleExpression: "rate(5 minutes)", state: "ENABLED" });
    expect(inputs).toMatchObject({ target: { input: JSON.stringify(request) } });
  });

  test("runs behind the store's NAT, by a group of its own", () => {
    expect(only(made, "aws:lambda/function:Function").inputs).toMatchObject({
      name: "test-canary",
      timeout: 300,
      vpcConfig: { subnetIds: ["subnet-a", "subnet-b"], securityGroupIds: ["sg-canary"] },
    });
  });

  test("may do nothing in AWS but write its log, and Lambda alone puts it into its subnets", () => {
    const policy: { Statement: { Sid: string }[] } = JSON.parse(String(only(made, "aws:iam/policy:Policy", "canary").inputs.policy));
    expect(policy.Statement.map(({ Sid }) => Sid)).toEqual(["OwnLog", "NetworkInterfaces", "NotByItsCode"]);
  });

  test("has no two roles of one name", () => {
    const names = ofType(made, "aws:iam/role:Role").map(({ inputs }) => inputs.name);
    expect(names.sort()).toEqual(["test-canary", "test-canary-schedule"]);
  });

  test("speaks EventBridge's English", async () => {
    expect(only(await make(1), "aws:scheduler/schedule:Schedule").inputs.scheduleExpression).toBe("rate(1 minute)");
  });
});

test("the longest walk that the settings allow ends before Lambda ends it", async () => {
  const longest = settings.parse({ slowSeconds: 30, category: "/a/", product: "/b.html" });
  const { pages, slowSeconds } = canaryRequestOf(store, longest);
  const timeout = Number(only(await make(5), "aws:lambda/function:Function").inputs.timeout);
  expect(pages.length * slowSeconds).toBeLessThan(timeout);
});

test("its alarm fires when no one walks; the others only when something was seen", () => {
  const plan = canaryAlarms({
    stack: "test",
    functionName: "test-canary",
    everyMinutes: 10,
    open: true,
    securityBuild: true,
  });
  const held = { heldBy: "canary" };
  expect(plan.map(({ name, runbook, silence, period, values }) => [name, runbook, silence, period, values])).toEqual([
    ["canary", "canary", "fires", 600, undefined],
    ["canary-way", "canary", held, 600, undefined],
    ["release-missing", "releases", held, 3600, 3],
    ["canary-errors", "canary", held, undefined, 1],
    ["canary-throttles", "canary", held, undefined, 1],
    ["xcart-behind", "releases", held, 3600, 1],
  ]);
});
