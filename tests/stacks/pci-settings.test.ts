import { describe, expect, test } from "@jest/globals";
import { calendarOf } from "../../stacks/settings/resolve/pci.ts";
import { relaxations } from "../../stacks/settings/resolve/relaxations.ts";
import { parseSettings } from "../../stacks/settings.ts";
import { prod } from "./settings-fixture.ts";

const today = "2026-06-15";
const asv = { vendor: "Example Scans", ranges: ["198.51.100.0/24"], since: "2026-01-01", until: "2027-12-31" };
const parse = (change: object) => parseSettings("shop-prod", { ...prod, pci: { asv: { ...asv, ...change } } }, today);
const faults = (change: object) => parse(change).faults ?? [];

test("the vendor's ranges are scanners of the firewall, until the contract ends", () => {
  expect(parse({}).settings).toMatchObject({
    firewall: { scanners: [{ name: "Example Scans", addresses: ["198.51.100.0/24"], until: "2027-12-31" }] },
  });
});

test("a calendar without gaps is fine, with failed scans and their repetitions in it", () => {
  const scans = [
    { date: "2026-03-01", result: "pass", report: "vault/2026-q1" },
    { date: "2026-05-20", result: "fail" },
    { date: "2026-05-28", result: "pass" },
    { date: "2026-08-20", result: "pending" },
  ];
  expect(faults({ scans })).toEqual([]);
});

describe("what is refused", () => {
  test.each<[object, readonly string[]]>([
    [
      {
        scans: [
          { date: "2026-03-01", result: "pass" },
          { date: "2026-06-01", result: "pass" },
        ],
      },
      [
        'pci.asv.scans[1].date: got "2026-06-01, 92 days after 2026-03-01", expected at most 90 days (PCI DSS 11.3.2), or lateBecause with the reason',
      ],
    ],
    [
      { scans: [{ date: "2026-04-15", result: "pass" }] },
      [
        'pci.asv.scans[0].date: got "2026-04-15, 104 days after 2026-01-01", expected at most 90 days (PCI DSS 11.3.2), or lateBecause with the reason',
      ],
    ],
    // A failed scan is repeated: it does not fill a gap.
    [
      {
        scans: [
          { date: "2026-03-01", result: "pass" },
          { date: "2026-04-20", result: "fail" },
          { date: "2026-06-10", result: "pending" },
        ],
      },
      [
        'pci.asv.scans[2].date: got "2026-06-10, 101 days after 2026-03-01", expected at most 90 days (PCI DSS 11.3.2), or lateBecause with the reason',
      ],
    ],
    [
      { scans: [{ date: "2026-03-01", result: "pass", lateBecause: "the vendor was late" }] },
      ['pci.asv.scans[0].lateBecause: got "the vendor was late", expected no value, since the scan is only 59 days after 2026-01-01'],
    ],
    [
      {
        scans: [
          { date: "2026-03-01", result: "pass" },
          { date: "2026-03-01", result: "fail" },
        ],
      },
      ['pci.asv.scans[1].date: got "2026-03-01", expected a day that is not listed already'],
    ],
    [
      { since: "2026-06-01", scans: [{ date: "2026-07-01", result: "pass" }] },
      ['pci.asv.scans[0].result: got "pass", expected pending, since its day is in the future'],
    ],
    [{ until: "2026-06-01" }, []],
    [
      { until: "2026-05-31" },
      [
        'pci.asv.until: got "2026-05-31", expected 2026-06-15 or later: it ended on 2026-05-31, more than 14 days ago; renew the contract, or remove pci.asv',
      ],
    ],
    [{ until: "2025-12-31" }, ['pci.asv.until: got "2025-12-31", expected a day on or after since, 2026-01-01']],
    [{ ranges: [] }, ["pci.asv.ranges: got [], expected at least one address block"]],
    [
      { ranges: ["198.51.0.0/16"] },
      ['pci.asv.ranges[0]: got "198.51.0.0/16", expected a block of /20 or smaller, with the party\'s own addresses only'],
    ],
  ])("%j", (change, expected) => {
    expect(faults(change)).toEqual(expected);
  });

  test("a vendor that the firewall knows already under that name", () => {
    const scanner = { name: "Example Scans", addresses: ["192.0.2.0/24"], reason: "Quarterly scans", until: "2027-12-31" };
    expect(parseSettings("shop-prod", { ...prod, pci: { asv }, firewall: { scanners: [scanner] } }, today).faults).toEqual([
      'pci.asv.vendor: got "Example Scans", expected a name that is not listed already',
    ]);
  });
});

test("a late scan is in the report, with its reason", () => {
  const { settings } = parse({ scans: [{ date: "2026-06-01", result: "pass", lateBecause: "the vendor was late" }] });
  if (settings?.kind !== "store") throw new Error("expected a store's settings");
  expect(relaxations(settings)).toContain("pci.asv.scans: 2026-06-01 came late: the vendor was late");
});

test("60 scans reach the function in 4 KB of environment, without their reports", () => {
  const report = "r".repeat(300);
  const scans = Array.from({ length: 61 }, (_, i) => ({
    date: new Date(Date.UTC(2026, 0, 2 + i)).toISOString().slice(0, 10),
    result: "pass",
    report,
  }));
  const { settings } = parse({ scans: scans.slice(0, 60) });
  if (settings?.kind !== "store") throw new Error("no store's settings");
  expect(JSON.stringify(calendarOf("shop-prod", settings.pci)).length).toBeLessThan(3_000);
  expect(parse({ scans }).faults).toEqual([expect.stringMatching(/^pci\.asv\.scans: .* expected at most 60 scans/)]);
});
