import { uploadPolicy } from "../../../../domain/defaults/page-headers.ts";
import type { Row } from "../table.ts";

const sandboxed = { "content-security-policy": uploadPolicy, "x-content-type-options": "nosniff" };
const gzip = { "Accept-Encoding": "gzip" };

/** What is handed out, and how. */
export const fileRows: readonly Row[] = [
  [
    "a stylesheet",
    "/assets/web/main.css",
    { status: 200, headers: { "content-type": "text/css", "cache-control": "public, max-age=86400" } },
  ],
  ["a version of it", "/assets/web/main.css?1691", { status: 200, headers: { "cache-control": "public, max-age=31536000, immutable" } }],
  [
    "a stylesheet, compressed",
    { path: "/assets/web/main.css", headers: gzip },
    { status: 200, headers: { "content-encoding": "gzip", vary: "Accept-Encoding" } },
  ],
  ["a script", "/assets/web/main.js", { status: 200, headers: { "content-type": "text/javascript" } }],
  ["a font", "/assets/web/a.woff2", { status: 200, headers: { "content-type": "font/woff2" } }],
  ["pages of the API", "/bundles/api/swagger.js", 200],
  ["what X-Cart put together", "/var/resources/all.css", 200],
  ["a small picture", "/var/images/a/b.png", { status: 200, headers: { "content-type": "image/png" } }],
  [
    "a picture",
    "/images/product/a.png",
    { status: 200, headers: { "content-type": "image/png", "cache-control": "public, max-age=604800", ...sandboxed } },
  ],
  [
    "a picture that is not compressed again",
    { path: "/images/product/a.png", headers: gzip },
    { status: 200, headers: { "content-encoding": undefined } },
  ],
  [
    "a picture with a script inside, which runs nowhere",
    "/images/product/b.svg",
    { status: 200, headers: { "content-type": "image/svg+xml", ...sandboxed } },
  ],
  [
    "PHP that calls itself a picture, as a picture",
    "/images/product/shell.php.png",
    { status: 200, headers: { "content-type": "image/png" }, body: /^<\?php/ },
  ],
  ["a picture in capitals", "/images/product/A.PNG", 404],
  ["HEAD of a picture", "HEAD /images/product/a.png", { status: 200, headers: { "content-length": "1000" } }],
  [
    "a part",
    { path: "/images/product/a.png", headers: { Range: "bytes=10-19" } },
    { status: 206, headers: { "content-range": "bytes 10-19/1000" }, body: /^0123456789$/ },
  ],
  ["the last part", { path: "/images/product/a.png", headers: { Range: "bytes=-5" } }, { status: 206, body: /^56789$/ }],
  ["a part that is not there", { path: "/images/product/a.png", headers: { Range: "bytes=5000-" } }, 416],
  [
    "more parts than anybody needs, as a whole",
    { path: "/images/product/a.png", headers: { Range: `bytes=${Array(9).fill("0-0").join(",")}` } },
    { status: 200, headers: { "content-length": "1000" } },
  ],
  [
    "a file that has not changed",
    { path: "/images/product/a.png", headers: { "If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT" } },
    200,
  ],
  [
    "a manual, to keep",
    "/files/attachments/1/manual.pdf",
    { status: 200, headers: { "content-type": "application/pdf", "content-disposition": "attachment", ...sandboxed } },
  ],
  [
    "a vendor's picture",
    "/files/vendor/2/a.jpg",
    { status: 200, headers: { "content-type": "image/jpeg", "content-disposition": "attachment" } },
  ],
  ["a film", "/files/video/a.mp4", { status: 200, headers: { "content-type": "video/mp4" } }],
  [
    "a download that X-Cart hands out",
    "/?do=download&file=invoices/1.pdf",
    { status: 200, headers: { "content-type": "application/pdf", ...sandboxed }, body: /^an invoice$/ },
  ],
  ["a download that climbs", "/?do=download&file=../../.env.local", 404],
  ["the place of downloads, asked for directly", "/storage_download/invoices/1.pdf", 404],
  ["the store's icon", "/favicon.ico", { status: 200, headers: { "content-type": "image/x-icon" } }],
  ["its manifest", "/manifest.json", { status: 200, headers: { "content-type": "application/json" } }],
  ["the proof for a search engine", "/google1234abcd.html", { status: 200, headers: { "content-type": "text/html" } }],
  [
    "the proof for a payment provider",
    "/.well-known/apple-developer-merchantid-domain-association",
    { status: 200, headers: { "content-type": "text/plain" }, body: "apple" },
  ],
  ["a link among pictures that leads to a secret", "/images/product/link.png", 403],
  ["a folder among pictures that leads elsewhere", "/images/outside/favicon.ico", 404],
  ["a picture that is not there", "/images/product/none.png", { status: 404, headers: { "cache-control": undefined } }],
];

