import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import picocolors from "picocolors";
import { ownProject } from "../../../cli/offline/project.ts";
import { readStoreSettings } from "../../../cli/offline/store-settings.ts";
import { endsOf } from "../../../cli/patches/ends.ts";
import { factsOf, type PatchFacts } from "../../../cli/patches/facts.ts";
import type { Observed, ShownRecord } from "../../../cli/patches/observed.ts";
import { reportOf } from "../../../cli/patches/report.ts";
import { type PatchEvidence, requirementsOf } from "../../../cli/patches/requirements.ts";
import { reportText } from "../../../cli/patches/text.ts";
import { ends, evidence, now, observed, production, staging } from "./facts.ts";

const plain = { columns: Number.POSITIVE_INFINITY, colors: picocolors.createColors(false) };
const text = (change: Partial<PatchEvidence> = {}) => reportText(reportOf(evidence(change)), plain);
const lines = (change: Partial<PatchEvidence> = {}) => text(change).split("\n");

test("the report on demo-prod for people, with all that AWS says", () => {
  const project = ownProject();
  const chain = ["demo-dev", "demo-staging", "demo-prod"].map((stack) => factsOf(readStoreSettings(project, stack, "no store")));
  const [, , facts] = chain;
  if (!facts) throw new Error("no demo-prod");
  const then = new Date("2026-11-22T12:00:00Z");
  const seen: Observed = {
    ...observed,
    image: { id: "ami-0a1", newest: "ami-0a2", published: "2026-11-04T00:00:00Z" },
    patched: "2026-11-19T06:00:00Z",
    nodes: [
      { id: "i-0b1", missing: 0, failed: 0, waiting: 0, scanned: "2026-11-22T04:10:00Z" },
      { id: "i-0b2", missing: 0, failed: 0, waiting: 0, scanned: "2026-11-22T04:12:00Z" },
    ],
    records: [
      { windowStart: "2026-11-19T03:00:00Z", result: "patched", why: "ami-09f → ami-0a1", backups: 2 },
      { windowStart: "2026-11-12T03:00:00Z", result: "rolled-back", why: "canary fired while nodes started from ami-09f", backups: 2 },
      {
        windowStart: "2026-11-05T03:00:00Z",
        result: "nothing-to-do",
        why: "ami-09e is the image to run, and nodes lack nothing",
        backups: 0,
      },
    ],
  };
  const demo = { facts, chain, order: [], ends: endsOf(undefined, facts, then), observed: seen, now: then };
  expect(`${reportText(reportOf(demo), plain)}\n`).toBe(readFileSync(join(import.meta.dirname, "report.txt"), "utf8"));
});

test("a window in another time zone is shown in both, and summer time moves only the one in UTC", () => {
  expect(
    lines()
      .filter((line) => line.startsWith("  Thu"))
      .slice(0, 2),
  ).toEqual([
    "  Thu 2027-03-25 04:00-07:00 Europe/Berlin  2027-03-25 03:00-06:00 UTC  image that staging took until 2027-03-21 06:00 UTC",
    "  Thu 2027-04-01 04:00-07:00 Europe/Berlin  2027-04-01 02:00-05:00 UTC  image that staging took until 2027-03-28 05:00 UTC",
  ]);
});

test("without credentials it is the plan alone, says so in one line, and leaves open what only AWS can tell", () => {
  const shown = lines({ observed: undefined });
  expect(shown.filter((line) => line.includes("there are no credentials"))).toHaveLength(1);
  expect(shown.filter((line) => /^ {2}(met|open|not met) /.test(line)).map((line) => line.trim().split(/ +/)[0])).toEqual([
    "met",
    "open",
    "open",
    "met",
    "met",
    "open",
    "open",
    "met",
  ]);
});

test("an emergency lifts the freeze through its last day, and is named with its reason", () => {
  const facts = { ...production, emergency: { reason: "CVE-2027-0001 in nginx", until: "2027-04-08" } };
  const { windows } = reportOf(evidence({ facts }));
  expect(windows.map(({ frozenBy, emergency }) => [frozenBy?.reason, emergency]).slice(1, 4)).toEqual([
    [undefined, undefined],
    [undefined, "CVE-2027-0001 in nginx"],
    [undefined, undefined],
  ]);
  expect(lines({ facts })).toContain("emergency through 2027-04-08, freezes do not hold: CVE-2027-0001 in nginx");
});

