import { rowsOf } from "../../../../domain/xcart/requests.ts";
import type { Row } from "../table.ts";

const shop = { status: 200, php: "index" } as const;
const service = { status: 200, php: "service" } as const;
const form = { "Content-Type": "application/x-www-form-urlencoded" };
const padding = (bytes: number) => "x=".padEnd(bytes, "x");
const boundary = "----b";
const multipart = { "Content-Type": `multipart/form-data; boundary=${boundary}` };
const upload = (bytes: number) =>
  `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\nContent-Type: image/jpeg\r\n\r\n${"j".repeat(bytes)}\r\n--${boundary}--\r\n`;
const megabyte = 1 << 20;

/** X-Cart's entries, and what goes to them. */
export const entryRows: readonly Row[] = [
  ["the home page", "/", { ...shop, told: { REQUEST_URI: "/", SCRIPT_NAME: "/index.php", QUERY_STRING: "" } }],
  [
    "a page by its target",
    "/?target=product&product_id=1",
    { ...shop, told: { REQUEST_URI: "/?target=product&product_id=1", QUERY_STRING: "target=product&product_id=1" } },
  ],
  ["a clean address", "/apparel/t-shirt.html", { ...shop, told: { REQUEST_URI: "/apparel/t-shirt.html" } }],
  ["a clean address with a dot", "/screen-2.0", { ...shop, told: { REQUEST_URI: "/screen-2.0" } }],
  ["one in another script", "/%D1%82%D0%BE%D0%B2%D0%B0%D1%80", { ...shop, told: { REQUEST_URI: "/%D1%82%D0%BE%D0%B2%D0%B0%D1%80" } }],
  ["the entry by its name", "/index.php?target=cart", { ...shop, told: { REQUEST_URI: "/index.php?target=cart" } }],
  ["a payment provider", "POST /?target=callback&txn_id_name=a", shop],
  [
    "a payment provider of an upgraded store",
    "POST /cart.php?target=callback&a=b",
    { ...shop, told: { REQUEST_URI: "/?target=callback&a=b", QUERY_STRING: "target=callback&a=b" } },
  ],
  ["the way back from payment", "/?target=payment_return&order=1", shop],
  ["the sitemap", "/sitemap.xml", { ...shop, told: { QUERY_STRING: "target=sitemap&" } }],
  ["robots.txt, where the store has none", "/robots.txt", { ...shop, told: { REQUEST_URI: "/robots.txt" } }],
  ["the administration", "/admin/?target=orders", { ...shop, told: { REQUEST_URI: "/admin/?target=orders" } }],
  ["the administration without a slash", "/admin?target=orders", { status: 301, headers: { location: "/admin/?target=orders" } }],
  ["a category that begins like it", "/administrative-supplies", shop],
  ["the service tool", "/service.php?/api", { ...service, told: { SCRIPT_NAME: "/service.php", QUERY_STRING: "/api" } }],
  ["the service tool's addresses", "/service.php/api/licenses", { ...service, told: { REQUEST_URI: "/service.php/api/licenses" } }],
  ["the service tool never gets a path of its own", "/service.php/../../etc/passwd", 400],
  ["the API", "/api/products", shop],
  ["the API deletes", "DELETE /api/products/1", shop],
  [
    "the API patches",
    { method: "PATCH", path: "/api/products/1", body: "{}", headers: { "Content-Type": "application/merge-patch+json" } },
    shop,
  ],
  ["the API's login", { method: "POST", path: "/api-login/check", body: "{}" }, shop],
  ...["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "FOOBAR"].flatMap((method): Row[] => [
    [`the API's login by ${method}`, `${method} /api-login/check`, { status: 405, headers: { allow: "POST" } }],
    [`what is beside it by ${method}`, `${method} /api-login`, { status: 405, headers: { allow: "POST" } }],
  ]),
  ["the API's documentation", "/api/docs", shop],
  ["the same as JSON", "/api/docs.json", { ...shop, told: { REQUEST_URI: "/api/docs.json" } }],
  ["a list as JSON", "/api/products.json?page=2", { ...shop, told: { REQUEST_URI: "/api/products.json?page=2" } }],
  ["a resource as JSON", "/api/products/7.json", shop],
  ["another format", "/api/products/7.jsonld", shop],
  ["one by another method", "DELETE /api/products/7.json", shop],
  ["a part of a resource as a page", "/api/products/7/images.html", shop],
  ["a category that begins like the API", "/apiary", shop],
  [
    "the add-on for language models",
    { method: "POST", path: "/mcp", body: "{}", headers: { "Accept-Encoding": "gzip" } },
    { ...shop, headers: { "content-encoding": undefined } },
  ],
  [
    "what PHP says of itself is left out",
    "/?do=headers",
    {
      ...shop,
      headers: {
        "x-powered-by": undefined,
        "x-debug": "kept",
        "x-frame-options": "SAMEORIGIN",
        "strict-transport-security": "max-age=31536000",
      },
    },
  ],
  [
    "an error of X-Cart has the headers too",
    "/?do=fail",
    {
      status: 500,
      php: "index",
      headers: { "referrer-policy": "strict-origin-when-cross-origin", "content-security-policy-report-only": /report-uri \/csp-report$/ },
    },
  ],
  ["HEAD", "HEAD /", 200],
  ["a shopper's PUT", "PUT /", { status: 405, headers: { allow: "GET, HEAD, POST" } }],
  ["a shopper's DELETE", "DELETE /product", 405],
  ["OPTIONS", "OPTIONS /", 405],
  ["TRACE", "TRACE /", 405],
  ["PROPFIND", "PROPFIND /", 405],
  ["a method that no one knows", "FOOBAR /", 405],
  ["a DELETE of a file", "DELETE /images/product/a.png", { status: 405, headers: { allow: "GET, HEAD" } }],
  ["a PUT of a file", { method: "PUT", path: "/images/product/new.php", body: "<?php" }, { status: 405, headers: { allow: "GET, HEAD" } }],
];

