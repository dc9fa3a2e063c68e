import * as pulumi from "@pulumi/pulumi";
import type { Answers } from "./answers.ts";
import { UserError } from "./faults.ts";
import { OfflineMonitor } from "./monitor.ts";
import type { Registration } from "./registration.ts";

/** A Pulumi program as a function; what it returns are the stack's outputs. */
export type Program = () => unknown;

/** One stack as a program can see it. */
export interface StackConfig {
  readonly project: string;
  readonly stack: string;
  /** Flat, keys with their namespace, objects as JSON, as the engine hands it over. */
  readonly config: Readonly<Record<string, string>>;
  /** The keys in `config` whose values are secrets. */
  readonly secretKeys: readonly string[];
}

/** The outcome of a run. */
export interface OfflineRun {
  /** The resources in the order of registration, the stack itself first. */
  readonly registrations: readonly Registration[];
  /** Faults that the engine would refuse, one sentence each; empty for a good program. */
  readonly faults: readonly string[];
}

/**
 * Runs `program` in process as a preview of `stack`: no network, no engine, no AWS. Only one run at a time in a process, since
 * the SDK's state is global. Rejects with what the program throws; errors in an `apply` surface as unhandled rejections.
 */
export async function runOffline(program: Program, stack: StackConfig, answers: Answers): Promise<OfflineRun> {
  const monitor = new OfflineMonitor({
    project: stack.project,
    stack: stack.stack,
    answers,
    disabledProviders: disabledProviders(stack.config),
  });
  pulumi.runtime.setAllConfig({ ...stack.config }, [...stack.secretKeys]);
  pulumi.runtime.setMockOptions(monitor, stack.project, stack.stack, true, "organization");
  const created = new Set<string>();
  const stop = new AbortController();
  try {
    await Promise.race([execute(program, monitor, created), stuck(created, monitor, stop.signal)]);
  } finally {
    stop.abort();
  }
  if (pulumi.log.hasErrors()) monitor.faults.push("the program logged an error, expected none");
  return { registrations: [...monitor.registrations.values()], faults: monitor.faults };
}

async function execute(program: Program, monitor: OfflineMonitor, created: Set<string>): Promise<void> {
  try {
    await pulumi.runtime.runInPulumiStack(async () => {
      pulumi.runtime.registerStackTransformation(({ type, name, props }) => {
        created.add(`${type} ${name}`);
        monitor.noteProperties(type, props);
        return undefined;
      });
      return await program();
    });
  } finally {
    await drain(monitor);
  }
}

/** Rejects when Node has nothing left to do while the program is not done: it waits for what never comes. */
function stuck(created: ReadonlySet<string>, monitor: OfflineMonitor, signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const report = () => {
      const registered = new Set([...monitor.registrations.values()].map(({ type, name }) => `${type} ${name}`));
      const waiting = [...created].filter((resource) => !registered.has(resource));
      const who = waiting.length === 0 ? "the program" : waiting.join(", ");
      reject(new UserError(`${who}: waits for something that never comes, expected every promise to settle`));
    };
    process.once("beforeExit", report);
    signal.addEventListener("abort", () => process.off("beforeExit", report));
  });
}

/** Waits for every registration, also for those that an `apply` starts once the queue seems empty. */
async function drain(monitor: OfflineMonitor): Promise<void> {
  let before = -1;
  while (before !== monitor.registrations.size) {
    before = monitor.registrations.size;
    await pulumi.runtime.disconnect();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function disabledProviders(config: Readonly<Record<string, string>>): readonly string[] {
  const list: unknown = JSON.parse(config["pulumi:disable-default-providers"] ?? "[]");
  return Array.isArray(list) ? list.map(String) : [];
}
