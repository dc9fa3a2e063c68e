import { environments } from "../../stacks/settings/profiles.ts";
import type { StoreSettings } from "../../stacks/settings/resolve/store.ts";
import { UserError } from "../offline/faults.ts";
import { orderFaultsOf } from "../offline/order.ts";
import { listStacks, ownProject, type Project, readStackConfig } from "../offline/project.ts";
import { readGraph } from "../offline/read-graph.ts";
import { readStoreSettings } from "../offline/store-settings.ts";
import { busy } from "../preview/progress.ts";
import { faultStatus } from "../text/fault.ts";
import { screenOf } from "../text/screen.ts";
import { endsOf } from "./ends.ts";
import { factsOf, type PatchFacts } from "./facts.ts";
import type { Observed } from "./observed.ts";
import { type PatchReport, reportOf } from "./report.ts";
import type { PatchEvidence } from "./requirements.ts";
import { reportText } from "./text.ts";

/** The command line of `store patches`. */
export interface PatchesOptions {
  readonly stack: string;
  /** File with the stack's graph or export, whose ends of fixes are shown. @default - those of what the program makes every store of */
  readonly graph?: string;
  readonly json?: boolean;
  /** Whether AWS may be asked. @default true */
  readonly aws?: boolean;
  /** Folder of the stack files. @default - Pulumi.yaml's stackConfigDir */
  readonly stacks?: string;
}

/**
 * Runs `store patches`; resolves to the exit status: 0, or 1 where a requirement is not met or the report could not be made, which
 * a line on stderr says. What is open is no failure.
 */
export async function patches(options: PatchesOptions): Promise<number> {
  try {
    const report = await makeReport(options, new Date());
    console.log(options.json ? JSON.stringify(report, null, 2) : reportText(report, screenOf()));
    return report.requirements.some(({ status }) => status === "not met") ? 1 : 0;
  } catch (error) {
    return faultStatus(error);
  }
}

const noAccount = (stack: string) => `${stack}: got an account's stack, expected a store's, which has something to patch`;

async function makeReport({ stack, graph, aws = true, stacks }: PatchesOptions, now: Date): Promise<PatchReport> {
  const project = ownProject(stacks);
  const settings = readStoreSettings(project, stack, noAccount(stack));
  const facts = factsOf(settings);
  const ends = endsOf(graph === undefined ? undefined : readGraph(graph).deployment.resources, facts, now);
  return reportOf({ ...planOf(project, settings), ends, observed: aws ? await askAws(facts) : undefined, now });
}

/** The plan by the settings of a store and of its other stacks. */
export function planOf(project: Project, settings: StoreSettings): Pick<PatchEvidence, "facts" | "chain" | "order"> {
  const order = orderFaultsOf(project, readStackConfig(project, settings.stack));
  return { facts: factsOf(settings), chain: chainOf(project, settings), order };
}

/** The store's stacks that have files, in the order in which a fix meets them. One that is wrong is left out: the order's faults name it. */
function chainOf(project: Project, settings: StoreSettings): PatchFacts[] {
  const known = listStacks(project);
  return environments.flatMap((environment) => {
    if (environment === settings.environment) return [factsOf(settings)];
    const stack = `${settings.store}-${environment}`;
    if (!known.includes(stack)) return [];
    try {
      return [factsOf(readStoreSettings(project, stack, noAccount(stack)))];
    } catch (error) {
      if (error instanceof UserError) return [];
      throw error;
    }
  });
}

/** AWS's answers; undefined without credentials. */
async function askAws(facts: PatchFacts): Promise<Observed | undefined> {
  const { createClients, hasCredentials, observe } = await import("./aws.ts");
  const clients = createClients(facts.region);
  if (!(await hasCredentials(clients))) return undefined;
  return await busy(`asking AWS about ${facts.stack}`, () => observe(facts, clients));
}
