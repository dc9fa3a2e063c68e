import { SendMessageBatchCommand, type SQSClient } from "@aws-sdk/client-sqs";

/** The queue of the guard's messages to itself. */
export interface WakeQueue {
  readonly client: SQSClient;
  readonly queueUrl: string;
}

/** Maximum delay of a message in SQS, in seconds. */
const MAX_DELAY = 900;

/**
 * Schedules the guard for when the blocks end (`ends` in milliseconds), by a message for each second. A message beyond SQS's maximum
 * delay arrives early and is sent again. Throws if SQS refuses one: the sweep makes up for it.
 */
export async function wakeAt({ client, queueUrl }: WakeQueue, ends: readonly number[], now: number): Promise<void> {
  const seconds = [...new Set(ends.map((end) => Math.ceil(end / 1000)))];
  const entries = seconds.map((second, i) => ({
    Id: String(i),
    MessageBody: String(second * 1000),
    // Never early: a block that has not ended yet would stay until the sweep.
    DelaySeconds: Math.min(Math.max(Math.ceil(second - now / 1000), 0), MAX_DELAY),
  }));
  for (let i = 0; i < entries.length; i += 10) {
    const { Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries: entries.slice(i, i + 10) }));
    if (Failed.length > 0) throw new Error(`SQS refused ${Failed.length} messages: ${Failed[0]?.Message ?? Failed[0]?.Code}`);
  }
}

/** The end that a message was sent for, in milliseconds; 0 for a message that is not the guard's. */
export const endOf = (body: string): number => (/^\d{13}$/.test(body) ? Number(body) : 0);
