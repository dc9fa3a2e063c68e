import { PublishCommand, type SNSClient } from "@aws-sdk/client-sns";
import type { SSMClient } from "@aws-sdk/client-ssm";
import { dayOf } from "../../../domain/calendars/days.ts";
import type { VisitRequest, WatchEnvironment, WatchRequest } from "../../../domain/contracts/payment-page.ts";
import { paymentPageMetrics } from "../../../domain/defaults/payment-page.ts";
import { agreedPage } from "../../../domain/payment-page/agreed.ts";
import type { Visit } from "../../../domain/payment-page/seen.ts";
import { metricLine } from "../../emf.ts";
import { type EvidencePlace, writeEvidence } from "./archive.ts";
import { type Findings, findingsOf, keyOf } from "./findings.ts";
import { compose } from "./mail.ts";
import { type PassOffice, withPass } from "./pass.ts";
import { newOf, readReported, remembered, writeReported } from "./reported.ts";

/** Dependencies of a run. */
export interface Watcher {
  readonly request: WatchRequest;
  readonly environment: WatchEnvironment;
  readonly runbook: string;
  readonly pass: Omit<PassOffice, "set">;
  readonly s3: EvidencePlace["s3"];
  readonly sns: SNSClient;
  readonly ssm: SSMClient;
  /** Visits the store once, in a browser of its own. */
  readonly visit: (request: VisitRequest) => Promise<Visit>;
  readonly print: (line: string) => void;
  readonly now: () => Date;
}

/** One run: visits, what they came to, counted first; then evidence, and a mail that names what is new. */
export async function run(watcher: Watcher): Promise<Findings> {
  const { request, environment, now } = watcher;
  const agreed = request.agreed ?? agreedPage.parse({});
  const at = now();
  const visits = await visitAll(watcher, agreed.changing);
  const findings = findingsOf(visits, agreed, request.origin);
  count(watcher, findings);

  const today = dayOf(at);
  const memory = await readReported(watcher.ssm, environment.told);
  const keys = [...findings.differences.map(keyOfDifference), ...findings.faults.map(keyOfFault)];
  const fresh = new Set(newOf(keys, memory, today));
  const place = { s3: watcher.s3, ...environment.evidence };
  const evidence = await writeEvidence(place, { at, visits, findings, whole: fresh.size > 0 });
  if (fresh.size > 0) await tell(watcher, findings, fresh, evidence);
  await writeReported(watcher.ssm, environment.told, remembered(memory, keys, today));
  return findings;
}

const keyOfDifference = ({ kind, what }: Findings["differences"][number]): string => keyOf(kind, what);
const keyOfFault = ({ kind }: Findings["faults"][number]): string => keyOf("fault", kind);

/** One after the other: each is another shopper, and memory is for one browser. */
async function visitAll({ request, environment, pass, visit }: Watcher, changing: readonly string[]): Promise<Visit[]> {
  const { origin, home, product, testForms, shopper, limits } = request;
  return await withPass({ ...pass, set: environment.pass }, async (header) => {
    const visits: Visit[] = [];
    for (let i = 0; i < request.visits; i++) {
      visits.push(await visit({ origin, home, product, testForms, shopper, limits, header, changing }));
    }
    return visits;
  });
}

function count({ request: { stack }, print, now }: Watcher, { differences, faults, finished }: Findings): void {
  for (const { sentence } of differences) print(JSON.stringify({ level: "ERROR", difference: sentence }));
  for (const { kind, sentence } of faults) print(JSON.stringify({ level: "ERROR", kind, fault: sentence }));
  const of = (value: number) => ({ value, unit: "Count" }) as const;
  const values = {
    [paymentPageMetrics.visits]: of(finished),
    [paymentPageMetrics.differences]: of(differences.length),
    [paymentPageMetrics.faults]: of(faults.length),
  };
  print(metricLine({ stack, dimensions: { stack }, values }, now().getTime()));
}

async function tell({ request, environment, runbook, sns }: Watcher, findings: Findings, fresh: ReadonlySet<string>, evidence: string) {
  const { subject, text } = compose({
    stack: request.stack,
    origin: request.origin,
    differences: findings.differences.filter((one) => fresh.has(keyOfDifference(one))),
    faults: findings.faults.filter((one) => fresh.has(keyOfFault(one))),
    evidence,
    runbook,
  });
  await sns.send(new PublishCommand({ TopicArn: environment.topicArn, Subject: subject, Message: text }));
}
