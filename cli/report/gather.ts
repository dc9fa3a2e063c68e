import { dayOf } from "../../domain/calendars/days.ts";
import { noticeDays } from "../../domain/calendars/endings.ts";
import { lookedUp } from "../../domain/defaults/lifecycle.ts";
import { costDifference } from "../../domain/prices/difference.ts";
import type { StoreSettings } from "../../stacks/settings/resolve/store.ts";
import { endingsOf } from "../check/exceptions.ts";
import { policyFacts, type StackVerdict } from "../check/verdict.ts";
import { estimateOf, stackCostOf } from "../cost/estimate.ts";
import { comparePair } from "../diff/pair.ts";
import { againstOf } from "../diff/sources.ts";
import { UserError } from "../offline/faults.ts";
import type { GraphResource } from "../offline/graph.ts";
import { type Project, readStackConfig } from "../offline/project.ts";
import type { StackConfig } from "../offline/run.ts";
import { planOf } from "../patches/command.ts";
import { endsOf } from "../patches/ends.ts";
import { reportOf as patchReportOf } from "../patches/report.ts";
import { readAsked, reportOn } from "../pci/read.ts";
import { run } from "../preview/command.ts";
import type { StackJob, StackResult } from "../preview/results.ts";
import { reportCalendar, WEEKS } from "./calendar.ts";
import type { StackChange, StackReport } from "./model.ts";
import { networkOf } from "./network.ts";
import { storeFactsOf } from "./store-facts.ts";

/**
 * Previews a stack and its account, asks the policies, and compares the stack with `against` where that is named.
 * @throws UserError with what is wrong with a stack, or with what it is compared with
 */
export async function gather(project: Project, stack: string, against: string | undefined, now: Date): Promise<StackReport> {
  const asked = readAsked(project, stack);
  const config = readStackConfig(project, stack);
  // First: a ref that is not there is said before anything is previewed.
  const pair = against === undefined ? undefined : await comparePair(againstOf(against), { kind: "stack", name: stack }, project);
  const others = asked.account === undefined || asked.account === stack ? [] : [asked.account];
  const jobs: StackJob[] = [{ stack, check: true, resources: true }, ...others.map((other) => ({ stack: other, check: true }))];
  const [own, ...rest] = await run(project, jobs);
  const { preview, resources, verdict } = checked(own);
  const verdicts = new Map([verdict, ...rest.map((result) => checked(result).verdict)].map((one) => [one.stack, one]));
  const pci = reportOn(asked, verdicts, now);
  if (pci === undefined) throw new Error(`${stack}: the policies were asked, and there is no report`);
  const cost = stackCostOf(resources, config);
  const exceptions = { within: noticeDays, ...endingsOf([verdict], dayOf(now)) };
  return {
    version: 1,
    stack,
    at: now.toISOString(),
    kind: asked.store ? "store" : "account",
    about: aboutOf(resources, asked.store),
    counts: preview.counts,
    ...networkPart(resources, asked.store),
    ...(pair && { change: changeOf(pair, config) }),
    cost: estimateOf(resources, config, cost),
    verdict,
    policies: factsOf(verdict),
    relaxations: preview.relaxations,
    exceptions,
    pci,
    ...inTime(project, asked.store, resources, verdict, pci.calendar?.entries.find(({ due }) => due)?.due, now),
  };
}

/** The resources of a stack that was asked for them. */
function checked(result: StackResult | undefined) {
  if (result?.preview === undefined) throw new UserError(result?.failure ?? "there is no such stack");
  const { preview, verdict, resources = [] } = result;
  if (verdict === undefined) throw new Error(`${result.stack}: the policies were not asked`);
  return { preview, verdict, resources };
}

function changeOf({ before, after, diff }: Awaited<ReturnType<typeof comparePair>>, config: StackConfig): StackChange {
  return { diff, cost: costDifference(stackCostOf(before.resources, config), stackCostOf(after.resources, config)) };
}

function networkPart(resources: readonly GraphResource[], store: StoreSettings | undefined): Pick<StackReport, "network"> {
  if (store === undefined) return {};
  const network = networkOf(resources, storeFactsOf(store), store.network.egress === "network-firewall");
  return network === undefined ? {} : { network };
}

/** The dated parts of a report: patches, calendar, and ends of support. */
function inTime(
  project: Project,
  store: StoreSettings | undefined,
  resources: readonly GraphResource[],
  verdict: StackVerdict,
  scanDue: string | undefined,
  now: Date,
): Pick<StackReport, "patches" | "calendar" | "support"> {
  const plan = store && planOf(project, store);
  const ends = endsOf(resources, plan?.facts, now);
  const patches = plan && patchReportOf({ ...plan, ends, observed: undefined, now }, WEEKS);
  const { ended, soon } = endingsOf([verdict], dayOf(now), WEEKS * 7);
  const calendar = reportCalendar({
    store,
    windows: patches?.windows ?? [],
    freezes: patches?.freezes ?? [],
    endings: [...ended, ...soon],
    ends,
    scanDue,
    now,
  });
  return { ...(patches && { patches }), calendar, support: { ends, lookedUp } };
}

/** The policies that said something. */
function factsOf({ violations, advisories, waived, unknown }: StackVerdict): StackReport["policies"] {
  const names = new Set([...violations, ...advisories, ...waived, ...unknown].map(({ policy }) => policy));
  return Object.fromEntries(Object.entries(policyFacts()).filter(([name]) => names.has(name)));
}

const environments = { dev: "development", staging: "staging", prod: "production" } as const;

function aboutOf(resources: readonly GraphResource[], store: StoreSettings | undefined): StackReport["about"] {
  const region: unknown = resources.find(({ type }) => type === "pulumi:providers:aws")?.inputs?.region;
  if (store === undefined) return [["Kind", "account"], ...(typeof region === "string" ? [["Region", region] as const] : [])];
  return [
    ["Environment", environments[store.environment]],
    ["Shop", [store.domain, ...store.aliases].join(", ")],
    ["Region", store.region],
    ["Account", store.account.stack ?? "no account stack is named"],
    ["X-Cart", store.xcart.line],
    ["Contacts", store.contacts.join(", ")],
  ];
}
