import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SNSClient } from "@aws-sdk/client-sns";
import { z } from "zod";
import { type FindingMailSettings, metrics, runbookVariable, settingsVariable } from "../../domain/contracts/finding-mail.ts";
import { metricLine, printLine } from "../emf.ts";
import { settingsIn, variable } from "../variables.ts";
import { onFindings, onReport } from "./tell.ts";

/** Invocations: by SQS with findings, by the schedule each week. */
const invocation = z.union([z.object({ Records: z.array(z.object({ body: z.string() })) }), z.object({ findings: z.literal("report") })]);

const memory = new DynamoDBClient();
const topic = new SNSClient();

/** Lambda's entry: sends email about findings. Throws if one could not be sent, so that SQS retries. */
export async function handler(event: unknown): Promise<void> {
  const call = invocation.parse(event);
  const settings = { ...settingsIn<FindingMailSettings>(settingsVariable), runbook: variable(runbookVariable) };
  const teller = { settings, memory: { client: memory, table: settings.table }, topic, now: Date.now };
  const counts = "Records" in call ? await tell(call.Records.map(({ body }) => body)) : await summarize();
  const values = Object.fromEntries(Object.entries(counts).map(([name, value]) => [name, { value, unit: "Count" as const }]));
  printLine(metricLine({ stack: settings.stack, dimensions: { stack: settings.stack }, values }, Date.now()));

  async function tell(bodies: readonly string[]): Promise<Record<string, number>> {
    const { unreadable } = await onFindings(teller, bodies);
    for (const why of unreadable) console.warn(`an event is not a finding: ${why}`);
    return { [metrics.unreadable]: unreadable.length };
  }

  async function summarize(): Promise<Record<string, number>> {
    const { open, suppressed } = await onReport(teller);
    return { [metrics.open]: open, [metrics.suppressed]: suppressed };
  }
}
