import { isDeepStrictEqual } from "node:util";
import { beforeAll, expect, test } from "@jest/globals";
import { intendedOutput } from "../../domain/contracts/intended.ts";
import { evaluate } from "../../policies/model/evaluate.ts";
import { type ExportedResource, stackOf } from "../../policies/model/graph.ts";
import { policies } from "../../policies/pack.ts";
import { graphWith } from "../stacks/graphs.ts";
import { document } from "./data-cases.ts";
import { add, change, type Mutation, rework, several } from "./mutate.ts";

/*
 * What a store's owner may change without being told that it is wrong. All changes are made in one graph, which the whole pack then looks
 * at once: a violation that was not there before fails the test, and says which resource it is of.
 */

const alarm = "aws:cloudwatch/metricAlarm:MetricAlarm";
const composite = "aws:cloudwatch/compositeAlarm:CompositeAlarm";
const rule = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const edge = { securityGroupId: ["aws:ec2/securityGroup:SecurityGroup", "security-edge"] } as const;
const secret = "aws:secretsmanager/secret:Secret";
const own = "arn:aws:iam::123456789012:role/demo-prod-web";

const statement = (which: readonly [string, string], more: object): Mutation =>
  rework(which, "policy", (text) => {
    const { Statement, ...rest } = JSON.parse(String(text));
    return JSON.stringify({ ...rest, Statement: [...Statement, more] });
  });
const traces = { Effect: "Allow", Action: ["xray:PutTraceSegments", "xray:PutTelemetryRecords"], Resource: "*" };
const tagged = (type: string, name: string): Mutation => rework([type, name], "tags", (tags) => ({ ...Object(tags), team: "shop" }));

/** A list of addresses is the settings': the change of one is in what they want, too. */
const listed = (list: string, set: string, addresses: readonly string[]): Mutation =>
  several(
    change(["aws:wafv2/ipSet:IpSet", set], { addresses }),
    rework("pulumi:pulumi:Stack", intendedOutput, (value) => {
      const said = structuredClone(Object(value));
      const others = said.firewall.addresses[list].filter((one: string) => one.includes(":"));
      said.firewall.addresses[list] = [...addresses, ...others];
      return said;
    }),
  );

