import { beforeAll, describe, expect, test } from "@jest/globals";
import { evaluate } from "../../../cli/waf/evaluate/evaluate.ts";
import { type Firewall, loadFirewall } from "../../../cli/waf/evaluate/load.ts";
import type { WebRequest } from "../../../cli/waf/evaluate/request.ts";
import { requestOf } from "../../../cli/waf/explain/options.ts";
import { type ListenerRule, loadListener, type Routed, route } from "../../../cli/waf/listener/route.ts";
import type { ExportedResource } from "../../../policies/model/graph.ts";
import { graphWith } from "../../stacks/graphs.ts";
import { type GraphResource, UNKNOWN } from "../../support/offline.ts";
import { resource } from "./firewall-fixture.ts";
import { attacks } from "./requests/attacks.ts";
import { bots } from "./requests/bots.ts";
import { payments } from "./requests/payments.ts";
import { itself, type Row, shopper } from "./requests/row.ts";
import { shopping } from "./requests/shopping.ts";
import { staffWork } from "./requests/staff.ts";

const rows: readonly Row[] = [...shopping, ...staffWork, ...payments, ...bots, ...attacks];
const ruleType = "aws:lb/listenerRule:ListenerRule";

const requestFor = ({ path, method, ip = shopper, headers = {}, body }: Partial<Row>, host = "shop.example.com"): WebRequest => {
  const bytes = body === undefined ? undefined : Buffer.from(String(body));
  return requestOf({ path, method, ip, headers: Object.entries({ host, ...headers }), body: bytes }, (part) => part);
};

const said = ({ does, rule }: Routed) => (rule === undefined ? does : `${does} by ${rule}`);

