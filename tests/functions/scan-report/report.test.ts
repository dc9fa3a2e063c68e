import { expect, test } from "@jest/globals";
import { reportOf, reportText, type ScanFinding } from "../../../functions/scan-report/report.ts";
import { type Sources, writeReport } from "../../../functions/scan-report/write.ts";

const now = new Date("2026-06-01T05:00:00Z");
const finding = (severity: string, resource: string, firstSeen: string, fixed = true): ScanFinding => ({
  severity,
  resource,
  firstSeen: new Date(firstSeen),
  fixed,
});
const findings = [
  finding("MEDIUM", "i-1", "2026-05-31"),
  finding("CRITICAL", "i-2", "2026-05-20", false),
  finding("CRITICAL", "i-2", "2026-05-30"),
  finding("CRITICAL", "i-1", "2026-04-01"),
];

test("a report has a row for each resource and severity, the worst and oldest first", () => {
  expect(reportOf("shops-account", findings, now)).toEqual({
    stack: "shops-account",
    at: "2026-06-01T05:00:00.000Z",
    total: 4,
    bySeverity: { CRITICAL: 3, MEDIUM: 1 },
    rows: [
      { resource: "i-1", severity: "CRITICAL", findings: 1, oldestDays: 61, fixable: 1 },
      { resource: "i-2", severity: "CRITICAL", findings: 2, oldestDays: 12, fixable: 1 },
      { resource: "i-1", severity: "MEDIUM", findings: 1, oldestDays: 1, fixable: 1 },
    ],
  });
});

test("people can read it, and that there is nothing", () => {
  expect(
    reportText(reportOf("shops-account", findings, now))
      .split("\n")
      .slice(1, 4),
  ).toEqual([
    "Amazon Inspector has 4 active findings: 3 critical, 1 medium.",
    "",
    "CRITICAL          1  oldest 61 days, 1 with a fix  i-1",
  ]);
  expect(reportText(reportOf("shops-account", [], now))).toContain("no active finding");
});

function world(failing?: string) {
  const archive = new Map<string, string>();
  const lines: string[] = [];
  const sources: Sources = {
    findings: async () => findings,
    has: async (prefix) => [...archive.keys()].some((key) => key.startsWith(prefix)),
    put: async (key, text) => {
      if (failing && key.endsWith(failing)) throw new Error("AccessDenied");
      archive.set(key, text);
    },
  };
  return { archive, lines, run: (at = now) => writeReport("shops-account", sources, (line) => lines.push(line), at) };
}

test("is written once a month, and counted each day", async () => {
  const { archive, lines, run } = world();
  await run();
  await run(new Date("2026-06-02T05:00:00Z"));
  expect([...archive.keys()]).toEqual(["scan-reports/shops-account/2026-06.txt", "scan-reports/shops-account/2026-06.json"]);
  expect(JSON.parse(archive.get("scan-reports/shops-account/2026-06.json") ?? "")).toMatchObject({ at: now.toISOString() });
  expect(lines.map((line) => JSON.parse(line).ScanReport)).toEqual([1, 1]);
  await run(new Date("2026-07-01T05:00:00Z"));
  expect(archive.size).toBe(4);
});

test("is not counted where half of it is missing, and is written whole the next day", async () => {
  const broken = world(".json");
  await expect(broken.run()).rejects.toThrow("AccessDenied");
  expect(broken.lines).toEqual([]);
  expect([...broken.archive.keys()]).toEqual(["scan-reports/shops-account/2026-06.txt"]);
});
