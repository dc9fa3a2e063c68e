import { describe, expect, test } from "@jest/globals";
import { asked, firewall, pathIs, rule } from "./firewall-fixture.ts";

type Block = Readonly<Record<string, unknown>>;

const COMMON = "AWSManagedRulesCommonRuleSet";
const BOTS = "AWSManagedRulesBotControlRuleSet";
const group = (name: string, more: Block = {}, override: Block = { none: {} }): Block => ({
  name: "group",
  priority: 0,
  overrideAction: override,
  statement: { managedRuleGroupStatement: { name, vendorName: "AWS", ...more } },
});
const counting = (name: string): Block => ({ ruleActionOverrides: [{ name, actionToUse: { count: {} } }] });
const byLabel = (key: string): Block => rule("label", { labelMatchStatement: { scope: "LABEL", key } }, { priority: 1 });
const long = "awswaf:managed:aws:core-rule-set:SizeRestrictions_Body";

test("without a hint a group is named as AWS's, with its pinned version, and taken as no match", () => {
  const { verdict, open } = asked(firewall([group(COMMON, { version: "Version_1.2" })]));
  expect([verdict, open]).toEqual([
    "allow",
    [{ rule: "group", group: `${COMMON} Version_1.2`, because: "AWS decides, and no hint says how" }],
  ]);
});

test.each([[`${COMMON}=SizeRestrictions_BODY`], [`${COMMON}=sizerestrictions_body`], ["group=SizeRestrictions_BODY"]])(
  "%s makes the group block",
  (hint) => {
    expect(asked(firewall([group(COMMON)]), {}, hint)).toMatchObject({
      verdict: "block",
      status: 403,
      rule: "group",
      matched: [{ rule: "group", inner: "SizeRestrictions_BODY", labels: [long] }],
      open: [],
    });
  },
);

test("no-match says that AWS lets the request pass", () => {
  expect(asked(firewall([group(COMMON)]), {}, `${COMMON}=no-match`)).toMatchObject({ verdict: "allow", matched: [], open: [] });
});

test("a rule that is overridden to count labels the request for a later rule", () => {
  const of = firewall([group(COMMON, counting("SizeRestrictions_BODY")), byLabel(long)]);
  expect([asked(of).rule, asked(of, {}, "group=SizeRestrictions_BODY").rule]).toEqual([undefined, "label"]);
  expect(asked(of, {}, "group=CrossSiteScripting_BODY").rule).toEqual("group");
});

test("an excluded rule counts, and so does every rule of a group that is overridden as a whole", () => {
  expect(
    asked(firewall([group(COMMON, { excludedRules: [{ name: "SizeRestrictions_BODY" }] })]), {}, "group=SizeRestrictions_BODY").verdict,
  ).toEqual("allow");
  const whole = asked(firewall([group(COMMON, {}, { count: {} }), byLabel(long)]), {}, "group=SizeRestrictions_BODY");
  expect([whole.rule, whole.matched[0]?.action]).toEqual(["label", "count"]);
});

test("of several rules that match, the group ends with the first that blocks", () => {
  const of = firewall([group(COMMON, counting("SizeRestrictions_BODY"))]);
  const { matched } = asked(of, {}, "group=CrossSiteScripting_BODY", "group=SizeRestrictions_BODY", "group=GenericLFI_BODY");
  expect(matched.map(({ inner, action }) => `${inner} ${action}`)).toEqual(["SizeRestrictions_BODY count", "GenericLFI_BODY block"]);
});

test("outside its scope a group is not asked at all", () => {
  const of = firewall([group(COMMON, { scopeDownStatement: pathIs("/x") })]);
  expect(asked(of, {}, "group=SizeRestrictions_BODY")).toMatchObject({ verdict: "allow", matched: [], open: [] });
  expect(asked(of, { path: "/x" }, "group=SizeRestrictions_BODY").verdict).toEqual("block");
});

