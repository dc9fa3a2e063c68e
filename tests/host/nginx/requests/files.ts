import { uploadPolicy } from "../../../../domain/defaults/page-headers.ts";
import { written } from "../node.ts";
import type { Row } from "../table.ts";

const sandboxed = { "content-security-policy": uploadPolicy, "x-content-type-options": "nosniff" };
const unchanged = written.toUTCString();
const gzip = { "Accept-Encoding": "gzip" };

/** What is handed out, and how. */
export const fileRows: readonly Row[] = [
  [
    "a stylesheet",
    "/assets/web/main.css",
    { status: 200, headers: { "content-type": "text/css", "cache-control": "public, max-age=600" } },
  ],
  ["a version of it", "/assets/web/main.css?1691", { status: 200, headers: { "cache-control": "public, max-age=600" } }],
  [
    "a font, which no page breaks without",
    "/assets/web/a.woff2?1691",
    { status: 200, headers: { "cache-control": "public, max-age=86400" } },
  ],
  [
    "a stylesheet, compressed",
    { path: "/assets/web/main.css", headers: gzip },
    { status: 200, headers: { "content-encoding": "gzip", vary: "Accept-Encoding" } },
  ],
  ["a script", "/assets/web/main.js", { status: 200, headers: { "content-type": "text/javascript" } }],
  ["a font", "/assets/web/a.woff2", { status: 200, headers: { "content-type": "font/woff2" } }],
  ["pages of the API", "/bundles/api/swagger.js", 200],
  ["an add-on's icon", "/modules/CDev/Paypal/images/icon.png", { status: 200, headers: { "content-type": "image/png" } }],
  [
    "the staff's own styles",
    "/var/theme/custom.css?1691",
    { status: 200, headers: { "content-type": "text/css", "cache-control": "public, max-age=600", ...sandboxed } },
  ],
  ["their script", "/var/theme/custom.js?1691", { status: 200, headers: { "content-type": "text/javascript" } }],
  ["a picture for them", "/var/theme/images/banner.png", { status: 200, headers: { "content-type": "image/png" } }],
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
  ["a picture as a camera names it", "/images/product/Foto%20(1)%20%C3%BC.jpg", { status: 200, headers: { "content-type": "image/jpeg" } }],
  ["a manual in capitals", "/files/attachments/1/A.PDF", { status: 200, headers: { "content-type": "application/pdf" } }],
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
    "more parts than anyone needs, as a whole",
    { path: "/images/product/a.png", headers: { Range: `bytes=${Array(9).fill("0-0").join(",")}` } },
    { status: 200, headers: { "content-length": "1000" } },
  ],
  [
    "a stylesheet that has not changed",
    { path: "/assets/web/main.css?1691", headers: { "If-Modified-Since": unchanged } },
    { status: 304, headers: { "cache-control": "public, max-age=600" } },
  ],
  [
    "a font that has not changed",
    { path: "/assets/web/a.woff2", headers: { "If-Modified-Since": unchanged } },
    { status: 304, headers: { "cache-control": "public, max-age=86400" } },
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
    "a film of a text that staff are writing",
    "/var/video/temporary_video/b.mp4",
    { status: 200, headers: { "content-type": "video/mp4", ...sandboxed }, body: /^film of a text$/ },
  ],
  ["a link among those films that leads to a secret", "/var/video/temporary_video/link.mp4", 403],
  [
    "a list of products",
    "/files/feeds/google_shopping.txt",
    { status: 200, headers: { "content-type": "text/plain", "content-disposition": "attachment", ...sandboxed } },
  ],
  ["another", "/files/feeds/nextag.csv", { status: 200, headers: { "content-type": "text/csv" } }],
  [
    "one as XML, which no browser shows",
    "/files/feeds/list.xml",
    { status: 200, headers: { "content-type": "text/xml", "content-disposition": "attachment", ...sandboxed } },
  ],
  ["the logo, as small as an invoice has it", "/var/images/logo/250x250/public/images/simplecms/logo.png", 200],
  ["the icon that staff uploaded", "/images/simplecms/favicon.ico", { status: 200, headers: { "content-type": "image/x-icon" } }],
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
  ["a link among the staff's styles that leads to a secret", "/var/theme/link.css", 403],
  ["a folder among pictures that leads elsewhere", "/images/outside/favicon.ico", 404],
  ["a picture that is not there", "/images/product/none.png", { status: 404, headers: { "cache-control": undefined } }],
];