const refused = (...paths: readonly string[]): Row[] => paths.map((path) => [path, path, 404]);

/** What does not leave a node, and what does not run on it. */
export const refusedRows: readonly Row[] = [
  // Scripts
  ...refused(
    "/install.php",
    "/install.1234.php",
    "/INSTALL.PHP",
    "/probe.php",
    "/admin.php?target=main",
    "/index.php/admin",
    "/index.php/",
    "/x.phtml",
    "/x.phar",
    "/x.php5",
  ),
  ...refused(
    "/images/product/shell.php",
    "/images/product/shell.phtml",
    "/images/product/a.png/x.php",
    "/files/attachments/1/evil.php",
    "/var/resources/x.php",
  ),
  ...refused("/assets/web/tool.php", "/vendor/phpunit/phpunit/src/Util/PHP/eval-stdin.php", "/wp-login.php", "/cart.php/x"),
  // Dots, dumps, archives, sources
  ...refused(
    "/.env",
    "/.env.local",
    "/.git/config",
    "/.git/HEAD",
    "/.htaccess",
    "/.well-known/.env",
    "/assets/.git/a.js",
    "/images/product/.hidden.png",
    "/a/.svn/entries",
  ),
  ...refused(
    "/dump_1.sql",
    "/dump_1.sql.gz",
    "/backup.tar.gz",
    "/backup.zip",
    "/a/b/store.tgz",
    "/db.sqlite",
    "/config.yaml",
    "/config/packages/x_cart.yaml",
    "/composer.json",
  ),
  ...refused(
    "/composer.lock",
    "/package.json",
    "/index.php.bak",
    "/index.php~",
    "/README.md",
    "/server.key",
    "/cert.pem",
    "/error.log",
    "/terraform.tfstate",
    "/Dockerfile",
    "/x.twig",
    "/x.inc",
  ),
  // Folders
  ...refused(
    "/assets/",
    "/assets/web/",
    "/images/",
    "/images/product",
    "/files/",
    "/files/attachments/1/",
    "/var/",
    "/var/images/a/",
    "/bundles/",
  ),
  ...refused(
    "/files/invoices/1.pdf",
    "/files/customer_attachments/1/passport.png",
    "/files/service/a.pdf",
    "/var/export/customers.csv",
    "/var/log/xcart.log",
    "/var/run/classes/a.css",
  ),
  ...refused(
    "/files/attachments/1/evil.html",
    "/files/attachments/1/evil.js",
    "/images/product/page.html",
    "/var/resources/page.html",
    "/assets/web/main.scss",
  ),
  ...refused(
    "/_profiler/latest",
    "/_wdt/abc",
    "/service-tool/bin/console",
    "/phpmyadmin/",
    "/wp-admin/",
    "/cgi-bin/x",
    "/server-status",
    "/nobody",
    "/notes.php.txt",
  ),
  // Addresses in disguise
  ...[
    "/%2e%65nv",
    "/assets/%2e%2e/%2e%2e/.env.local",
    "/assets/..%2f..%2f.env.local",
    "/images/../.env",
    "/./admin/",
    "//admin/",
    "/%61dmin/",
    "/admin%2F",
    "/a\\..\\.env",
    "/x%00.png",
    "/assets/../../../../etc/passwd",
  ].map((path): Row => [path, path, 400]),
];
