import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type Asked, instructionsOf } from "../../support/emulators/instructions.ts";
import { placeIn, writeNginx } from "../../support/emulators/nginx.ts";
import { freePort } from "../../support/emulators/server.ts";
import { nodeSettings, type WebNode, webNode } from "./node.ts";
import { stockNginx } from "./stock.ts";

/** About a millisecond of a Graviton processor: a node's clock is 2.5 GHz or more, and expressions run at more than one instruction a tick. */
const MILLISECOND = 2_500_000;

let node: WebNode;
let ours: readonly [config: string, port: number];
beforeAll(async () => {
  node = await webNode(nodeSettings());
  const port = await freePort();
  const folder = join(node.folder, "counted");
  ours = [writeNginx(nodeSettings(), { ...placeIn(node.folder, port), folder, pid: join(node.folder, "counted.pid") }), port];
});
afterAll(async () => await node.stop());

/** What shoppers ask for, and how many times what it costs Debian's own nginx it may cost. */
const usual: Readonly<Record<string, number>> = {
  "/": 1.35,
  "/?target=product&product_id=12&category_id=3&sortBy=price": 1.35,
  "/apparel/t-shirt.html": 1.35,
  "/assets/web/main.css?1691234567": 1.35,
  "/images/product/a.png": 1.35,
  "/apparel/t-shirt.html?pageId=2&sortBy=price": 1.4,
  "/?target=product&product_id=12&category_id=3&color=red": 1.35,
  "/?target=category&category_id=3&filter%5Bprice%5D=10-20&sort=name": 1.45,
  "/?gclid=Cj0KCQiA0fu5BhDQARIsAMXUBOKpWq3x7tYh2mJ0x8fQzv1n6Zk_example-oLqB8aAk2eEALw_wcB": 1.6,
  "/?target=login&returnURL=%2F%3Ftarget%3Dproduct%26product_id%3D12": 1.45,
};

test("what shoppers ask for costs nginx little more than it costs Debian's own with the same log fields", async () => {
  const asked = Object.keys(usual).map((path) => ({ path }));
  const [mine, plain] = [await instructionsOf(...ours, asked), await instructionsOf(...(await stockNginx(node)), asked)];
  const ratios = asked.map(({ path }, at) => [path, (mine[at] ?? Number.NaN) / (plain[at] ?? 0)] as const);
  expect(ratios.filter(([path, ratio]) => !(ratio <= (usual[path] ?? 0)))).toEqual([]);
});

const repeated = (part: string, bytes: number, end = "") => `${part.repeat(bytes / part.length)}${end}`;
const query = (part: string, bytes: number, end = ""): Asked => ({ path: `/?${repeated(part, bytes, end)}` });
const path = (part: string, start = "/"): Asked => ({ path: start + repeated(part, 7600) });

/** The worst that were found of many more: what else was tried is in decision 0045. */
const hostile: Readonly<Record<string, Asked>> = {
  "a secret word again and again": query("pass", 7600, "="),
  "the same in all that is looked into, without a value": query("pass", 508, "="),
  "as many secrets as fit": query("xid=a&", 510),
  "secrets behind what is nearly a word": { path: `/?${`${"pas".repeat(17)}xid=a&`.repeat(8)}` },
  "secrets behind many arguments": { path: `/?${"a=b&".repeat(115)}${"xid=a&".repeat(7)}x=` },
  "secret words as values": query("a=pass&", 510),
  "secret words as values, longer": query("a=pass&", 7600),
  "names without a value": query("a=&", 510),
  "usual arguments": query("target=a&", 7600, "!"),
  "beginnings of words": query("pho", 510),
  "percent signs": query("%", 7600),
  "percent signs, encoded": query("%25", 510),
  "percent signs behind a secret word": { path: `/?pass${"%25".repeat(160)}` },
  "nearly a card's digits": query("1234567890123a", 510),
  "digits and dots": query("1.", 7600),
  ampersands: query("&", 7600),
  "equal signs": query("=", 7600),
  "a path of dots": path("a."),
  "a path of names that begin with a dot": path("/.w", ""),
  "a path of folders": path("a/"),
  "a path of slashes": path("/", "/a"),
  "a path of encoded letters": path("%2b"),
  "a long path": path("a"),
  "a path among files": path("a/", "/assets/"),
  "a path of files' beginnings": path("a.", "/assets/"),
  "a path of the API, by another method": { ...path("a/", "/api/"), method: "DELETE" },
  "a page by which someone came": { path: "/", headers: { Referer: `https://a.example/${repeated("?", 7000)}` } },
  "a browser of quotes": { path: "/", headers: { "User-Agent": repeated('"\\', 7000) } },
};

test("no request costs nginx a millisecond", async () => {
  const counted = await instructionsOf(...ours, Object.values(hostile));
  expect(counted).toHaveLength(Object.keys(hostile).length);
  expect(Object.keys(hostile).filter((_, at) => !((counted[at] ?? Number.NaN) < MILLISECOND))).toEqual([]);
});
