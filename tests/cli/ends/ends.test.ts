import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { endsIn, isPastGrace } from "../../../domain/calendars/endings.ts";
import { exceptionsIn } from "../../../stacks/settings/exceptions.ts";
import { workflowsIn } from "../../house/workflows.ts";

const root = join(import.meta.dirname, "../../..");
const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const end = day(20);

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ends-"));
  const text = readFileSync(join(root, "stacks/Pulumi.demo-dev.yaml"), "utf8").replace(/ {4}account: .*\n/, "");
  const trial = `order-token: count, core: { action: count, reason: Trying it out first, until: "${end}" }`;
  writeFileSync(join(folder, "Pulumi.shop-dev.yaml"), text.replace("order-token: count", trial));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A command, so many days later. */
function later(days: number, ...args: readonly string[]) {
  const clock = {
    SHIFT_DAYS: String(days + Number(process.env.SHIFT_DAYS ?? 0)),
    NODE_OPTIONS: `--require ${root}/tests/support/later.cjs`,
  };
  const store = [join(root, "cli/store.mjs"), ...args, "--stacks", folder];
  const { status, stdout, stderr } = spawnSync(process.execPath, store, { encoding: "utf8", env: { ...process.env, ...clock } });
  return { status, first: stdout.split("\n")[0], stdout, stderr };
}

test("what ends is said a month before; from the day after on the status is 1", () => {
  const of = (days: number) => {
    const { status, first } = later(days, "ends");
    return [status, first];
  };
  const trial = "shop-dev  trial firewall.actions.core ";
  expect(of(0)).toEqual([0, `${trial} ends in 20 days, on ${end}`]);
  expect(of(20)).toEqual([0, `${trial} ends today, on ${end}`]);
  expect(of(21)).toEqual([1, `${trial} ended 1 day ago, on ${end}, and holds until ${day(34)}`]);
  expect(of(35)).toEqual([1, `${trial} ended 15 days ago, on ${end}, and holds no more`]);
  expect(later(0, "ends", "--within", "19")).toMatchObject({ status: 0, first: "Nothing has ended, and nothing ends within 19 days." });
});

test("two weeks after its end a trial stops no update, and says so; then it is an error", () => {
  expect(later(34, "check", "shop-dev")).toMatchObject({ status: 0, stderr: "" });
  expect(later(34, "check", "shop-dev").stdout).toContain(
    `trial firewall.actions.core: ended 14 days ago, on ${end}, and holds until ${day(34)}`,
  );
  const { status, stderr } = later(35, "check", "shop-dev");
  expect([status, stderr.split("\n")[1]]).toEqual([
    2,
    `  ${join(folder, "Pulumi.shop-dev.yaml")}:19: firewall.actions.core.until: got "${end}", expected ${day(35)} or later: it ended on ${end}, more than 14 days ago; renew the exception, or remove it`,
  ]);
});

test("what cannot be read is a sentence and the status 2, and the rest is still said", () => {
  expect(later(0, "ends", "shop-dev", "shop-x")).toMatchObject({ status: 2, first: expect.stringContaining("trial") });
  expect(later(0, "ends", "--within", "soon")).toMatchObject({
    status: 2,
    stdout: "",
    stderr: "store ends: got --within soon, expected a number of days such as 30\n",
  });
  expect(later(0, "ends", "--format", "xml").stderr).toBe("store ends: got the format xml, expected one of text, json, markdown\n");
});

