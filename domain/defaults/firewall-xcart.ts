/*
 * X-Cart's addresses, as regular expressions of AWS WAF's kind. Forms go to `?` with `target` and `action` in the body, so the path
 * says little: what a request wants stands in its query or its body (X-Cart 5.5, classes/XLite/View/Form/AForm.php). Expressions are
 * as short as WAF's 200 characters want them; none has to undo percent signs, since the rule `disguised` refuses needless ones.
 */

import { wordOf } from "../xcart/requests.ts";

/** Lines of X-Cart that a store can run. */
export type XcartLine = "5.5" | "5.6";

/**
 * First folder of the administration's addresses. It is fixed: a route and a constant of X-Cart name it (5.5.0.29,
 * config/routes.yaml, `XLite::ADMIN_SELF`), and its variable `XCART_HOST_DETAILS_ADMIN_SELF` only makes links of the service tool.
 */
export const adminFolder = "admin";

/**
 * A word of X-Cart's in any spelling that it takes: underscores may stand anywhere, and case does not count. `~` is for letters that
 * need no looking at, since no other word of X-Cart's begins and ends alike.
 */
const spelled = (words: string): string => `_*(?:${words.replaceAll(/[a-z]/g, "$&_*").replaceAll(/(?:_\*)?~/g, "\\w*")})`;

/**
 * `name=value` in a query or a body, or a part of a form with files in it, whose name PHP takes quoted or not, with blanks before it, and
 * as far as a NUL ({@link file://../xcart/multipart.ts}). What a name may be encoded or begin with otherwise, {@link disguised} refuses.
 */
const field = (name: string, words: string) => ({
  query: `(?i)(?:^|&)${name}=${spelled(words)}(?:&|$)`,
  body: `(?i)(?:(?:^|&)${name}=|name=+[\\s\\x0b"']*${name}[\\s"';\\x00][\\s\\S]*\\n)${spelled(words)}(?:\\W|$)`,
});

/** Requests of shoppers that are abused: the rows of the kinds of the same names ({@link file://../xcart/requests.ts}). */
export const forms = {
  login: field("target", "(?:authy)?login"),
  account: field("target", "(?:recover|forcechange)password|profile"),
  checkout: field("target", "(?:amazon)?checkout"),
  order: field("action", "(?:xpa~)?checkout|createo~r|exp~rn|card~p|xpc~"),
} as const;

/** Actions of a store's own that place an order, in any spelling. */
export const ownOrders = (actions: readonly string[]) => field("action", actions.map(wordOf).join("|"));

/** Searches, which cost the database most. */
export const search = field("target", "search");

/** One of {@link forms}. */
export type Form = keyof typeof forms;

/** Arguments behind the first of which none is `target`, however it is written: its name differs in one of its letters, or goes on. */
const noTarget = "(?:&(?:[^t&%+ ]|t[^a&%]|ta[^r&%]|tar[^g&%]|targ[^e&%]|targe[^t&%]|target[^=&%\\[])[^&]*)*$";

/** Queries of calls to these targets, and to nothing else. */
export function callsOf(targets: readonly string[]): string {
  return `^target=(?:${targets.join("|")})${noTarget}`;
}

/**
 * Addresses that payment providers call and send shoppers back to. Exceptions are made for them, so they are narrow: X-Cart's own entry, `target`
 * first, as X-Cart writes it and once, nothing of that name in the body.
 */
export const callback = {
  path: "^/(?:[a-z]{2}/)?(?:(?:cart|index)\\.php)?$",
  query: callsOf(["callback", "payment_return", "xpayments_subscriptions_callback"]),
  bodyTarget: "(?:^|&)(?:[+ ]|%20)*target[=\\[%\\x00]|[nN][aA][mM][eE]=+[\\s\\x0b\"']*target[\\s\"';\\[\\x00]",
} as const;

/**
 * Letters, digits and the like that are percent-encoded without need (RFC 3986, 2.3), dots that climb, slashes and nulls in disguise or doubled at the beginning,
 * arguments in cookies: no browser sends them, and rules would not see through.
 */
export const disguised = {
  path: "(?i)%(?:[46][1-9a-f]|[57][0-9a]|3[0-9]|2[def]|5[cf]|7e|00)|/\\.{1,2}(?:/|$)|\\\\|^//",
  /**
   * Names that PHP makes `target` or `action` of, by blanks before them, letters encoded or a NUL behind, and anything encoded in
   * a value of those two that begins as a word. Asked of files' contents too, so no more than that.
   */
  arguments:
    "(?:^|&)(?:(?:[+ ]|%20)+(?:target|action)=[\\w%]|(?:[+ ]|%20)*(?:[aceginort]{0,5}%(?:6[135679EFef]|7[24])|(?:target|action)(?:%00|\\x00|=\\w*%)))",
  /** A part of a form whose header PHP joins from several lines, in the middle of a name too, or cuts at a NUL. */
  parts: "(?i)content-disposition:[^\\n]*(?:\\n[\\t\\x0b\\x0c ][^\\n]*)*(?:\\x00|\\n(?:\\r[^\\n]|[^\\s:][^\\n:]*[\\n\\x00]))",
  /** X-Cart reads arguments from cookies too, under those of the query and the body (classes/XLite/Core/Request.php, mapRequest). */
  cookies: ["target", "action"],
} as const;

/** PHP that can be run: by its ending, also with another behind it. */
export const scripts = "(?i)\\.ph(?:p[0-9]?|tml|ar|ps|t)(?:[./]|$)";

/**
 * The scripts that are there to be called; `cart.php` is what upgraded stores gave their payment providers. Nothing follows the front
 * ones: Symfony takes `/index.php/admin` for `/admin`, and rules on paths would not see that.
 */
export const entryPoints = "^/+(?:(?:index|cart)\\.php$|(?:admin|service)\\.php(?:/|$))";

/** Files that begin with a dot (but `/.well-known/`), dumps, configuration, logs, keys, editors' leavings, archives in the root. */
export const privateFiles =
  "(?i)/\\.(?:[^w/]|w[^e/])|\\.(?:sql|bak|old|orig|save|sw[op]|env|ini|log|ya?ml|twig|tpl|lock|pem|key|conf|sh|dist)(?:\\.(?:gz|zip|bz2))?$|~$|^/+[^/]+\\.(?:zip|rar|7z|tar|t?gz|bz2|xz)$";

/** Development tools of X-Cart, its folders that are not public, and what scanners for other software ask for. */
export const probes =
  "(?i)^/+(?:_(?:profiler|wdt|error)|service-tool|var/(?:run|log|cache|tmp)|vendor/phpunit|wp-(?:admin|content|includes|json)|phpmyadmin|pma|adminer|cgi-bin|actuator|server-status)(?:/|$)";

/** Tools that look for holes and say so. */
export const attackTools =
  "(?i)sqlmap|nikto|acunetix|nessus|openvas|masscan|zgrab|nuclei|wpscan|gobuster|dirbuster|feroxbuster|ffuf|jorgee";

const files = "\\.(?:css|js|mjs|map|png|jpe?g|gif|webp|avif|svg|ico|woff2?|ttf|mp4)$";

/** Pictures, styles, scripts and fonts: not worth a question about bots. */
export const notForBots = `(?i)${files}`;

/** The cookie of X-Cart's session (classes/XLite/Core/Session.php). */
export const sessionCookie = "xid";

/** Fields of X-Cart's forms for login and registration, as paths in a form's body. */
export const credentialFields = { user: "login", password: "password" } as const;
