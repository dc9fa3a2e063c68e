import { isRecord } from "../../domain/values.ts";
import { collect } from "../model/collect.ts";
import { type PolicyStatement, statementsOf } from "../model/documents.ts";
import type { Policy } from "../model/policy.ts";
import { naming } from "./carriers.ts";

const principals = /^aws:(Principal(Account|Org|Arn)|Source(Account|Arn|Org|Vpc))/i;
const resourcesOf = /^aws:(Resource(Account|Org)|PrincipalIsAWSService)/i;

export const vpcEndpointConfigurePolicy: Policy = {
  name: "aws-vpc-endpoint-configure-policy",
  description: "Each VPC endpoint has a policy that names the resources reached through it, or their account.",
  severity: "medium",
  controls: ["NET-16"],
  remediation:
    "Set a policy whose statements with Principal * have conditions on aws:PrincipalAccount and aws:ResourceAccount, or name resources.",
  url: "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html",
  types: ["aws:ec2/vpcEndpoint:VpcEndpoint"],
  check: (endpoint, stack) => {
    const kind = endpoint.text("vpcEndpointType") ?? "Gateway";
    if (kind !== "Gateway" && kind !== "Interface") return undefined;
    const holders = [endpoint, ...naming(endpoint, "vpcEndpointId", ["aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy"], stack)];
    const holder = holders.findLast((candidate) => candidate.has("policy"));
    const statements = holder && statementsOf(holder, "policy");
    if (!statements) return ["policy is unset, so that any account's credentials work through the endpoint; allow this account only"];
    return collect(statements, (statement) => {
      if (!isOpen(statement)) return [];
      const actions = statement.actions.join(", ") || "all but some actions";
      return hasKey(statement, principals)
        ? [`a statement allows ${actions} on any account's resources; add a condition on aws:ResourceAccount, or name resources`]
        : [`a statement allows ${actions} to all principals on *; add conditions on aws:PrincipalAccount and aws:ResourceAccount`];
    });
  },
};

const isOpen = (statement: PolicyStatement): boolean =>
  statement.effect === "Allow" &&
  statement.principals.includes("*") &&
  statement.resources.some((resource) => resource === "*" || resource === "arn:aws:s3:::*") &&
  !hasKey(statement, resourcesOf);

const hasKey = ({ condition }: PolicyStatement, keys: RegExp): boolean =>
  Object.values(condition).some((tested) => isRecord(tested) && Object.keys(tested).some((key) => keys.test(key)));
