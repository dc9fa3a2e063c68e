import { expect, test } from "@jest/globals";
import { wafv2IpsetConfigureScannerList } from "../../policies/wafv2/ipset-configure-scanner-list.ts";
import { wafv2RuleEnableMetrics } from "../../policies/wafv2/rule-enable-metrics.ts";
import { wafv2RuleMissingAction } from "../../policies/wafv2/rule-missing-action.ts";
import { wafv2WebaclDisallowClassic } from "../../policies/wafv2/webacl-disallow-classic.ts";
import { wafv2WebaclEnableLogging } from "../../policies/wafv2/webacl-enable-logging.ts";
import { wafv2WebaclEnforceBlocking } from "../../policies/wafv2/webacl-enforce-blocking.ts";
import { wafv2WebaclMissingApiRule } from "../../policies/wafv2/webacl-missing-api-rule.ts";
import { wafv2WebaclMissingBotRules } from "../../policies/wafv2/webacl-missing-bot-rules.ts";
import { wafv2WebaclMissingKnownBadInputs } from "../../policies/wafv2/webacl-missing-known-bad-inputs.ts";
import { wafv2WebaclMissingLoginRate } from "../../policies/wafv2/webacl-missing-login-rate.ts";
import { wafv2WebaclMissingRules } from "../../policies/wafv2/webacl-missing-rules.ts";
import { inStack, maker, testCases } from "./data-cases.ts";
import { resource, unknown, urnOf, verdictsOn } from "./support.ts";

const visibilityConfig = { cloudwatchMetricsEnabled: true };
const acl = (...rules: object[]) => resource("aws:wafv2/webAcl:WebAcl", "acl", { arn: "arn:acl", visibilityConfig, rules });
const rule = (name: string, priority: number, rest: object) => ({ name, priority, visibilityConfig, ...rest });
const managed = (name: string, rest: object = {}, group: object = {}) =>
  rule(name, 20, {
    overrideAction: { none: {} },
    statement: { managedRuleGroupStatement: { vendorName: "AWS", name, ...group } },
    ...rest,
  });
const login = (action: string, limit: number, window = 300) =>
  rule("slow", 30, {
    action: { [action]: {} },
    statement: {
      rateBasedStatement: {
        limit,
        evaluationWindowSec: window,
        scopeDownStatement: { byteMatchStatement: { searchString: "/login", fieldToMatch: { uriPath: {} } } },
      },
    },
  });
const tagged = (tags: object, ...rules: object[]) =>
  resource("aws:wafv2/webAcl:WebAcl", "acl", { arn: "arn:acl", visibilityConfig, rules, tags });
const marking = (label: string) => rule("marks", 5, { action: { count: {} }, ruleLabels: [{ name: label }], statement: {} });
const json = (...rules: object[]) => resource("aws:wafv2/webAcl:WebAcl", "acl", { visibilityConfig, ruleJson: JSON.stringify(rules) });
const allow = (name: string, priority: number, statement: object = { geoMatchStatement: { countryCodes: ["DE"] } }) =>
  rule(name, priority, { action: { allow: {} }, statement });
const core = "AWSManagedRulesCommonRuleSet";
const set = (properties: object) => resource("aws:wafv2/ipSet:IpSet", "set", { arn: "arn:set", name: "asv-scanner", ...properties });
const undecided = resource("aws:wafv2/webAcl:WebAcl", "acl", { rules: unknown }, { propertyDependencies: { rules: [urnOf("a", "b")] } });
const bots = [
  managed("AWSManagedRulesAmazonIpReputationList"),
  managed("AWSManagedRulesBotControlRuleSet"),
  rule("countries", 1, { action: { block: {} }, statement: { geoMatchStatement: { countryCodes: ["XX"] } } }),
  rule("agents", 2, {
    action: { block: {} },
    statement: { regexMatchStatement: { fieldToMatch: { singleHeader: { name: "User-Agent" } } } },
  }),
];

const byPath = (regexString: string) => ({ regexMatchStatement: { regexString, fieldToMatch: { uriPath: {} } } });
const apiPath = byPath("(?i)^/+(?:api(?:-login)?|mcp)(?:/|$)");
const apiLogin = rule("login", 1, {
  action: { count: {} },
  ruleLabels: [{ name: "form:login" }],
  statement: { byteMatchStatement: { searchString: "/api-login", positionalConstraint: "STARTS_WITH", fieldToMatch: { uriPath: {} } } },
});
const apiMark = rule("programs", 2, { action: { count: {} }, ruleLabels: [{ name: "to:api" }], statement: apiPath });
const toApi = { labelMatchStatement: { scope: "LABEL", key: "to:api" } };
const but = (statement: object) => ({ notStatement: { statement } });
const closing = (...statements: object[]) => rule("api", 3, { action: { block: {} }, statement: { andStatement: { statements } } });
const apiFault = ["no rule blocks /api; block it except for an IP set, or set the tag open/api to the reason"];

