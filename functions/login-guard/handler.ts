import { setTimeout as sleep } from "node:timers/promises";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";
import { WAFV2Client } from "@aws-sdk/client-wafv2";
import { z } from "zod";
import { printLine } from "../emf.ts";
import { readEnvironment } from "./environment.ts";
import { type Guard, onLogins, onSweep, onWake } from "./guard.ts";
import { countsLine } from "./metrics.ts";

/** Invocations: by CloudWatch Logs with logins, by SQS when blocks end, by the schedule each minute. */
const invocation = z.union([
  z.object({ awslogs: z.object({ data: z.string() }) }),
  z.object({ Records: z.array(z.object({ body: z.string() })) }),
  z.object({ guard: z.literal("sweep") }),
]);

/** Lambda's entry: blocks who fails to log in too often, and lets them in again. */
export async function handler(event: unknown): Promise<void> {
  const call = invocation.parse(event);
  const guard = createGuard();
  if ("awslogs" in call) await onLogins(guard, call.awslogs.data);
  else if ("Records" in call)
    await onWake(
      guard,
      call.Records.map(({ body }) => body),
    );
  else await onSweep(guard);
}

const clients = {
  dynamo: new DynamoDBClient(),
  // The guard tries again itself, and looks first: the SDK would show the same old lock token.
  waf: new WAFV2Client({ maxAttempts: 1 }),
  sqs: new SQSClient(),
  sns: new SNSClient(),
};

function createGuard(): Guard {
  const { stack, domain, runbook, tableName, queueUrl, topicArn, thresholds, sets } = readEnvironment(process.env);
  const table = { client: clients.dynamo, name: tableName };
  const now = Date.now;
  return {
    table,
    waf: clients.waf,
    sets,
    now,
    sleep,
    thresholds,
    alarm: { client: clients.sqs, queueUrl },
    post: { table, client: clients.sns, topicArn, store: { stack, domain, runbook }, now },

    count: (counts) => printLine(countsLine(stack, counts, now())),
    warn: console.warn,
  };
}
