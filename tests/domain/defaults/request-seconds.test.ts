import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { requestSeconds } from "../../../domain/defaults/request-seconds.ts";

test("each hop waits longer than the one behind it", () => {
  const { page, idle, keepAlive, php, staff, shutdown, healthPage, health } = requestSeconds;
  for (const chain of [
    [page, idle, keepAlive],
    [php, staff, shutdown],
    [healthPage, health],
  ])
    expect(chain).toEqual([...new Set(chain)].sort((a, b) => a - b));
});

test("are what X-Cart's longest pages and AWS's defaults need", () => {
  expect(requestSeconds).toEqual({
    idle: 60,
    page: 50,
    keepAlive: 75,
    staff: 300,
    php: 290,
    shutdown: 330,
    drain: 60,
    health: 5,
    healthPage: 4,
  });
});

test("a node that drains looks at its connections for longer than the load balancer leaves them", () => {
  const script = readFileSync(join(import.meta.dirname, "../../../host/boot/drain.sh"), "utf8");
  const [, times = "", pause = ""] = /seq (\d+)\); do\n.*\n\s*sleep (\d+)/.exec(script) ?? [];
  expect(Number(times) * Number(pause)).toBeGreaterThan(requestSeconds.drain);
});
