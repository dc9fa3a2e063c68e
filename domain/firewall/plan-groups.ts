import { contentRules, type ManagedGroup, managedGroups, managedLabels } from "../defaults/firewall.ts";
import type { FirewallRule } from "../defaults/firewall-rules.ts";
import { apiPaths, longTexts, phpCode } from "../defaults/firewall-visitors.ts";
import { credentialFields, notForBots } from "../defaults/firewall-xcart.ts";
import { unless, unlessKnown } from "./plan-filters.ts";
import { marks } from "./plan-labels.ts";
import { longCheckout, unlessIntegration, visitorMarks } from "./plan-visitors.ts";
import type { ActingRule, FirewallPlanArgs, PlannedRule } from "./rule.ts";
import {
  allOf,
  anyOf,
  body,
  fromSet,
  type GroupStatement,
  labelled,
  labelledAny,
  matches,
  not,
  path,
  query,
  type WafStatement,
} from "./statements.ts";

/** AWS's groups with the shop's exceptions. Scanners leave after the groups on attacks, before those on a visitor's identity. */
export function groups(args: FirewallPlanArgs): PlannedRule[] {
  const { sets } = args;
  return [
    ...(args.groups.antiDdos ? [antiDdos()] : []),
    ...attacks(args),
    ...(sets.scanner.length > 0
      ? [{ kind: "allow", name: "scanner-allow", statement: anyOf(...sets.scanner.map(fromSet)) } satisfies PlannedRule]
      : []),
    ...origins(args),
  ];
}

/** Asks browsers while a flood lasts: pages, not their pictures, nor programs and payment providers, who cannot answer. */
const antiDdos = (): ActingRule =>
  group("anti-ddos", {
    ...scope([not(labelled(marks.callback))]),
    managedRuleGroupConfigs: [
      {
        awsManagedRulesAntiDdosRuleSet: {
          clientSideActionConfig: {
            challenge: {
              usageOfAction: "ENABLED",
              sensitivity: "HIGH",
              exemptUriRegularExpressions: [notForBots, apiPaths].map((regexString) => ({ regexString })),
            },
          },
          sensitivityToBlock: "LOW",
        },
      },
    ],
  });

/** Rules of the core set that only mark, since a rule of ours decides by the mark. */
const decidedLater = ["SizeRestrictions_BODY", "SizeRestrictions_QUERYSTRING", "NoUserAgent_HEADER", ...contentRules.markup.names];

function attacks(args: FirewallPlanArgs): PlannedRule[] {
  const hasScanners = args.sets.scanner.length > 0;
  const hasStaff = args.sets.staff.length > 0;
  const counted = [
    ...decidedLater,
    ...(hasStaff ? contentRules.inclusion.names : []),
    ...(hasScanners ? ["UserAgent_BadBots_HEADER"] : []),
  ];
  // Product descriptions and templates look like attacks; staff's addresses are known.
  const others = scope(unless("staff", args));
  const { longBody, longQuery, noUserAgent, badAgent } = managedLabels;
  return [
    group("known-bad-inputs", hasStaff ? counting(contentRules.exploits.names) : {}),
    group("core", counting(counted)),
    longCheckout(),
    group("sqli", others),
    ...(args.groups.php ? [group("php", others)] : []),
    rule("php-code", allOf(anyOf(matches(query, phpCode), matches(body, phpCode)), ...unless("staff", args))),
    ...(args.groups.linux ? [group("linux", others)] : []),
    rule(
      "oversize",
      allOf(
        anyOf(...[longBody, longQuery, noUserAgent].map(labelled)),
        not(
          anyOf(...[marks.callback, visitorMarks.upload, visitorMarks.api, marks.form("checkout")].map(labelled), matches(body, longTexts)),
        ),
        ...unlessIntegration(args),
        ...unless("staff", args),
      ),
    ),
    ...content(args),
    ...(hasScanners ? [rule("scanner-agents", allOf(labelled(badAgent), ...unless("scanner", args)))] : []),
  ];
}

