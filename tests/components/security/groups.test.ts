import { beforeAll, expect, test } from "@jest/globals";
import { SecurityGroups } from "../../../components/security/groups.ts";
import { groups, planFlows } from "../../../components/security/plan.ts";
import { deploy, type Registration } from "../../support/offline.ts";
import { inputsByName, ofType } from "../registrations.ts";

const group = "aws:ec2/securityGroup:SecurityGroup";
const ingress = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const egress = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";

let registrations: readonly Registration[] = [];
beforeAll(async () => {
  const args = { vpcId: "vpc", internetPorts: [443, 587], edgePorts: [443], s3PrefixListId: "pl-s3" };
  registrations = await deploy(() => new SecurityGroups("security", args));
});

/** The rules of one direction as `<own group> <port> <other end>`, sorted. */
function rules(type: string): string[] {
  return ofType(registrations, type)
    .map(({ inputs }) => {
      const other = inputs.cidrIpv4 ?? inputs.cidrIpv6 ?? inputs.prefixListId ?? inputs.referencedSecurityGroupId;
      return `${inputs.securityGroupId} ${inputs.fromPort} ${other}`.replaceAll("security-", "").replaceAll("-id", "");
    })
    .sort();
}

test("every part has a group, described, in the VPC, without inline rules", () => {
  expect(inputsByName(registrations, group)).toEqual(
    Object.fromEntries(
      Object.entries(groups).map(([part, description]) => [
        `security-${part}`,
        { vpcId: "vpc", description, revokeRulesOnDelete: true, tags: { Name: `test-${part}` } },
      ]),
    ),
  );
});

test("these are the connections that come in, and no others", () => {
  expect(rules(ingress)).toEqual(
    [
      "edge 443 0.0.0.0/0",
      "edge 443 ::/0",
      "edge 80 0.0.0.0/0",
      "edge 80 ::/0",
      "web 443 edge",
      "database 3306 web",
      "database 3306 users",
      "cache 6379 web",
      "files 2049 web",
      "endpoints 443 web",
      "endpoints 443 validation",
      "endpoints 443 users",
      "restored 3306 validation",
      "endpoints 443 builder",
      "copy 3306 builder",
      "database 3306 builder",
    ].sort(),
  );
});

test("these are the connections that go out, and no others", () => {
  expect(rules(egress)).toEqual(
    [
      "edge 443 web",
      "edge 443 0.0.0.0/0",
      "web 3306 database",
      "web 6379 cache",
      "web 2049 files",
      "builder 3306 copy",
      "builder 3306 database",
      "builder 443 endpoints",
      "builder 443 pl-s3",
      "builder 443 0.0.0.0/0",
      "canary 443 0.0.0.0/0",
      "web 443 endpoints",
      "web 443 pl-s3",
      "web 443 0.0.0.0/0",
      "web 587 0.0.0.0/0",
      "users 3306 database",
      "users 443 endpoints",
      "validation 3306 restored",
      "validation 443 endpoints",
      "validation 443 pl-s3",
    ].sort(),
  );
});

test("every connection between two groups has a rule at both ends, with the same port and reason", () => {
  const ends = (type: string, from: string, to: string) =>
    ofType(registrations, type)
      .filter(({ inputs }) => inputs.referencedSecurityGroupId !== undefined)
      .map(({ inputs }) => `${inputs[from]} ${inputs[to]} ${inputs.fromPort} ${inputs.description}`)
      .sort();
  const incoming = ends(ingress, "referencedSecurityGroupId", "securityGroupId");
  expect(incoming).toEqual(ends(egress, "securityGroupId", "referencedSecurityGroupId"));
  expect(incoming).toHaveLength(12);
});

test("every rule is TCP on one port, with a reason, and without SSH and RDP", () => {
  const all = [...ofType(registrations, ingress), ...ofType(registrations, egress)];
  expect(all).toHaveLength(36);
  for (const { inputs } of all) {
    expect([inputs.ipProtocol, inputs.fromPort]).toEqual(["tcp", inputs.toPort]);
    expect([22, 3389]).not.toContain(inputs.fromPort);
    expect(inputs.description).toMatch(/^[A-Z][\w ,]+$/);
  }
});

test("the mail port is the settings' own", () => {
  const toInternet = (ports: readonly number[]) => planFlows(ports, []).filter(({ from, to }) => from === "web" && to === "internet");
  expect(toInternet([443, 2465])).toEqual([
    { from: "web", to: "internet", port: 443, because: "Allowed hosts, HTTPS" },
    { from: "web", to: "internet", port: 2465, because: "Mail submission, STARTTLS" },
  ]);
});
