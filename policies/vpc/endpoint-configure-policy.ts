import { isRecord } from "../../domain/values.ts";
import { collect } from "../model/collect.ts";
import { type PolicyStatement, statementsOf } from "../model/documents.ts";
import type { Policy } from "../model/policy.ts";
import { naming } from "./carriers.ts";

const limits = /^aws:(Principal(Account|Org|Arn)|Resource(Account|Org)|Source(Account|Arn|Org|Vpc))/i;

export const vpcEndpointConfigurePolicy: Policy = {
  name: "aws-vpc-endpoint-configure-policy",
  description: "Each VPC endpoint has a policy that admits known principals or names what they reach.",
  severity: "medium",
  controls: ["NET-16"],
  remediation: "Set a policy whose statements with Principal * have a condition on aws:PrincipalAccount or name resources.",
  url: "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html",
  types: ["aws:ec2/vpcEndpoint:VpcEndpoint"],
  check: (endpoint, stack) => {
    const kind = endpoint.text("vpcEndpointType") ?? "Gateway";
    if (kind !== "Gateway" && kind !== "Interface") return undefined;
    const holders = [endpoint, ...naming(endpoint, "vpcEndpointId", ["aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy"], stack)];
    const holder = holders.findLast((candidate) => candidate.has("policy"));
    const statements = holder && statementsOf(holder, "policy");
    if (!statements) return ["policy is unset: anybody's credentials work through the endpoint; admit this account only"];
    return collect(statements, (statement) =>
      isOpen(statement)
        ? [
            `a statement allows ${statement.actions.join(", ") || "all but some actions"} to anybody on *; add a condition on aws:PrincipalAccount`,
          ]
        : [],
    );
  },
};

function isOpen({ effect, principals, resources, condition }: PolicyStatement): boolean {
  const isLimited = Object.values(condition).some((keys) => isRecord(keys) && Object.keys(keys).some((key) => limits.test(key)));
  return effect === "Allow" && principals.includes("*") && resources.includes("*") && !isLimited;
}
