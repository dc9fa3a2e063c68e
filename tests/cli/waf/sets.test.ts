import { expect, test } from "@jest/globals";
import { UNKNOWN } from "../../../cli/offline/wire.ts";
import { loadFirewall } from "../../../cli/waf/evaluate/load.ts";
import type { ExportedResource } from "../../../policies/model/graph.ts";
import { acl, asked, firewall, ipSetType, resource, rule, urnOf } from "./firewall-fixture.ts";

const inSet = (arn: unknown) => ({ ipSetReferenceStatement: { arn } });
const set = (name: string, ...addresses: string[]): ExportedResource =>
  resource(ipSetType, name, { name: `shop-${name}`, addresses, arn: UNKNOWN }, { inputs: { name: `shop-${name}`, addresses } });
const staff = set("staff", "203.0.113.0/24");
const bad = set("bad", "198.51.100.0/24");
const dependsOn = (...names: string[]) => ({ propertyDependencies: { rules: names.map((name) => urnOf(ipSetType, name)) } });
const parentType = "xcart-hosting:index:Firewall";
const component = (setReferences: unknown) => resource(parentType, "firewall", { setReferences });
const parent = urnOf(parentType, "firewall");

test("in a preview the only set that the web ACL depends on is the one that is meant", () => {
  const of = loadFirewall([acl([rule("it", inSet(UNKNOWN))], dependsOn("bad")), staff, bad]);
  expect([asked(of).verdict, asked(of, { address: "203.0.113.1" }).verdict]).toEqual(["block", "allow"]);
});

test("of several the component says which, in the order of the rule's statements", () => {
  const both = { andStatement: { statements: [inSet(UNKNOWN), { notStatement: { statement: inSet(UNKNOWN) } }] } };
  const graph = [
    acl([rule("one", both), rule("two", inSet(UNKNOWN), { priority: 1 })], { ...dependsOn("bad", "staff"), parent }),
    staff,
    bad,
  ];
  const verdicts = (references: unknown) => {
    const of = loadFirewall([...graph, component(references)]);
    return ["198.51.100.7", "203.0.113.1", "192.0.2.1"].map((address) => asked(of, { address }).rule);
  };
  expect(verdicts({ one: ["bad", "staff"], two: ["staff"] })).toEqual(["one", "two", undefined]);
  expect(verdicts({ one: ["staff", "bad"], two: ["bad"] })).toEqual(["two", "one", undefined]);
});

test("where nobody says which of several, the rule is open rather than guessed", () => {
  const of = loadFirewall([acl([rule("it", inSet(UNKNOWN))], dependsOn("bad", "staff")), staff, bad]);
  expect(asked(of)).toMatchObject({
    verdict: "allow",
    open: [{ rule: "it", because: "AWS decides on one of the sets staff, bad, whose ARNs are not known yet" }],
  });
});

test("a set that the graph does not have leaves the rule open", () => {
  expect(asked(firewall([rule("it", inSet("arn:aws:wafv2:elsewhere"))])).open).toEqual([
    { rule: "it", because: "AWS decides on a set that the graph does not have, arn:aws:wafv2:elsewhere" },
  ]);
});

test.each([["staff"], ["shop-staff"]])("a set named %s has added addresses as well", (name) => {
  const of = loadFirewall([acl([rule("it", inSet(UNKNOWN))], dependsOn("staff")), staff], { added: { [name]: ["192.0.2.9/32"] } });
  expect(["192.0.2.9", "192.0.2.8", "203.0.113.1"].map((address) => asked(of, { address }).verdict)).toEqual(["block", "allow", "block"]);
});

test("addresses for a set that does not exist are refused", () => {
  expect(() => firewall([], [staff], { added: { guard: ["192.0.2.9/32"] } })).toThrow(
    "--in-set: got the set guard, expected one of shop-staff",
  );
});
