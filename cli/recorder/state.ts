import type { OfflineMonitor } from "../offline/monitor.ts";
import type { Resource } from "./model.ts";
import { strict } from "./unsupported.ts";

/** The one run that there is in a process at a time. */
interface Run {
  readonly monitor: OfflineMonitor;
  readonly project: string;
  readonly stack: string;
  readonly organization: string;
  /** The stack, once its registration has begun. */
  root: Resource | undefined;
  /** Errors that the program logged. */
  errors: number;
  /** Promises that `disconnect` waits for. */
  readonly pending: Set<Promise<unknown>>;
}

let current: Run | undefined;
let config: Readonly<Record<string, string>> = {};

export function run(): Run {
  if (!current) throw new Error("no run has begun, expected runtime.setMockOptions before anything is made");
  return current;
}

/** Sets the monitor of a run, with the signature of the SDK's function. */
export function setMockOptions(monitor: OfflineMonitor, project: string, stack: string, _preview: boolean, organization: string): void {
  current = { monitor, project, stack, organization, root: undefined, errors: 0, pending: new Set() };
}

export function setAllConfig(all: Readonly<Record<string, string>>, _secretKeys?: readonly string[]): void {
  config = all;
}

export const getProject = (): string => run().project;
export const getStack = (): string => run().stack;
export const getOrganization = (): string => run().organization;

/** Has `disconnect` wait for `work`, which still rejects by itself. */
export function track(work: Promise<unknown>): void {
  const { pending } = run();
  pending.add(work);
  const done = () => void pending.delete(work);
  work.then(done, done);
  // A copy, whose rejection nothing handles: it is reported like the SDK's.
  void work.then(() => {});
}

/** Waits for all that is tracked, also for what begins meanwhile. */
export async function disconnect(): Promise<void> {
  const { pending } = run();
  while (pending.size > 0) await Promise.allSettled([...pending]);
}

/** The stack's configuration. */
class PlainConfig {
  private readonly namespace: string;

  constructor(namespace = getProject()) {
    this.namespace = namespace;
  }

  get(key: string): string | undefined {
    return config[`${this.namespace}:${key}`];
  }
}

/** The SDK's `Config`; features that it does not have throw. */
export class Config {
  constructor(namespace?: string) {
    // biome-ignore lint/correctness/noConstructorReturn: so that every other member throws by its name.
    return strict("Config", new PlainConfig(namespace));
  }
}

export const log = strict("log", {
  debug: () => Promise.resolve(),
  info: (text: string) => said(console.log, `info: [runtime] ${text}`),
  warn: (text: string) => said(console.warn, `warning: [runtime] ${text}`),
  error: (text: string) => {
    run().errors++;
    return said(console.error, `error: [runtime] ${text}`);
  },
  hasErrors: () => run().errors > 0,
});

function said(print: (text: string) => void, text: string): Promise<void> {
  print(text);
  return Promise.resolve();
}
