import { tagMissingEnvironment } from "../../policies/tag/missing-environment.ts";
import { wafv2ConfigureScannerList } from "../../policies/wafv2/configure-scanner-list.ts";
import { wafv2DisallowClassic } from "../../policies/wafv2/disallow-classic.ts";
import { wafv2EnableLogging } from "../../policies/wafv2/enable-logging.ts";
import { wafv2EnableMetrics } from "../../policies/wafv2/enable-metrics.ts";
import { wafv2EnforceBlocking } from "../../policies/wafv2/enforce-blocking.ts";
import { wafv2MissingActions } from "../../policies/wafv2/missing-actions.ts";
import { wafv2MissingBotRules } from "../../policies/wafv2/missing-bot-rules.ts";
import { wafv2MissingKnownBadInputs } from "../../policies/wafv2/missing-known-bad-inputs.ts";
import { wafv2MissingLoginRate } from "../../policies/wafv2/missing-login-rate.ts";
import { wafv2MissingRules } from "../../policies/wafv2/missing-rules.ts";
import { inStack, maker, testCases } from "./data-cases.ts";
import { resource, unknown, urnOf } from "./support.ts";

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
const bucket = maker("aws:s3/bucket:Bucket");
const provider = (tags: object) => resource("pulumi:providers:aws", "aws", { defaultTags: JSON.stringify({ tags }) });

