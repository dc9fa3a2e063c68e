import { type Attack, form, get, inParts, padding } from "./row.ts";

const login = "login=a%40b.example&password=x";

/** Logins and orders whose arguments are written so that a rule does not see what X-Cart takes them for: one of each, from no one special. */
export const disguises: readonly Attack[] = [
  form("an encoded value", "/", `target=%6Cogin&action=login&${login}`, "web ACL: block 403 by disguised"),
  form("an encoded name", "/", `%74arget=login&action=login&${login}`, "web ACL: block 403 by disguised"),
  form("an encoded underscore in a value", "/", `target=recover%5Fpassword&action=recover_password`, "web ACL: block 403 by disguised"),
  form("a blank before a name", "/", `x=1&+target=login&action=login&${login}`, "web ACL: block 403 by disguised"),
  form("an encoded blank before a name", "/", `%20target=login&%20action=login&${login}`, "web ACL: block 403 by disguised"),
  form("a tab before a name", "/", `%09target=login&action=login&${login}`, "X-Cart: page/login in shop"),
  form("a raw NUL in a name", "/", `target\0=login&action\0=login&${login}`, "web ACL: block 403 by disguised"),
  form("an encoded NUL in a name", "/", `target%00=login&action=login&${login}`, "web ACL: block 403 by disguised"),
  form("a bracket that PHP makes an underscore of", "/", `target[=login&action[=login&${login}`, "X-Cart: page in shop"),
  form("lists", "/", `target[]=login&action[]=login&${login}`, "PHP: 400"),
  form("a list after a word", "/", `target=login&action=login&target[]=x&${login}`, "PHP: 400"),
  form("a second target", "/", `target=main&target=login&action=main&action=login&${login}`, "PHP: 400"),
  form("a target in the address and another in the body", "/?target=main", `target=login&action=login&${login}`, "PHP: 400"),
  form("a harmless target in the body, under another in the address", "/?target=login&action=login", `target=main&${login}`, "PHP: 400"),
  form("a value with a line's end", "/", `target=login%0A&action=login&${login}`, "web ACL: block 403 by disguised"),
  form("a value with a NUL", "/", `target=login%00&action=login&${login}`, "web ACL: block 403 by disguised"),
  form("markup that X-Cart strips", "/", `target=log<b>in&action=login&${login}`, "X-Cart: pagenotfound in shop"),
  form("a semicolon between arguments", "/", `x=1;target=login;action=login&${login}`, "X-Cart: page in shop"),
  form("words in the address, the rest in the body", "/?target=login&action=login", login, "X-Cart: login/login in shop"),
  get("all of a login in the address", `/?target=login&action=login&${login}`, "X-Cart: login/login in shop"),
  get("a target as a clean address", "/login", "X-Cart: page in shop"),
  get("a clean address as an argument", "/?url=login", "X-Cart: page in shop"),
  form("a target in a cookie", "/", login, "web ACL: block 403 by disguised", { headers: { cookie: "target=login; action=login" } }),
  form("an action in a cookie", "/", "target=checkout", "web ACL: block 403 by disguised", {
    headers: { cookie: "xid=1; action=checkout" },
  }),
  form("a cookie with a blank before its name", "/", "target=checkout", "web ACL: block 403 by disguised", {
    headers: { cookie: "xid=1;  action=checkout" },
  }),
  form("a cookie with an encoded name", "/", "target=checkout", "X-Cart: checkout in shop", { headers: { cookie: "%61ction=checkout" } }),
  form("a cookie as a list", "/", "target=checkout", "PHP: 400", { headers: { cookie: "action[]=checkout" } }),
  form("a cookie with capitals", "/", "target=checkout", "web ACL: block 403 by disguised", { headers: { cookie: "Action=checkout" } }),
  form("a cookie behind 9 KB of cookies", "/", "target=checkout", "web ACL: block 403 by disguised", {
    headers: { cookie: `a=${padding(7)}; b=${padding(1)}; action=checkout` },
  }),
  inParts(
    "parts",
    "/",
    [
      ['name="target"', "login"],
      ['name="action"', "login"],
    ],
    "X-Cart: login/login in shop",
  ),
  inParts(
    "parts with a blank before a name",
    "/",
    [
      ['name=" target"', "login"],
      ['name=" action"', "login"],
    ],
    "X-Cart: login/login in shop",
  ),
  inParts(
    "parts with a NUL in a name",
    "/",
    [
      ['name="target\0"', "login"],
      ['name="action\0"', "login"],
    ],
    "web ACL: block 403 by disguised",
  ),
  inParts(
    "parts without quotes",
    "/",
    [
      ["name=target", "login"],
      ["name=action", "login"],
    ],
    "X-Cart: login/login in shop",
  ),
  inParts(
    "parts in single quotes",
    "/",
    [
      ["name='target'", "login"],
      ["name='action'", "login"],
    ],
    "X-Cart: login/login in shop",
  ),
  inParts(
    "parts with blanks around the sign",
    "/",
    [
      ['name = "target"', "login"],
      ['name = "action"', "login"],
    ],
    "X-Cart: page in shop",
  ),
  inParts(
    "parts with an escaped letter",
    "/",
    [
      ['name="targ\\et"', "login"],
      ['name="acti\\on"', "login"],
    ],
    "X-Cart: page in shop",
  ),
  inParts(
    "parts whose head is in capitals",
    "/",
    [
      ['NAME="target"', "login"],
      ['NAME="action"', "login"],
    ],
    "X-Cart: login/login in shop",
  ),
  inParts(
    "parts with a file's name before the name",
    "/",
    [
      ['filename=""; name="target"', "login"],
      ['name="action"', "login"],
    ],
    "X-Cart: page/login in shop",
  ),
  inParts(
    "parts with two names",
    "/",
    [
      ['name="x"; name="target"', "login"],
      ['name="x"; name="action"', "login"],
    ],
    "X-Cart: login/login in shop",
  ),
  inParts(
    "parts in a quote that no one ends",
    "/",
    [
      ['name="target', "profile"],
      ['name="action', "modify"],
    ],
    "X-Cart: profile/modify in shop",
  ),
  inParts(
    "parts with an encoded value",
    "/",
    [
      ['name="target"', "%6cogin"],
      ['name="action"', "login"],
    ],
    "X-Cart: pagenotfound in shop",
  ),
];
