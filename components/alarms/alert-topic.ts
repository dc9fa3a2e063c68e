import { Topic } from "@pulumi/aws/sns/topic.js";
import { TopicPolicy } from "@pulumi/aws/sns/topicPolicy.js";
import { TopicSubscription } from "@pulumi/aws/sns/topicSubscription.js";
import { ComponentResource, type ComponentResourceOptions, type Input, jsonStringify, type Output } from "@pulumi/pulumi";
import { nameTag, typeToken } from "../naming.ts";

/** What an {@link AlertTopic} is made of. */
export interface AlertTopicArgs {
  readonly accountId: Input<string>;
  /** E-mail addresses; each gets a mail from AWS and has to confirm it. */
  readonly contacts: readonly string[];
  /** Key of the messages; its policy admits the services that publish. */
  readonly keyArn: Input<string>;
}

/** Who hears of what goes wrong: an encrypted topic, its subscribers, and the services that may publish. */
export class AlertTopic extends ComponentResource {
  readonly topicArn: Output<string>;

  constructor(name: string, args: AlertTopicArgs, opts?: ComponentResourceOptions) {
    super(typeToken("AlertTopic"), name, {}, opts);
    const parent = this;

    const topic = new Topic(name, { displayName: "Store alerts", kmsMasterKeyId: args.keyArn, tags: nameTag(name) }, { parent });
    admitPublishers();
    for (const endpoint of args.contacts)
      new TopicSubscription(`${name}-${endpoint}`, { topic: topic.arn, protocol: "email", endpoint }, { parent });

    this.topicArn = topic.arn;
    this.registerOutputs({ topicArn: this.topicArn });

    function admitPublishers() {
      const services = ["cloudwatch.amazonaws.com", "events.amazonaws.com", "events.rds.amazonaws.com"];
      const policy = jsonStringify({
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "Publishers",
            Effect: "Allow",
            Principal: { Service: services },
            Action: "sns:Publish",
            Resource: topic.arn,
            Condition: { StringEquals: { "aws:SourceAccount": args.accountId } },
          },
          {
            Sid: "TlsOnly",
            Effect: "Deny",
            Principal: { AWS: "*" },
            Action: "sns:Publish",
            Resource: topic.arn,
            Condition: { Bool: { "aws:SecureTransport": "false" } },
          },
        ],
      });
      new TopicPolicy(name, { arn: topic.arn, policy }, { parent });
    }
  }
}
