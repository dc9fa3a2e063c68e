import { beforeAll, describe, expect, test } from "@jest/globals";
import picocolors from "picocolors";
import { type StackVerdict, verdictOn } from "../../../cli/check/verdict.ts";
import { assess, type Known, policiesByRequirement, type Row, statuses } from "../../../cli/pci/assess.ts";
import { gapsOf } from "../../../cli/pci/gaps.ts";
import { reportOf, unknownNumbers } from "../../../cli/pci/report.ts";
import { isAccountPolicy } from "../../../cli/pci/scope.ts";
import { reportText } from "../../../cli/pci/text.ts";
import { evidenceKinds, families, familyOf, requirements } from "../../../domain/pci/requirements.ts";
import { catalogue } from "../../../policies/catalogue.ts";
import { wholeStack } from "../../../policies/model/policy.ts";
import { policies } from "../../../policies/pack.ts";
import { parseSettings } from "../../../stacks/settings.ts";
import { graphWith, settingsOf } from "../../stacks/graphs.ts";

const today = "2026-11-30";
const demos = ["demo-account", "demo-dev", "demo-staging", "demo-prod"] as const;
const verdicts = new Map<string, StackVerdict>();
// A hook for each: on a busy machine a preview takes its time.
for (const stack of demos)
  beforeAll(async () => {
    verdicts.set(stack, verdictOn(await graphWith(stack), { stack, file: stack, today }));
  });

const verdictOf = (stack: string): StackVerdict => {
  const verdict = verdicts.get(stack);
  if (verdict === undefined) throw new Error(`no verdict on ${stack}`);
  return verdict;
};
/** A demo store's settings with sections replaced. */
const storeOf = (stack: string, change: object = {}) => {
  const { settings } = parseSettings(stack, { ...settingsOf(stack), ...change }, today);
  if (settings?.kind !== "store") throw new Error(`${stack}: expected a store's settings without faults`);
  return settings;
};
const knownOf = (stack: string, change: object = {}): Known => {
  const account = { verdict: verdictOf("demo-account") };
  if (stack === "demo-account") return { stack, verdict: account.verdict, account, gaps: [] };
  const settings = storeOf(stack, change);
  const payment = settings.pci.payment;
  return { stack, verdict: verdictOf(stack), account, gaps: gapsOf(settings, today), ...(payment && { payment }) };
};
const rowOf = (rows: readonly Row[], number: string) => rows.find((row) => row.number === number);
const statusIn = (known: Known, number: string) => rowOf(assess(known), number)?.status;

describe("the list of requirements", () => {
  test("has all 250 of PCI DSS 4.0.1 and the 7 of appendix A1, each once", () => {
    const numbers = requirements.map(({ number }) => number);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(Object.fromEntries([...Map.groupBy(numbers, familyOf)].map(([family, list]) => [family, list.length]))).toEqual({
      1: 19,
      2: 11,
      3: 29,
      4: 6,
      5: 13,
      6: 19,
      7: 12,
      8: 29,
      9: 27,
      10: 27,
      11: 21,
      12: 37,
      A1: 7,
    });
    expect(Object.keys(families).sort()).toEqual([...new Set(numbers.map(familyOf))].sort());
  });

  test("has every number that a control of the catalogue has, and a policy or its own words for each", () => {
    const numbers = new Set(requirements.map(({ number }) => number));
    expect(catalogue.flatMap(({ key, pci }) => pci.flatMap((number) => (numbers.has(number) ? [] : [`${key}: ${number}`])))).toEqual([]);
    const answered = policiesByRequirement();
    const wrong = requirements.flatMap(({ number, who, rest, evidence }) => [
      ...((who === "stack" || who === "shared") === answered.has(number) ? [] : [`${number}: ${who}`]),
      ...(who === "stack" || rest !== undefined ? [] : [`${number}: no rest`]),
      ...((who === "stack" || who === "shared") && evidence.length === 0 ? [`${number}: no evidence`] : []),
    ]);
    expect(wrong).toEqual([]);
  });

  test("has SAQ A's 27 of revision 1, and A-EP's, which has all of those and the payment page", () => {
    const asked = (key: "saqA" | "saqAEp") => requirements.flatMap((one) => (one[key] ? [one.number] : []));
    expect(asked("saqA").join(" ")).toBe(
      "2.2.2 3.1.1 3.2.1 6.3.1 6.3.3 8.2.1 8.2.2 8.2.5 8.3.1 8.3.5 8.3.6 8.3.7 8.3.9 9.4.1 9.4.1.1 9.4.2 9.4.3 9.4.4 9.4.6 11.3.2 11.3.2.1 12.8.1 12.8.2 12.8.3 12.8.4 12.8.5 12.10.1",
    );
    const more = asked("saqAEp");
    expect([more.length, more]).toEqual([139, expect.arrayContaining([...asked("saqA"), "6.4.3", "11.6.1"])]);
  });

  test("rests on policies that answer it, where it rests on some", () => {
    const answered = policiesByRequirement();
    const strange = requirements.flatMap(({ number, core }) =>
      core.filter((name) => !answered.get(number)?.some((policy) => policy.name === name)).map((name) => `${number}: ${name}`),
    );
    expect(strange).toEqual([]);
    // A policy that looks at anything at all carries none of what many policies see parts of.
    const many = requirements.filter(({ number, who }) => who === "stack" && (answered.get(number)?.length ?? 0) > 5);
    expect(many.filter(({ core }) => core.length === 0).map(({ number }) => number)).toEqual([]);
  });

  test("uses every place of evidence", () => {
    expect([...new Set(requirements.flatMap(({ evidence }) => evidence))].sort()).toEqual([...evidenceKinds]);
  });
});

