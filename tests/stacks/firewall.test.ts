import { CountryCode } from "@aws-sdk/client-wafv2";
import { describe, expect, test } from "@jest/globals";
import type { Properties } from "../../cli/offline/wire.ts";
import { countryCodes } from "../../domain/defaults/countries.ts";
import { firewallRuleNames } from "../../domain/defaults/firewall-rules.ts";
import { isRecord } from "../../domain/values.ts";
import { graphWith, nameOf, ofType, section } from "./graphs.ts";

const aclType = "aws:wafv2/webAcl:WebAcl";

async function rulesOf(stack: string, change: Properties = {}): Promise<Properties[]> {
  const [acl] = ofType(await graphWith(stack, change), aclType);
  const rules = acl?.inputs?.rules;
  return Array.isArray(rules) ? rules.filter(isRecord) : [];
}

const acting = (rules: readonly Properties[]) =>
  Object.fromEntries(
    rules.map(({ name, action, overrideAction }) => [
      String(name),
      Object.keys((isRecord(action) && action) || (isRecord(overrideAction) && overrideAction) || {})[0],
    ]),
  );

describe.each(["demo-dev", "demo-staging", "demo-prod"])("%s", (stack) => {
  test("has one web ACL, before its load balancer, with a log", async () => {
    const graph = await graphWith(stack);
    const refer = (type: string, property: string) =>
      ofType(graph, type).flatMap(({ propertyDependencies }) => propertyDependencies?.[property] ?? []);
    expect(ofType(graph, aclType).map(nameOf)).toEqual(["firewall"]);
    const [acl] = ofType(graph, aclType);
    const [balancer] = ofType(graph, "aws:lb/loadBalancer:LoadBalancer");
    expect(refer("aws:wafv2/webAclAssociation:WebAclAssociation", "resourceArn")).toEqual([balancer?.urn]);
    expect(refer("aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration", "resourceArn")).toEqual([acl?.urn]);
  });
});

test("a challenge's answer holds for all names of the store", async () => {
  const [acl] = ofType(await graphWith("demo-prod"), aclType);
  expect(acl?.inputs?.tokenDomains).toEqual(["shop.example.com"]);
});

test("in production every rule acts that does not only mark", async () => {
  const does = acting(await rulesOf("demo-prod"));
  const counting = Object.keys(does).filter((name) => does[name] === "count");
  expect(counting.filter((name) => firewallRuleNames.some((rule) => rule === name))).toEqual([]);
});

test("in dev what developers would stumble over counts, and the rest acts as in production", async () => {
  const production = acting(await rulesOf("demo-prod"));
  const development = acting(await rulesOf("demo-dev", { firewall: { admin: section("demo-prod", "firewall").admin ?? {} } }));
  const differing = Object.keys(development).filter((name) => production[name] !== undefined && development[name] !== production[name]);
  expect(differing).toEqual(["core", "sqli", "php-code", "oversize", "markup", "inclusion"]);
});

test("the countries are those that AWS knows", () => {
  expect(countryCodes).toEqual(Object.values(CountryCode).sort());
});