test("a window of staging takes the newest image and waits for no one", () => {
  const report = reportOf(evidence({ facts: staging, chain: [staging] }));
  expect(report.windows.some(({ soakedSince }) => soakedSince)).toBe(false);
  expect(report.steps[1]?.does).toMatch(/^then new nodes from the newest image, /);
});

test("records that someone could change are said to be such", () => {
  const { steps } = reportOf(evidence({ facts: { ...staging, recordsLocked: false, recordsBucket: () => "shop-staging-logs" } }));
  expect(steps.at(-1)?.does).toMatch(
    /^the record into shop-staging-logs\/records\/patching\/shop-staging\/, which has no Object Lock: name /,
  );
});

test("a pinned image gets no new nodes, and that is a conflict", () => {
  const facts = { ...production, pinnedImage: "ami-0123456789abcdef0" };
  const report = reportOf(evidence({ facts }));
  expect(report.steps[1]?.does).toBe("then no new nodes: web.image pins ami-0123456789abcdef0");
  expect(report.conflicts).toEqual(["web.image pins ami-0123456789abcdef0: nodes get new packages, never a new image"]);
});

test("what AWS refuses to say is said", () => {
  const shown = lines({ observed: { ...observed, records: undefined, gaps: ["the records: Access Denied"] } });
  expect(shown.slice(-2)).toEqual(["  asked, account 123456789012", "  could not be read: the records: Access Denied"]);
});

const seen = (change: Partial<Observed>): Partial<PatchEvidence> => ({ observed: { ...observed, ...change } });
const observedNodes = observed.nodes ?? [];
const never = { id: "i-3", missing: 0, failed: 0, waiting: 0 };
const lacking = { id: "i-2", missing: 3, failed: 1, waiting: 0, scanned: "2027-03-24T01:00:00Z" };
const longFreeze = [{ from: "2027-05-01", to: "2027-06-10", reason: "Anniversary" }];
const securityBuild = { version: "5.6.0.12", published: "2027-03-02" };
const late = { ...securityBuild, published: "2027-02-20" };
const xcart = (xcartAge: PatchFacts["xcartAge"]): Partial<PatchEvidence> => ({ facts: { ...production, xcartAge } });
const past = { what: "RDS for MySQL", version: "8.0", ends: "2026-07-31", daysLeft: -236, source: "https://example.com/" };