testCases([
  [
    wafv2EnableLogging,
    "logged",
    [],
    acl(),
    maker("aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration")({ resourceArn: "arn:acl", logDestinationConfigs: ["arn"] }),
  ],
  [wafv2EnableLogging, "not logged", ["nothing is logged; add an aws.wafv2.WebAclLoggingConfiguration"], acl()],
  [wafv2MissingRules, "none", ["it has no rule; add rules"], acl()],
  [wafv2MissingRules, "rules that AWS tells", "unknown", undecided],
  [
    wafv2MissingRules,
    "a rule of its own resource",
    [],
    acl(),
    maker("aws:wafv2/webAclRuleGroupAssociation:WebAclRuleGroupAssociation")({
      webAclArn: "arn:acl",
      ruleName: "r",
      managedRuleGroup: { name: core },
    }),
  ],
  [wafv2MissingActions, "an action and an override", [], acl(login("block", 100), managed(core))],
  [
    wafv2MissingActions,
    "neither, in AWS's own JSON",
    ["rule idle has neither action nor overrideAction; set one"],
    json({ Name: "idle", Priority: 1 }),
  ],
  [wafv2EnableMetrics, "all counted", [], acl(managed(core))],
  [
    wafv2EnableMetrics,
    "a silent rule",
    [`rule ${core} has no metrics; set visibilityConfig.cloudwatchMetricsEnabled: true`],
    acl(managed(core, { visibilityConfig: {} })),
  ],
  [
    wafv2EnableMetrics,
    "counted, in AWS's own JSON",
    [],
    json({ Name: "x", Priority: 1, VisibilityConfig: { CloudWatchMetricsEnabled: true } }),
  ],
  [wafv2MissingKnownBadInputs, "there", [], acl(managed("AWSManagedRulesKnownBadInputsRuleSet"))],
  [wafv2MissingKnownBadInputs, "missing", ["AWSManagedRulesKnownBadInputsRuleSet is missing; add it"], acl(managed(core))],
  [
    wafv2MissingKnownBadInputs,
    "counting",
    ["AWSManagedRulesKnownBadInputsRuleSet only counts; set overrideAction none"],
    acl(managed("AWSManagedRulesKnownBadInputsRuleSet", { overrideAction: { count: {} } })),
  ],
  [wafv2DisallowClassic, "used", ["WAF Classic is used; use aws.wafv2"], maker("aws:waf/webAcl:WebAcl")()],
  [wafv2MissingLoginRate, "blocked", [], acl(login("block", 100))],
  [
    wafv2MissingLoginRate,
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
    wafv2MissingLoginRate,
    "blocked by a rule group",
    [],
    acl(rule("own", 5, { overrideAction: { none: {} }, statement: { ruleGroupReferenceStatement: { arn: "arn:group" } } })),
    resource("aws:wafv2/ruleGroup:RuleGroup", "g", { arn: "arn:group", rules: [login("block", 50)] }),
  ],
  [wafv2MissingLoginRate, "counted", ["rate rule slow does count; set action block"], acl(login("count", 100))],
  [
    wafv2MissingLoginRate,
    "too many in a minute",
    ["rate rule slow lets 500 through in five minutes; set 100 or fewer"],
    acl(login("block", 100, 60)),
  ],
  [
    wafv2MissingLoginRate,
    "none",
    ["no rate rule is about logins; add one with a scopeDownStatement on the login's path"],
    acl(managed(core)),
  ],
  [wafv2MissingBotRules, "all there", [], acl(...bots)],
  [
    wafv2MissingBotRules,
    "one is missing",
    ["AWSManagedRulesBotControlRuleSet is missing or only counts; add it"],
    acl(...bots.filter(({ name }) => !name.includes("Bot"))),
  ],
  [wafv2EnforceBlocking, "everything blocks", [], acl(managed(core), login("block", 100), allow("friends", 90))],
  [
    wafv2EnforceBlocking,
    "a group counts",
    [`${core} only counts what its group decides; set overrideAction none`],
    acl(managed(core, { overrideAction: { count: {} } })),
  ],
  [
    wafv2EnforceBlocking,
    "a rule of a group counts",
    [`${core} lets SizeRestrictions_BODY count only, and no rule uses its label; remove the override`],
    acl(managed(core, {}, { ruleActionOverrides: [{ name: "SizeRestrictions_BODY", actionToUse: { count: {} } }] })),
  ],
  [
    wafv2EnforceBlocking,
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
    wafv2EnforceBlocking,
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
  [wafv2EnforceBlocking, "a rule counts", ["slow only counts; set action block"], acl(login("count", 100))],
  [
    wafv2EnforceBlocking,
    "a rule marks for another",
    [],
    acl(marking("form:login"), rule("decides", 40, { action: { block: {} }, statement: { labelMatchStatement: { key: "form:login" } } })),
  ],
  [
    wafv2EnforceBlocking,
    "a rule marks for another that asks for all marks of a kind",
    [],
    acl(
      marking("form:login"),
      rule("decides", 40, { action: { block: {} }, statement: { labelMatchStatement: { scope: "NAMESPACE", key: "form:" } } }),
    ),
  ],
  [
    wafv2EnforceBlocking,
    "a rule marks for nobody",
    ["marks only counts; set action block"],
    acl(marking("form:login"), rule("decides", 40, { action: { block: {} }, statement: { labelMatchStatement: { key: "form:order" } } })),
  ],
  [
    wafv2EnforceBlocking,
    "a trial that goes on",
    [],
    tagged({ [`trial/${core}`]: "2099-12-31" }, managed(core, { overrideAction: { count: {} } })),
  ],
  [
    wafv2EnforceBlocking,
    "a trial that has ended",
    [`${core} only counts what its group decides; set overrideAction none`],
    tagged({ [`trial/${core}`]: "2020-01-31" }, managed(core, { overrideAction: { count: {} } })),
  ],
  [
    wafv2EnforceBlocking,
    "an allow-list before the rules",
    [`friends allows before ${core}, slow; put it after them`],
    acl(allow("friends", 1), managed(core), login("block", 100)),
  ],
  [
    wafv2EnforceBlocking,
    "scanners skip the rate rules only",
    [],
    acl(managed(core), allow("asv-scanner", 25, { ipSetReferenceStatement: { arn: "arn:set" } }), login("block", 100)),
    set({}),
  ],
  [
    wafv2EnforceBlocking,
    "scanners skip the core rules",
    [`asv-scanner allows before ${core}; put it after them`],
    acl(allow("asv-scanner", 1, { ipSetReferenceStatement: { arn: "arn:set" } }), managed(core)),
    set({}),
  ],
  [
    wafv2EnforceBlocking,
    "a stack for trials",
    "notApplicable",
    ...inStack("shop-staging", acl(managed(core, { overrideAction: { count: {} } }))),
  ],
  [wafv2ConfigureScannerList, "small and with an end", [], set({ addresses: ["198.51.100.0/24"], tags: { until: "2099-12-31" } })],
  [
    wafv2ConfigureScannerList,
    "half the internet",
    ["0.0.0.0/1 is more than a scanner's range; name the vendor's ranges"],
    set({ addresses: ["0.0.0.0/1"], tags: { until: "permanent" } }),
  ],
  [
    wafv2ConfigureScannerList,
    "no end",
    ["the tag until is unset; set the last day, such as 2027-03-31"],
    set({ addresses: ["198.51.100.7/32"] }),
  ],
  [
    wafv2ConfigureScannerList,
    "ended",
    ["the list ended on 2020-01-31; remove it or set a new day"],
    set({ addresses: [], tags: { until: "2020-01-31" } }),
  ],
  [wafv2ConfigureScannerList, "another list", "notApplicable", set({ name: "office" })],
  [tagMissingEnvironment, "by the provider", [], provider({ environment: "prod" }), bucket()],
  [tagMissingEnvironment, "by its own tags", [], bucket({ tags: { Env: "prod" } })],
  [tagMissingEnvironment, "another tag", ["no tag says the environment; set environment"], bucket({ tags: { Name: "x" } })],
  [tagMissingEnvironment, "none", ["it has no tags; set defaultTags on the provider"], bucket()],
  [tagMissingEnvironment, "an account's", [], ...inStack("demo-account", bucket({ tags: { project: "x" } }))],
  [
    tagMissingEnvironment,
    "a template whose nodes get none",
    ["it has no tags; set defaultTags on the provider"],
    provider({ environment: "prod" }),
    maker("aws:ec2/launchTemplate:LaunchTemplate")(),
  ],
]);
