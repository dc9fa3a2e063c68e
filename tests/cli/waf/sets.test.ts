import { expect, test } from "@jest/globals";
import { loadFirewall } from "../../../cli/waf/evaluate/load.ts";
import { UNKNOWN } from "../../../domain/graph-values.ts";
import type { ExportedResource } from "../../../policies/model/graph.ts";
import { acl, asked, firewall, ipSetType, resource, rule, urnOf } from "./firewall-fixture.ts";

const inSet = (arn: unknown) => ({ ipSetReferenceStatement: { arn } });
const set = (name: string, ...addresses: string[]): ExportedResource =>
  resource(ipSetType, name, { name: `shop-prod-${name}`, addresses, arn: UNKNOWN }, { inputs: { name: `shop-prod-${name}`, addresses } });
const staff = set("staff", "203.0.113.0/24");
const bad = set("bad", "198.51.100.0/24");
const dependsOn = (...names: string[]) => ({ propertyDependencies: { rules: names.map((name) => urnOf(ipSetType, name)) } });

test("in a preview the only set that the web ACL depends on is the one that is meant", () => {
  const of = loadFirewall([acl([rule("it", inSet(UNKNOWN))], dependsOn("bad")), staff, bad]);
  expect([asked(of).verdict, asked(of, { address: "203.0.113.1" }).verdict]).toEqual(["block", "allow"]);
});

test("of several those are meant that are called after the rule, IPv4 first", () => {
  const sets = [
    set("bad-ipv6", "2001:db8:66::/48"),
    set("bad-ipv4", "198.51.100.0/24"),
    set("staff-ipv4", "203.0.113.0/24"),
    set("worse-bad-ipv4"),
  ];
  const either = { orStatement: { statements: [inSet(UNKNOWN), inSet(UNKNOWN)] } };
  const rules = [rule("bad", either), rule("staff", inSet(UNKNOWN), { priority: 1 }), rule("staff-allow", inSet(UNKNOWN), { priority: 2 })];
  const of = loadFirewall([acl(rules, dependsOn("bad-ipv4", "bad-ipv6", "staff-ipv4", "worse-bad-ipv4")), ...sets]);
  const decided = ["198.51.100.7", "2001:db8:66::1", "203.0.113.1", "192.0.2.1"].map((address) => asked(of, { address }));
  expect(decided.map((one) => one.rule)).toEqual(["bad", "bad", "staff", undefined]);
  expect(decided.map((one) => one.because).slice(0, 3)).toEqual([
    "198.51.100.7 is in the set shop-prod-bad-ipv4",
    "2001:db8:66::1 is in the set shop-prod-bad-ipv6",
    "203.0.113.1 is in the set shop-prod-staff-ipv4",
  ]);
  expect(decided[3]?.open).toEqual([]);
});

test("where no one says which of several, the rule is open rather than guessed", () => {
  const of = loadFirewall([acl([rule("it", inSet(UNKNOWN))], dependsOn("bad", "staff")), staff, bad]);
  expect(asked(of)).toMatchObject({
    verdict: "allow",
    open: [{ rule: "it", because: "AWS decides on one of the sets shop-prod-staff, shop-prod-bad, whose ARNs are not known yet" }],
  });
});

test("a set that the graph does not have leaves the rule open", () => {
  expect(asked(firewall([rule("it", inSet("arn:aws:wafv2:elsewhere"))])).open).toEqual([
    { rule: "it", because: "AWS decides on a set that the graph does not have, arn:aws:wafv2:elsewhere" },
  ]);
});

test.each([["staff"], ["shop-prod-staff"]])("a set named %s has added addresses as well", (name) => {
  const of = loadFirewall([acl([rule("it", inSet(UNKNOWN))], dependsOn("staff")), staff], { added: { [name]: ["192.0.2.9/32"] } });
  expect(["192.0.2.9", "192.0.2.8", "203.0.113.1"].map((address) => asked(of, { address }).verdict)).toEqual(["block", "allow", "block"]);
});

test("addresses for a set that does not exist are refused", () => {
  expect(() => firewall([], [staff], { added: { guard: ["192.0.2.9/32"] } })).toThrow(
    "--in-set: got the set guard, expected one of shop-prod-staff",
  );
});
