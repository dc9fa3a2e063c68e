import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { settings } from "../settings.ts";
import { type Stand, stand } from "./node.ts";

const command = "/usr/local/sbin/xcart-blocked";
const paymentPage = { policy: "default-src 'self'", mode: "report", shoppers: 3, ignore: ["adware.example"], scripts: [] } as const;
let node: Stand;
let log = "";
beforeEach(() => {
  node = stand({ ...settings, paymentPage });
  log = "";
});
afterEach(() => node.remove());

const LOG = "/var/log/nginx/reports.jsonl";
const line = (changes: object = {}) => {
  const usual = {
    address: "203.0.113.1",
    path: "/csp-report/payment-page",
    directive: "script-src-elem",
    blocked: "https://evil.example/a.js",
    page: "https://shop.example.com/",
    source: "",
  };
  return `${JSON.stringify({ ...usual, ...changes })}\n`;
};
/** Reports arrive, and the timer comes. */
function after(...lines: readonly string[]) {
  log += lines.join("");
  node.write(LOG, log);
  const { status, said, stderr } = node.run(command);
  expect([status, stderr]).toEqual([0, ""]);
  return said;
}
const from = (last: number, changes: object = {}) => line({ address: `203.0.113.${last}`, ...changes });

test("a host is told by its name once as many shoppers have reported it as the settings say, and once only", () => {
  expect(after()).toEqual([]);
  expect(after(from(1), from(1), from(2))).toEqual([]);
  expect(after(from(3))).toEqual([
    {
      event: "blocked-host",
      outcome: "new",
      host: "evil.example",
      directive: "script-src-elem",
      shoppers: "3",
      page: "https://shop.example.com/",
      source: "",
    },
  ]);
  expect(after(from(4), from(5), from(6))).toEqual([]);
  // The same host by another way is news.
  expect(after(...[1, 2, 3].map((last) => from(last, { directive: "connect-src" })))).toMatchObject([{ directive: "connect-src" }]);
});

test.each<[string, ...object[]]>([
  [
    "one shopper with many addresses of IPv6",
    { address: "2001:db8:1:2:ffff::1" },
    { address: "2001:db8:1:2::2" },
    { address: "2001:db8:1:2::3" },
  ],
  ["a shopper's extension", ...[1, 2, 3].map((i) => ({ address: `203.0.113.${i}`, blocked: "chrome-extension" }))],
  ["what an extension brings", ...[1, 2, 3].map((i) => ({ address: `203.0.113.${i}`, source: "moz-extension://0123/a.js" }))],
  ["a host that the settings leave out", ...[1, 2, 3].map((i) => ({ address: `203.0.113.${i}`, blocked: "https://adware.example/x" }))],
  ["other pages", ...[1, 2, 3].map((i) => ({ address: `203.0.113.${i}`, path: "/csp-report" }))],
  ["another store's page", ...[1, 2, 3].map((i) => ({ address: `203.0.113.${i}`, page: "https://other.example/" }))],
  ["what no browser says", ...[1, 2, 3].map((i) => ({ address: `203.0.113.${i}`, blocked: "https://a b\u0007/\t" }))],
])("says nothing of %s", (_, ...reports) => {
  expect(after(...reports.map((changes) => line(changes)), "nonsense\n", "[]\n", "\n")).toEqual([]);
});

test("keywords are told as they are, and what someone made up stays one line of text", () => {
  const inline = [1, 2, 3].map((last) =>
    from(last, { blocked: "inline", directive: "script-src-attr\tx", source: "https://a.example/\n\u001b[31m" }),
  );
  expect(after(...inline)).toMatchObject([{ host: "inline", directive: "script-src-attrx", source: "https://a.example/??[31m" }]);
});

test("half a line is read once it is whole, and a rotated log from its beginning", () => {
  const whole = from(3);
  expect(after(from(1), from(2), whole.slice(0, 20))).toEqual([]);
  expect(after(whole.slice(20))).toHaveLength(1);
  log = [1, 2, 3].map((last) => from(last, { blocked: "wss://other.example/" })).join("");
  expect(after()).toMatchObject([{ host: "other.example" }]);
});

test("a flood of made-up hosts neither grows what is kept nor rings for each", () => {
  const flood = Array.from({ length: 700 }, (_, i) =>
    [1, 2, 3].map((last) => from(last, { blocked: `https://host-${i}.example/` })),
  ).flat();
  expect(after(...flood)).toHaveLength(20);
  expect(node.read("/var/lib/xcart-blocked/state.json").length).toBeLessThan(200_000);
  expect(after()).toHaveLength(20);
});

test("without an agreed page there is nothing to tell", () => {
  node.remove();
  node = stand(settings);
  expect(after(from(1), from(2), from(3))).toEqual([]);
});
