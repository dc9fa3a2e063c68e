import { PublishCommand, type SNSClient } from "@aws-sdk/client-sns";
import { dayOf } from "../../domain/calendars/days.ts";
import type { FindingMailSettings } from "../../domain/contracts/finding-mail.ts";
import { type Finding, readFindings } from "./finding.ts";
import { composeFindings, composeReport, type From, type Held, type Mail } from "./mail.ts";
import { forget, type Memory, recall, remember, settle, suppressions } from "./memory.ts";
import { suppressionOf } from "./suppress.ts";

/** Dependencies of reporting. */
export interface Teller {
  readonly settings: FindingMailSettings & From;
  readonly memory: Memory;
  readonly topic: SNSClient;
  /** Milliseconds. */
  readonly now: () => number;
}

/** Result, for the metrics. */
export interface Told {
  readonly told: number;
  readonly suppressed: number;
  /** Events that were none of Security Hub's, and why. */
  readonly unreadable: readonly string[];
}

/** Days after which a finding that is still there is told again. */
const REMIND_AFTER_DAYS = 30;

/**
 * Reports findings in one email: each once while it is open, and again after 30 days. Suppressed findings are remembered and not
 * reported. If this fails between email and memory, findings are reported twice: better than not at all.
 */
export async function onFindings(teller: Teller, bodies: readonly string[]): Promise<Told> {
  const { memory, settings, now } = teller;
  const { findings, unreadable } = read(bodies, settings);
  const known = await suppressions(memory);
  const due: Finding[] = [];
  let suppressed = 0;
  for (const finding of findings.values()) {
    if (!finding.open) {
      await forget(memory, finding);
      continue;
    }
    const toldAt = await remember(memory, finding, now());
    if (suppressionOf(finding, known, dayOf(new Date(now())))) suppressed++;
    else if (toldAt === undefined || now() - toldAt > REMIND_AFTER_DAYS * 86_400_000) due.push(finding);
  }
  if (due.length > 0) await publish(teller, composeFindings(settings, due));
  for (const finding of due) await settle(memory, finding, now());
  return { told: due.length, suppressed, unreadable };
}

/** Writes the week's report, and returns how many findings are open and suppressed. */
export async function onReport(teller: Teller): Promise<{ readonly open: number; readonly suppressed: number }> {
  const { memory, settings, now } = teller;
  const known = await suppressions(memory);
  const open: Finding[] = [];
  const held: Held[] = [];
  for (const { finding } of await recall(memory, now())) {
    const by = suppressionOf(finding, known, dayOf(new Date(now())));
    if (by) held.push({ finding, by });
    else open.push(finding);
  }
  await publish(teller, composeReport(settings, open, held));
  return { open: open.length, suppressed: held.length };
}

/** The newest word on each finding; one that cannot be read does not keep the others. */
function read(bodies: readonly string[], { leastSeverity }: FindingMailSettings) {
  const findings = new Map<string, Finding>();
  const unreadable: string[] = [];
  for (const body of bodies) {
    try {
      for (const finding of readFindings(body, leastSeverity)) findings.set(finding.id, finding);
    } catch (error) {
      unreadable.push(error instanceof Error ? error.message : String(error));
    }
  }
  return { findings, unreadable };
}

async function publish({ topic, settings }: Teller, { subject, text }: Mail): Promise<void> {
  await topic.send(new PublishCommand({ TopicArn: settings.topicArn, Subject: subject, Message: text }));
}
