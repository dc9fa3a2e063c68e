import { isRecord } from "../../values.ts";
import { type Charge, exactly, type Rule, share } from "../charge.ts";

const keyType = "aws:kms/key:Key";

const key: Rule = (_, context) => [
  { what: "KMS key", group: "protection", basis: "month", price: "kms.key", count: exactly(1), units: 1 },
  {
    what: "KMS requests",
    group: "protection",
    basis: "use",
    price: "kms.requests",
    count: share(context.assumptions.kmsTenThousands, keyType, context),
    counted: "x 10,000",
    units: 1,
  },
];

const secret: Rule = () => [{ what: "secret", group: "protection", basis: "month", price: "secret.month", count: exactly(1), units: 1 }];

const webAcl: Rule = ({ rules }, { assumptions: { requestsMillions, pagesMillions } }) => {
  const list: unknown[] = Array.isArray(rules) ? rules : [];
  const use = { group: "protection", basis: "use", counted: "million", units: 1 } as const;
  const once = { group: "protection", basis: "month", count: exactly(1), units: 1 } as const;
  const bots = list.flatMap((rule) => botControlOf(rule) ?? []);
  const floods = list.filter((rule) => managedGroupOf(rule)?.name === "AWSManagedRulesAntiDDoSRuleSet").length;
  const botCharges = bots.flatMap((level): Charge[] => [
    { ...once, what: "Bot Control", size: level, price: "waf.bot-control" },
    {
      ...use,
      what: "requests checked by Bot Control",
      price: level === "targeted" ? "waf.bot-control-targeted-requests" : "waf.bot-control-requests",
      count: exactly(pagesMillions),
    },
  ]);
  return [
    { ...once, what: "web ACL", price: "waf.acl" },
    { ...once, what: "rule of the web ACL", price: "waf.rule", count: exactly(list.length) },
    { ...use, what: "requests at the web ACL", price: "waf.requests", count: exactly(requestsMillions) },
    ...botCharges,
    ...(floods === 0 ? [] : [{ ...once, what: "AWS's rules on floods of requests", price: "waf.anti-ddos" }]),
  ];
};

/** The managed group of a rule; undefined for one of our own. */
function managedGroupOf(rule: unknown): Readonly<Record<string, unknown>> | undefined {
  const statement = isRecord(rule) && isRecord(rule.statement) ? rule.statement.managedRuleGroupStatement : undefined;
  return isRecord(statement) ? statement : undefined;
}

/** The level of a rule that is AWS's Bot Control, `common` or `targeted`; undefined for others. */
function botControlOf(rule: unknown): string | undefined {
  const group = managedGroupOf(rule);
  if (group?.name !== "AWSManagedRulesBotControlRuleSet") return undefined;
  return JSON.stringify(group.managedRuleGroupConfigs ?? []).includes("TARGETED") ? "targeted" : "common";
}

const pool: Rule = ({ userPoolTier }, { resources }) => {
  const users = resources.filter(({ type }) => type === "aws:cognito/user:User").length;
  if (userPoolTier !== "PLUS" || users === 0) return [];
  return [{ what: "person who signs in", group: "protection", basis: "month", price: "cognito.plus", count: exactly(users), units: 1 }];
};

/** Rules for keys, secrets, the web firewall and the sign-in. */
export const protectionRules: Readonly<Record<string, Rule>> = {
  [keyType]: key,
  "aws:secretsmanager/secret:Secret": secret,
  "aws:wafv2/webAcl:WebAcl": webAcl,
  "aws:cognito/userPool:UserPool": pool,
};
