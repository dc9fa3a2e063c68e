import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { nodeFiles } from "../../../host/files.ts";
import { journalFile } from "../../../host/system/journal.ts";
import { program } from "../../support/emulators/programs.ts";
import { stageUsers } from "../../support/shop/stage.ts";
import { settings } from "../settings.ts";

const files = nodeFiles(settings);
const contentOf = (path: string) => files.find((file) => file.path === path)?.content ?? "";

/** X-Cart's log of payments of a day. */
const payments = "/var/log/xcart/app/2026/11/payments.2026-11-29.log";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "xcart-logs-"));
});
afterEach(() => rmSync(folder, { recursive: true }));
/** Where a path of a node is. */
const at = (text: string) => text.replaceAll("/var/log/", `${folder}/var/log/`);

function log(path: string, bytes: number, daysAgo = 0): string {
  mkdirSync(dirname(at(path)), { recursive: true });
  writeFileSync(at(path), "");
  truncateSync(at(path), bytes);
  const then = Date.now() / 1000 - daysAgo * 86_400;
  utimesSync(at(path), then, then);
  return at(path);
}

describe("what the CloudWatch agent ships", () => {
  interface Shipped {
    readonly file_path: string;
    readonly log_stream_name: string;
    readonly publish_multi_logs?: boolean;
    readonly multi_line_start_pattern?: string;
  }
  const list: readonly Shipped[] = JSON.parse(contentOf("/etc/xcart/cloudwatch.json")).logs.logs_collected.files.collect_list;
  /** As the agent matches: one asterisk ends at a slash, two do not. */
  const matching = (path: string) =>
    list.filter(({ file_path }) => {
      const parts = file_path.split(/(\*\*|\*)/).map((part) => ({ "**": ".*", "*": "[^/]*" })[part] ?? part.replaceAll(".", "\\."));
      return new RegExp(`^${parts.join("")}$`).test(path);
    });

  test("has X-Cart's own logs in it, and not what rotation leaves", () => {
    expect(matching(payments).map(({ log_stream_name }) => log_stream_name)).toEqual(["{instance_id}/xcart"]);
    expect(matching(`${payments}.1`)).toEqual([]);
  });

  test("has every log that a file of the node names, once", () => {
    const named = files.flatMap(({ content }) => content.match(/\/var\/log\/[\w/-]+\.(?:log|jsonl)\b/g) ?? []);
    expect(named.length).toBeGreaterThan(10);
    expect([...new Set(named)].map((path) => [path, matching(path).length])).toEqual([...new Set(named)].map((path) => [path, 1]));
  });

  test("is a stream a file, also where a pattern fits several", () => {
    for (const { file_path, publish_multi_logs } of list)
      expect([file_path, publish_multi_logs ?? false]).toEqual([file_path, file_path.includes("*")]);
    expect(new Set(list.map(({ log_stream_name }) => log_stream_name)).size).toBe(list.length);
  });

  test("keeps context and stack with an entry of X-Cart's", () => {
    const start = new RegExp(String(list.find(({ log_stream_name }) => log_stream_name.endsWith("/xcart"))?.multi_line_start_pattern));
    const entry = ["[2026-11-29T11:35:39.123456+00:00] xlite.ERROR: declined", "Context:", "[order] => 7", "[0] at Payment.php:12"];
    expect(entry.map((line) => start.test(line))).toEqual([true, false, false, false]);
  });
});

describe("logs do not fill the disk", () => {
  test("one that has grown is cut by the real logrotate, wherever X-Cart keeps it; others stay", async () => {
    const grown = [payments, "/var/log/xcart/app/prod.log", "/var/log/xcart/php.log", journalFile].map((path) => log(path, 60 * 2 ** 20));
    const small = log("/var/log/xcart/app/2026/11/mail.2026-11-29.log", 1000);
    for (const path of [folder, ...grown.map(dirname)]) chmodSync(path, 0o755);
    execFileSync("chown", ["-R", `${stageUsers.php}:${stageUsers.phpGroup}`, at("/var/log/xcart/app")]);
    const rules = join(folder, "rules");
    const [ours = ""] = at(contentOf("/etc/logrotate.d/xcart")).split(`${folder}/var/log/xcart/logins.jsonl`);
    writeFileSync(rules, ours.replace("su xcart xcart", `su ${stageUsers.php} ${stageUsers.phpGroup}`), { mode: 0o644 });
    execFileSync(await program("logrotate"), ["--state", join(folder, "state"), rules]);
    const size = (path: string) => readFileSync(path).length;
    expect(grown.map((path) => [size(path), existsSync(`${path}.1`)])).toEqual(grown.map(() => [0, true]));
    expect([size(small), existsSync(`${small}.1`)]).toEqual([1000, false]);
  });

  test("X-Cart's of former weeks go, and empty folders with them", async () => {
    await program("systemd-analyze");
    const old = log("/var/log/xcart/app/2026/10/payments.2026-10-01.log", 10, 8);
    const rotated = log("/var/log/xcart/app/2026/10/payments.2026-10-01.log.1", 10, 8);
    const fresh = log(payments, 10, 6);
    const month = dirname(old);
    writeFileSync(join(folder, "old.conf"), at(contentOf("/etc/tmpfiles.d/xcart-logs.conf")));
    utimesSync(month, 0, 0);
    execFileSync("systemd-tmpfiles", ["--clean", join(folder, "old.conf")]);
    expect([old, rotated, month, fresh].map((path) => existsSync(path))).toEqual([false, false, false, true]);
  });
});

