import { setTimeout as sleep } from "node:timers/promises";
import { CreateTableCommand, DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { CreateTopicCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { CreateQueueCommand, DeleteMessageCommand, GetQueueAttributesCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { CreateIPSetCommand, GetIPSetCommand, UpdateIPSetCommand, WAFV2Client } from "@aws-sdk/client-wafv2";
import { guardStatements } from "../../../components/login-guard/policy.ts";
import { allowedKey, type SetReference, type Thresholds } from "../../../domain/contracts/login-guard.ts";
import { type IpVersion, secureTable } from "../../../domain/defaults/login-guard.ts";
import { loginThresholds } from "../../../domain/defaults/login-thresholds.ts";
import type { Guard } from "../../../functions/login-guard/guard.ts";
import { type EmulatedAws, emulatedAws } from "../../support/emulators/aws.ts";
import { enforced } from "../../support/emulators/enforced.ts";
import { start } from "./lines.ts";
import { type FaultyProxy, startProxy } from "./proxy.ts";

/** X-Cart's numbers and PCI's for staff, as the settings have them by themselves. */
const { address, account, staff } = loginThresholds;
export const thresholds: Thresholds = { address, account, staff };

/** A guard in an emulated AWS of its own, with a clock that tests set. */
export interface World {
  readonly guard: Guard;
  readonly aws: EmulatedAws;
  readonly clock: { seconds: number };
  /** What the guard counted, by name; each count in turn. */
  readonly counts: Record<string, number[]>;
  readonly warnings: string[];
  /** Between the guard and AWS; tests look past it. */
  readonly proxy: FaultyProxy;
  readonly references: Readonly<Record<IpVersion, SetReference>>;
  readonly tableName: string;
  blocked(version?: IpVersion): Promise<string[]>;
  mails(): Promise<{ readonly subject: string; readonly text: string }[]>;
  /** What the stack allows: ranges that are never blocked, and the staff's. */
  allow(never: readonly string[], staff?: readonly string[]): Promise<void>;
  /** Replaces what is in the IPv4 set, as someone does by hand. */
  meddle(addresses: readonly string[]): Promise<void>;
  /** Throws if the function's role was refused anything. */
  stop(): Promise<void>;
}

/** Makes what the component provisions; nothing is allowed but what `allow` says later. */
export async function createWorld(): Promise<World> {
  const aws = await emulatedAws();
  const plain = { waf: new WAFV2Client(aws.client), dynamo: new DynamoDBClient(aws.client), sqs: new SQSClient(aws.client) };
  const tableName = "shop-prod-login-guard";
  const { hashKey, rangeKey, attributes, billingMode } = secureTable;
  await plain.dynamo.send(
    new CreateTableCommand({
      TableName: tableName,
      BillingMode: billingMode === "PAY_PER_REQUEST" ? billingMode : "PROVISIONED",
      AttributeDefinitions: attributes.map(({ name }) => ({ AttributeName: name, AttributeType: "S" })),
      KeySchema: [
        { AttributeName: hashKey, KeyType: "HASH" },
        { AttributeName: rangeKey, KeyType: "RANGE" },
      ],
    }),
  );
  const references = { ipv4: await createSet(plain.waf, "ipv4"), ipv6: await createSet(plain.waf, "ipv6") };
  const post = await createPost(aws, plain.sqs);
  const queueUrl = (await plain.sqs.send(new CreateQueueCommand({ QueueName: "shop-prod-login-guard" }))).QueueUrl ?? "";
  const clock = { seconds: 0 };
  const now = () => start + clock.seconds * 1000;
  const counts: Record<string, number[]> = {};
  const warnings: string[] = [];
  const iam = await enforced(aws.endpoint, aws.accountId);
  await iam.grant(statementsFor(aws, tableName, Object.values(references)));
  const proxy = await startProxy(iam.url);
  const through = { ...aws.client, endpoint: proxy.endpoint, maxAttempts: 1 };
  const clients = {
    waf: new WAFV2Client(through),
    dynamo: new DynamoDBClient(through),
    sqs: new SQSClient(through),
    sns: new SNSClient(through),
  };
  const table = { client: clients.dynamo, name: tableName };
  const guard: Guard = {
    table,
    waf: clients.waf,
    sets: references,
    now,
    // Shorter than WAF asks for, as moto is faster.
    sleep: async (milliseconds) => await sleep(milliseconds / 10),
    thresholds,
    alarm: { client: clients.sqs, queueUrl },
    post: {
      table,
      client: clients.sns,
      topicArn: post.topicArn,
      store: { stack: "shop-prod", domain: "shop.example.com", runbook: "https://git.example.com/docs/operations/login-guard.md" },
      now,
    },
    count: (counted) => {
      for (const [name, value] of Object.entries(counted)) counts[name] = [...(counts[name] ?? []), value];
    },
    warn: (message) => warnings.push(message),
  };
  const set = { Name: references.ipv4.name, Id: references.ipv4.id, Scope: "REGIONAL" } as const;
  const world: World = {
    guard,
    aws,
    clock,
    counts,
    warnings,
    proxy,
    references,
    tableName,
    blocked: async (version = "ipv4") => {
      const { name, id } = references[version];
      const { IPSet } = await plain.waf.send(new GetIPSetCommand({ Name: name, Id: id, Scope: "REGIONAL" }));
      return (IPSet?.Addresses ?? []).toSorted();
    },
    mails: async () => await readMails(plain.sqs, post.queueUrl),
    allow: async (never, staff = []) => {
      const lists = { never: { S: JSON.stringify(never) }, staff: { S: JSON.stringify(staff) } };
      const Item = { key: { S: allowedKey.key }, at: { S: allowedKey.at }, ...lists };
      await plain.dynamo.send(new PutItemCommand({ TableName: tableName, Item }));
    },
    meddle: async (addresses) => {
      const { LockToken } = await plain.waf.send(new GetIPSetCommand(set));
      await plain.waf.send(new UpdateIPSetCommand({ ...set, LockToken, Addresses: [...addresses] }));
    },
    stop: async () => {
      await proxy.stop();
      await iam.stop();
    },
  };
  await world.allow([]);
  return world;
}

/** What the component grants, by the names that are here. */
const statementsFor = ({ accountId, client }: EmulatedAws, tableName: string, sets: readonly SetReference[]) =>
  guardStatements({
    region: client.region,
    accountId,
    tableName,
    queueName: "shop-prod-login-guard",
    topicName: "shop-prod-staff-logins",
    setNames: sets.map(({ name }) => name),
    dataKeyArn: `arn:aws:kms:${client.region}:${accountId}:key/data`,
    logKeyArn: `arn:aws:kms:${client.region}:${accountId}:key/log`,
  });

async function createSet(client: WAFV2Client, version: IpVersion): Promise<SetReference> {
  const name = `shop-prod-guard-${version}`;
  const created = await client.send(
    new CreateIPSetCommand({
      Name: name,
      Description: "Blocked for failed logins",
      Scope: "REGIONAL",
      IPAddressVersion: version === "ipv4" ? "IPV4" : "IPV6",
      Addresses: [],
    }),
  );
  return { name, id: created.Summary?.Id ?? "" };
}

/** The administrators' topic, and a queue that hears what a mailbox would. */
async function createPost(aws: EmulatedAws, sqs: SQSClient) {
  const sns = new SNSClient(aws.client);
  const topicArn = (await sns.send(new CreateTopicCommand({ Name: "shop-prod-staff-logins" }))).TopicArn ?? "";
  const queueUrl = (await sqs.send(new CreateQueueCommand({ QueueName: "mailbox" }))).QueueUrl ?? "";
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ["QueueArn"] }));
  await sns.send(new SubscribeCommand({ TopicArn: topicArn, Protocol: "sqs", Endpoint: Attributes?.QueueArn ?? "" }));
  return { topicArn, queueUrl };
}

/** What has arrived since the last look, oldest first. */
async function readMails(client: SQSClient, queueUrl: string) {
  const mails: { subject: string; text: string }[] = [];
  for (;;) {
    const { Messages = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10 }));
    if (Messages.length === 0) return mails;
    for (const { Body = "", ReceiptHandle } of Messages) {
      const { Subject, Message }: { Subject: string; Message: string } = JSON.parse(Body);
      mails.push({ subject: Subject, text: Message });
      await client.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));
    }
  }
}