describe("a requirement", () => {
  test.each<[what: string, place: number, status: string, shown: RegExp, change: Partial<PatchEvidence>]>([
    ["a freeze of 41 days", 0, "not met", /a fix waits 5[0-9.]+ days at most/, { facts: { ...production, freezes: longFreeze } }],
    ["staging that never soaks", 0, "not met", /no image runs in staging for long enough/, { facts: { ...production, soakDays: 400 } }],
    [
      "an old image although there is a newer one",
      1,
      "not met",
      /31.5 days old; the newest is ami-2/,
      seen({ image: { id: "ami-1", newest: "ami-2", published: "2027-02-21T00:00:00Z" } }),
    ],
    [
      "an old image that is the newest",
      1,
      "met",
      /31.5 days old; the newest/,
      seen({ image: { id: "ami-2", newest: "ami-2", published: "2027-02-21T00:00:00Z" } }),
    ],
    ["an image of unknown age", 1, "open", /did not say/, seen({ image: undefined })],
    ["packages that a node lacks", 2, "not met", /^i-2: 3 missing, 1 failed, 0 wait/, seen({ nodes: [lacking] })],
    ["a node that waits for its restart", 2, "not met", /1 wait/, seen({ nodes: [{ ...lacking, missing: 0, failed: 0, waiting: 1 }] })],
    ["no node", 2, "open", /no node has been scanned/, seen({ nodes: [] })],
    ["no security build of X-Cart known", 3, "open", /xcart.securityBuild names no build of 5.6/, xcart(undefined)],
    ["an X-Cart of which no one says what it is", 3, "open", /xcart.build does not say/, xcart({ securityBuild })],
    ["an X-Cart behind for 22 days", 3, "met", /^5.6.0.11 runs, without/, xcart({ build: "5.6.0.11", securityBuild })],
    ["an X-Cart behind for 32 days", 3, "not met", /published 2027-02-20$/, xcart({ build: "5.6.0.9", securityBuild: late })],
    ["a newer X-Cart than the one with the fixes", 3, "met", /^5.6.1.0 runs, with/, xcart({ build: "5.6.1.0", securityBuild: late })],
    ["a scan of three days ago", 5, "not met", /i-2/, seen({ nodes: [{ ...lacking, scanned: "2027-03-21T11:00:00Z" }] })],
    ["a node that was never scanned", 5, "not met", /i-2/, seen({ nodes: [{ ...lacking, scanned: undefined }] })],
    ["records that cannot be read", 6, "open", /could not be read/, seen({ records: undefined })],
    ["no record yet", 6, "open", /no window has been recorded/, seen({ records: [] })],
    ["a store that was last patched 40 days ago", 6, "not met", /40.5 days ago/, seen({ patched: "2027-02-12T00:00:00Z" })],
    [
      "a node without a patch state among others",
      2,
      "not met",
      /unknown: i-3 has no patch state$/,
      seen({ nodes: [...observedNodes, never] }),
    ],
    [
      "two windows in a row that came to nothing",
      6,
      "not met",
      /the last 2 windows were unsuccessful: ami-0 → ami-1$/,
      seen({ inVain: 2 }),
    ],
    ["one window that came to nothing", 6, "met", /last patched/, seen({ inVain: 1 })],
    ["a store that no window has patched", 6, "not met", /no window has patched/, seen({ patched: undefined })],
    ["a database that no one fixes", 7, "not met", /past: RDS for MySQL 8.0 \(2026-07-31\)/, { ends: [past, ...ends] }],
    ["a PHP that may be the nodes'", 7, "open", /see what the nodes run/, { ends: [{ ...past, assumed: true }, ...ends] }],
    ["an end in 90 days", 7, "met", /within 90 days: RDS for MySQL 8.0/, { ends: [{ ...past, daysLeft: 90 }] }],
    ["an end in 91 days", 7, "met", /the first to end is/, { ends: [{ ...past, daysLeft: 91 }] }],
    ["dates that no one has looked at for a year", 7, "open", /last compared/, { now: new Date("2027-08-24T00:00:00Z") }],
    ["nothing that has a date", 7, "open", /nothing in the graph/, { ends: [] }],
  ])("with %s", (_, place, status, shown, change) => {
    const requirement = requirementsOf(evidence(change))[place];
    expect([requirement?.status, requirement?.shown]).toEqual([status, expect.stringMatching(shown)]);
  });

  test("names its number and who answers", () => {
    const requirements = requirementsOf(evidence());
    expect(requirements.map(({ pci }) => pci)).toEqual(["6.3.3", "6.3.3", "6.3.3", "6.3.3", "6.3.3", "6.3.1", "6.5.1", "12.3.4"]);
    expect(requirements.filter(({ who }) => who === "")).toEqual([]);
  });
});

test("windows that came to nothing twice in a row are shown in red, with what was between them", () => {
  const red = { columns: Number.POSITIVE_INFINITY, colors: picocolors.createColors(true) };
  const record = (day: number, result: ShownRecord["result"], why: string) => ({
    windowStart: `2027-03-${day}T03:00:00Z`,
    result,
    why,
    backups: 0,
  });
  const records = [record(18, "starved", "staging has taken none"), record(11, "frozen", "Easter"), record(10, "failed", "canary rang")];
  const shown = (inVain: number) => {
    const report = reportText(reportOf(evidence({ observed: { ...observed, records, inVain } })), red);
    return report.split("\n").filter((line) => line.includes("\u001b[31m") && /windows in a row|2027-03-1/.test(line));
  };
  expect(shown(2)).toEqual([
    expect.stringContaining("2 windows in a row were unsuccessful, and the store gets no fixes"),
    expect.stringMatching(/starved.*staging has taken none/),
    expect.stringMatching(/failed.*canary rang/),
  ]);
  expect(shown(1)).toEqual([]);
});

test("the report is dated, and its clock is the one that it was given", () => {
  expect(reportOf(evidence()).at).toBe(now.toISOString());
});
