import { type Input, interpolate } from "@pulumi/pulumi";
import type { Region } from "../../domain/defaults/regions.ts";
import { allow, type IamStatement } from "../../domain/iam/statement.ts";

/** Resources that the login guard may reach, and nothing else. ARNs are known in advance, so that a preview shows them. */
export interface GuardPolicyArgs {
  readonly region: Region;
  readonly accountId: Input<string>;
  /** Names in AWS. */
  readonly tableName: string;
  readonly queueName: string;
  readonly topicName: string;
  readonly setNames: readonly string[];
  readonly dataKeyArn: Input<string>;
  readonly logKeyArn: Input<string>;
}

/** The function's statements. */
export function guardStatements(args: GuardPolicyArgs): IamStatement[] {
  const { region, accountId, setNames } = args;
  const through = (service: string) => ({ StringEquals: { "kms:ViaService": `${service}.${region}.amazonaws.com` } });
  return [
    allow(
      "OwnTable",
      ["dynamodb:BatchWriteItem", "dynamodb:DeleteItem", "dynamodb:GetItem", "dynamodb:Query", "dynamodb:UpdateItem"],
      interpolate`arn:aws:dynamodb:${region}:${accountId}:table/${args.tableName}`,
    ),
    // DynamoDB asks for the key in the caller's name (docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html).
    allow("TableKey", ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey"], args.dataKeyArn, through("dynamodb")),
    allow(
      "OwnSets",
      ["wafv2:GetIPSet", "wafv2:UpdateIPSet"],
      // The last part is an id that WAF makes up.
      setNames.map((name) => interpolate`arn:aws:wafv2:${region}:${accountId}:regional/ipset/${name}/*`),
    ),
    allow(
      "OwnQueue",
      ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage", "sqs:SendMessage"],
      interpolate`arn:aws:sqs:${region}:${accountId}:${args.queueName}`,
    ),
    allow("StaffLogins", ["sns:Publish"], interpolate`arn:aws:sns:${region}:${accountId}:${args.topicName}`),
    allow("TopicKey", ["kms:Decrypt", "kms:GenerateDataKey"], args.logKeyArn, through("sns")),
  ];
}