const page = (cookie: string, site?: string) => ({
  path: "/?do=page",
  headers: { "Accept-Encoding": "gzip", ...(cookie && { Cookie: cookie }), ...(site && { "Sec-Fetch-Site": site }) },
});
const compressed = { ...shop, php: undefined, headers: { "content-encoding": "gzip" } };
const plain = { ...shop, headers: { "content-encoding": undefined } };

/** Pages that are compressed, and those in which another site could look for secrets by their size (BREACH). */
export const compressionRows: readonly Row[] = [
  ["someone new", page(""), compressed],
  ["someone new, from a search engine", page("", "cross-site"), compressed],
  ["a shopper on the store's own pages", page("xid=0123456789", "same-origin"), compressed],
  ["a shopper who typed the address", page("a=b; xid=0123456789", "none"), compressed],
  ["a shopper whom another site sends", page("xid=0123456789", "cross-site"), plain],
  ["a shopper whom a neighbour sends", page("xid=0123456789", "same-site"), plain],
  ["a shopper whose browser does not say", page("xid=0123456789"), plain],
  [
    "a shopper whom a payment provider sends back, with all that it posts",
    {
      ...page("xid=0123456789", "cross-site"),
      path: "/?target=payment_return&do=page&xid=1",
      method: "POST",
      body: "a=b",
      headers: { ...page("xid=0123456789", "cross-site").headers, ...form },
    },
    { ...plain, body: /"REQUEST_METHOD":"POST".*"post":\["a"\].*"read":3/ },
  ],
  ["a page of an address of its own", { ...page("xid=0123456789", "cross-site"), path: "/shirts/?do=page" }, plain],
  ["the administration", { ...page("xid=0123456789", "same-origin"), path: "/admin/?do=page" }, plain],
  ["the API", { ...page(""), path: "/api/products?do=page" }, plain],
];

