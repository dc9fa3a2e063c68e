import { describe, expect, test } from "@jest/globals";
import { UNKNOWN } from "../support/offline.ts";
import { graphWith, nameOf, ofType, section } from "./graphs.ts";

const ruleType = "aws:lb/listenerRule:ListenerRule";
const egressType = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
const endpoints = {
  issuer: "https://id.example.com",
  authorizationEndpoint: "https://id.example.com/authorize",
  tokenEndpoint: "https://id.example.com/token",
  userInfoEndpoint: "https://id.example.com/me",
  clientId: "shop",
};
const oidc = {
  ...endpoints,
  secretArn: "arn:aws:secretsmanager:us-east-1:123456789012:secret:shop/oidc-AbCdEf",
};
const egressRules = (graph: Awaited<ReturnType<typeof graphWith>>) =>
  ofType(graph, egressType)
    .map(nameOf)
    .filter((name) => name.startsWith("security-edge-"));

test("demo-prod asks its staff by a pool of its own, and lets the load balancer out to it", async () => {
  const graph = await graphWith("demo-prod");
  expect(ofType(graph, ruleType)).toHaveLength(6);
  expect(ofType(graph, "aws:cognito/user:User").map(({ inputs }) => inputs?.username)).toEqual(["ada@example.com", "grace@example.com"]);
  expect(egressRules(graph)).toEqual(["security-edge-internet-443", "security-edge-web-443"]);
  const acl = ofType(graph, "aws:ec2/networkAcl:NetworkAcl").find((one) => nameOf(one) === "network-public");
  expect(acl?.inputs?.egress).toContainEqual(expect.objectContaining({ fromPort: 443, toPort: 443, cidrBlock: "0.0.0.0/0" }));
});

test("demo-dev has no pool, no rule and no way out for its load balancer", async () => {
  const graph = await graphWith("demo-dev");
  expect(graph.filter(({ type }) => type === ruleType || type.startsWith("aws:cognito/"))).toEqual([]);
  expect(egressRules(graph)).toEqual(["security-edge-web-443"]);
});

describe("with a provider of one's own", () => {
  test("there is no pool, and the graph does not have its secret", async () => {
    const graph = await graphWith("demo-prod", { adminSignIn: { provider: "oidc", oidc } });
    expect(graph.filter(({ type }) => type.startsWith("aws:cognito/"))).toEqual([]);
    const asking = ofType(graph, ruleType).filter((rule) => nameOf(rule) !== "sign-in-own-service");
    expect(asking).toHaveLength(5);
    // Secrets Manager is not asked in a preview.
    const how = { ...endpoints, clientSecret: UNKNOWN };
    for (const { inputs } of asking)
      expect(inputs?.actions).toEqual([{ type: "authenticate-oidc", authenticateOidc: expect.objectContaining(how) }, expect.anything()]);
  });

  test("someone in the pool's place changes nothing else", async () => {
    const [before, after] = [await graphWith("demo-prod"), await graphWith("demo-prod", { adminSignIn: { provider: "oidc", oidc } })];
    const urns = after.map(({ urn }) => urn);
    const gone = before.filter(({ urn }) => !urns.includes(urn)).map(({ type }) => type);
    const ownTypes = /^(aws:cognito|aws:cloudcontrol|xcart-hosting:index:(AdminSignIn|StaffUsers|Notices|Alarms)$|aws:cloudwatch)/;
    expect(gone.filter((type) => !ownTypes.test(type))).toEqual([]);
  });
});

test("who leaves takes the account along, and nothing else", async () => {
  const staff = [{ email: "ada@example.com", role: "administrator" }];
  const [before, after] = [await graphWith("demo-prod"), await graphWith("demo-prod", { adminSignIn: { staff } })];
  const urns = after.map(({ urn }) => urn);
  expect(before.filter(({ urn }) => !urns.includes(urn)).map((one) => `${one.type.split(":").at(-1)} ${nameOf(one)}`)).toEqual([
    "User admin-sign-in-staff-grace@example.com",
    "UserInGroup admin-sign-in-staff-grace@example.com",
  ]);
  expect(section("demo-prod", "adminSignIn")).toMatchObject({ staff: [staff[0], { email: "grace@example.com", role: "manager" }] });
});
