import { keysOf } from "../../policies/catalogue.ts";
import { evaluate } from "../../policies/model/evaluate.ts";
import { type ExportedResource, stackOf } from "../../policies/model/graph.ts";
import { policies } from "../../policies/pack.ts";
import { graphWith } from "../stacks/graphs.ts";
import type { Mutation, Which } from "./mutate.ts";

export const graphs = {
  "demo-prod": await graphWith("demo-prod"),
  "demo-staging": await graphWith("demo-staging"),
  "demo-dev": await graphWith("demo-dev"),
  "demo-account": await graphWith("demo-account"),
};
export type Demo = keyof typeof graphs;
export const demos: readonly Demo[] = ["demo-prod", "demo-staging", "demo-dev", "demo-account"];
const own = policies.filter(({ name }) => name.includes("-disallow-foreign-") && name.startsWith("aws-pulumi-"));

export function findings(graph: readonly ExportedResource[]): string[] {
  return evaluate(own, stackOf(graph)).flatMap(({ policy, violations, faults }) => {
    for (const { error } of faults) throw new Error(error);
    return violations.map(({ resource, message }) => `${keysOf(policy).join()} ${resource.name}: ${message}`);
  });
}

export const stranger = "999988887777";
export const root = `arn:aws:iam::${stranger}:root`;
export const role = `arn:aws:iam::${stranger}:role/them`;

export const keyType = "aws:kms/key:Key";
export const data: Which = [keyType, "keys-data"];
export const bucketPolicy: Which = ["aws:s3/bucketPolicy:BucketPolicy", "releases"];
export const nodePolicy = "aws:iam/policy:Policy";
export const roleType = "aws:iam/role:Role";
export const endpoint = "aws:ec2/vpcEndpoint:VpcEndpoint";
export const schedule = "aws:scheduler/schedule:Schedule";
export const client = "aws:cognito/userPoolClient:UserPoolClient";
export const pool = "aws:cognito/userPool:UserPool";
export const provider = "pulumi:providers:aws";
export const record = "aws:route53/record:Record";
export const route = "aws:ec2/route:Route";
export const subscription = "aws:sns/topicSubscription:TopicSubscription";
export const template = "aws:ec2/launchTemplate:LaunchTemplate";
export const cloudControl = "aws:cloudcontrol/resource:Resource";
export const document = "aws:ssm/document:Document";

/** What differs, and what says whose it is: these policies ask of each resource by itself. */
export function changed(mutation: Mutation, stack: Demo): ExportedResource[] {
  const before = new Set<ExportedResource>(graphs[stack]);
  return mutation(graphs[stack]).filter((one) => !before.has(one) || /^pulumi:(pulumi|providers):/.test(one.type));
}