describe.each(demos)("%s", (stack) => {
  test("has one status for each requirement", () => {
    const rows = assess(knownOf(stack));
    expect(rows.map(({ number }) => number)).toEqual(requirements.map(({ number }) => number));
    expect(rows.filter(({ status }) => !statuses.includes(status))).toEqual([]);
  });

  test("has nothing in place that no policy looked at, and says why of the rest", () => {
    const rows = assess(knownOf(stack));
    const claimed = rows.filter(({ status }) => status === "in place" || status === "shared");
    expect(claimed.length).toBeGreaterThan(10);
    expect(claimed.filter(({ policies: of }) => !Object.values(of).some((looked) => looked > 0))).toEqual([]);
    const silent = rows.filter(
      ({ status, reasons }) => status !== "in place" && status !== "shared" && status !== "owner" && reasons.length === 0,
    );
    expect(silent).toEqual([]);
  });

  test("claims nothing once its policies look at nothing", () => {
    const known = knownOf(stack);
    const blind = (verdict: StackVerdict): StackVerdict => ({ ...verdict, policies: {}, unknown: [], advisories: [], violations: [] });
    const rows = assess({ ...known, verdict: blind(known.verdict), account: { verdict: blind(verdictOf("demo-account")) } });
    expect(rows.filter(({ status }) => status === "in place" || status === "shared" || status === "in part")).toEqual([]);
  });
});

test.each(["2.2.6", "3.5.1.3", "6.4.2", "8.6.1"])(
  "a graph without what the policies of %s look at claims nothing of it",
  async (number) => {
    const types = new Set(
      policiesByRequirement()
        .get(number)
        ?.flatMap((policy) => policy.types),
    );
    types.delete(wholeStack);
    const graph = (await graphWith("demo-prod")).filter(({ type }) => !types.has(type));
    const verdict = verdictOn(graph, { stack: "demo-prod", file: "", today });
    const known: Known = { ...knownOf("demo-prod"), payment: "server", account: { missing: "no account stack is named (account.stack)" } };
    expect(["in place", "shared", "in part"]).toContain(statusIn(known, number));
    expect(["unknown", "not met"]).toContain(statusIn({ ...known, verdict }, number));
  },
);

describe("what the settings switch off moves its rows", () => {
  const asv = { vendor: "Example Scans", ranges: ["198.51.100.0/25"], since: "2026-08-01", until: "2099-12-31" };
  test.each<[string, string, object, string, string]>([
    ["a payment page without a release", "demo-prod", { web: {} }, "11.6.1", "off"],
    [
      "a payment page that is not watched",
      "demo-prod",
      { paymentPage: { watch: { relaxedBecause: "not on our own page" } } },
      "11.6.1",
      "off",
    ],
    ["no scanning vendor", "demo-prod", { pci: {} }, "11.3.2", "off"],
    ["a scan that is late", "demo-prod", { pci: { asv } }, "11.3.2", "not met"],
    ["DNS Firewall alone", "demo-prod", {}, "1.3.2", "in part"],
    ["Network Firewall", "demo-staging", {}, "1.3.2", "in place"],
    ["no sign-in", "demo-dev", {}, "8.4.2", "in part"],
    ["the sign-in", "demo-prod", {}, "8.4.2", "in place"],
    ["no TLS to the database", "demo-dev", {}, "8.3.2", "in part"],
    ["an unknown way of payment", "demo-prod", { pci: {} }, "3.4.1", "unknown"],
    ["the provider's iframe", "demo-prod", {}, "3.4.1", "not applicable"],
    ["a form that sends card data on, of which SAQ A-EP asks", "demo-prod", { pci: { payment: "form" } }, "3.3.1", "owner"],
    ["the network's part in an account", "demo-account", {}, "1.3.2", "unknown"],
    ["the web's part in an account", "demo-account", {}, "8.4.2", "in part"],
    ["card data on the server", "demo-prod", { pci: { payment: "server" } }, "3.4.1", "owner"],
    ["paper, of which SAQ A asks", "demo-prod", {}, "9.4.6", "owner"],
  ])("%s in %s", (_, stack, change, number, status) => {
    expect(statusIn(knownOf(stack, change), number)).toBe(status);
  });

  test("a production store watches its payment page by itself", () => {
    const gaps = gapsOf(storeOf("demo-prod"), today);
    expect(gaps.flatMap(({ requirements: of }) => of)).not.toContain("11.6.1");
  });

  test("without an account stack all that is the account's is unknown, and the rest not whole", () => {
    const rows = assess({ ...knownOf("demo-prod"), account: { missing: "no account stack is named (account.stack)" } });
    for (const number of ["10.2.1.5", "11.5.1", "11.3.1", "10.4.1.1"])
      expect(rowOf(rows, number)).toMatchObject({ status: "unknown", reasons: ["no account stack is named (account.stack)"] });
    expect(rowOf(rows, "11.5.2")).toMatchObject({ status: "in part" });
    expect(rowOf(rows, "10.2.1.5")?.evidence).toEqual([]);
  });
});

