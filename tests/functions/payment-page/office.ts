import { CreateBucketCommand, GetObjectCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { CreateTopicCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { CreateQueueCommand, DeleteMessageCommand, GetQueueAttributesCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { SSMClient } from "@aws-sdk/client-ssm";
import { CreateIPSetCommand, GetIPSetCommand, WAFV2Client } from "@aws-sdk/client-wafv2";
import { watchStatements } from "../../../components/payment-page/policy.ts";
import { watchRequest } from "../../../domain/contracts/payment-page.ts";
import { evidencePrefix, passSetName, toldParameter } from "../../../domain/defaults/payment-page.ts";
import type { AgreedPage } from "../../../domain/payment-page/agreed.ts";
import type { Seen, Visit } from "../../../domain/payment-page/seen.ts";
import type { Watcher } from "../../../functions/payment-page/watch/run.ts";
import { emulatedAws } from "../../support/emulators/aws.ts";
import { enforced } from "../../support/emulators/enforced.ts";

const stack = "shop-prod";

/** What a visit saw where nothing is wrong. */
export const clean: Seen = {
  at: "2026-11-30T10:00:00.000Z",
  origin: "https://shop.example.com",
  browser: "Chromium 153.0.8010.36",
  steps: [],
  paymentPage: "https://shop.example.com/?target=checkout",
  faults: [],
  ...{ scripts: [], frames: [], forms: [], stylesheets: [], fonts: [], workers: [], hosts: [], reads: [], marks: [], hooks: [] },
  headers: {},
  typed: [],
};

/** The watch with an account of its own of the emulated AWS, by the rights of its role; `visits` are what each visit in turn sees. */
export async function openOffice() {
  const aws = await emulatedAws();
  const [s3, sns, sqs, waf] = [
    new S3Client({ ...aws.client, forcePathStyle: true }),
    new SNSClient(aws.client),
    new SQSClient(aws.client),
    new WAFV2Client(aws.client),
  ];
  // Buckets have names that no other account has.
  const bucket = `shop-prod-logs-${aws.accountId}`;
  await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  const topicArn = (await sns.send(new CreateTopicCommand({ Name: "alerts" }))).TopicArn ?? "";
  const queueUrl = (await sqs.send(new CreateQueueCommand({ QueueName: "mailbox" }))).QueueUrl ?? "";
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ["QueueArn"] }));
  await sns.send(new SubscribeCommand({ TopicArn: topicArn, Protocol: "sqs", Endpoint: Attributes?.QueueArn ?? "" }));
  const name = passSetName(stack);
  const made = await waf.send(new CreateIPSetCommand({ Name: name, Scope: "REGIONAL", IPAddressVersion: "IPV6", Addresses: [] }));
  const set = { id: made.Summary?.Id ?? "", name };

  const iam = await enforced(aws.endpoint, aws.accountId);
  const bucketArn = `arn:aws:s3:::${bucket}`;
  await iam.grant(
    watchStatements({
      ...{ stack, region: "us-east-1", accountId: aws.accountId, topicArn, logKeyArn: "arn:aws:kms:us-east-1:123456789012:key/log" },
      evidence: { bucketName: bucket, bucketArn, keyArns: [] },
      runsBucketArn: bucketArn,
    }),
  );
  const own = { ...aws.client, endpoint: iam.url };
  const lines: string[] = [];
  const slept: number[] = [];
  const clock = { now: new Date("2026-11-30T10:00:00Z") };
  /** What the set held while a visit took place, and what the visit was told. */
  const during: { readonly addresses: readonly string[]; readonly header: string | undefined }[] = [];

  const addresses = async () => (await waf.send(new GetIPSetCommand({ Name: name, Id: set.id, Scope: "REGIONAL" }))).IPSet?.Addresses ?? [];
  const watcher = (seen: readonly Seen[], agreed?: AgreedPage): Watcher => {
    const visits = [...seen];
    return {
      request: watchRequest.parse({ stack, origin: clean.origin, visits: seen.length, ...(agreed && { agreed }) }),
      environment: { evidence: { bucket, prefix: evidencePrefix(stack) }, topicArn, told: toldParameter(stack), pass: set },
      runbook: "docs/operations/payment-page.md",
      pass: { waf: new WAFV2Client(own), sleep: async (milliseconds) => slept.push(milliseconds) },
      s3: new S3Client({ ...own, forcePathStyle: true }),
      sns: new SNSClient(own),
      ssm: new SSMClient(own),
      visit: async ({ header }): Promise<Visit> => {
        during.push({ addresses: await addresses(), header: header?.value });
        return {
          seen: visits.shift() ?? clean,
          evidence: { screenshots: { "payment-page.png": new Uint8Array([1, 2]) }, har: { log: {} } },
        };
      },
      print: (line) => lines.push(line),
      now: () => clock.now,
    };
  };
  const mails = async () => {
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10 }));
    for (const { ReceiptHandle } of Messages) await sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));
    return Messages.map(({ Body = "{}" }): { Subject: string; Message: string } => JSON.parse(Body));
  };
  const kept = async () => ((await s3.send(new ListObjectsV2Command({ Bucket: bucket }))).Contents ?? []).map(({ Key = "" }) => Key);
  const read = async (key: string) => (await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }))).Body?.transformToString();
  return { bucket, watcher, lines, slept, clock, during, addresses, mails, kept, read, close: iam.stop };
}
