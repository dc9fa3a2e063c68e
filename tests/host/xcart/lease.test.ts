import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { parseEnv } from "node:util";
import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import { type Stage, stage } from "../../support/shop/stage.ts";

let node: Stage;
let running: ChildProcess[] = [];
beforeAll(async () => {
  node = await stage();
  node.writeEnvironment();
}, 180_000);
afterAll(() => node.stop());
afterEach(async () => {
  await Promise.all(running.map(ended));
  running = [];
  rmSync(log(), { force: true });
});

const log = () => `${node.root}/jobs`;
const lines = () => (existsSync(log()) ? readFileSync(log(), "utf8").split("\n").filter(Boolean) : []);

/** Another node that wants the lease: its job says who it is each tenth of a second, and that it was ended. */
function contender(who: string, name = "cron"): ChildProcess {
  const job = `trap 'echo "${who} ended" >> ${log()}; exit' TERM; while :; do echo ${who} >> ${log()}; sleep 0.1; done`;
  const environment = parseEnv(readFileSync(node.place("/etc/xcart/environment"), "utf8"));
  const child = spawn("php", [node.place("/srv/xcart/host/lease.php"), name, "0", "sh", "-c", job], {
    env: { ...environment, PATH: process.env.PATH },
    stdio: "ignore",
    // A group of its own, as systemd's of a service: anyone who kills it kills the job too.
    detached: true,
  });
  running.push(child);
  return child;
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await gone;
}

async function until(what: () => boolean): Promise<void> {
  for (let i = 0; i < 400 && !what(); i++) await sleep(50);
  expect(what()).toBe(true);
}

test("of two nodes one works, and the other takes over when it ends", async () => {
  const first = contender("first");
  await until(() => lines().includes("first"));
  contender("second");
  await sleep(1500);
  expect(lines()).not.toContain("second");
  await ended(first);
  await until(() => lines().includes("second"));
  expect(lines().lastIndexOf("first")).toBeLessThan(lines().indexOf("first ended"));
  expect(lines().indexOf("first ended")).toBeLessThan(lines().indexOf("second"));
});

test("a node that is gone without a word loses the lease", async () => {
  const first = contender("first");
  await until(() => lines().includes("first"));
  contender("second");
  process.kill(-Number(first.pid), "SIGKILL");
  await until(() => lines().includes("second"));
});

test("a node that loses the database ends its job, and works again later", async () => {
  contender("first");
  await until(() => lines().includes("first"));
  const [rows] = await node.services.database.root.query(
    "SELECT GROUP_CONCAT('KILL ', id SEPARATOR '; ') AS kills FROM information_schema.processlist WHERE user = 'xcart'",
  );
  await node.services.database.root.query(String(Object.values(Object(rows)[0])[0]));
  await until(() => lines().includes("first ended"));
  const at = lines().indexOf("first ended");
  await until(() => lines().slice(at).includes("first"));
});

test("another lease is another's", async () => {
  contender("first");
  contender("second", "worker");
  await until(() => lines().includes("first") && lines().includes("second"));
});

test("where the database's certificate cannot be verified there is no lease", async () => {
  await node.services.database.root.query("SET GLOBAL require_secure_transport = OFF");
  rmSync(node.place("/etc/xcart/rds-ca"), { recursive: true });
  contender("first");
  await sleep(2000);
  expect(lines()).toEqual([]);
});
