import { type Attack, form, get, inParts, padding, partsOf } from "./row.ts";

const order = "target=checkout&action=checkout";
const long = ["core=SizeRestrictions_BODY"];
const provider = ["bot-control=SignalNonBrowserUserAgent", "ip-reputation=AWSManagedReconnaissanceList"];
const upload = ['name="file"; filename="a.png"', padding(10)] as const;

/** Bodies that say another thing to a rule than to PHP, and exceptions for payment providers and uploads that someone else uses. */
export const bodies: readonly Attack[] = [
  form("an order as JSON, which PHP does not read", "/", '{"target":"checkout","action":"checkout"}', "X-Cart: page in shop", {
    headers: { "content-type": "application/json" },
  }),
  form("an order that says it is JSON", "/", order, "web ACL: challenge 202 by order-token", {
    headers: { "content-type": "application/json" },
  }),
  form("an order as text", "/", order, "web ACL: challenge 202 by order-token", { headers: { "content-type": "text/plain" } }),
  form("an order of no type", "/", order, "web ACL: challenge 202 by order-token", { headers: { "content-type": "" } }),
  form("an order whose type is in capitals", "/", order, "web ACL: challenge 202 by order-token", {
    headers: { "content-type": "APPLICATION/X-WWW-FORM-URLENCODED" },
  }),
  form("an order whose type has a charset", "/", order, "web ACL: challenge 202 by order-token", {
    headers: { "content-type": "application/x-www-form-urlencoded; charset=utf-7" },
  }),
  form("an order in parts whose type says it is plain", "/", partsOf([['name="action"', "checkout"]]), "X-Cart: page in shop"),
  form("a plain order whose type says it is in parts", "/", order, "web ACL: challenge 202 by order-token", {
    headers: { "content-type": "multipart/form-data; boundary=x" },
  }),
  form("an order whose type says two things", "/", order, "web ACL: challenge 202 by order-token", {
    headers: { "content-type": "application/x-www-form-urlencoded, multipart/form-data; boundary=x" },
  }),
  form(
    "an order in parts of two boundaries",
    "/",
    partsOf([
      ['name="target"', "checkout"],
      ['name="action"', "checkout"],
    ]),
    "web ACL: challenge 202 by order-token",
    {
      headers: { "content-type": "multipart/form-data; boundary=x; boundary=part" },
    },
  ),
  form("an order that is packed", "/", "\x1f\x8b\x08\0", "X-Cart: page in shop", { headers: { "content-encoding": "gzip" } }),
  form("an order behind 9 KB", "/", `x=${padding(9)}&${order}`, "web ACL: block 403 by oversize", { hints: long }),
  inParts(
    "an order in parts behind 9 KB",
    "/",
    [
      ['name="x"', padding(9)],
      ['name="action"', "checkout"],
    ],
    "web ACL: block 403 by oversize",
    { hints: long },
  ),
  form("an order behind a long message to the store", "/", `target=contact_us&action=send&x=${padding(9)}&${order}`, "PHP: 400", {
    hints: long,
  }),
  form(
    "an order behind a long message, in the address",
    "/?target=contact_us",
    `x=${padding(9)}&${order}`,
    "web ACL: block 403 by oversize",
    {
      hints: long,
    },
  ),
  form("an order behind 9 KB at the address of uploads", "/?target=files", `x=${padding(9)}&${order}`, "web ACL: block 403 by oversize", {
    hints: long,
  }),
  inParts(
    "an order in parts behind a file",
    "/?target=files",
    [upload, ['name="target"', "checkout"], ['name="action"', "checkout"]],
    "web ACL: block 403 by oversize",
    { hints: long },
  ),
  inParts(
    "a login in parts behind a file",
    "/?target=files",
    [upload, ['name="target"', "login"], ['name="action"', "login"]],
    "web ACL: block 403 by oversize",
    {
      hints: long,
    },
  ),
  inParts(
    "another action behind a file",
    "/?target=files&action=uploadFromFile",
    [upload, ['name="action"', "checkout"]],
    "web ACL: block 403 by oversize",
    {
      hints: long,
    },
  ),
  inParts(
    "a name that PHP trims behind a file",
    "/?target=files",
    [upload, ['name=" target"', "login"]],
    "web ACL: block 403 by oversize",
    { hints: long },
  ),
  inParts(
    "a second target in the address of uploads",
    "/?target=files&target=login",
    [upload, ['name="action"', "login"]],
    "web ACL: block 403 by oversize",
    {
      hints: long,
    },
  ),
  inParts(
    "a target of uploads in other letters",
    "/?TARGET=files",
    [upload, ['name="target"', "login"]],
    "web ACL: block 403 by oversize",
    { hints: long },
  ),
  inParts(
    "an order behind a picture for the cart",
    "/?target=customer_attachments&action=upload",
    [upload, ['name="target"', "checkout"], ['name="action"', "checkout"]],
    "PHP: 400",
    { hints: long },
  ),
  inParts(
    "an order behind a picture with the cart's target",
    "/",
    [['name="target"', "cart"], ['name="action"', "add"], upload, ['name="action"', "checkout"]],
    "PHP: 400",
    {
      hints: long,
    },
  ),

  form("a login that says it is a callback", "/?target=callback", "target=login&action=login", "web ACL: block 403 by ip-reputation", {
    hints: provider,
  }),
  form("an order that says it is a callback", "/?target=callback", order, "web ACL: block 403 by ip-reputation", { hints: provider }),
  form("a callback with an action", "/?target=callback&action=checkout", "x=1", "X-Cart: callback/checkout in shop", {
    hints: provider,
  }),
  form("a callback with a second target", "/?target=callback&target=login", "action=login", "web ACL: block 403 by ip-reputation", {
    hints: provider,
  }),
  form("a callback behind another target", "/?target=login&target=callback", "action=login", "web ACL: block 403 by ip-reputation", {
    hints: provider,
  }),
  form("a callback with a list", "/?target=callback&target[]=login", "action=login", "web ACL: block 403 by ip-reputation", {
    hints: provider,
  }),
  form("a callback with a name that PHP changes", "/?target=callback&+target=login", "action=login", "web ACL: block 403 by disguised", {
    hints: provider,
  }),
  form(
    "a callback whose body has another target behind 9 KB",
    "/?target=callback",
    `x=${padding(9)}&target=login&action=login`,
    "web ACL: block 403 by oversize",
    {
      hints: [...provider, ...long],
    },
  ),
  inParts(
    "a callback with a login in parts",
    "/?target=callback",
    [
      ['name=" target"', "login"],
      ['name=" action"', "login"],
    ],
    "web ACL: block 403 by ip-reputation",
    { hints: provider },
  ),
  form("a callback that says it is JSON", "/?target=callback", "target=login&action=login", "X-Cart: callback in shop", {
    hints: provider,
    headers: { "content-type": "application/json" },
  }),
  form("a callback with its target in a cookie", "/?x=1", "a=1", "web ACL: block 403 by disguised", {
    hints: provider,
    headers: { cookie: "target=callback" },
  }),
  form("a callback in capitals", "/?TARGET=callback", "target=login&action=login", "web ACL: block 403 by ip-reputation", {
    hints: provider,
  }),
  form("a callback at another page's address", "/some-page?target=callback", "a=1", "web ACL: block 403 by ip-reputation", {
    hints: provider,
  }),
  form(
    "a callback of a name that only looks like it",
    "/?target=callback_",
    "target=login&action=login",
    "web ACL: block 403 by ip-reputation",
    { hints: provider },
  ),
  get("a page from a blocked country", "/", "web ACL: block 403 by countries", { country: "RU" }),
  get("a page from a blocked country as a callback", "/?target=callback&target=main", "web ACL: block 403 by countries", { country: "RU" }),
  form(
    "a login from a blocked country as a return",
    "/?target=payment_return",
    "target=login&action=login",
    "web ACL: block 403 by countries",
    { country: "RU" },
  ),
];
