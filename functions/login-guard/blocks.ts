import { DeleteItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import type { IpVersion } from "../../domain/defaults/login-guard.ts";
import type { Subject } from "./address.ts";
import { expiresAt, ifHolds, keyOf, numberOf, read, type Table, textOf } from "./table.ts";

/** An address or network that is blocked, or was: the table is the truth, WAF's set a copy of it. */
export interface Block {
  readonly cidr: string;
  /** Its end, in milliseconds. */
  readonly until: number;
}

const day = 86_400_000;
const partition = (version: IpVersion) => `block#${version}`;

/** Blocks a subject until then, if it is not blocked for as long already. True if it was not blocked at `now`. */
export async function block({ client, name }: Table, { version, cidr }: Subject, until: number, now: number): Promise<boolean> {
  const written = await ifHolds(
    client.send(
      new UpdateItemCommand({
        TableName: name,
        Key: keyOf(partition(version), cidr),
        UpdateExpression: "SET #until = :until, expires = :expires",
        ConditionExpression: "attribute_not_exists(#until) OR #until < :until",
        ExpressionAttributeNames: { "#until": "until" },
        // It goes when the set lets go of it; a day of grace for debugging.
        ExpressionAttributeValues: { ":until": { N: String(until) }, ":expires": expiresAt(until + day) },
        ReturnValues: "ALL_OLD",
      }),
    ),
  );
  return written !== undefined && !(numberOf(written.Attributes ?? {}, "until") > now);
}

/** Everything that is blocked, and what has ended but is not yet known to have left the set. */
export async function blocksIn(table: Table, version: IpVersion): Promise<Block[]> {
  const rows = await read(table, partition(version));
  return rows.map((row) => ({ cidr: textOf(row, "at"), until: numberOf(row, "until") }));
}

/** Forgets a block that has left the set, unless it was prolonged in between. */
export async function forget({ client, name }: Table, version: IpVersion, { cidr, until }: Block): Promise<void> {
  await ifHolds(
    client.send(
      new DeleteItemCommand({
        TableName: name,
        Key: keyOf(partition(version), cidr),
        ConditionExpression: "#until = :until",
        ExpressionAttributeNames: { "#until": "until" },
        ExpressionAttributeValues: { ":until": { N: String(until) } },
      }),
    ),
  );
}
