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

test.each([
  ["this account's credentials", { "aws:PrincipalAccount": accountId }, "allowed"],
  ["another account's credentials", { "aws:PrincipalAccount": "999999999999" }, "unmentioned"],
  ["requests without credentials", {}, "unmentioned"],
] as const)("every endpoint's policy on %s: %o is %s", (_who, context, expected) => {
  const decisions = endpoints.map(({ inputs }) => decide(inputs.policy, { principal: "anonymous", action: "ssm:GetParameter", context }));
  expect(decisions).toEqual(Array(10).fill(expected));
});

test("every endpoint's policy is one statement on the account", () => {
  expect(endpoints.map(({ inputs }) => statementsOf(inputs.policy).map(({ Sid }) => Sid))).toEqual(Array(10).fill(["ThisAccountOnly"]));
});
