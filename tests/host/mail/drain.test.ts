import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { drainSeconds, lifecycleHooks } from "../../../domain/defaults/web.ts";
import { mailUnits } from "../../../host/mail/units.ts";
import { unitFiles } from "../../../host/xcart/units.ts";
import { freePort } from "../../support/emulators/server.ts";
import { type MailNode, mailNode } from "./node.ts";

describe("a node that goes, with a provider that says nothing", () => {
  let silent: Server;
  let node: MailNode;
  beforeAll(async () => {
    const port = await freePort();
    silent = createServer().listen(port, "127.0.0.1");
    await new Promise((resolve) => silent.once("listening", resolve));
    node = await mailNode({ domain: "shop.example.com", from: "noreply@shop.example.com", provider: { host: "127.0.0.1", port } });
  }, 180_000);
  afterAll(async () => {
    await node.stop();
    silent.close();
  });

  test("leaves its mails to another one as soon as it is told to end", async () => {
    await node.mail({ to: "ann@example.com" });
    const told = once(silent, "connection").then(() => Date.now());
    expect((await node.relayUntil(told, "--last", "60")).map(({ event }) => event)).toEqual(["mail-handed-over"]);
    expect(Date.now() - (await told)).toBeLessThan(10_000);
    expect([node.waiting(), readdirSync(node.place("/srv/xcart/shared/mail")).length]).toEqual([[], 1]);
  });
});

test("whatever hangs on a node that goes is ended before auto scaling stops waiting", () => {
  const drain = readFileSync(join(import.meta.dirname, "../../../host/boot/drain.sh"), "utf8");
  const [, times, pause] = /seq (\d+)\); do\n.*\n\s*sleep (\d+)/.exec(drain) ?? [];
  const limit = (name: string, key: string) => {
    const { content = "" } = [...mailUnits(), ...unitFiles()].find(({ path }) => path.endsWith(`/${name}.service`)) ?? {};
    return Number(new RegExp(`^${key}=(\\d+)$`, "m").exec(content)?.[1]);
  };
  const parts = [
    2 * Number(/^until .*Terminated.* sleep (\d+)/m.exec(drain)?.[1]),
    Math.max(...["xcart-cron", "xcart-worker"].map((name) => limit(name, "TimeoutStopSec"))),
    Number(times) * Number(pause),
    drainSeconds.nginx,
    limit("xcart-mail-last", "TimeoutStartSec"),
    limit("xcart-mail-last", "TimeoutStopSec"),
    Number(/^sleep (\d+)$/m.exec(drain)?.[1]),
    drainSeconds.farewell,
  ];
  const longest = parts.reduce((sum, seconds) => sum + seconds, 0);
  expect(lifecycleHooks[1]).toMatchObject({ name: "terminating", heartbeatTimeout: longest });
  // A refresh waits for each node.
  expect(longest).toBeLessThanOrEqual(300);
});
