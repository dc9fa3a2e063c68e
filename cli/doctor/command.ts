import { resolve } from "node:path";
// Before everything that imports the SDK.
import "../offline/sdk.ts";
import type { AccountSettings } from "../../stacks/settings/resolve/account.ts";
import type { StoreSettings } from "../../stacks/settings/resolve/store.ts";
import { parseSettings, settingsOfText } from "../../stacks/settings.ts";
import type { GraphResource } from "../offline/graph.ts";
import { guarded } from "../offline/guard.ts";
import { programOf } from "../offline/program.ts";
import { listStacks, ownProject, type Project, readStackConfig } from "../offline/project.ts";
import { stackGraph } from "../offline/stack.ts";
import { wrongSettings } from "../offline/wrong-settings.ts";
import { startProgress } from "../preview/progress.ts";
import { faultStatus } from "../text/fault.ts";
import { screenOf } from "../text/screen.ts";
import { createClients } from "./clients.ts";
import { type Examined, examine } from "./examine.ts";
import type { AccountStack } from "./judge-singletons.ts";
import type { DoctorReport } from "./report.ts";
import { askResolver, askTexts } from "./resolver.ts";
import { reportText } from "./text.ts";

/** The command line of `store doctor`. */
export interface DoctorOptions {
  readonly stack: string;
  readonly json?: boolean;
  /** Folder of the stack files. @default - Pulumi.yaml's stackConfigDir */
  readonly stacks?: string;
}

/**
 * Runs `store doctor`; resolves to the exit status: 0, or 1 where something would stop `pulumi up` or the stack has no settings that can be
 * used, or 2 where AWS could not be asked at all.
 */
export async function doctor({ stack, json, stacks }: DoctorOptions): Promise<number> {
  const progress = startProgress(`previewing ${stack}`);
  try {
    const examined = await prepare(ownProject(stacks && resolve(stacks)), stack);
    progress.update(`asking AWS about ${stack}`);
    const clients = createClients(examined.settings.region);
    const report = await examine(examined, { clients, nameServers: askResolver, texts: askTexts });
    progress.stop();
    print(report, json === true);
    return report.status;
  } catch (error) {
    progress.stop();
    return faultStatus(error);
  }
}

function print(report: DoctorReport, json: boolean): void {
  console.log(json ? JSON.stringify(report, null, 2) : reportText(report, screenOf()));
}

/** Settings and graph of a stack, and of the account stack that it names. */
export async function prepare(project: Project, stack: string): Promise<Examined> {
  const settings = settingsOf(project, stack);
  const graph = await graphOf(project, stack);
  return { project, settings, graph, account: await accountStackOf(project, settings) };
}

function settingsOf(project: Project, stack: string): StoreSettings | AccountSettings {
  const text = readStackConfig(project, stack).config[`${project.name}:settings`];
  const { settings, faults } = parseSettings(stack, settingsOfText(text));
  if (faults) throw wrongSettings(project, stack, faults);
  return settings;
}

async function graphOf(project: Project, stack: string): Promise<readonly GraphResource[]> {
  const program = programOf(project);
  return await guarded(() => stackGraph(program, readStackConfig(project, stack)));
}

async function accountStackOf(project: Project, settings: StoreSettings | AccountSettings): Promise<AccountStack | undefined> {
  if (settings.kind !== "store" || settings.account.stack === undefined) return undefined;
  const { stack } = settings.account;
  if (!listStacks(project).includes(stack)) return undefined;
  const account = settingsOf(project, stack);
  return account.kind === "account" ? { settings: account, graph: await graphOf(project, stack) } : undefined;
}
