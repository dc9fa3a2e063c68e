/*
 * X-Cart's addresses, as regular expressions of AWS WAF's kind. Forms go to `?` with `target` and `action` in the body, so the path
 * says little: what a request wants stands in its query or its body (X-Cart 5.5, classes/XLite/View/Form/AForm.php). Expressions are
 * as short as WAF's 200 characters want them; none has to undo percent signs, since the rule `disguised` refuses needless ones.
 */

/** Lines of X-Cart that a store can run. */
export type XcartLine = "5.5" | "5.6";

/**
 * First folder of the administration's addresses. Nobody can choose it: a route and a constant of X-Cart name it (5.5.0.29,
 * config/routes.yaml, `XLite::ADMIN_SELF`), and its variable `XCART_HOST_DETAILS_ADMIN_SELF` only makes links of the service tool.
 */
export const adminFolder = "admin";

/** `name=value` in a query or a body, or a part of a form with files in it. X-Cart takes `Login` for `login`. */
const field = (name: string, values: string) => ({
  query: `(?i)(?:^|&)${name}=(?:${values})(?:&|$)`,
  body: `(?i)(?:^|&)${name}=(?:${values})(?:&|$)|name\\s*=\\s*["']?${name}["';\\s][\\s\\S]*\\n\\s*(?:${values})\\s`,
});

/** What a shopper can ask for that others abuse. */
export const forms = {
  login: field("target", "login"),
  account: field("target", "recover_password|profile"),
  checkout: field("target", "checkout"),
  order: field("action", "checkout"),
} as const;

/** One of {@link forms}. */
export type Form = keyof typeof forms;

/** X-Cart's API for logging in, a body of JSON (config/packages/security.yaml). */
export const loginPath = "/api-login";

/** Targets of searches, and of uploads by shoppers (attachments of orders and messages). */
export const searchTarget = "search";
export const uploadTarget = "files";

/**
 * What payment providers call and send shoppers back to. Exceptions are made for it, so it is narrow: X-Cart's own entry, `target`
 * first, in lower case and alone (no other argument begins with `ta`, or a letter that PHP drops), nothing of that name in the body.
 */
export const callback = {
  path: "^/(?:[a-z]{2}/)?(?:(?:cart|index)\\.php)?$",
  query: "^target=(?:callback|payment_return)(?:&(?:[a-su-zA-SU-Z0-9_]|[tT][^aA&=])[^&]*)*$",
  bodyTarget: "(?i)(?:^|&)[+ ]*target(?:=|\\[|%5b)|name\\s*=\\s*[\"']?target[\"';\\s]",
} as const;

/**
 * Letters, digits and the like that are percent-encoded without need (RFC 3986, 2.3), dots that climb, slashes and nulls in disguise or doubled at the beginning,
 * arguments in cookies: no browser sends them, and rules would not see through.
 */
export const disguised = {
  path: "(?i)%(?:[46][1-9a-f]|[57][0-9a]|3[0-9]|2[def]|5[cf]|7e|00)|/\\.{1,2}(?:/|$)|\\\\|^//",
  /** In names of arguments, or anything encoded in the two that decide. */
  arguments:
    "(?i)(?:^|&)(?:[^=&]*%(?:[46][1-9a-f]|[57][0-9a]|3[0-9]|2e|5f|00)[^=&]*=|(?:\\+| |%20)+(?:target|action)|(?:target|action)=[^&]*%)",
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

/** Pictures, styles, scripts and fonts, and the API, whose users are programs: not worth, or not fit for, a question about bots. */
export const notForBots: Readonly<Record<XcartLine, string>> = {
  "5.5": `(?i)^/+api(?:/|$)|${files}`,
  // Its add-on for language models.
  "5.6": `(?i)^/+(?:api|mcp)(?:/|$)|${files}`,
};

/** The cookie of X-Cart's session (classes/XLite/Core/Session.php). */
export const sessionCookie = "xid";

/** Fields of X-Cart's forms for login and registration, as paths in a form's body. */
export const credentialFields = { user: "login", password: "password" } as const;
