import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { bundle } from "../../../components/function/bundle.ts";
import type { Pebble } from "../../support/emulators/pebble.ts";
import { type Backdrop, backdrop, type Stage, stage } from "./stage.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "killed-"));
const trusted = join(folder, "loopback.pem");

let shared: Backdrop;
let pebble: Pebble;
let handler: string;

beforeAll(async () => {
  handler = join(root, bundle("certificate"), "index.mjs");
  shared = await backdrop();
  pebble = await shared.pebble();
  writeFileSync(trusted, shared.loopback.cert);
});
afterAll(async () => {
  await shared.stop();
  rmSync(folder, { recursive: true, force: true });
});

const hour = { now: () => new Date(Date.now() + 3_600_000) };

/** Runs the bundle as Lambda would, and kills it once that many requests took effect; says how many did. */
async function runUntil(on: Stage, most: number): Promise<number> {
  const program = `const { handler } = await import(process.env.HANDLER);
    await handler(JSON.parse(process.env.EVENT), { getRemainingTimeInMillis: () => 60_000 });`;
  const env = {
    ...process.env,
    ...on.functionEnvironment,
    HANDLER: handler,
    EVENT: JSON.stringify(on.request),
    NODE_EXTRA_CA_CERTS: trusted,
  };
  const child = spawn(process.execPath, ["--input-type=module", "-e", program], { env, stdio: "ignore" });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  let effects = 0;
  for (const { hooks } of [on.aws, ...on.authorities]) {
    const usual = hooks.after;
    hooks.after = async (request, reply) => {
      const answer = await usual?.(request, reply);
      effects += 1;
      if (effects < most) return answer;
      child.kill("SIGKILL");
      await ended;
      return answer;
    };
  }
  await ended;
  return effects;
}

/** What is wrong after a run was killed and the next one went through; nothing, if it is as if none had been killed. */
async function leftAfter(most: number): Promise<string[]> {
  const on = await stage(shared, [pebble]);
  const usual = on.aws.hooks.after;
  await runUntil(on, most);
  for (const { hooks } of [on.aws, ...on.authorities]) hooks.after = undefined;
  on.aws.hooks.after = usual;
  await on.run({}, hour);
  const [names, txt, memory] = [await on.names(), await on.txt(), await on.memory()];
  const next = await on.run({}, hour);
  return [
    ...(names.join() === `www.${on.zone}` ? [] : [`ACM holds ${names}`]),
    ...(Object.keys(txt).length ? [`the zone holds ${Object.keys(txt)}`] : []),
    ...(memory.order || memory.records.length || memory.lease ? ["the secret holds an order, records or a lease"] : []),
    ...(next.action === "kept" ? [] : [`the run after that: ${next.action}, ${next.why}`]),
  ].map((each) => `killed after request ${most}: ${each}`);
}

describe("a run that is killed", () => {
  test("leaves nothing that the next one cannot finish, after whichever request", async () => {
    const good = await stage(shared, [pebble]);
    const requests = await runUntil(good, Number.POSITIVE_INFINITY);
    expect(requests).toBeGreaterThan(20);
    const steps = Array.from({ length: requests }, (_, at) => at + 1);
    const faults: string[] = [];
    // Three abreast: each is a process that mostly waits.
    await Promise.all(
      [0, 1, 2].map(async (lane) => {
        for (const step of steps.filter((each) => each % 3 === lane)) faults.push(...(await leftAfter(step)));
      }),
    );
    expect(faults).toEqual([]);
  }, 300_000);

  test("after its import leaves nothing to import", async () => {
    const on = await stage(shared, [pebble]);
    const imports = () => on.aws.passed.filter((operation) => operation === "ImportCertificate").length;
    on.aws.hooks.before = ({ operation }) => {
      if (operation === "PutSecretValue" && imports()) throw new Error("cut off");
      return undefined;
    };
    await on.run();
    on.aws.hooks.before = undefined;
    expect((await on.memory()).order).toBeDefined();
    expect((await on.run({}, hour)).action).toBe("kept");
    expect(imports()).toBe(1);
    expect((await on.memory()).order).toBeUndefined();
  });

  test("after its order was placed leaves it to the next one, which places no other", async () => {
    const on = await stage(shared, [pebble]);
    const orders = () => on.authorities[0]?.passed.filter((operation) => operation === "order-plz").length;
    on.aws.hooks.before = ({ operation }) => {
      if (operation === "GetChange") throw new Error("cut off");
      return undefined;
    };
    await expect(on.run()).rejects.toThrow();
    on.aws.hooks.before = undefined;
    expect((await on.memory()).order).toBeDefined();
    expect((await on.run({}, hour)).action).toBe("issued");
    expect(orders()).toBe(1);
    expect(await on.txt()).toEqual({});
  });
});