test("an exception is known by its look: a reason or an end, wherever it stands; a freeze is none", () => {
  const reason = "A reason of ten letters";
  const found = exceptionsIn({
    waivers: [{ policy: "p", resource: "r", reason, until: "2027-01-31" }],
    database: { requireTls: { relaxedBecause: reason } },
    firewall: {
      actions: { core: { action: "count", reason, until: "2027-01-31" }, api: "block" },
      monitors: [{ name: "M", reason, until: "permanent" }],
    },
    patching: { freeze: [{ from: "2026-12-01", to: "2026-12-24", reason }], emergency: { reason, until: "2026-12-20" } },
    detection: { suppressions: [{ finding: "f", reason, until: "2027-01-31" }] },
    elsewhere: { trail: reason },
    tomorrow: { setting: { size: 3, until: "2027-01-31" } },
  });
  expect(found.map(({ kind, setting, what }) => `${kind} ${setting} ${what}`.trim())).toEqual([
    "waiver waivers[0] policy p, resource r",
    "relaxation database.requireTls",
    "trial firewall.actions.core action count",
    "monitor firewall.monitors[0] name M",
    "emergency patching.emergency",
    "suppression detection.suppressions[0] finding f",
    "omission elsewhere.trail",
    "relaxation tomorrow.setting size 3",
  ]);
  expect([exceptionsIn(undefined), exceptionsIn("text"), exceptionsIn([])]).toEqual([[], [], []]);
});

test("the last day counts, and so do two weeks more; what is no day never holds", () => {
  expect([isPastGrace("2026-11-16", "2026-11-30"), isPastGrace("2026-11-15", "2026-11-30"), isPastGrace("soon", "2026-11-30")]).toEqual([
    false,
    true,
    true,
  ]);
  expect([endsIn("2026-12-01", "2026-11-30"), endsIn("2026-11-30", "2026-11-30"), endsIn("2026-11-29", "2026-11-30")]).toEqual([
    "in 1 day",
    "today",
    "1 day ago",
  ]);
});

const steps = Object.values(workflowsIn(root).get("ends.yml")?.jobs ?? {}).flatMap((job) => job.steps);

/** Runs a step of ends.yml with a `gh` that writes down what it is called with, and finds the issues in `FOUND`. */
function runStep(name: string, env: Record<string, string>): { status: number | null; calls: string[] } {
  const script = steps.find((one) => one.name === name && one.run)?.run;
  if (script === undefined) throw new Error(`ends.yml has no step ${name}`);
  const bin = mkdtempSync(join(folder, "bin-"));
  writeFileSync(join(bin, "gh"), '#!/bin/sh\nif [ "$1" = api ]; then printf "%s" "$FOUND"; else echo "$1 $2 $3" >> "$CALLS"; fi\n');
  chmodSync(join(bin, "gh"), 0o755);
  const calls = join(bin, "calls");
  writeFileSync(calls, "");
  const all = {
    ...process.env,
    RUNNER_TEMP: bin,
    GH_REPO: "o/r",
    TITLE: "Exceptions that end",
    CALLS: calls,
    PATH: `${bin}${delimiter}${process.env.PATH}`,
    ...env,
  };
  const { status } = spawnSync("bash", ["-e", "-c", script], { cwd: root, env: all });
  return {
    status,
    calls: readFileSync(calls, "utf8")
      .split("\n")
      .filter((line) => line !== ""),
  };
}

test.each([
  ["a first one opens an issue", { FOUND: "", COUNT: "1" }, ["issue create --title"]],
  ["another is written into it", { FOUND: "7\n9\n", COUNT: "2" }, ["issue edit 7"]],
  ["none closes it", { FOUND: "7\n", COUNT: "0" }, ["issue close 7"]],
  ["none and no issue is nothing to do", { FOUND: "", COUNT: "0" }, []],
])("the workflow: %s", (_what, env, calls) => {
  expect(runStep("Open, update or close the issue", env)).toEqual({ status: 0, calls });
});

test("the workflow looks by the command itself, and fails where something has ended", () => {
  const temp = join(folder, "temp");
  mkdirSync(temp);
  const files = { RUNNER_TEMP: temp, GITHUB_STEP_SUMMARY: join(temp, "summary"), GITHUB_OUTPUT: join(temp, "output") };
  expect(runStep("Look", files).status).toBe(0);
  expect(readFileSync(files.GITHUB_OUTPUT, "utf8")).toBe("status=0\ncount=0\n");
  expect(readFileSync(files.GITHUB_STEP_SUMMARY, "utf8")).toMatch(/^Nothing has ended, and nothing ends within 30 days of /);
  expect(["0", "1", "2"].map((STATUS) => runStep("Fail where something has ended", { STATUS }).status)).toEqual([0, 1, 1]);
});
