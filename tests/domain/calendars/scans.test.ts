import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type AsvScan, daysBetween, scanState } from "../../../domain/calendars/scans.ts";
import { printCalendar } from "../../../functions/pci-calendar/metrics.ts";

const scan = (date: string, result: AsvScan["result"]): AsvScan => ({ date, result });
const since = "2026-01-01";

describe("how a calendar stands", () => {
  test.each<[string, readonly AsvScan[], string, Partial<ReturnType<typeof scanState>>]>([
    ["without a scan, the first is due after 90 days", [], "2026-01-11", { due: "2026-04-01", days: 80, missing: [] }],
    ["a pass begins 90 days anew", [scan("2026-02-01", "pass")], "2026-02-01", { due: "2026-05-02", days: 90 }],
    ["a failed one does not", [scan("2026-02-01", "pass"), scan("2026-04-20", "fail")], "2026-05-03", { due: "2026-05-02", days: -1 }],
    ["nor one without a result", [scan("2026-02-01", "pending")], "2026-02-15", { due: "2026-04-01", missing: [] }],
    ["a result may take 14 days", [scan("2026-02-01", "pending")], "2026-02-16", { missing: [scan("2026-02-01", "pending")] }],
    [
      "the next is the first planned",
      [scan("2026-09-01", "pending"), scan("2026-06-01", "pending")],
      "2026-05-01",
      { next: scan("2026-06-01", "pending") },
    ],
    [
      "in whatever order they stand",
      [scan("2026-05-01", "pass"), scan("2026-02-01", "pass")],
      "2026-05-02",
      { lastPass: scan("2026-05-01", "pass") },
    ],
  ])("%s", (_what, scans, today, expected) => {
    expect(scanState(scans, since, today)).toMatchObject(expected);
  });

  test("does not depend on the order of the scans, and each day counts one", () => {
    const day = fc.integer({ min: 0, max: 2000 }).map((days) => new Date(Date.parse(since) + days * 86_400_000).toISOString().slice(0, 10));
    const scans = fc.uniqueArray(fc.record({ date: day, result: fc.constantFrom("pass" as const, "fail" as const, "pending" as const) }), {
      selector: ({ date }) => date,
    });
    fc.assert(
      fc.property(scans, day, (some, today) => {
        const state = scanState(some, since, today);
        expect(scanState([...some].reverse(), since, today)).toEqual(state);
        expect(daysBetween(today, state.due)).toBe(state.days);
      }),
    );
  });
});

test("the function says it in numbers that CloudWatch reads", () => {
  const lines: string[] = [];
  const scans = [scan("2026-02-01", "pass"), scan("2026-04-01", "pending")];
  printCalendar({ stack: "shop-prod", since, scans }, (line) => lines.push(line), new Date("2026-05-05T07:00:00Z"));
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    {
      due: "2026-05-02",
      missing: ["2026-04-01"],
      _aws: {
        Timestamp: Date.parse("2026-05-05T07:00:00Z"),
        CloudWatchMetrics: [
          {
            Namespace: "xcart/shop-prod",
            Dimensions: [["stack"]],
            Metrics: [
              { Name: "DaysToAsvScan", Unit: "None" },
              { Name: "AsvResultsMissing", Unit: "Count" },
            ],
          },
        ],
      },
      stack: "shop-prod",
      DaysToAsvScan: -3,
      AsvResultsMissing: 1,
    },
  ]);
});
