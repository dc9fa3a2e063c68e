import { writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type Running, runningNode } from "../../support/shop/running.ts";

let node: Running;
beforeAll(async () => {
  node = await runningNode({ memoryMiB: 8192 });
}, 180_000);
afterAll(() => node.stop());

/** Asks from 8 sides at once until `work` is done: what every request got. */
async function underLoad(work: (got: readonly string[]) => Promise<void>): Promise<string[]> {
  let done = false;
  const got: string[] = [];
  const asker = async (n: number) => {
    for (let i = 0; !done; i++) {
      const path = i % 5 ? "/" : "/?target=slow&milliseconds=150";
      const { status, body } = await node
        .ask({ path, from: `203.0.113.${n}` })
        .catch((reason: unknown) => ({ status: 0, body: String(reason) }));
      got.push(`${status} ${body.trim()}`);
    }
  };
  const askers = Array.from({ length: 8 }, (_, n) => asker(n + 1));
  await work(got);
  done = true;
  await Promise.all(askers);
  return got;
}

test("reloads of PHP-FPM and nginx under load lose no request", async () => {
  const got = await underLoad(async (got) => {
    for (let round = 0; round < 3 || got.length < 150; round++) {
      await sleep(300);
      node.php.process.kill("SIGUSR2");
      await sleep(700);
      node.nginx.process.kill("SIGHUP");
    }
    await sleep(500);
  });
  expect(got.filter((answer) => !["200 shop", "200 slow"].includes(answer))).toEqual([]);
});

test("a changed release counts after a reload, not before", async () => {
  writeFileSync(node.place("/srv/xcart/releases/1/public/index.php"), "<?php echo 'another shop';");
  expect((await node.ask({})).body).toBe("shop\n");
  node.php.process.kill("SIGUSR2");
  for (let i = 0; i < 100 && (await node.ask({})).body !== "another shop"; i++) await sleep(100);
  expect((await node.ask({})).body).toBe("another shop");
});
