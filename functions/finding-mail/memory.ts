import { DeleteItemCommand, type DynamoDBClient, GetItemCommand, paginateScan, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { z } from "zod";
import { type Suppression, suppressionsItem, tableKey } from "../../domain/contracts/finding-mail.ts";
import type { Finding } from "./finding.ts";

/** Memory of findings: the open ones, and when each was reported. */
export interface Memory {
  readonly client: DynamoDBClient;
  readonly table: string;
}

/** A finding that is remembered. */
export interface Remembered {
  readonly finding: Finding;
  /** Time of the report, in milliseconds. */
  readonly toldAt?: number | undefined;
}

/** Security Hub forgets what was not updated for 90 days; so do we. */
const KEPT_SECONDS = 90 * 86_400;

/** Remembers a finding that is open, and returns when it was told, if it was (milliseconds). */
export async function remember({ client, table }: Memory, finding: Finding, now: number): Promise<number | undefined> {
  const { Attributes } = await client.send(
    new UpdateItemCommand({
      TableName: table,
      Key: keyOf(finding.id),
      UpdateExpression: "SET finding = :finding, expires = :expires",
      ExpressionAttributeValues: {
        ":finding": { S: JSON.stringify(finding) },
        ":expires": { N: String(Math.floor(now / 1000) + KEPT_SECONDS) },
      },
      ReturnValues: "ALL_OLD",
    }),
  );
  const told = Attributes?.toldAt?.N;
  return told === undefined ? undefined : Number(told);
}

/** Notes that a finding was told. */
export async function settle({ client, table }: Memory, { id }: Finding, now: number): Promise<void> {
  await client.send(
    new UpdateItemCommand({
      TableName: table,
      Key: keyOf(id),
      UpdateExpression: "SET toldAt = :now",
      ExpressionAttributeValues: { ":now": { N: String(now) } },
    }),
  );
}

/** Forgets a finding that is over: should it come back, it is told again. */
export async function forget({ client, table }: Memory, { id }: Finding): Promise<void> {
  await client.send(new DeleteItemCommand({ TableName: table, Key: keyOf(id) }));
}

/** Every finding that is remembered, the worst and oldest first. */
export async function recall({ client, table }: Memory, now: number): Promise<Remembered[]> {
  const found: Remembered[] = [];
  for await (const { Items = [] } of paginateScan({ client }, { TableName: table, ConsistentRead: true })) {
    for (const { finding, toldAt, expires } of Items) {
      // DynamoDB deletes what has expired within days.
      if (finding?.S === undefined || Number(expires?.N) * 1000 < now) continue;
      found.push({ finding: remembered.parse(JSON.parse(finding.S)), toldAt: toldAt?.N === undefined ? undefined : Number(toldAt.N) });
    }
  }
  return found.sort((a, b) => a.finding.severity.localeCompare(b.finding.severity) || (a.finding.since < b.finding.since ? -1 : 1));
}

/** The suppressions that the stack has written. */
export async function suppressions({ client, table }: Memory): Promise<Suppression[]> {
  const { Item } = await client.send(new GetItemCommand({ TableName: table, Key: keyOf(suppressionsItem) }));
  return written.parse(JSON.parse(Item?.value?.S ?? "[]"));
}

const keyOf = (id: string) => ({ [tableKey]: { S: id } });

const text = z.string();
const written = z.array(z.object({ finding: text, resource: text, reason: text, until: text }));
const remembered = z.object({
  id: text,
  product: text,
  severity: text,
  title: text,
  description: text,
  kinds: z.array(text),
  resources: z.array(z.object({ type: text, id: text })),
  region: text,
  accountId: text,
  since: text,
  remedy: text,
  remedyUrl: text,
  open: z.boolean(),
});
