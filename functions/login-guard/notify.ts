import { UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { PublishCommand, type SNSClient } from "@aws-sdk/client-sns";
import { compose, type Store } from "./mail.ts";
import { type Account, claim, isDue, settle, waiting } from "./outbox.ts";
import { expiresAt, ifHolds, keyOf, type Table } from "./table.ts";

/** Dependencies of the emails to a store's administrators. */
export interface Post {
  readonly table: Table;
  readonly client: SNSClient;
  readonly topicArn: string;
  readonly store: Store;
  /** Milliseconds. */
  readonly now: () => number;
}

/** Maximum emails about single accounts in a minute, so that an attacker who tries a thousand names fills no mailbox. */
const MAX_A_MINUTE = 10;

/** Reports each account whose last email is a minute ago. Accounts beyond the minute's limit are left to {@link catchUp}. */
export async function tell(post: Post, accounts: readonly Account[]): Promise<void> {
  for (const account of accounts) if (isDue(account, post.now()) && (await takeOne(post))) await send(post, [account]);
}

/** Reports every waiting account: one email each up to the minute's limit, then one about all the others. */
export async function catchUp(post: Post): Promise<void> {
  const rest: Account[] = [];
  for (const account of await waiting(post.table, post.now())) {
    if (rest.length === 0 && (await takeOne(post))) await send(post, [account]);
    else rest.push(account);
  }
  // SNS takes 256 KiB, which are the failures of a hundred accounts; the others are next minute's.
  if (rest.length > 0) await send(post, rest.slice(0, 100));
}

async function send({ table, client, topicArn, store, now }: Post, accounts: readonly Account[]): Promise<void> {
  const claimed = await Promise.all(accounts.map((account) => claim(table, account, now())));
  const ours = claimed.filter((account) => account !== undefined);
  if (ours.length === 0) return;
  const { subject, text } = compose(store, ours);
  await client.send(new PublishCommand({ TopicArn: topicArn, Subject: subject, Message: text }));
  await Promise.all(ours.map((account) => settle(table, account)));
}

/** Takes one of the minute's emails, if there is one left. */
async function takeOne({ table, now }: Post): Promise<boolean> {
  const moment = now();
  const taken = await ifHolds(
    table.client.send(
      new UpdateItemCommand({
        TableName: table.name,
        Key: keyOf("mails", String(Math.floor(moment / 60_000))),
        UpdateExpression: "ADD #count :one SET expires = :expires",
        ConditionExpression: "attribute_not_exists(#count) OR #count < :max",
        ExpressionAttributeNames: { "#count": "count" },
        ExpressionAttributeValues: { ":one": { N: "1" }, ":max": { N: String(MAX_A_MINUTE) }, ":expires": expiresAt(moment) },
      }),
    ),
  );
  return taken !== undefined;
}