test("a requirement is in part where one of the policies that it rests on looked at nothing, and unknown where none did", () => {
  const known = knownOf("demo-staging");
  const without = (...names: readonly string[]) => {
    const { policies: looked } = known.verdict;
    const policies = { ...looked, ...Object.fromEntries(names.map((name) => [name, 0])) };
    return rowOf(assess({ ...known, verdict: { ...known.verdict, policies } }), "2.2.5");
  };
  const [tls, https] = ["aws-lb-listener-configure-modern-tls", "aws-lb-listener-enforce-https"];
  expect(without()).toMatchObject({ status: "shared", reasons: [], components: ["LoadBalancer"] });
  expect(without(https)).toMatchObject({ status: "in part", reasons: [`${https} had nothing to check here`] });
  expect(without(https, tls)).toMatchObject({ status: "unknown", reasons: ["no policy looked at anything here"] });
});

test("what a provider of one's own asks for is not claimed", () => {
  const oidc = {
    provider: "oidc",
    oidc: {
      issuer: "https://id.example.com",
      clientId: "shop",
      secretArn: "arn:aws:secretsmanager:us-east-1:111122223333:secret:demo-prod-oidc-shop-a1B2c3",
      authorizationEndpoint: "https://id.example.com/authorize",
      tokenEndpoint: "https://id.example.com/token",
      userInfoEndpoint: "https://id.example.com/userinfo",
    },
  };
  const row = rowOf(assess(knownOf("demo-prod", { adminSignIn: oidc })), "8.4.2");
  expect([row?.status, row?.reasons[0]]).toEqual(["in part", expect.stringContaining("adminSignIn.provider is oidc")]);
});

test("violations, waivers and what is unknown move a requirement, in this order", () => {
  const known = knownOf("demo-staging");
  const finding = { policy: "aws-rds-instance-disallow-default-administrator", urn: "urn", message: "", fingerprint: "" };
  const waiver = { policy: finding.policy, resource: "*", reason: "r", owner: "o", ticket: "t", until: "2027-01-31" };
  const of = (change: Partial<StackVerdict>) => rowOf(assess({ ...known, verdict: { ...known.verdict, ...change } }), "2.2.2");
  expect(of({})).toMatchObject({ status: "shared" });
  expect(of({ unknown: [finding] })).toMatchObject({ status: "unknown" });
  expect(of({ advisories: [finding] })).toMatchObject({ status: "in part" });
  expect(of({ waived: [{ ...finding, waiver }] })).toMatchObject({
    status: "waived",
    reasons: [`${finding.policy} is waived until 2027-01-31`],
  });
  expect(of({ violations: [finding], waived: [{ ...finding, waiver }] })).toMatchObject({
    status: "not met",
    reasons: [`${finding.policy} is violated by 1 resource`],
  });
});

test("a policy is the account's by what it asks for or looks at", () => {
  const accounts = policies.filter(isAccountPolicy).map(({ name }) => name);
  expect(accounts).toEqual(expect.arrayContaining(["aws-cloudtrail-trail-missing-in-account", "aws-guardduty-detector-enable-features"]));
  expect(accounts.filter((name) => name.startsWith("aws-rds-") || name.startsWith("aws-wafv2-"))).toEqual([]);
  // What an account's policies look at is in no store.
  expect(accounts.filter((name) => (verdictOf("demo-prod").policies[name] ?? 0) > 0)).toEqual([]);
});

test.each([60, 120])("the text fits %d columns but for what has no space to break at", (width) => {
  const report = reportOf(assess(knownOf("demo-prod")), { stack: "demo-prod", at: today, assessment: "SAQ A" });
  const lines = reportText(report, { colors: picocolors.createColors(false), width, verbose: true }).split("\n");
  expect(lines.filter((line) => line.length > width && /\S \S/.test(line.trim()))).toEqual([]);
});

test("what is no requirement's number is named", () => {
  expect(unknownNumbers(["8.3.4", "8", "A1", "13.1", "8.3.40"])).toEqual(["13.1", "8.3.40"]);
});
