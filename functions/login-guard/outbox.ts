import { UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { z } from "zod";
import { accountHash } from "./attempts.ts";
import type { Login } from "./event.ts";
import { expiresAt, ifHolds, keyOf, numberOf, type Row, read, type Table, textOf } from "./table.ts";

/** One failed login that the administrators are to hear of. */
const failure = z.object({ at: z.number(), id: z.string(), address: z.string(), country: z.string().optional() });

/** An account with failed logins to the administration that were not reported yet. */
export interface Account {
  /** Its key in the outbox. */
  readonly at: string;
  /** Its email address; empty if the entry was not one. */
  readonly account: string;
  readonly failures: readonly z.output<typeof failure>[];
  /** Whether there may be more failures than those. */
  readonly full: boolean;
  /** Earliest time of its next email, in milliseconds; NaN if there was none yet. */
  readonly notBefore: number;
  /** The table's entries for `failures`, and for those of the last emails. */
  readonly pending: readonly string[];
  readonly sent: readonly string[];
}

const OUTBOX = "mail";
/** Maximum failures that wait, and that are remembered after an email so that lines which arrive again cause no second one. */
const MAX_WAITING = 50;
const MAX_REMEMBERED = 100;
/** Pause between two emails about an account, in milliseconds. */
const PAUSE = 60_000;
/** Lambda tries a failed invocation again for six hours at most, so no line arrives again after that. */
const REMEMBERED = 6 * 3_600_000;

/** Puts a failed login into the outbox, once; returns its account. Undefined if it was there already, or the account's part is full. */
export async function note({ client, name }: Table, { account, at, id, address, country }: Login): Promise<Account | undefined> {
  const entry = JSON.stringify({ at, id, address, country });
  const written = await ifHolds(
    client.send(
      new UpdateItemCommand({
        TableName: name,
        Key: keyOf(OUTBOX, account === null ? "none" : accountHash(account)),
        UpdateExpression: "ADD pending :entries SET account = :account, expires = :expires",
        ConditionExpression:
          "(attribute_not_exists(pending) OR size(pending) < :max) AND (attribute_not_exists(sent) OR NOT contains(sent, :entry))",
        ExpressionAttributeValues: {
          ":entries": { SS: [entry] },
          ":entry": { S: entry },
          ":account": { S: account ?? "" },
          ":max": { N: String(MAX_WAITING) },
          ":expires": expiresAt(at + REMEMBERED),
        },
        ReturnValues: "ALL_NEW",
      }),
    ),
  );
  return written?.Attributes && accountOf(written.Attributes);
}

/** The accounts that a mail is due about. */
export async function waiting(table: Table, now: number): Promise<Account[]> {
  return (await read(table, OUTBOX)).map(accountOf).filter((account) => account.pending.length > 0 && isDue(account, now));
}

/** Whether the last email about the account is a minute ago. */
export const isDue = ({ notBefore }: Account, now: number): boolean => !(notBefore > now);

/** Claims the next email about the account, for a minute. Undefined if another invocation was faster. */
export async function claim({ client, name }: Table, { at }: Account, now: number): Promise<Account | undefined> {
  const written = await ifHolds(
    client.send(
      new UpdateItemCommand({
        TableName: name,
        Key: keyOf(OUTBOX, at),
        UpdateExpression: "SET notBefore = :then",
        ConditionExpression: "attribute_exists(pending) AND (attribute_not_exists(notBefore) OR notBefore <= :now)",
        ExpressionAttributeValues: { ":now": { N: String(now) }, ":then": { N: String(now + PAUSE) } },
        ReturnValues: "ALL_NEW",
      }),
    ),
  );
  return written?.Attributes && accountOf(written.Attributes);
}

/** Notes that a mail about the claimed account is out. Before this, another one is sent a minute later: better twice than never. */
export async function settle({ client, name }: Table, { at, pending, sent }: Account): Promise<void> {
  await client.send(
    new UpdateItemCommand({
      TableName: name,
      Key: keyOf(OUTBOX, at),
      UpdateExpression: "DELETE pending :mailed SET sent = :sent",
      ExpressionAttributeValues: {
        ":mailed": { SS: [...pending] },
        // Text that begins with the time: the last ones are the newest.
        ":sent": { SS: [...sent, ...pending].sort().slice(-MAX_REMEMBERED) },
      },
    }),
  );
}

function accountOf(row: Row): Account {
  const pending = row.pending?.SS ?? [];
  return {
    at: textOf(row, "at"),
    account: textOf(row, "account"),
    failures: pending.map((text) => failure.parse(JSON.parse(text))),
    full: pending.length >= MAX_WAITING,
    notBefore: numberOf(row, "notBefore"),
    pending,
    sent: row.sent?.SS ?? [],
  };
}