const benign: readonly (readonly [what: string, mutation: Mutation])[] = [
  ["logs that are kept for ever", change(["aws:cloudwatch/logGroup:LogGroup", "web"], { retentionInDays: 0 })],
  ["logs that are kept ten years", change(["aws:cloudwatch/logGroup:LogGroup", "firewall"], { retentionInDays: 3653 })],
  [
    "an alarm that acts through a composite one",
    several(
      change([alarm, "login-attack"], { alarmActions: undefined, name: "demo-prod-login-attack" }),
      add(
        composite,
        { alarmName: "demo-prod-attack", alarmRule: 'ALARM("demo-prod-login-attack")' },
        { alarmActions: ["aws:sns/topic:Topic", "alerts"] },
      ),
    ),
  ],
  ["traces, which know no resource", statement(["aws:iam/policy:Policy", "canary-schedule"], traces)],
  ["path MTU by IPv4", add(rule, { cidrIpv4: "0.0.0.0/0", description: "Path MTU", fromPort: 3, ipProtocol: "icmp", toPort: 4 }, edge)],
  ["path MTU by IPv6", add(rule, { cidrIpv6: "::/0", description: "Path MTU", fromPort: 2, ipProtocol: "icmpv6", toPort: 0 }, edge)],
  ["a larger database", change("aws:rds/instance:Instance", { instanceClass: "db.m7g.2xlarge" })],
  ["more room for the database", change("aws:rds/instance:Instance", { maxAllocatedStorage: 2000 })],
  ["measurements of the database each 15 seconds", change("aws:rds/instance:Instance", { monitoringInterval: 15 })],
  ["insights of two years", change("aws:rds/instance:Instance", { performanceInsightsRetentionPeriod: 731 })],
  ["another name of the last snapshot", change("aws:rds/instance:Instance", { finalSnapshotIdentifier: "shop-last" })],
  ["a larger cache", change("aws:elasticache/replicationGroup:ReplicationGroup", { nodeType: "cache.r7g.large" })],
  ["one copy of the cache more", change("aws:elasticache/replicationGroup:ReplicationGroup", { numCacheClusters: 3 })],
  [
    "sessions' snapshots of 35 days",
    change(["aws:elasticache/replicationGroup:ReplicationGroup", "sessions"], { snapshotRetentionLimit: 35 }),
  ],
  ["a secret that can be had back for a month", change([secret, "cache"], { recoveryWindowInDays: 30 })],
  ["AWS's own window for a secret", change([secret, "sessions"], { recoveryWindowInDays: undefined })],
  [
    "a secret's policy that names a role of the account",
    add("aws:secretsmanager/secretPolicy:SecretPolicy", {
      policy: document(
        { Effect: "Allow", Principal: { AWS: own }, Action: "secretsmanager:GetSecretValue", Resource: "*" },
        { Effect: "Deny", Principal: "*", Action: "secretsmanager:DeleteSecret", Resource: "*" },
      ),
    }),
  ],
  ["files that stay where they are", change("aws:efs/fileSystem:FileSystem", { lifecyclePolicies: [] })],
  ["files on credits", change("aws:efs/fileSystem:FileSystem", { throughputMode: "bursting" })],
  [
    "a directory of the owner alone",
    change("aws:efs/accessPoint:AccessPoint", {
      rootDirectory: { path: "/shop/files", creationInfo: { ownerUid: 33, ownerGid: 33, permissions: "0700" } },
    }),
  ],
  ["another user of the files", change("aws:efs/accessPoint:AccessPoint", { posixUser: { uid: 33, gid: 33, secondaryGids: [34] } })],
  ["keys that turn each half year", change("aws:kms/key:Key", { rotationPeriodInDays: 180 })],
  ["a key with another description", change(["aws:kms/key:Key", "keys-data"], { description: "Data of the shop" })],
  [
    "TLS 1.3 alone, safe from quantum computers",
    change(["aws:lb/listener:Listener", "edge-https"], { sslPolicy: "ELBSecurityPolicy-TLS13-1-3-PQ-2025-09" }),
  ],
  ["connections that idle longer", change("aws:lb/loadBalancer:LoadBalancer", { idleTimeout: 120 })],
  ["nodes that leave more slowly", change("aws:lb/targetGroup:TargetGroup", { deregistrationDelay: 300 })],
  ["messages with SHA-256", change("aws:sns/topic:Topic", { signatureVersion: 2 })],
  ["messages that wait two weeks", change("aws:sqs/queue:Queue", { messageRetentionSeconds: 1_209_600 })],
  ["more nodes", change("aws:autoscaling/group:Group", { maxSize: 12 })],
  ["more memory for a function", change(["aws:lambda/function:Function", "canary"], { memorySize: 1024 })],
  ["more time for a function", change(["aws:lambda/function:Function", "canary"], { timeout: 240 })],
  ["two offices", listed("staff", "firewall-staff-ipv4", ["203.0.113.0/26", "198.51.100.7/32"])],
  ["shut-out networks of a provider", listed("blocked-addresses", "firewall-blocked-addresses-ipv4", ["45.0.0.0/16", "46.0.0.0/15"])],
  ["a tag of the owner's on the database", tagged("aws:rds/instance:Instance", "database")],
  ["a tag of the owner's on a bucket", tagged("aws:s3/bucket:Bucket", "releases")],
  [
    "AWS's policy for a function's traces",
    add(
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
      { policyArn: "arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess" },
      { role: ["aws:iam/role:Role", "canary"] },
    ),
  ],
];

let graph: readonly ExportedResource[] = [];
/** All but the one that asks for a review of each new kind of resource, which some of these are. */
const judging = policies.filter(({ name }) => name !== "aws-pulumi-resource-disallow-foreign-kinds");
const reported = (resources: readonly ExportedResource[]): string[] =>
  evaluate(judging, stackOf(resources)).flatMap(({ policy, violations, faults }) => {
    for (const { error } of faults) throw new Error(error);
    return violations.map(({ resource, message }) => `${policy.name} ${resource.urn}: ${message}`);
  });

beforeAll(async () => {
  graph = await graphWith("demo-prod");
});

test.each(benign)("%s is a change", (_, mutation) => {
  expect(isDeepStrictEqual(mutation(graph), graph)).toBe(false);
});

test("none of them is reported", () => {
  const before = reported(graph);
  const after = reported(several(...benign.map(([, mutation]) => mutation))(graph));
  expect(after.filter((line) => !before.includes(line))).toEqual([]);
});
