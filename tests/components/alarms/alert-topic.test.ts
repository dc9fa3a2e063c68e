import { beforeAll, describe, expect, test } from "@jest/globals";
import { AlertTopic } from "../../../components/alarms/alert-topic.ts";
import { deploy, type Registration } from "../../support/offline.ts";
import { decide } from "../iam.ts";
import { accountId, inputsByName, only, region, withoutTags } from "../registrations.ts";

describe("the alert topic", () => {
  let topic: readonly Registration[] = [];
  beforeAll(async () => {
    const contacts = ["operations@example.com", "owner@example.com"];
    topic = await deploy(() => new AlertTopic("alerts", { region, accountId, contacts, keyArn: "arn:log-key" }));
  });

  test("is encrypted, and every contact subscribes by e-mail", () => {
    expect(withoutTags(only(topic, "aws:sns/topic:Topic"))).toEqual({
      name: "test-alerts",
      displayName: "Store alerts",
      kmsMasterKeyId: "arn:log-key",
    });
    expect(inputsByName(topic, "aws:sns/topicSubscription:TopicSubscription")).toEqual(
      Object.fromEntries(
        ["operations@example.com", "owner@example.com"].map((endpoint) => [
          `alerts-${endpoint}`,
          { topic: "arn:aws:test:::alerts", protocol: "email", endpoint },
        ]),
      ),
    );
  });

  const publish = (principal: string, context: Record<string, string>) =>
    decide(only(topic, "aws:sns/topicPolicy:TopicPolicy").inputs.policy, {
      principal,
      action: "sns:Publish",
      resource: `arn:aws:sns:${region}:${accountId}:test-alerts`,
      context: { "aws:SecureTransport": "true", ...context },
    });

  test.each(["events.amazonaws.com", "backup.amazonaws.com"])("lets %s publish, which names no account, by TLS", (service) => {
    expect(publish(service, {})).toBe("allowed");
    expect(publish(service, { "aws:SecureTransport": "false" })).toBe("denied");
  });

  test.each(["cloudwatch.amazonaws.com", "events.rds.amazonaws.com"])("lets %s publish for this account only", (service) => {
    expect(publish(service, { "aws:SourceAccount": accountId })).toBe("allowed");
    expect(publish(service, { "aws:SourceAccount": "999999999999" })).toBe("unmentioned");
    expect(publish(service, { "aws:SourceAccount": accountId, "aws:SecureTransport": "false" })).toBe("denied");
  });

  test("lets no one else publish", () => {
    expect(publish("lambda.amazonaws.com", { "aws:SourceAccount": accountId })).toBe("unmentioned");
    expect(publish("anonymous", {})).toBe("unmentioned");
  });
});