/** As AWS has it once the store's way out has its addresses. */
const known = (graph: readonly GraphResource[]): ExportedResource[] =>
  JSON.parse(
    JSON.stringify(graph.filter(({ type }) => type === ruleType)).replaceAll(/"values":\["04da6b54[^\]]*\]/g, `"values":["${itself}/32"]`),
  );

let prod: readonly ListenerRule[] = [];
beforeAll(async () => {
  prod = loadListener(known(await graphWith("demo-prod")));
});

describe("demo-prod, where no one is signed in", () => {
  test.each(rows)("$name", (row) => {
    const routed = route(prod, requestFor(row));
    expect([said(routed), routed.open]).toEqual([row.listener ?? "pass", []]);
  });

  test("every rule takes something in the table", () => {
    const taken = new Set(rows.map((row) => route(prod, requestFor(row)).rule));
    expect(prod.map(({ name }) => name).filter((name) => !taken.has(name))).toEqual([]);
  });
});

test("X-Cart 5.5 has the same rules as 5.6", async () => {
  const older = loadListener(known(await graphWith("demo-prod", { xcart: { line: "5.5" }, web: {} })));
  expect(rows.map((row) => said(route(older, requestFor(row))))).toEqual(rows.map((row) => row.listener ?? "pass"));
});

test.each(["demo-dev", "demo-staging"])("%s lets everything through: its web ACL knows the staff's addresses", async (stack) => {
  expect(loadListener(await graphWith(stack))).toEqual([]);
});

describe("an administration with a name of its own", () => {
  const host = "office.shop.example.com";
  let office: readonly ListenerRule[] = [];
  let acl: Firewall;
  beforeAll(async () => {
    const firewall = { admin: { addresses: ["203.0.113.0/26"], host } };
    const graph = await graphWith("demo-prod", { aliases: [host], firewall, pci: {} });
    office = loadListener(known(graph));
    acl = loadFirewall(graph);
  });

  test.each([
    ["its front page", host, "/", "ask by sign-in-host"],
    ["its name in capitals", "OFFICE.shop.example.com", "/", "ask by sign-in-host"],
    ["a payment call at its name: no one calls that", host, "/?target=callback", "ask by sign-in-host"],
    ["its folder at the shop's name", "shop.example.com", "/admin/", "ask by sign-in-at-admin"],
    ["its old script", "shop.example.com", "/admin.php?target=main", "ask by sign-in-at-admin"],
    ["the shop", "shop.example.com", "/", "pass"],
    ["a page of the shop", "shop.example.com", "/office-chairs/", "pass"],
    ["a payment call", "shop.example.com", "/?target=callback", "pass"],
  ])("%s", (_what, at, path, expected) => {
    expect(said(route(office, requestFor({ path }, at)))).toBe(expected);
  });

  test.each([host, "OFFICE.shop.example.com", `${host}:443`, `${host}.`, "Office.shop.example.com.:443"])("the web ACL knows %s", (at) => {
    expect(evaluate(acl, [requestFor({ path: "/" }, at)])).toMatchObject([{ verdict: "block", rule: "admin" }]);
  });

  test("asks for a sign-in only after calls in the background were answered with 401", () => {
    const headers = { "X-Requested-With": "XMLHttpRequest" };
    expect(said(route(office, requestFor({ path: "/?target=main", headers }, host)))).toBe("deny by sign-in-background-host");
  });
});

describe("rules are read as the load balancer does", () => {
  const rule = (conditions: unknown, actions: unknown = [{ type: "forward" }], priority: unknown = 1, name = "one") =>
    resource(ruleType, name, { priority, conditions, actions });
  const taken = (change: Partial<WebRequest>, ...resources: ExportedResource[]) => {
    const request = { method: "GET", path: "/", query: "", address: shopper, headers: [], ...change };
    return route(loadListener(resources), request);
  };
  const paths = (...values: string[]) => [{ pathPattern: { values } }];

  test.each([
    ["/admin/*", "/admin/", true],
    ["/admin/*", "/admin", false],
    ["/admin/*", "/Admin/", false],
    ["/admin/*", "/shop/admin/", false],
    ["/a?min", "/admin", true],
    ["/a?min", "/amin", false],
    ["/admin.php*", "/adminxphp", false],
    ["/a+(b)", "/a+(b)", true],
  ])("a path like %s matches %s: %p", (pattern, path, expected) => {
    expect(taken({ path }, rule(paths(pattern))).rule === "one").toBe(expected);
  });

  test("of a condition one value has to match, of a rule each condition", () => {
    const both = [...paths("/a", "/b"), { httpHeader: { httpHeaderName: "x-from", values: ["office*"] } }];
    const headers = [["X-From", "Office 5"]] as const;
    expect([taken({ path: "/b", headers }, rule(both)).rule, taken({ path: "/b" }, rule(both)).rule]).toEqual(["one", undefined]);
  });

  test("the lowest priority goes first, written as a number or as text", () => {
    const ask = [{ type: "authenticate-oidc", authenticateOidc: { clientId: "x" } }, { type: "forward" }];
    expect(taken({}, rule(paths("/"), ask, "20", "late"), rule(paths("/*"), undefined, 3, "early"))).toEqual({
      rule: "early",
      does: "pass",
      open: [],
    });
  });

  test.each([
    ["authenticate", "ask"],
    ["deny", "deny"],
    ["allow", "pass"],
    [undefined, "ask"],
  ] as const)("who is not signed in: %s", (onUnauthenticatedRequest, does) => {
    const actions = [{ type: "authenticate-cognito", authenticateCognito: { onUnauthenticatedRequest } }, { type: "forward" }];
    expect(taken({}, rule(paths("/"), actions)).does).toBe(does);
  });

  test("an address is compared by its block", () => {
    const near = rule([{ sourceIp: { values: ["198.51.100.0/24"] } }]);
    expect([taken({}, near).rule, taken({ address: "198.51.101.1" }, near).rule]).toEqual(["one", undefined]);
  });

  test("what is not known yet, and conditions of other kinds, stay open and take nothing", () => {
    const later = rule([{ sourceIp: { values: [UNKNOWN] } }], undefined, 1, "later");
    const query = rule([{ queryStrings: [{ key: "target", value: "callback" }] }], undefined, 2, "query");
    expect(taken({}, later, query, rule(paths("/"), undefined, 3))).toEqual({ rule: "one", does: "pass", open: ["later", "query"] });
  });
});
