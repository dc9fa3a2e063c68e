import { CreateTableCommand, DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { CreateTopicCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { CreateQueueCommand, DeleteMessageCommand, GetQueueAttributesCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { type Suppression, suppressionsItem, tableKey } from "../../../domain/contracts/finding-mail.ts";
import type { Teller } from "../../../functions/finding-mail/tell.ts";
import { type EmulatedAws, emulatedAws } from "../../support/emulators/aws.ts";

const start = Date.parse("2026-11-20T10:00:00Z");
const table = "demo-account-findings";

/** Where findings are told, and who reads the mails. */
export interface Office {
  readonly aws: EmulatedAws;
  readonly teller: Teller;
  readonly clock: { now: number };
  /** Subjects and texts of the mails since the last look. */
  readonly mails: () => Promise<{ readonly subject: string; readonly text: string }[]>;
  readonly suppress: (entries: readonly Suppression[]) => Promise<void>;
}

/** Table, topic and mailbox in an account of their own of the emulated AWS. */
export async function openOffice(): Promise<Office> {
  const aws = await emulatedAws();
  const dynamo = new DynamoDBClient(aws.client);
  const sns = new SNSClient(aws.client);
  const sqs = new SQSClient(aws.client);
  await dynamo.send(
    new CreateTableCommand({
      TableName: table,
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: [{ AttributeName: tableKey, KeyType: "HASH" }],
      AttributeDefinitions: [{ AttributeName: tableKey, AttributeType: "S" }],
    }),
  );
  const topicArn = (await sns.send(new CreateTopicCommand({ Name: "alerts" }))).TopicArn ?? "";
  const queueUrl = (await sqs.send(new CreateQueueCommand({ QueueName: "mailbox" }))).QueueUrl ?? "";
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ["QueueArn"] }));
  await sns.send(new SubscribeCommand({ TopicArn: topicArn, Protocol: "sqs", Endpoint: Attributes?.QueueArn ?? "" }));
  const clock = { now: start };
  return {
    aws,
    clock,
    teller: {
      settings: { stack: "demo-account", topicArn, table, leastSeverity: "high" },
      memory: { client: dynamo, table },
      topic: sns,
      now: () => clock.now,
    },
    mails: async () => {
      const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10 }));
      for (const { ReceiptHandle } of Messages) await sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));
      return Messages.map(({ Body }) => JSON.parse(Body ?? "{}")).map(({ Subject, Message }) => ({ subject: Subject, text: Message }));
    },
    suppress: async (entries) => {
      const Item = { [tableKey]: { S: suppressionsItem }, value: { S: JSON.stringify(entries) } };
      await dynamo.send(new PutItemCommand({ TableName: table, Item }));
    },
  };
}
