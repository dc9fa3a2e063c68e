import { beforeAll, expect, test } from "@jest/globals";
import { InterfaceEndpoints } from "../../../components/network/endpoints.ts";
import { deploy, type Registration } from "../../support/offline.ts";
import { decide, statementsOf } from "../iam.ts";
import { accountId, ofType, region, subnetsOf, withoutTags } from "../registrations.ts";

let endpoints: readonly Registration[] = [];
beforeAll(async () => {
  const args = { region, accountId, vpcId: "vpc", subnets: subnetsOf("application", 2), securityGroupId: "group" } as const;
  endpoints = ofType(await deploy(() => new InterfaceEndpoints("endpoints", args)), "aws:ec2/vpcEndpoint:VpcEndpoint");
});

test("nodes have an interface endpoint for each service that they call, and for no other", () => {
  expect(endpoints.map(({ name, inputs }) => [name, inputs.serviceName])).toEqual(
    ["autoscaling", "ec2", "ec2messages", "kms", "logs", "monitoring", "secretsmanager", "ssm", "ssmmessages", "sts"].map((service) => [
      `endpoints-${service}`,
      `com.amazonaws.eu-central-1.${service}`,
    ]),
  );
});

test("every endpoint answers to the service's own name, in the given subnets, behind the endpoints' group", () => {
  for (const endpoint of endpoints) {
    const { policy, serviceName, ...inputs } = withoutTags(endpoint);
    expect(inputs).toEqual({
      vpcId: "vpc",
      vpcEndpointType: "Interface",
      privateDnsEnabled: true,
      subnetIds: ["application-1-id", "application-2-id"],
      securityGroupIds: ["group"],
    });
  }
});

const ours = { "aws:PrincipalAccount": accountId, "aws:ResourceAccount": accountId };
const theirs = "999999999999";

test.each([
  ["this account's credentials, its own resource", ours, "allowed"],
  ["this account's credentials, and no resource", { "aws:PrincipalAccount": accountId }, "allowed"],
  ["this account's credentials, a stranger's resource", { ...ours, "aws:ResourceAccount": theirs }, "unmentioned"],
  ["another account's credentials", { "aws:PrincipalAccount": theirs, "aws:ResourceAccount": theirs }, "unmentioned"],
  ["another account's credentials, this account's resource", { ...ours, "aws:PrincipalAccount": theirs }, "unmentioned"],
  ["requests without credentials", {}, "unmentioned"],
] as const)("every endpoint's policy on %s: %o is %s", (_who, context, expected) => {
  const decisions = endpoints.map(({ inputs }) => decide(inputs.policy, { principal: "anonymous", action: "ssm:PutParameter", context }));
  expect(decisions).toEqual(Array(10).fill(expected));
});

test("the agent reads AWS's own documents and parameters by the endpoint of Systems Manager, with this account's credentials", () => {
  const statements = endpoints.map(({ inputs }) => statementsOf(inputs.policy).map(({ Sid }) => Sid));
  const own = ["OwnResources"];
  expect(statements).toEqual([own, own, own, own, own, own, own, [...own, "DocumentsOfAws"], own, own]);
  const policy = endpoints.find(({ name }) => name === "endpoints-ssm")?.inputs.policy;
  const ask = (action: string, resource: string, account = accountId) =>
    decide(policy, {
      principal: "anonymous",
      action,
      resource,
      context: { "aws:PrincipalAccount": account, "aws:ResourceAccount": theirs },
    });
  const document = "arn:aws:ssm:eu-central-1::document/AWS-RunPatchBaseline";
  expect([
    ask("ssm:GetDocument", document),
    ask("ssm:GetParameter", "arn:aws:ssm:eu-central-1::parameter/aws/service/x"),
    ask("ssm:GetDocument", document, theirs),
    ask("ssm:ModifyDocumentPermission", document),
    ask("ssm:GetDocument", `arn:aws:ssm:eu-central-1:${theirs}:document/x`),
  ]).toEqual(["allowed", "allowed", "unmentioned", "unmentioned", "unmentioned"]);
});
