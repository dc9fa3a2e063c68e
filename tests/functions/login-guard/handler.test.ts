import { execFile } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { bundle } from "../../../components/function/bundle.ts";
import { environmentNames } from "../../../domain/contracts/login-guard.ts";
import { readEnvironment } from "../../../functions/login-guard/environment.ts";
import { lineOf, numbered, payloadOf, start } from "./lines.ts";
import { createWorld, thresholds, type World } from "./world.ts";

const file = join(fileURLToPath(new URL("../../..", import.meta.url)), bundle("login-guard"), "index.mjs");

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.stop());

/** What the stack sets, for the emulated AWS. */
const variables = () => ({
  [environmentNames.stack]: "shop-prod",
  [environmentNames.domain]: "shop.example.com",
  [environmentNames.runbook]: "docs/operations/login-guard.md",
  [environmentNames.table]: world.tableName,
  [environmentNames.queueUrl]: world.guard.alarm.queueUrl,
  [environmentNames.topicArn]: world.guard.post.topicArn,
  [environmentNames.thresholds]: JSON.stringify(thresholds),
  [environmentNames.sets]: JSON.stringify(world.references),
});

/** Runs the bundled function as Lambda does, in a process of its own; returns the metrics that it printed. */
async function invoke(event: object): Promise<Record<string, unknown>[]> {
  const call = `const { handler } = await import(${JSON.stringify(file)}); await handler(${JSON.stringify(event)});`;
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", call], {
    env: { ...process.env, ...world.aws.environment, ...variables() },
  });
  return stdout
    .trim()
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

describe("the bundled function", () => {
  test("blocks by logins, counts in CloudWatch's form, and lets in again by the schedule", async () => {
    const seconds = Math.floor((Date.now() - start) / 1000) - 10;
    const logins = Array.from({ length: 6 }, (_, i) => lineOf({ at: seconds + i }));
    const counted = await invoke({ awslogs: { data: payloadOf(numbered(logins)) } });
    expect(await world.blocked()).toEqual(["203.0.113.7/32"]);
    expect(counted.map(({ _aws, ...values }) => values)).toEqual([
      { stack: "shop-prod", LoginFailures: 6, LoginBadLines: 0 },
      { stack: "shop-prod", LoginBlocks: 1 },
    ]);
    expect(counted[1]?._aws).toEqual({
      Timestamp: expect.any(Number),
      CloudWatchMetrics: [{ Namespace: "xcart/shop-prod", Dimensions: [["stack"]], Metrics: [{ Name: "LoginBlocks", Unit: "Count" }] }],
    });
    await world.meddle([]);
    await invoke({ guard: "sweep" });
    expect(await world.blocked()).toEqual(["203.0.113.7/32"]);
  });

  test("is woken by SQS", async () => {
    await world.meddle(["203.0.113.9/32"]);
    await invoke({ Records: [{ messageId: "1", body: String(start), eventSource: "aws:sqs" }] });
    expect(await world.blocked()).toEqual([]);
  });

  test("refuses a call that is none of those", async () => {
    await expect(invoke({ Records: [{ Sns: { Message: "" } }] })).rejects.toThrow("Invalid input");
  });
});

describe("the environment", () => {
  test.each(Object.values(environmentNames))("without %s is refused by name", (name) => {
    expect(() => readEnvironment({ ...variables(), [name]: "" })).toThrow(`${name} is not set`);
  });

  test("with numbers that make no sense is refused", () => {
    const none = JSON.stringify({ ...thresholds, staff: { attempts: 0, windowSeconds: 1, blockSeconds: 1 } });
    expect(() => readEnvironment({ ...variables(), [environmentNames.thresholds]: none })).toThrow("staff");
  });
});
