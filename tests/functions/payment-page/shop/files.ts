/** The shop's own scripts, as X-Cart aggregates them; and what its two vendors serve, which they change at will. */
const common = `(function () {
  document.addEventListener("submit", function (event) {
    if (!event.target.matches("form.product-details")) return;
    event.preventDefault();
    fetch("/", { method: "POST", body: new URLSearchParams(new FormData(event.target)), headers: { "X-Requested-With": "XMLHttpRequest" } });
  });
})();`;

const checkout = `document.addEventListener("DOMContentLoaded", function () {
  var next = document.querySelector(".next-button button"); if (!next) return;
  var show = function (selector, on) { document.querySelector(selector).hidden = !on; };
  next.addEventListener("click", function () {
    show(".checkout_fastlane_section--address", false); show(".next-button", false);
    show(".checkout_fastlane_section--payment", true); show(".place-button", true);
  });
  var number = document.getElementById("cc_number");
  if (number) number.addEventListener("input", function () { number.dataset.type = number.value[0] === "4" ? "VISA" : ""; });
  var wide = document.querySelector(".place-button button");
  wide.addEventListener("click", function () { document.querySelector("form.place").submit(); });
});`;

const provider = (visitor: number) => `/* v3 build ${visitor} */ (function () {
  document.addEventListener("DOMContentLoaded", function () {
    var at = document.getElementById("card-element"); if (!at) return;
    var frame = document.createElement("iframe"); frame.src = "https://js.pay.example/fields.html#" + Math.random(); at.appendChild(frame);
    fetch("https://api.pay.example/v1/session?visit=" + Math.random(), { mode: "no-cors" });
  });
})();`;

const fields = `<!DOCTYPE html><body><input autocomplete="cc-number" name="cardnumber"><script src="/inner.js"></script></body>`;
const inner = `document.querySelector("input").addEventListener("change", function (e) { fetch("https://api.pay.example/v1/tokens", { method: "POST", mode: "no-cors", body: "card[number]=" + e.target.value }); });`;
const tags = (visitor: number) =>
  `/* container ${visitor} */ new Image().src = "https://stats.example/collect?v=2&cid=" + Math.random() + "&t=" + Date.now();`;

/** A file: its type and content. */
export type File = readonly [type: string, content: string];
const js = "text/javascript";

/** What a host has at a path; the visitor's number stands for the day on which a vendor serves another version. */
export function fileOf(host: string, path: string, visitor: number): File | undefined {
  const files: Readonly<Record<string, File>> = {
    "js.pay.example/v3/": [js, provider(visitor)],
    "js.pay.example/fields.html": ["text/html", fields],
    "js.pay.example/inner.js": [js, inner],
    "tags.example/gtm.js": [js, tags(visitor)],
    "/var/resources/default/https/js/common.js": [js, common],
    "/var/resources/default/https/js/checkout.js": [js, checkout],
    "/var/resources/default/https/js/ab-a.js": [js, "window.variant = 'a';"],
    "/var/resources/default/https/js/ab-b.js": [js, "window.variant = 'b';"],
    "/var/resources/default/https/css/style.css": [
      "text/css",
      "@font-face{font-family:s;src:url(/var/resources/s.woff2)}body{font-family:s,sans-serif}[hidden]{display:none}",
    ],
  };
  return files[host + path] ?? (/\bshop\.example$/.test(host) ? files[path] : undefined);
}
