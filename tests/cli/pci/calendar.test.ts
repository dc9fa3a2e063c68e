import { describe, expect, test } from "@jest/globals";
import { calendarLines, calendarOf } from "../../../cli/pci/calendar.ts";
import { parseSettings } from "../../../stacks/settings.ts";
import { dev, prod } from "../../stacks/settings-fixture.ts";

const asv = { vendor: "Example Scans", ranges: ["198.51.100.0/24"], since: "2026-01-01", until: "2027-12-31" };

function reportOn(day: string, raw: object, stack = "shop-prod") {
  const { settings } = parseSettings(stack, raw, day);
  if (settings?.kind !== "store") throw new Error("expected a store's settings");
  return calendarOf(settings, new Date(`${day}T12:00:00Z`));
}
const scansOn = (day: string, scans: readonly object[]) => reportOn(day, { ...prod, pci: { asv: { ...asv, scans } } });

describe("scans from outside are", () => {
  test.each<[string, string, readonly object[]]>([
    ["in time", "2026-03-01", [{ date: "2026-02-20", result: "pass" }]],
    ["due soon", "2026-05-10", [{ date: "2026-02-20", result: "pass" }]],
    ["overdue", "2026-05-22", [{ date: "2026-02-20", result: "pass" }]],
    ["overdue", "2026-04-02", []],
    [
      "overdue",
      "2026-03-20",
      [
        { date: "2026-02-20", result: "pass" },
        { date: "2026-03-01", result: "pending" },
      ],
    ],
  ])("%s on %s, after %j", (status, day, scans) => {
    expect(scansOn(day, scans).entries[0]).toMatchObject({ requirement: "11.3.2", status });
  });

  test("overdue in production where no one is named, and off in dev", () => {
    expect(reportOn("2026-03-01", prod).entries[0]).toMatchObject({
      status: "overdue",
      notes: ["pci.asv names no approved scanning vendor"],
    });
    expect(reportOn("2026-03-01", dev, "shop-dev").entries[0]).toMatchObject({ status: "off" });
  });
});

test("where an account stack is named, it says where to look", () => {
  const { entries } = reportOn("2026-03-01", { ...prod, account: { stack: "shops-account" } });
  expect(entries.slice(1).flatMap(({ notes }) => notes)).toEqual([
    "by Amazon Inspector at all times, where shops-account has it on: store pci shops-account 11.3.1",
    expect.stringContaining("store patches shop-prod"),
    expect.stringContaining("the log archive of shops-account under restore-tests/shop-prod/"),
  ]);
});

test("the report reads", () => {
  const scans = [
    { date: "2026-02-20", result: "pass", report: "vault/2026-q1" },
    { date: "2026-05-10", result: "pending" },
  ];
  expect(calendarLines(scansOn("2026-03-01", scans), 60).slice(0, 6)).toEqual([
    "  11.3.2  external scans      in time, due 2026-05-21",
    "          Example Scans, until 2027-12-31",
    "          passed on 2026-02-20, vault/2026-q1",
    "          planned for 2026-05-10",
    "  11.3.1  internal scans      unknown",
    "          unknown: no account stack is named (account.stack)",
  ]);
});