test("a group of someone else's matches or does not", () => {
  const of = firewall([group("SomeVendorRules")]);
  expect([asked(of, {}, "group=match").verdict, asked(of, {}, "SomeVendorRules=no-match").verdict]).toEqual(["block", "allow"]);
});

describe("floods", () => {
  const FLOODS = "AWSManagedRulesAntiDDoSRuleSet";
  const settings = (challenge: Block): Block => ({
    managedRuleGroupConfigs: [{ awsManagedRulesAntiDdosRuleSet: { sensitivityToBlock: "LOW", clientSideActionConfig: { challenge } } }],
  });
  const enabled = settings({ usageOfAction: "ENABLED", exemptUriRegularExpressions: [{ regexString: "^/api/" }] });
  const during = `${FLOODS}=ChallengeAllDuringEvent`;

  test("during an event every request is challenged but those that the settings exempt", () => {
    const of = firewall([group(FLOODS, enabled)]);
    expect([asked(of, {}, during).verdict, asked(of, { path: "/api/products" }, during).verdict]).toEqual(["challenge", "allow"]);
    expect(asked(of, { path: "/api/products" }, `${FLOODS}=DDoSRequests`).verdict).toEqual("block");
  });

  test("without the use of challenges none is put, and no request has the label for it", () => {
    const label = "awswaf:managed:aws:anti-ddos:challengeable-request";
    const of = firewall([group(FLOODS, settings({ usageOfAction: "DISABLED" })), byLabel(label)]);
    expect([asked(of, {}, during).verdict, asked(firewall([group(FLOODS, enabled), byLabel(label)])).rule]).toEqual(["allow", "label"]);
  });

  test("in count the group labels what it sees for a later rule", () => {
    const of = firewall([group(FLOODS, enabled, { count: {} }), byLabel("awswaf:managed:aws:anti-ddos:event-detected")]);
    expect([asked(of, {}, during).rule, asked(of).rule, asked(of).open.map(({ group: name }) => name)]).toEqual([
      "label",
      undefined,
      [FLOODS],
    ]);
  });
});

describe("bots", () => {
  const of = firewall([group(BOTS), byLabel("awswaf:managed:aws:bot-control:bot:category:search_engine")]);
  const verified = "awswaf:managed:aws:bot-control:bot:verified";

  test("a verified one passes the group with its labels", () => {
    const { rule, labels } = asked(of, {}, "bot=search-engine");
    expect([rule, labels.includes(verified)]).toEqual(["label", true]);
  });

  test("one that only says so is blocked", () => {
    const { rule, labels } = asked(of, {}, "bot=search-engine:unverified");
    expect([rule, labels.includes(verified)]).toEqual(["group", false]);
  });

  test("a crawler of AI is blocked, verified or not", () => {
    expect(asked(of, {}, "bot=ai")).toMatchObject({ rule: "group", matched: [{ inner: "CategoryAI" }] });
  });

  test("the group labels the state of the client's token", () => {
    expect(asked(of).labels).toEqual(["awswaf:managed:token:absent"]);
    expect(asked(of, { hasToken: true }).labels).toEqual(["awswaf:managed:token:accepted"]);
  });
});

describe("hints that mean nothing", () => {
  const of = firewall([group(COMMON), rule("own", pathIs("/"), { priority: 1 })]);

  test.each([
    ["nonsense", `--hint: got nonsense, expected <name>=<what AWS decides>, the name being one of bot, ${COMMON}, own`],
    ["own=perhaps", "--hint: got own=perhaps, expected match or no-match after the equals sign"],
    [
      "bot=robot",
      "--hint: got bot=robot, expected bot=<category> or bot=<category>:unverified, the category being one of advertising, archiver,",
    ],
    ["bot=ai:certainly", "--hint: got bot=ai:certainly, expected bot=<category> or bot=<category>:unverified"],
    [`${COMMON}=Nonsense`, `--hint: got ${COMMON}=Nonsense, expected no-match or one of NoUserAgent_HEADER, UserAgent_BadBots_HEADER`],
  ])("%s", (hint, message) => {
    expect(() => asked(of, {}, hint)).toThrow(message);
  });
});