describe("the journal", () => {
  /** An entry in the form that journals are exported in. */
  const entry = (seconds: number, fields: Readonly<Record<string, string>>) =>
    `${Object.entries({
      __REALTIME_TIMESTAMP: `${1_790_000_000 + seconds}000000`,
      __MONOTONIC_TIMESTAMP: `${seconds}`,
      _BOOT_ID: "ab".repeat(16),
      ...fields,
    })
      .map(([name, value]) => `${name}=${value}\n`)
      .join("")}\n`;

  async function write(name: string, entries: readonly string[]): Promise<void> {
    execFileSync(await program("systemd-journal-remote"), ["--output", join(folder, `journal/${name}.journal`), "-"], {
      input: entries.join(""),
      stdio: ["pipe", "ignore", "ignore"],
    });
  }

  /** Runs the node's script on the journal; what it has added. */
  function passOn(): string[] {
    const log = join(folder, "journal.jsonl");
    const before = existsSync(log) ? readFileSync(log, "utf8").length : 0;
    const script = join(folder, "xcart-journal");
    writeFileSync(script, contentOf("/usr/local/sbin/xcart-journal"), { mode: 0o755 });
    writeFileSync(join(folder, "bin/journalctl"), `#!/bin/bash\nexec /usr/bin/journalctl --directory=${folder}/journal "$@"\n`, {
      mode: 0o755,
    });
    execFileSync(script, { env: { PATH: `${folder}/bin:/usr/bin:/bin`, STATE_DIRECTORY: folder, LOGS_DIRECTORY: folder } });
    return readFileSync(log, "utf8").slice(before).split("\n").filter(Boolean);
  }

  test("is passed on once: drops of the firewall, failed units, what services say, and not the audit log again", async () => {
    for (const name of ["journal", "bin"]) mkdirSync(join(folder, name));
    await write("first", [
      entry(1, { _TRANSPORT: "kernel", MESSAGE: "dropped-in IN=eth0 SRC=203.0.113.9", PRIORITY: "4" }),
      entry(2, {
        _TRANSPORT: "journal",
        UNIT: "xcart-environment.service",
        MESSAGE: "xcart-environment.service: Failed with result 'exit-code'.",
      }),
      entry(3, {
        _TRANSPORT: "stdout",
        _SYSTEMD_UNIT: "xcart-environment.service",
        MESSAGE: "environment: apiSecretArn: …",
        _CMDLINE: "php",
      }),
      entry(4, { _TRANSPORT: "audit", MESSAGE: "EXECVE argc=1" }),
    ]);
    const lines = passOn().map((line) => JSON.parse(line));
    expect(lines.map(({ MESSAGE, UNIT, _SYSTEMD_UNIT }) => [MESSAGE, UNIT ?? _SYSTEMD_UNIT])).toEqual([
      ["dropped-in IN=eth0 SRC=203.0.113.9", undefined],
      ["xcart-environment.service: Failed with result 'exit-code'.", "xcart-environment.service"],
      ["environment: apiSecretArn: …", "xcart-environment.service"],
    ]);
    expect(lines.filter((line) => "_CMDLINE" in line)).toEqual([]);
    expect(passOn()).toEqual([]);
    await write("second", [entry(9, { _TRANSPORT: "syslog", SYSLOG_IDENTIFIER: "xcart", MESSAGE: "boot ready" })]);
    expect(passOn().map((line) => JSON.parse(line).MESSAGE)).toEqual(["boot ready"]);
  });

  test("is read by units that systemd takes", () => {
    for (const file of files.filter(({ path }) => path.startsWith("/etc/systemd/system/xcart-journal")))
      writeFileSync(join(folder, file.path.split("/").at(-1) ?? ""), file.content.replace(/^ExecStart=.*$/m, "ExecStart=/bin/true"));
    const units = ["service", "timer"].map((kind) => join(folder, `xcart-journal.${kind}`));
    expect(
      execFileSync("bash", ["-c", 'systemd-analyze verify --man=no "$@" 2>&1 | grep xcart-journal || true', "-", ...units], {
        encoding: "utf8",
      }),
    ).toBe("");
  });
});
