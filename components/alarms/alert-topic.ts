import { Topic } from "@pulumi/aws/sns/topic.js";
import { TopicPolicy } from "@pulumi/aws/sns/topicPolicy.js";
import { TopicSubscription } from "@pulumi/aws/sns/topicSubscription.js";
import {
  ComponentResource,
  type ComponentResourceOptions,
  getStack,
  type Input,
  interpolate,
  jsonStringify,
  type Output,
} from "@pulumi/pulumi";
import { alertPublishers, publishersThatNameTheAccount } from "../../domain/defaults/alerts.ts";
import type { Region } from "../../domain/defaults/regions.ts";
import { tlsOnly } from "../../domain/iam/statement.ts";
import { nameTag, typeToken } from "../naming.ts";

/** Arguments for {@link AlertTopic}. */
export interface AlertTopicArgs {
  readonly region: Region;
  readonly accountId: Input<string>;
  /** Email addresses; each must confirm AWS's subscription email. */
  readonly contacts: readonly string[];
  /** Key of the messages; its policy admits the services that publish. */
  readonly keyArn: Input<string>;
  /** Sender name of the emails. @default "Store alerts" */
  readonly displayName?: string;
  /** The services that publish; who publishes by a role of this account needs no statement. @default - those of alarms and events */
  readonly publishers?: readonly string[];
}

/** An encrypted SNS topic for alarms and notices, its email subscriptions, and the services that may publish to it. */
export class AlertTopic extends ComponentResource {
  readonly topicArn: Output<string>;

  constructor(name: string, args: AlertTopicArgs, opts?: ComponentResourceOptions) {
    super(typeToken("AlertTopic"), name, {}, opts);
    const parent = this;

    // A name of our own: the policy, which holds the topic's ARN, is known in a preview.
    const topicName = `${getStack()}-${name}`;
    const topicArn = interpolate`arn:aws:sns:${args.region}:${args.accountId}:${topicName}`;
    const { displayName = "Store alerts", publishers = alertPublishers } = args;
    const topic = new Topic(name, { name: topicName, displayName, kmsMasterKeyId: args.keyArn, tags: nameTag(name) }, { parent });
    admitPublishers();
    for (const endpoint of args.contacts)
      new TopicSubscription(`${name}-${endpoint}`, { topic: topic.arn, protocol: "email", endpoint }, { parent });

    this.topicArn = topic.arn;
    this.registerOutputs({ topicArn: this.topicArn });

    function admitPublishers() {
      const publish = { Effect: "Allow", Action: "sns:Publish", Resource: topicArn };
      const namesTheAccount = (service: string) => publishersThatNameTheAccount.includes(service);
      const named = {
        Sid: "Publishers",
        ...publish,
        Principal: { Service: publishers.filter(namesTheAccount) },
        Condition: { StringEquals: { "aws:SourceAccount": args.accountId } },
      };
      // As AWS's pages have it: eventbridge/latest/userguide/eb-use-resource-based.html, aws-backup/latest/devguide/backup-notifications.html
      const unnamed = {
        Sid: "PublishersWithoutSource",
        ...publish,
        Principal: { Service: publishers.filter((service) => !namesTheAccount(service)) },
      };
      const admitted = [named, unnamed].filter(({ Principal }) => Principal.Service.length > 0);
      const policy = jsonStringify({ Version: "2012-10-17", Statement: [...admitted, tlsOnly("sns:Publish", topicArn)] });
      new TopicPolicy(name, { arn: topic.arn, policy }, { parent });
    }
  }
}
