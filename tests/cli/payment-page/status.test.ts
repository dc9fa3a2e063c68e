import { join } from "node:path";
import { CloudWatchClient, PutMetricAlarmCommand, PutMetricDataCommand, SetAlarmStateCommand } from "@aws-sdk/client-cloudwatch";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from "@jest/globals";
import { status } from "../../../cli/payment-page/status.ts";
import { functionNamespace } from "../../../domain/defaults/metrics.ts";
import { paymentPageMetrics } from "../../../domain/defaults/payment-page.ts";
import { type EmulatedAws, emulatedAws } from "../../support/emulators/aws.ts";

const stacks = join(import.meta.dirname, "../../../stacks");
const inherited = { ...process.env };
let aws: EmulatedAws;
let out: jest.SpiedFunction<typeof console.log>;
let errors: jest.SpiedFunction<typeof console.error>;
beforeAll(async () => {
  aws = await emulatedAws();
});
beforeEach(() => {
  Object.assign(process.env, aws.environment);
  out = jest.spyOn(console, "log").mockReturnValue();
  errors = jest.spyOn(console, "error").mockReturnValue();
});
afterEach(() => void jest.restoreAllMocks());
afterAll(() => {
  process.env = inherited;
});

const today = new Date();
today.setUTCHours(12, 30, 0, 0);
const daysAgo = (days: number) => new Date(today.getTime() - days * 86_400_000);
const day = (days: number) => daysAgo(days).toISOString().slice(0, 10);

/** As functions/payment-page/watch/run.ts counts a run, in the store's namespace. */
async function counted(metric: keyof typeof paymentPageMetrics, ...of: readonly (readonly [daysAgo: number, value: number])[]) {
  const Dimensions = [{ Name: "stack", Value: "demo-prod" }];
  const MetricData = of.map(([days, Value]) => ({
    MetricName: paymentPageMetrics[metric],
    Dimensions,
    Timestamp: new Date(daysAgo(days).getTime() - 60_000),
    Value,
  }));
  await new CloudWatchClient(aws.client).send(new PutMetricDataCommand({ Namespace: functionNamespace("demo-prod"), MetricData }));
}

async function alarm(name: string, StateValue: "ALARM" | "OK") {
  const cloudwatch = new CloudWatchClient(aws.client);
  const threshold = { ComparisonOperator: "GreaterThanThreshold", EvaluationPeriods: 1, Threshold: 0 } as const;
  const of = { Namespace: functionNamespace("demo-prod"), MetricName: name, Period: 3600, Statistic: "Sum" } as const;
  await cloudwatch.send(new PutMetricAlarmCommand({ AlarmName: name, ...of, ...threshold }));
  await cloudwatch.send(new SetAlarmStateCommand({ AlarmName: name, StateValue, StateReason: "a test" }));
}

describe("store payment-page status", () => {
  test("says of a store that was never visited that no one has looked", async () => {
    expect([await status("demo-prod", { stacks }, today), errors.mock.calls]).toEqual([0, []]);
    expect(out.mock.calls.flat().join("\n").split("\n")).toEqual([
      "demo-prod: the payment page is watched by a browser (PCI DSS 6.4.3, 11.6.1)",
      "  since        no visit in the 455 days that CloudWatch keeps",
      "  last visit   none",
      "  missed       no day",
      "  differences  none in the last 14 days",
      "  faults       none in the last 14 days",
    ]);
  });

  test("says since when, when last, which days were missed, and what was found", async () => {
    await counted("visits", [40, 3], [39, 3], [38, 0], [3, 2], [2, 3], [1, 3], [0, 0]);
    await counted("differences", [20, 1], [3, 2], [2, 0], [1, 0]);
    await counted("faults", [2, 0], [0, 1]);
    await alarm("demo-prod-payment-page", "ALARM");
    await alarm("demo-prod-payment-page-unseen", "OK");
    await alarm("demo-prod2-payment-page", "OK");
    expect([await status("demo-prod", { stacks, json: true }, today), errors.mock.calls]).toEqual([0, []]);
    const { missed, ...found } = JSON.parse(out.mock.calls.flat().join("\n"));
    expect(found).toEqual({
      version: 1,
      stack: "demo-prod",
      since: day(40),
      last: `${day(1)}T12:00:00.000Z`,
      lastDifference: `${day(3)}T12:00:00.000Z`,
      lastFault: `${day(0)}T12:00:00.000Z`,
      alarms: { "demo-prod-payment-page": "ALARM", "demo-prod-payment-page-unseen": "OK" },
    });
    expect(missed).toEqual(Array.from({ length: 35 }, (_, i) => day(38 - i)));
  });

  test("says that the settings ask for no watch", async () => {
    expect(await status("demo-staging", { stacks }, today)).toBe(0);
    expect(out.mock.calls.flat().join("\n")).toMatch(
      /^demo-staging: the payment page is not watched: paymentPage\.watch is off in staging\n/,
    );
  });

  test.each([
    ["no stack", undefined, "store payment-page status: got no stack, expected the name of a store's stack such as demo-prod"],
    ["an account", "demo-account", "demo-account: got an account's stack, expected a store's: only stores have a payment page"],
  ])("refuses %s", async (_, stack, sentence) => {
    expect(await status(stack, { stacks }, today)).toBe(1);
    expect(errors.mock.calls.flat().join("\n")).toContain(sentence);
  });

  test("says that AWS cannot be reached", async () => {
    Object.assign(process.env, { AWS_ENDPOINT_URL: "http://127.0.0.1:1", AWS_MAX_ATTEMPTS: "1" });
    expect(await status("demo-prod", { stacks }, today)).toBe(1);
    expect(errors.mock.calls.flat().join("\n")).toMatch(/^\S*demo-prod: the call failed \(.*ECONNREFUSED/);
  });
});
