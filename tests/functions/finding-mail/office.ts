import { CreateTableCommand, DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { CreateTopicCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { CreateQueueCommand, DeleteMessageCommand, GetQueueAttributesCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { mailStatements } from "../../../components/detection/mail-policy.ts";
import { type Suppression, suppressionsItem, tableKey } from "../../../domain/contracts/finding-mail.ts";
import type { Teller } from "../../../functions/finding-mail/tell.ts";
import { type EmulatedAws, emulatedAws } from "../../support/emulators/aws.ts";
import { enforced } from "../../support/emulators/enforced.ts";

const start = Date.parse("2026-11-20T10:00:00Z");
const table = "demo-account-findings";

/** Where findings are told, and who reads the mails. */
export interface Office {
  /** What the AWS SDK reads in the function. */
  readonly environment: Readonly<Record<string, string>>;
  /** The same as options of an SDK client. */
  readonly client: EmulatedAws["client"];
  readonly teller: Teller;
  readonly clock: { now: number };
  /** Subjects and texts of the mails since the last look. */
  readonly mails: () => Promise<{ readonly subject: string; readonly text: string }[]>;
  readonly suppress: (entries: readonly Suppression[]) => Promise<void>;
  /** Throws if the function's role was refused anything. */
  readonly close: () => Promise<void>;
}

/** What the component grants, by the names that are here. */
const grantedIn = ({ accountId, client: { region } }: EmulatedAws, topicArn: string) =>
  mailStatements({
    region,
    accountId,
    tableName: table,
    queueName: "demo-account-findings",
    topicArn,
    keyArn: `arn:aws:kms:${region}:${accountId}:key/log`,
  });

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
  const iam = await enforced(aws.endpoint, aws.accountId);
  await iam.grant(grantedIn(aws, topicArn));
  const own = { ...aws.client, endpoint: iam.url };
  const clock = { now: start };
  return {
    environment: { ...aws.environment, AWS_ENDPOINT_URL: iam.url },
    client: own,
    close: iam.stop,
    clock,
    teller: {
      settings: {
        stack: "demo-account",
        topicArn,
        table,
        leastSeverity: "high",
        runbook: "https://git.example.com/docs/operations/finding-triage.md",
      },
      memory: { client: new DynamoDBClient(own), table },
      topic: new SNSClient(own),
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
