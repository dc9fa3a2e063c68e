import { execFileSync } from "node:child_process";
import { createHash, X509Certificate } from "node:crypto";
import { readlinkSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { auditFile } from "../../../host/system/audit.ts";
import { settings } from "../settings.ts";
import { type Box, box, userData } from "./box.ts";

/** One that has started: what the first run left is looked at, and boot runs on it again. */
let node: Box;
let first: Readonly<Record<"calls" | "ended", readonly string[]>> & { readonly code: number; readonly lines: ReturnType<Box["lines"]> };
beforeAll(async () => {
  node = await unpacked();
  first = { code: await node.run(userData), calls: node.calls(), ended: [...node.account.ended], lines: node.lines() };
}, 180_000);
afterAll(async () => await node.remove());

/** One that has not. */
async function unpacked(changes = {}): Promise<Box> {
  const made = await box({ ...settings, ...changes });
  // Where its package has it.
  made.write("/opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl", made.read("/stubs/amazon-cloudwatch-agent-ctl"), 0o755);
  return made;
}
const others: Box[] = [];
async function another(changes = {}): Promise<Box> {
  const made = await unpacked(changes);
  others.push(made);
  return made;
}
afterEach(async () => {
  for (const made of others.splice(0)) await made.remove();
});

const mode = (path: string) => statSync(join(node.folder, path)).mode & 0o777;

describe("a node that starts", () => {
  test("says that it is ready, in one line with what took how long, and only then lets auto scaling go on", () => {
    expect(first.code).toBe(0);
    expect(first.lines).toEqual([
      {
        event: "boot",
        outcome: "ready",
        stack: "demo-prod",
        instance: node.account.instance,
        seconds: expect.stringMatching(/^\d+$/),
        steps: expect.stringMatching(
          /^packages \d+, accounts \d+, values \d+, files \d+, harden \d+, mounts .* health \d+, pages \d+, workers \d+$/,
        ),
        release: "5.6.0.12-1",
        "audit-rules": String(auditFile.content.match(/^-a /gm)?.length),
      },
    ]);
    expect(first.ended).toEqual(["launching CONTINUE"]);
    const order = [
      "dnf install",
      "systemctl mask",
      "mount ",
      "note environment",
      "semanage import",
      "nginx -t",
      "systemctl reload-or-restart php-fpm nginx",
      "curl --silent --show-error --fail-with-body --insecure --max-time 5 https://127.0.0.1/healthz?ready",
      "curl --silent --show-error --cacert",
      "systemctl restart xcart.target",
      "aws autoscaling complete-lifecycle-action",
      "systemctl start --no-block xcart-baseline",
    ].map((call) => first.calls.findIndex((one) => one.startsWith(call)));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(order).not.toContain(-1);
  });

  test("has the folders that audit's rules are about before it loads them, and locks them after", async () => {
    const order = ["systemd-tmpfiles --create", "augenrules --load", "auditctl -l", "mount "];
    const found = order.map((call) => first.calls.findIndex((one) => one.startsWith(call)));
    expect(found).toEqual([...found].sort((a, b) => a - b));
    expect(found).not.toContain(-1);
    for (const folder of ["/etc/xcart/tls", "/srv/xcart/releases"])
      expect(node.read("/audit/rules")).toContain(`dir=${node.folder}${folder} `);
    expect(node.has("/audit/locked")).toBe(true);
  });

  test("has a key of its own that only root reads", () => {
    expect([mode("/etc/xcart/tls"), mode("/etc/xcart/tls/node.key")]).toEqual([0o700, 0o600]);
  });

  test("is the store by all its names, and believes itself: X-Cart calls itself by them", async () => {
    const made = await another({ adminHost: "staff.example.com" });
    await made.run(userData);
    const names = ["shop.example.com", "www.shop.example.com", "staff.example.com"];
    for (const name of names) {
      expect(made.read("/etc/hosts").split("\n")).toContain(`127.0.0.1 ${name}`);
      const anchor = join(made.folder, "etc/pki/ca-trust/source/anchors/xcart-node.crt");
      const args = ["verify", "-no-CApath", "-CAfile", anchor, "-verify_hostname", name, join(made.folder, "etc/xcart/tls/node.crt")];
      expect(execFileSync("openssl", args, { encoding: "utf8" })).toMatch(/: OK\n$/);
    }
    expect(new X509Certificate(made.read("/etc/xcart/tls/node.crt")).subjectAltName).toBe(names.map((name) => `DNS:${name}`).join(", "));
    const calls = made.calls();
    expect(calls.indexOf("update-ca-trust extract")).toBeLessThan(calls.indexOf("systemctl reload-or-restart php-fpm nginx"));
    expect(calls).toContain("update-ca-trust extract");
  });

  test("mounts the shared files once, by TLS and IAM, without programs in them, however often boot runs", async () => {
    const [mounts, key] = [node.read("/etc/fstab"), node.read("/etc/xcart/tls/node.key")];
    expect(mounts).toContain(`fs-1:/ ${node.folder}/srv/xcart/shared efs _netdev,tls,iam,accesspoint=fsap-1,noexec,nosuid,nodev 0 0\n`);
    expect(await node.run("/usr/local/sbin/xcart-boot")).toBe(0);
    expect([node.read("/etc/fstab"), node.read("/etc/xcart/tls/node.key")]).toEqual([mounts, key]);
    expect(node.calls().filter((call) => call.includes("release.tar.zst"))).toEqual([]);
    expect(node.lines().map(({ outcome }) => outcome)).toEqual(["ready"]);
  });

  test("without a release shows that the store is being set up", async () => {
    const made = await another({ release: undefined });
    expect(await made.run(userData)).toBe(0);
    expect(readlinkSync(made.at("/srv/xcart/current"))).toBe(join(made.folder, "srv/xcart/host/setup"));
    expect(made.has("/srv/xcart/host/setup/public/index.php")).toBe(true);
    expect(made.calls().filter((call) => call.includes("target=search"))).toEqual([]);
  });
});

describe("a node that cannot start says why in one line, and has itself thrown away", () => {
  test.each([
    ["packages", "dnf install*"],
    ["values", "aws ssm get-parameter*/node*"],
    ["files", "aws s3api get-object*host/*"],
    ["harden", "setenforce 1"],
    ["mounts", "mount */srv/xcart/shared"],
    ["release", "aws s3api get-object*release.json*"],
    ["environment", "note environment"],
    ["contexts", "semanage import*"],
    ["check", "nginx -t"],
    ["check", "php-fpm -t"],
    ["door", "aws ssm get-parameter*/door*"],
    ["start", "systemctl reload-or-restart php-fpm nginx"],
    ["health", "curl*/healthz?ready"],
    ["pages", "curl *target=search*"],
    ["workers", "systemctl restart xcart.target"],
  ])("in the step %s: %s", async (step, failing) => {
    // What is done already boot leaves alone.
    const failed = step === "release" || step === "mounts" ? await another() : node;
    expect(await failed.run(userData, { failing })).not.toBe(0);
    const reason = expect.stringMatching(/^(\/healthz: |X-Cart answers .+ wrongly on this node: )?it is broken$/);
    expect(failed.lines()).toEqual([expect.objectContaining({ event: "boot", outcome: "failed", step, reason, stack: "demo-prod" })]);
    expect(failed.account.ended).toEqual(["launching ABANDON"]);
    expect(failed.calls().filter((call) => call.includes("xcart-baseline"))).toEqual([]);
  });

  test("when a rule of audit was not taken, and names what it is about", async () => {
    const made = await another();
    rmSync(join(made.folder, "etc/pam.d"), { recursive: true });
    await made.run(userData);
    const rules = auditFile.content.match(/^-a /gm)?.length ?? 0;
    const reason = `audit has ${rules - 1} of ${rules} rules; those about these are missing: ${made.folder}/etc/pam.d`;
    expect(made.lines()).toEqual([expect.objectContaining({ outcome: "failed", step: "harden", reason })]);
  });

  test("whatever the reason has in it", async () => {
    const saying = `"quoted" \\ back\tslash, ünlaut, $(id) \u0001 'single'`;
    await node.run(userData, { failing: "dnf install*", saying });
    expect(node.lines()[0]?.reason).toMatch(/^"quoted" \\ back slash, +nlaut, \$\(id\) {3}'single'$/);
  });

  test("when its files are not those that the launch template names", async () => {
    const made = await another();
    const name = /^ARCHIVE='(\w+)'$/m.exec(made.read(userData))?.[1];
    await made.account.put(`host/${name}.tar.gz`, "something else");
    await made.run(userData);
    expect(made.lines()).toEqual([expect.objectContaining({ outcome: "failed", step: "files" })]);
    expect(made.has("/usr/local/sbin/xcart-boot")).toBe(false);
    expect(made.account.ended).toEqual(["launching ABANDON"]);
  });

  test("when a step hangs", async () => {
    const made = await another();
    // Its time is over: what `timeout` is told by the clock.
    made.write("/stubs/semanage", '#!/bin/bash\nkill -ALRM "$(ps -o ppid= -p "$PPID")"\nexec /bin/sleep 50\n', 0o755);
    await made.run(userData);
    expect(made.lines()).toEqual([expect.objectContaining({ outcome: "failed", step: "boot", exit: "124", reason: "== contexts" })]);
    expect(made.account.ended).toEqual(["launching ABANDON"]);
  });

  test("also where its log cannot be written to", async () => {
    await node.run(userData, { failing: "@(dnf install|aws logs put)*" });
    expect(node.account.ended).toEqual(["launching ABANDON"]);
  });
});

describe("a node whose bucket has something else by the name of its release", () => {
  const other = Buffer.from("an archive with a skimmer in it");
  const sumOf = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");
  const key = (file: string) => `releases/5.6.0.12-1/${file}`;
  let made: Box;
  beforeAll(async () => {
    made = await unpacked();
  }, 60_000);
  afterAll(async () => await made.remove());
  async function bucketHas(archive: Buffer, says: string): Promise<void> {
    await made.account.put(key("release.tar.zst"), archive);
    await made.account.put(key("release.json"), says);
  }

  test.each<[string, (archive: Buffer, sha256: string) => { readonly archive: Buffer; readonly says: string }, string]>([
    [
      "archive and description were replaced together",
      () => ({ archive: other, says: JSON.stringify({ sha256: sumOf(other) }) }),
      `got an archive of ${other.length} bytes with sha256 ${sumOf(other)} from`,
    ],
    [
      "the archive is another one's",
      (_, sha256) => ({ archive: other, says: JSON.stringify({ sha256 }) }),
      `got an archive of ${other.length} bytes with sha256 ${sumOf(other)} from`,
    ],
    [
      "the archive came in part",
      (archive, sha256) => ({ archive: archive.subarray(0, -1), says: JSON.stringify({ sha256 }) }),
      "got an archive of ",
    ],
    [
      "the description alone was replaced",
      (archive) => ({ archive, says: JSON.stringify({ sha256: sumOf(other) }) }),
      `got a release.json that says sha256 ${sumOf(other)} from`,
    ],
    ["the description is none", (archive) => ({ archive, says: "{" }), "got a release.json that says sha256 nothing from"],
  ])("unpacks nothing of it, and says so in one line: %s", async (_, replaced, got) => {
    const { archive, sha256, path } = made.release;
    const { archive: there, says } = replaced(archive, sha256);
    await bucketHas(there, says);
    expect(await made.run(userData)).not.toBe(0);
    const [line, ...more] = made.lines();
    expect([line, more]).toMatchObject([{ outcome: "failed", step: "release" }, []]);
    expect(line?.reason).toContain(`release 5.6.0.12-1: ${got}`);
    expect(line?.reason).toMatch(new RegExp(`, expected ${sha256} as web\\.release says; nothing of it was unpacked$`));
    expect([made.has(path), made.has("/srv/xcart/current"), made.account.ended]).toEqual([false, false, ["launching ABANDON"]]);
  });

  test("starts once the release is there, whatever folder of another content is called so", async () => {
    const { archive, sha256, path } = made.release;
    await bucketHas(archive, JSON.stringify({ sha256 }));
    made.write(`/srv/xcart/releases/5.6.0.12-1-${sumOf(other).slice(0, 16)}/public/index.php`, "<?php // stale");
    expect(await made.run(userData)).toBe(0);
    expect(readlinkSync(join(made.folder, "srv/xcart/current"))).toBe(`${made.folder}${path}`);
    expect(path).toBe(`/srv/xcart/releases/5.6.0.12-1-${sha256.slice(0, 16)}`);
  });
});

test("a node that auto scaling takes stops its workers, then nginx, and says when it is done", async () => {
  expect(await node.run("/usr/local/sbin/xcart-drain", { states: ["InService", "InService", "Terminated"] })).toBe(0);
  expect(node.lines().map(({ event, outcome }) => [event, outcome])).toEqual([
    ["drain", "started"],
    ["drain", "finished"],
  ]);
  const stops = node.calls().filter((call) => call.startsWith("systemctl stop") || call.includes("lifecycle-action"));
  expect(stops).toEqual([
    "systemctl stop xcart.target",
    "systemctl stop nginx",
    expect.stringContaining("aws autoscaling complete-lifecycle-action"),
  ]);
  expect(node.account.ended).toEqual(["terminating CONTINUE"]);
});
