/** Actions of a rule on a request that it matches. */
export const ruleActions = ["block", "captcha", "challenge", "count"] as const;

/** One of {@link ruleActions}. */
export type RuleActionName = (typeof ruleActions)[number];

/** A rule whose action settings may choose. */
interface Rule {
  readonly action: RuleActionName;
  /** The action in dev. @default - the same */
  readonly inDev?: RuleActionName;
  /** Other actions that make sense; every rule can count. @default - block, captcha, challenge */
  readonly may?: readonly RuleActionName[];
  /** The requests that it matches, for the settings' page. */
  readonly about: string;
}

/** A group of AWS's decides itself what each of its rules does: it can only be let, or be counted. */
const group: readonly RuleActionName[] = ["block"];

/**
 * The rules that act, with what they do if the settings say nothing else. A challenge or CAPTCHA can only be answered by a browser
 * that asks for a page (GET, text/html): rules about forms block, the page before the form asks
 * (docs.aws.amazon.com/waf/latest/developerguide/waf-captcha-and-challenge.html).
 */
export const firewallRules = {
  guard: { action: "block", about: "addresses that the login guard blocks: logins and other forms, not browsing" },
  "blocked-addresses": { action: "block", about: "`blockedAddresses`" },
  "blocked-agents": { action: "block", about: "attack tools by their user agent, and `blockedAgents`" },
  "blocked-asns": { action: "block", about: "`blockedAsns`" },
  countries: { action: "block", about: "`countries`, but for payment providers, scanners and monitors" },
  disguised: {
    action: "block",
    may: ["block"],
    about: "needless percent signs and climbing dots, which would hide a request from other rules",
  },
  scripts: {
    action: "block",
    may: ["block"],
    about: "PHP other than X-Cart's entry points, such as installers and uploaded files",
  },
  "private-files": {
    action: "block",
    may: ["block"],
    about: "files that begin with a dot, dumps, archives, logs, keys, backups of editors",
  },
  probes: {
    action: "block",
    may: ["block"],
    about: "development tools, folders that are not public, other shops' software, `blockedPaths`",
  },
  api: { action: "block", may: ["block"], about: "X-Cart's API, its login and `/mcp`, but for those of `api`" },
  admin: { action: "block", may: ["block"], about: "the administration, from elsewhere than `admin.addresses`" },
  "anti-ddos": { action: "block", may: group, about: "AWS's group on floods of requests (`groups.antiDdos`)" },
  "known-bad-inputs": { action: "block", may: group, about: "AWS's group on known bad inputs" },
  core: { action: "block", inDev: "count", may: group, about: "AWS's core rule set" },
  sqli: { action: "block", inDev: "count", may: group, about: "AWS's group on SQL injection, but for staff at work" },
  php: { action: "block", inDev: "count", may: group, about: "AWS's group on PHP (`groups.php`), but for staff at work" },
  "php-code": { action: "block", inDev: "count", may: ["block"], about: "PHP in a form or an argument, but for staff at work" },
  linux: { action: "block", inDev: "count", may: group, about: "AWS's group on Linux (`groups.linux`)" },
  oversize: {
    action: "block",
    inDev: "count",
    may: ["block"],
    about:
      "bodies over 8 KB, queries over 2 KB, no user agent; but for payment providers, staff at work, uploads, texts of shoppers and the checkout",
  },
  markup: { action: "block", inDev: "count", may: ["block"], about: "scripts in a form or an argument, but for staff at work" },
  inclusion: {
    action: "block",
    inDev: "count",
    may: ["block"],
    about: "files, climbing paths and addresses within AWS in a form or an argument, but for staff at work",
  },
  exploits: { action: "block", may: ["block"], about: "exploits of Java and JavaScript in a form or an argument, but for staff at work" },
  "scanner-agents": { action: "block", may: ["block"], about: "scanners by their user agent, but for those of `scanners`" },
  "ip-reputation": { action: "block", may: group, about: "addresses that AWS knows as bad, but for payment providers and monitors" },
  "anonymous-ip": { action: "captcha", about: "VPNs, proxies, Tor and hosting providers on the pages of login, account and checkout" },
  "bot-control": { action: "block", may: group, about: "bots that AWS cannot verify; search engines pass" },
  "account-takeover": { action: "block", may: group, about: "stolen passwords (`groups.accountTakeover`)" },
  "account-creation": { action: "block", may: group, about: "fake accounts (`groups.accountCreation`)" },
  "ai-crawler-rate": { action: "block", about: "AI crawlers over `rates.aiCrawler`, where `bots.aiCrawlers` is limit" },
  // A client that has once solved a CAPTCHA would be let through for a day, whatever the number of logins.
  "login-rate": { action: "block", may: ["block"], about: "logins over `rates.login`" },
  // A blocking rate of the whole store would let any client shut it for all.
  "login-store-rate": {
    action: "challenge",
    may: ["challenge", "captcha"],
    about: "logins from anywhere over `rates.loginStore`, in browsers that never answered",
  },
  "account-rate": { action: "block", about: "registrations and forgotten passwords over `rates.account`" },
  "order-rate": { action: "block", about: "orders placed from an address over `rates.order`" },
  "order-session-rate": { action: "block", about: "orders placed in a session over `rates.orderSession`" },
  "order-store-rate": {
    action: "challenge",
    may: ["challenge", "captcha"],
    about: "orders from anywhere over `rates.orderStore`, in browsers that never answered",
  },
  "checkout-rate": { action: "block", about: "steps of the checkout over `rates.checkout`" },
  "search-rate": { action: "challenge", about: "searches over `rates.search`" },
  "total-rate": { action: "block", about: "requests of any kind over `rates.total`" },
  "form-page": {
    action: "challenge",
    may: ["challenge", "captcha"],
    about: "the pages of registration, forgotten password and checkout, before their forms",
  },
  "order-token": {
    action: "challenge",
    may: ["challenge", "captcha"],
    about: "an order at X-Cart's own checkout from a client that never opened it in a browser",
  },
} as const satisfies Record<string, Rule>;

/** One of {@link firewallRules}. */
export type FirewallRule = keyof typeof firewallRules;

const isFirewallRule = (name: string): name is FirewallRule => Object.hasOwn(firewallRules, name);

/** The names of all rules that act, in their order. */
export const firewallRuleNames: readonly FirewallRule[] = Object.keys(firewallRules).filter(isFirewallRule);

/** A rule by its name, with the optional fields in its type. */
export const firewallRule = (name: FirewallRule): Rule => firewallRules[name];

/** The actions that a rule can take, `count` last. */
export const actionsOf = (name: FirewallRule): readonly RuleActionName[] => [
  ...(firewallRule(name).may ?? ruleActions.filter((action) => action !== "count")),
  "count",
];