/** A web ACL's log, by default without what signs people in. */
const logged = (properties: Record<string, unknown>) =>
  maker("aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration")({
    resourceArn: "arn:acl",
    logDestinationConfigs: ["arn"],
    redactedFields: ["authorization", "cookie"].map((name) => ({ singleHeader: { name } })),
    ...properties,
  });
/** A filter that keeps requests with one of some actions. */
const kept = (...actions: readonly string[]) => ({
  defaultBehavior: "DROP",
  filters: [{ behavior: "KEEP", requirement: "MEETS_ANY", conditions: actions.map((action) => ({ actionCondition: { action } })) }],
});

testCases([
  [wafv2WebaclMissingApiRule, "another shop's", "notApplicable", acl(login("block", 100))],
  [wafv2WebaclMissingApiRule, "closed by its path", [], acl(apiLogin, rule("api", 3, { action: { block: {} }, statement: apiPath }))],
  [
    wafv2WebaclMissingApiRule,
    "closed by its mark",
    [],
    acl(apiLogin, apiMark, rule("api", 3, { action: { block: {} }, statement: toApi })),
  ],
  [wafv2WebaclMissingApiRule, "open to a list", [], acl(apiLogin, apiMark, closing(toApi, but({ ipSetReferenceStatement: { arn: "a" } })))],
  [wafv2WebaclMissingApiRule, "open for a reason", [], tagged({ "open/api": "Partners" }, apiLogin, apiMark)],
  [wafv2WebaclMissingApiRule, "open", apiFault, acl(apiLogin, apiMark)],
  [wafv2WebaclMissingApiRule, "counted", apiFault, acl(apiLogin, rule("api", 3, { action: { count: {} }, statement: apiPath }))],
  [
    wafv2WebaclMissingApiRule,
    "open to a country",
    apiFault,
    acl(apiLogin, apiMark, closing(toApi, but({ geoMatchStatement: { countryCodes: ["DE"] } }))),
  ],
  [
    wafv2WebaclMissingApiRule,
    "named where something else is refused",
    apiFault,
    acl(apiLogin, apiMark, closing(byPath("^/x"), but(toApi))),
  ],
  [
    wafv2WebaclEnforceBlocking,
    "counting rules whose group's namespace another rule reads",
    [],
    acl(
      managed("AWSManagedRulesKnownBadInputsRuleSet", {}, { ruleActionOverrides: [{ name: "Log4JRCE_BODY", actionToUse: { count: {} } }] }),
      rule("exploits", 25, {
        action: { block: {} },
        statement: { labelMatchStatement: { scope: "NAMESPACE", key: "awswaf:managed:aws:known-bad-inputs:" } },
      }),
    ),
  ],
  [wafv2WebaclEnableLogging, "logged", [], acl(), logged({})],
  [wafv2WebaclEnableLogging, "logged but for what passes", [], acl(), logged({ loggingFilter: kept("BLOCK", "COUNT") })],
  [
    wafv2WebaclEnableLogging,
    "logged but for what is blocked",
    ["loggingFilter of one drops blocked requests; keep those of the action BLOCK"],
    acl(),
    logged({ loggingFilter: kept("CAPTCHA") }),
  ],
  [
    wafv2WebaclEnableLogging,
    "logged with sessions",
    ["one logs the header cookie; name it in redactedFields"],
    acl(),
    logged({ redactedFields: [{ singleHeader: { name: "authorization" } }] }),
  ],
  [wafv2WebaclEnableLogging, "not logged", ["the web ACL has no log; add an aws.wafv2.WebAclLoggingConfiguration"], acl()],
  [wafv2WebaclMissingRules, "none", ["the web ACL has no rule; add rules"], acl()],
  [wafv2WebaclMissingRules, "rules that AWS tells", "unknown", undecided],
  [
    wafv2WebaclMissingRules,
    "a rule of its own resource",
    [],
    acl(),
    maker("aws:wafv2/webAclRuleGroupAssociation:WebAclRuleGroupAssociation")({
      webAclArn: "arn:acl",
      ruleName: "r",
      managedRuleGroup: { name: core },
    }),
  ],
  [wafv2RuleMissingAction, "an action and an override", [], acl(login("block", 100), managed(core))],
  [
    wafv2RuleMissingAction,
    "neither, in AWS's own JSON",
    ["rule idle has neither action nor overrideAction; set one"],
    json({ Name: "idle", Priority: 1 }),
  ],
  [wafv2RuleEnableMetrics, "all counted", [], acl(managed(core))],
  [
    wafv2RuleEnableMetrics,
    "a silent rule",
    [`rule ${core} has no metrics; set visibilityConfig.cloudwatchMetricsEnabled: true`],
    acl(managed(core, { visibilityConfig: {} })),
  ],
  [
    wafv2RuleEnableMetrics,
    "counted, in AWS's own JSON",
    [],
    json({ Name: "x", Priority: 1, VisibilityConfig: { CloudWatchMetricsEnabled: true } }),
  ],
  [wafv2WebaclMissingKnownBadInputs, "there", [], acl(managed("AWSManagedRulesKnownBadInputsRuleSet"))],
  [wafv2WebaclMissingKnownBadInputs, "missing", ["AWSManagedRulesKnownBadInputsRuleSet is missing; add it"], acl(managed(core))],
  [
    wafv2WebaclMissingKnownBadInputs,
    "counting",
    ["AWSManagedRulesKnownBadInputsRuleSet only counts; set overrideAction none"],
    acl(managed("AWSManagedRulesKnownBadInputsRuleSet", { overrideAction: { count: {} } })),
  ],
  [wafv2WebaclDisallowClassic, "used", ["WAF Classic is used; use aws.wafv2"], maker("aws:waf/webAcl:WebAcl")()],
  [wafv2WebaclMissingLoginRate, "blocked", [], acl(login("block", 100))],
  [
    wafv2WebaclMissingLoginRate,
    "blocked, in AWS's own JSON",
    [],
    json({
      Name: "slow",
      Action: { Block: {} },
      Statement: {
        RateBasedStatement: {
          Limit: 10,
          EvaluationWindowSec: 120,
          ScopeDownStatement: { ByteMatchStatement: { SearchString: Buffer.from("target=login").toString("base64") } },
        },
      },
    }),
  ],
  [
    wafv2WebaclMissingLoginRate,
    "blocked by a rule group",
    [],
    acl(rule("own", 5, { overrideAction: { none: {} }, statement: { ruleGroupReferenceStatement: { arn: "arn:group" } } })),
    resource("aws:wafv2/ruleGroup:RuleGroup", "g", { arn: "arn:group", rules: [login("block", 50)] }),
  ],
  [wafv2WebaclMissingLoginRate, "counted", ["rate rule slow does count; set action block"], acl(login("count", 100))],
  [
    wafv2WebaclMissingLoginRate,
    "too many in a minute",
    ["rate rule slow lets 500 through in five minutes; set 100 or fewer"],
    acl(login("block", 100, 60)),
  ],
  [
    wafv2WebaclMissingLoginRate,
    "none",
    ["no rate rule covers logins; add one with a scopeDownStatement on the login's path"],
    acl(managed(core)),
  ],
  [wafv2WebaclMissingBotRules, "all there", [], acl(...bots)],
  [
    wafv2WebaclMissingBotRules,
    "one is missing",
    ["AWSManagedRulesBotControlRuleSet is missing or only counts; add it"],
    acl(...bots.filter(({ name }) => !name.includes("Bot"))),
  ],
  [wafv2WebaclEnforceBlocking, "everything blocks", [], acl(managed(core), login("block", 100), allow("friends", 90))],
  [
    wafv2WebaclEnforceBlocking,
    "a group counts",
    [`${core} only counts its group's decisions; set overrideAction none`],
    acl(managed(core, { overrideAction: { count: {} } })),
  ],
  [
    wafv2WebaclEnforceBlocking,
    "a rule of a group counts",
    [`${core} lets SizeRestrictions_BODY count only, and no rule uses its label; remove the override`],
    acl(managed(core, {}, { ruleActionOverrides: [{ name: "SizeRestrictions_BODY", actionToUse: { count: {} } }] })),
  ],
  [
    wafv2WebaclEnforceBlocking,
    "a rule of a group counts and another decides by its label",
    [],
    acl(
      managed(core, {}, { ruleActionOverrides: [{ name: "SizeRestrictions_BODY", actionToUse: { count: {} } }] }),
      rule("size", 40, {
        action: { block: {} },
        statement: { labelMatchStatement: { key: "awswaf:managed:aws:core-rule-set:SizeRestrictions_BODY" } },
      }),
    ),
  ],
  [
    wafv2WebaclEnforceBlocking,
    "a rule of a group counts, and its label is written in another form",
    [],
    acl(
      managed(core, {}, { ruleActionOverrides: [{ name: "UserAgent_BadBots_HEADER", actionToUse: { count: {} } }] }),
      rule("agents", 40, {
        action: { block: {} },
        statement: { labelMatchStatement: { key: "awswaf:managed:aws:core-rule-set:BadBots_Header" } },
      }),
    ),
  ],
  [wafv2WebaclEnforceBlocking, "a rule counts", ["slow only counts; set action block"], acl(login("count", 100))],
  [
    wafv2WebaclEnforceBlocking,
    "a rule marks for another",
    [],
    acl(marking("form:login"), rule("decides", 40, { action: { block: {} }, statement: { labelMatchStatement: { key: "form:login" } } })),
  ],
  [
    wafv2WebaclEnforceBlocking,
    "a rule marks for another that asks for all marks of a kind",
    [],
    acl(
      marking("form:login"),
      rule("decides", 40, { action: { block: {} }, statement: { labelMatchStatement: { scope: "NAMESPACE", key: "form:" } } }),
    ),
  ],
  [
    wafv2WebaclEnforceBlocking,
    "a rule marks for no one",
    ["marks only counts; set action block"],
    acl(marking("form:login"), rule("decides", 40, { action: { block: {} }, statement: { labelMatchStatement: { key: "form:order" } } })),
  ],
  [
    wafv2WebaclEnforceBlocking,
    "a trial that goes on",
    [],
    tagged({ [`trial/${core}`]: "2099-12-31" }, managed(core, { overrideAction: { count: {} } })),
  ],
  [
    wafv2WebaclEnforceBlocking,
    "a trial that has ended",
    [`${core} only counts its group's decisions; set overrideAction none`],
    tagged({ [`trial/${core}`]: "2020-01-31" }, managed(core, { overrideAction: { count: {} } })),
  ],
  [
    wafv2WebaclEnforceBlocking,
    "an allow-list before the rules",
    [`friends allows before ${core}, slow; move it after them`],
    acl(allow("friends", 1), managed(core), login("block", 100)),
  ],
  [
    wafv2WebaclEnforceBlocking,
    "scanners skip the rate rules only",
    [],
    acl(managed(core), allow("asv-scanner", 25, { ipSetReferenceStatement: { arn: "arn:set" } }), login("block", 100)),
    set({}),
  ],
  [
    wafv2WebaclEnforceBlocking,
    "scanners skip the core rules",
    [`asv-scanner allows before ${core}; move it after them`],
    acl(allow("asv-scanner", 1, { ipSetReferenceStatement: { arn: "arn:set" } }), managed(core)),
    set({}),
  ],
  [
    wafv2WebaclEnforceBlocking,
    "a stack for trials",
    "notApplicable",
    ...inStack("shop-staging", acl(managed(core, { overrideAction: { count: {} } }))),
  ],
  [wafv2IpsetConfigureScannerList, "small and with an end", [], set({ addresses: ["198.51.100.0/24"], tags: { until: "2099-12-31" } })],
  [
    wafv2IpsetConfigureScannerList,
    "half the internet",
    ["0.0.0.0/1 is more than a scanner's range; name the vendor's ranges"],
    set({ addresses: ["0.0.0.0/1"], tags: { until: "permanent" } }),
  ],
  [
    wafv2IpsetConfigureScannerList,
    "no end",
    ["the tag until is unset; set the last day, such as 2027-03-31"],
    set({ addresses: ["198.51.100.7/32"] }),
  ],
  [
    wafv2IpsetConfigureScannerList,
    "ended",
    ["the list ended on 2020-01-31; remove it or set a new day"],
    set({ addresses: [], tags: { until: "2020-01-31" } }),
  ],
  [wafv2IpsetConfigureScannerList, "another list", "notApplicable", set({ name: "office" })],
]);

test("a trial and a scanner's list hold through their last day and two weeks more, whatever day it is where the policies run", () => {
  const trial = tagged({ "trial/slow": "2031-06-30" }, login("count", 100));
  const scanner = set({ addresses: ["64.39.96.0/20"], tags: { until: "2031-06-30" } });
  const on = (today: string) => [
    ...verdictsOn(today, wafv2WebaclEnforceBlocking, [trial]),
    ...verdictsOn(today, wafv2IpsetConfigureScannerList, [scanner]),
  ];
  expect(on("2031-07-14").map(({ kind }) => kind)).toEqual(["compliant", "compliant"]);
  expect(on("2031-07-15").map(({ kind }) => kind)).toEqual(["violation", "violation"]);
});
