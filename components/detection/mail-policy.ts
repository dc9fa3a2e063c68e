import { type Input, interpolate } from "@pulumi/pulumi";
import type { Region } from "../../domain/defaults/regions.ts";
import { type IamStatement, tlsOnly } from "../../domain/iam/statement.ts";

/** Where the function works; names are known in advance. */
export interface MailPlaces {
  readonly region: Region;
  readonly accountId: Input<string>;
  readonly tableName: string;
  readonly queueName: string;
  readonly topicArn: Input<string>;
  readonly keyArn: Input<string>;
}

/** Permissions of the function: read its queue, keep its table, publish to one topic. */
export function mailStatements({ region, accountId, tableName, queueName, topicArn, keyArn }: MailPlaces): IamStatement[] {
  const allow = { Effect: "Allow" };
  return [
    {
      Sid: "OwnQueue",
      ...allow,
      Action: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
      Resource: interpolate`arn:aws:sqs:${region}:${accountId}:${queueName}`,
    },
    {
      Sid: "OwnTable",
      ...allow,
      Action: ["dynamodb:GetItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem", "dynamodb:Scan"],
      Resource: interpolate`arn:aws:dynamodb:${region}:${accountId}:table/${tableName}`,
    },
    { Sid: "Mails", ...allow, Action: "sns:Publish", Resource: topicArn },
    {
      Sid: "Key",
      ...allow,
      // DynamoDB asks for the key in the caller's name.
      Action: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey"],
      Resource: keyArn,
      Condition: { StringEquals: { "kms:ViaService": ["dynamodb", "sns"].map((service) => `${service}.${region}.amazonaws.com`) } },
    },
  ];
}

/** Statements of a queue's policy: one rule may send (its ARN has the account, which EventBridge is not said to send), and only with TLS. */
export function queueStatements(queueArn: Input<string>, ruleArn: Input<string>): IamStatement[] {
  return [
    {
      Sid: "FromRule",
      Effect: "Allow",
      Principal: { Service: "events.amazonaws.com" },
      Action: "sqs:SendMessage",
      Resource: queueArn,
      Condition: { StringEquals: { "aws:SourceArn": ruleArn } },
    },
    tlsOnly("sqs:*", queueArn),
  ];
}