/** Bodies, queries and headers by their size. */
export const sizeRows: readonly Row[] = [
  ["a form", { method: "POST", path: "/", headers: form, body: "target=login&action=login" }, shop],
  ["a form of the most that a page takes", { method: "POST", path: "/", headers: form, body: padding(megabyte) }, shop],
  ["one byte more", { method: "POST", path: "/", headers: form, body: padding(megabyte + 1) }, 413],
  [
    "an import of the most that the administration takes",
    { method: "POST", path: "/admin/?target=import", headers: form, body: padding(3 * megabyte) },
    shop,
  ],
  ["one byte more there", { method: "POST", path: "/admin/?target=import", headers: form, body: padding(3 * megabyte + 1) }, 413],
  ["an add-on for the service tool", { method: "POST", path: "/service.php/upload", headers: form, body: padding(2 * megabyte) }, service],
  ["an import at a page of the shop", { method: "POST", path: "/?target=import", headers: form, body: padding(2 * megabyte) }, 413],
  ...rowsOf("upload")
    .map(({ target, action }) => [`target=${target}`, action === undefined ? [] : `action=${action}`].flat().join("&"))
    .flatMap((target): Row[] => {
      const at = { method: "POST", path: `/?${target}` };
      return [
        [`a shopper's file at ${target}`, { ...at, headers: multipart, body: upload(100_000) }, shop],
        [`a plain form there`, { ...at, headers: form, body: padding(8192) }, shop],
        [`a padded form there, which the web ACL does not see whole`, { ...at, headers: form, body: padding(8193) }, 413],
      ];
    }),
  [
    "a long form at a target that no one has",
    { method: "POST", path: "/?target=customer_attachment", headers: form, body: padding(8193) },
    shop,
  ],
  [
    "a file that is too large",
    { method: "POST", path: "/?target=customer_attachments&action=upload", headers: multipart, body: upload(2 * megabyte) },
    413,
  ],
  [
    "a padded form there, far over",
    { method: "POST", path: "/?a=b&target=customer_attachments", headers: form, body: padding(100_000) },
    413,
  ],
  ["a padded form there that says to be nothing", { method: "POST", path: "/?target=customer_attachments", body: padding(9000) }, 413],
  [
    "a padded form there that has multipart behind it",
    {
      method: "POST",
      path: "/?target=customer_attachments",
      headers: { "Content-Type": "application/x-www-form-urlencoded; multipart/form-data;" },
      body: padding(9000),
    },
    413,
  ],
  [
    "a padded form there, in pieces",
    { method: "POST", path: "/?target=customer_attachments", headers: { ...form, "Transfer-Encoding": "chunked" }, body: padding(9000) },
    413,
  ],
  [
    "JSON of a payment provider, longer than the firewall sees",
    { method: "POST", path: "/?target=callback", headers: { "Content-Type": "application/json" }, body: padding(20_000) },
    shop,
  ],
  [
    "a product's description, by the API",
    { method: "POST", path: "/api/products", headers: { "Content-Type": "application/json" }, body: padding(megabyte) },
    shop,
  ],
  [
    "one that is too long",
    { method: "POST", path: "/api/products", headers: { "Content-Type": "application/json" }, body: padding(megabyte + 1) },
    413,
  ],
  ["a body in pieces", { method: "POST", path: "/", headers: { ...form, "Transfer-Encoding": "chunked" }, body: "a=b" }, shop],
  ["a long query", `/?${"q".repeat(7000)}`, shop],
  ["a query that is too long", `/?${"q".repeat(8200)}`, 414],
  ["a long header", { path: "/", headers: { Cookie: "c".repeat(7000) } }, shop],
  ["a header that is too long", { path: "/", headers: { Cookie: "c".repeat(8300) } }, 400],
  [
    "headers that are too many",
    { path: "/", headers: Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`X-H${i}`, "h".repeat(6000)])) },
    400,
  ],
];
