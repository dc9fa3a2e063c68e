import * as pulumi from "@pulumi/pulumi";
import { SettingsError } from "../../stacks/settings-error.ts";
import { messageOf, UserError } from "./faults.ts";

/** Something that the program threw and that is no message for people; its trace says where. */
export class ProgramError extends Error {
  override readonly name = "ProgramError";
}

/**
 * Runs a program so that nothing it throws is lost, be it in an `apply`. A first run captures no stack traces, which are most of
 * a preview's time; when something unexpected is thrown, a second run finds out where. Rejects with a UserError that has
 * every message meant for people, or with a ProgramError that has message and trace of the rest.
 */
export async function guarded<T>(run: () => Promise<T>): Promise<T> {
  const first = await attempt(run, false);
  if (first.done && first.thrown.length === 0) return first.done.value;
  if (first.thrown.every(isForPeople))
    throw new UserError(distinct(first.thrown.map(messageOf)), { faults: first.thrown.flatMap(faultsIn) });
  const second = await attempt(run, true);
  if (second.done && second.thrown.length === 0) return second.done.value;
  throw new ProgramError(distinct(second.thrown.map(withTrace)));
}

interface Attempt<T> {
  readonly thrown: readonly unknown[];
  /** Absent when the run threw. */
  readonly done?: { readonly value: T };
}

async function attempt<T>(run: () => Promise<T>, traces: boolean): Promise<Attempt<T>> {
  // The SDK rejects several promises with one error: a set keeps each once.
  const thrown = new Set<unknown>();
  const note = (error: unknown) => void thrown.add(error);
  const undo = [divertOutput(), ...(traces ? [] : [stopTraces()])];
  process.on("unhandledRejection", note);
  try {
    const done = await run().then((value) => ({ value }), note);
    // Unhandled rejections are reported between macrotasks.
    await new Promise((resolve) => setImmediate(resolve));
    return { thrown: [...thrown], ...(done && { done }) };
  } finally {
    process.off("unhandledRejection", note);
    for (const step of undo) step();
  }
}

/** An accessor, since the SDK sets the limit to infinity for each resource; V8 captures nothing without a plain number there. */
function stopTraces(): () => void {
  const limit = Error.stackTraceLimit;
  Object.defineProperty(Error, "stackTraceLimit", { configurable: true, get: () => 0, set: () => {} });
  return () => Object.defineProperty(Error, "stackTraceLimit", { configurable: true, writable: true, enumerable: true, value: limit });
}

/** Diverts the SDK's log to stderr: without an engine it logs to stdout, which is for our result only. */
function divertOutput(): () => void {
  const { log } = console;
  console.log = console.error;
  return () => {
    console.log = log;
  };
}

function isForPeople(error: unknown): boolean {
  if (error instanceof UserError || pulumi.RunError.isInstance(error)) return true;
  return pulumi.ResourceError.isInstance(error) && error.hideStack === true;
}

const faultsIn = (error: unknown) => (error instanceof SettingsError || error instanceof UserError ? error.faults : []);

function withTrace(error: unknown): string {
  const frames = error instanceof Error ? (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line)) : [];
  const own = frames.filter((frame) => !/node_modules|node:/.test(frame));
  return [messageOf(error), ...own].join("\n");
}

function distinct(messages: readonly string[]): string {
  return [...new Set(messages)].join("\n");
}