/** Rules on content, with what staff may write; without staff addresses they apply to every visitor. */
function content(args: FirewallPlanArgs): ActingRule[] {
  const { markup, inclusion, exploits } = contentRules;
  const others = unless("staff", args);
  return [
    rule("markup", allOf(anyOf(...markup.labels.map(labelled)), ...others)),
    ...(others.length > 0
      ? [
          rule("inclusion", allOf(anyOf(...inclusion.labels.map(labelled)), ...others)),
          rule("exploits", allOf(labelledAny(exploits.namespace), ...others)),
        ]
      : []),
  ];
}

function origins(args: FirewallPlanArgs): PlannedRule[] {
  const { bots, actionOf } = args;
  const anonymous = { [actionOf("anonymous-ip")]: {} };
  const level =
    bots.level === "targeted"
      ? { inspectionLevel: "TARGETED" as const, enableMachineLearning: true }
      : { inspectionLevel: "COMMON" as const };
  return [
    group("ip-reputation", scope([not(labelled(marks.callback)), ...unlessIntegration(args), ...unless("monitor", args)])),
    group("anonymous-ip", {
      ...scope([labelledAny(marks.anyForm), labelled(visitorMarks.page), ...unlessKnown(args)]),
      ruleActionOverrides: ["AnonymousIPList", "HostingProviderIPList"].map((name) => ({ name, actionToUse: anonymous })),
    }),
    group("bot-control", {
      ...scope([
        not(labelled(marks.callback)),
        not(anyOf(matches(path, notForBots), labelled(visitorMarks.api))),
        ...unlessIntegration(args),
        ...unlessKnown(args),
      ]),
      managedRuleGroupConfigs: [{ awsManagedRulesBotControlRuleSet: level }],
      ...(bots.aiCrawlers === "limit" && { ruleActionOverrides: [{ name: "CategoryAI", actionToUse: { count: {} } }] }),
    }),
    ...accounts(args),
  ];
}

/** The two groups that read logins and registrations; all of X-Cart's paths can be one, so our marks say which are. */
function accounts({ groups: chosen }: FirewallPlanArgs): ActingRule[] {
  const requestInspection = {
    payloadType: "FORM_ENCODED" as const,
    usernameField: { identifier: credentialFields.user },
    passwordField: { identifier: credentialFields.password },
  };
  const anyPath = { enableRegexInPath: true, requestInspection };
  const takeover = { awsManagedRulesAtpRuleSet: { loginPath: "/.*", ...anyPath } };
  const creation = { awsManagedRulesAcfpRuleSet: { creationPath: "/.*", registrationPagePath: "/.*", ...anyPath } };
  return [
    ...(chosen.accountTakeover
      ? [group("account-takeover", { ...scope([labelled(marks.form("login"))]), managedRuleGroupConfigs: [takeover] })]
      : []),
    ...(chosen.accountCreation
      ? [group("account-creation", { ...scope([labelled(marks.form("account"))]), managedRuleGroupConfigs: [creation] })]
      : []),
  ];
}

const rule = (name: FirewallRule, statement: WafStatement): ActingRule => ({ kind: "rule", name, statement });

const group = (name: ManagedGroup, rest: Partial<GroupStatement> = {}): ActingRule => ({
  kind: "group",
  name,
  statement: { managedRuleGroupStatement: { vendorName: "AWS", name: managedGroups[name].name, ...rest } },
});

const counting = (names: readonly string[]): Pick<GroupStatement, "ruleActionOverrides"> => ({
  ruleActionOverrides: names.map((name) => ({ name, actionToUse: { count: {} } })),
});

/** The scope of a group: only requests that match all statements are checked, and paid for. */
const scope = (statements: readonly WafStatement[]): Pick<GroupStatement, "scopeDownStatement"> =>
  statements.length > 0 ? { scopeDownStatement: allOf(...statements) } : {};
