import { describe, expect, test } from "@jest/globals";
import { sourceKeys } from "../../../domain/services/use.ts";
import { serviceUses } from "../../../domain/services/uses.ts";
import { refusals } from "../../../policies/iam/service-grants.ts";
import { iamTargetMissingServiceGrant as policy, usesOf } from "../../../policies/iam/target-missing-service-grant.ts";
import { stackOf } from "../../../policies/model/graph.ts";
import { graphWith } from "../../stacks/graphs.ts";
import { broken } from "../broken.ts";
import { change, isOf, type Mutation, rework, several, type Which } from "../mutate.ts";

const account = "123456789012";
const ours = { StringEquals: { "aws:SourceAccount": account } };

describe("the table", () => {
  test("has each row once, with a page of AWS", () => {
    for (const { source, key: keyUse } of serviceUses)
      for (const page of [source, ...(typeof keyUse === "object" ? [keyUse.source] : [])])
        expect(page).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/\S+$/);
    const rows = serviceUses.flatMap(({ types, names, target: kind, when }) =>
      types.map((type) => JSON.stringify([type, names, kind, when])),
    );
    expect(rows.filter((row, i) => rows.indexOf(row) !== i)).toEqual([]);
  });

  test("does not say of a key both that it is sent and that it is not", () => {
    const both = serviceUses.flatMap(({ sends = {}, omits = [] }) => omits.filter((key) => key in sends));
    expect(both).toEqual([]);
    expect(sourceKeys).toContain("aws:SourceArn");
  });
});

test.each(["demo-dev", "demo-staging", "demo-prod", "demo-account"])(
  "%s does not lean on a condition key that AWS does not say its services send",
  async (name) => {
    const stack = stackOf(await graphWith(name));
    const asked = stack.ofType(...policy.types).flatMap((trigger) => usesOf(trigger, stack).map((use) => ({ trigger, use })));
    expect(asked.length).toBeGreaterThan(20);
    const found = asked.flatMap(({ trigger, use }) => {
      // A policy of an account's logs is made of an ARN that a preview does not have.
      if (use.target === "logGroup") return [];
      return (refusals(use, trigger, stack, "unsaid is not sent") ?? []).map((message) => `${trigger.name}: ${message}`);
    });
    expect(found).toEqual([]);
  },
);

/** A policy's statement with this Sid changed; undefined takes it away. */
const restate =
  (which: Which, sid: string, by?: (statement: Record<string, unknown>) => object): Mutation =>
  (resources) => {
    if (!resources.some((one) => isOf(one, which))) throw new Error(`no ${String(which)}`);
    const changed = rework(which, "policy", (value) => {
      const { Statement, ...rest }: { Statement: Record<string, unknown>[] } = JSON.parse(String(value));
      if (!Statement.some(({ Sid }) => Sid === sid)) throw new Error(`no statement ${sid} in ${String(which)}`);
      return JSON.stringify({ ...rest, Statement: Statement.flatMap((one) => (one.Sid !== sid ? [one] : by ? [by(one)] : [])) });
    });
    return changed(resources);
  };
const asks = (condition: object) => (statement: Record<string, unknown>) => ({ ...statement, Condition: condition });
const under = (path: string) => (statement: Record<string, unknown>) => ({ ...statement, Resource: path });

const [keyType, bucketPolicyType, topicPolicyType] = [
  "aws:kms/key:Key",
  "aws:s3/bucketPolicy:BucketPolicy",
  "aws:sns/topicPolicy:TopicPolicy",
];
const weakenings: readonly [string, Mutation, string?][] = [
  [
    "a bucket's policy without Hive's path",
    restate([bucketPolicyType, "logs"], "FromDelivery", under(`arn:aws:s3:::demo-prod-logs-${account}/AWSLogs/${account}/*`)),
  ],
  ["one without log delivery's look at it", restate([bucketPolicyType, "logs"], "DeliveryChecks")],
  ["one without the load balancer", restate([bucketPolicyType, "logs"], "FromLoadBalancers")],
  [
    "one with the load balancer's other prefix",
    restate([bucketPolicyType, "logs"], "FromLoadBalancers", under(`arn:aws:s3:::demo-prod-logs-${account}/nlb/*`)),
  ],
  ["one without server access logs", restate([bucketPolicyType, "logs"], "FromBuckets")],
  ["a key without the topic's speakers", restate([keyType, "keys-logs"], "UsedForTopics")],
  ["one that asks EventBridge for its account", restate([keyType, "keys-logs"], "UsedForTopics", asks(ours))],
  [
    "one that admits them for other topics",
    restate(
      [keyType, "keys-logs"],
      "UsedForTopics",
      asks({ ArnLike: { "kms:EncryptionContext:aws:sns:topicArn": "arn:aws:sns:*:*:other" } }),
    ),
  ],
  ["one without alarms", restate([keyType, "keys-logs"], "UsedByPublishers")],
  ["one without log groups", restate([keyType, "keys-logs"], "UsedByCloudWatchLogs")],
  ["a data key without auto scaling's grant", restate([keyType, "keys-data"], "GrantedByAutoScaling")],
  ["one without auto scaling's use", restate([keyType, "keys-data"], "UsedByAutoScaling")],
  ["one without grants through services", restate([keyType, "keys-data"], "GrantedToServices")],
  ["one without use through services", restate([keyType, "keys-data"], "UsedThroughServices")],
  ["a topic's policy without alarms", restate([topicPolicyType, "alerts"], "Publishers")],
  ["one without events", restate([topicPolicyType, "alerts"], "PublishersWithoutSource")],
  ["a topic under AWS's key", change(["aws:sns/topic:Topic", "alerts"], { kmsMasterKeyId: "alias/aws/sns" })],
  [
    "a function that EventBridge may not call",
    change(["aws:lambda/permission:Permission", "backup-watch"], { principal: "s3.amazonaws.com" }),
  ],
  ["a trail's bucket that does not allow it", restate([bucketPolicyType, "log-archive"], "FromTrail"), "demo-account"],
  ["one that does not let it look", restate([bucketPolicyType, "log-archive"], "TrailChecks"), "demo-account"],
  ["a trail's key without it", restate([keyType, "log-archive-key"], "UsedByTrail"), "demo-account"],
  [
    "one of another trail",
    restate(
      [keyType, "log-archive-key"],
      "UsedByTrail",
      asks({ StringEquals: { "kms:EncryptionContext:aws:cloudtrail:arn": "arn:other" } }),
    ),
    "demo-account",
  ],
  ["a key without AWS Config", restate([keyType, "log-archive-key"], "UsedByConfig"), "demo-account"],
  ["a bucket without AWS Config", restate([bucketPolicyType, "config-history"], "FromConfig"), "demo-account"],
  ["a key of disks that GuardDuty cannot open", restate([keyType, "defaults-disks"], "GrantedByMalwareScans"), "demo-account"],
  ["a queue that EventBridge may not send to", restate(["aws:sqs/queuePolicy:QueuePolicy", "findings"], "FromRule"), "demo-account"],
];
for (const [what, mutation, stack] of weakenings) broken("G26", what, mutation, stack);
broken("G26", "two faults at once", several(...weakenings.slice(0, 2).map(([, mutation]) => mutation)));
