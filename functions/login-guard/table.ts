import {
  type AttributeValue,
  BatchWriteItemCommand,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  paginateQuery,
  type WriteRequest,
} from "@aws-sdk/client-dynamodb";

/** The guard's table. An item's key is `key` and `at`; in `expires`, in seconds, is from when on DynamoDB may delete it. */
export interface Table {
  readonly client: DynamoDBClient;
  readonly name: string;
}

/** One item of the table, as DynamoDB's API has it. */
export type Row = Readonly<Record<string, AttributeValue>>;

/** An attribute as text; empty if it is missing. */
export const textOf = (row: Row, name: string): string => row[name]?.S ?? "";

/** An attribute as a number; NaN if it is missing. */
export const numberOf = (row: Row, name: string): number => Number(row[name]?.N);

/** The key of an item. */
export const keyOf = (key: string, at: string) => ({ key: { S: key }, at: { S: at } });

/** Expiry in seconds, half an hour after the last read of an item; DynamoDB deletes it within days after that. */
export const expiresAt = (lastReadMilliseconds: number) => ({ N: String(Math.ceil(lastReadMilliseconds / 1000) + 1800) });

/** Writes items whole; writing one again changes nothing. Throws what DynamoDB says once the SDK has given up. */
export async function write({ client, name }: Table, rows: readonly Row[]): Promise<void> {
  const unique = new Map(rows.map((row) => [`${textOf(row, "key")} ${textOf(row, "at")}`, row]));
  let left: WriteRequest[] = [...unique.values()].map((Item) => ({ PutRequest: { Item } }));
  while (left.length > 0) {
    // 25: what BatchWriteItem takes. What it was too busy for comes back.
    const { UnprocessedItems } = await client.send(new BatchWriteItemCommand({ RequestItems: { [name]: left.slice(0, 25) } }));
    left = [...(UnprocessedItems?.[name] ?? []), ...left.slice(25)];
  }
}

/** Items of a key, the last `at` first, as they are now; from `from` on, at most `max`. @default - all */
export async function read({ client, name }: Table, key: string, { from, max }: { from?: string; max?: number } = {}): Promise<Row[]> {
  const rows: Row[] = [];
  const pages = paginateQuery(
    { client },
    {
      TableName: name,
      KeyConditionExpression: from === undefined ? "#key = :key" : "#key = :key AND #at >= :from",
      ExpressionAttributeNames: { "#key": "key", ...(from !== undefined && { "#at": "at" }) },
      ExpressionAttributeValues: { ":key": { S: key }, ...(from !== undefined && { ":from": { S: from } }) },
      // What another invocation has written is seen: the last of six that write at once sees all six.
      ConsistentRead: true,
      ScanIndexForward: false,
      ...(max !== undefined && { Limit: max }),
    },
  );
  for await (const { Items = [] } of pages) {
    rows.push(...Items);
    if (max !== undefined && rows.length >= max) break;
  }
  return rows;
}

/** One item as it is now; undefined if there is none. */
export async function readOne({ client, name }: Table, key: string, at: string): Promise<Row | undefined> {
  const { Item } = await client.send(new GetItemCommand({ TableName: name, Key: keyOf(key, at), ConsistentRead: true }));
  return Item;
}

/** Result of a conditional write; undefined if its condition did not hold. */
export async function ifHolds<T>(outcome: Promise<T>): Promise<T | undefined> {
  return await outcome.catch((error: unknown) => {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  });
}
