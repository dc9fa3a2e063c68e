import { containsSecret, UNKNOWN } from "../../domain/graph-values.ts";
import { isRecord } from "../../domain/values.ts";
import { messageOf, traceOf } from "../offline/faults.ts";
import { openSecrets, type Properties } from "../offline/wire.ts";
import { customIn, explicitDependencies } from "./depends-on.ts";
import { isCustom, stateOf, unknown } from "./marks.ts";
import type { Options, Resource, State } from "./model.ts";
import { Output } from "./output.ts";
import { referenceTo } from "./register.ts";
import { deserialized, serialized } from "./serialize.ts";
import { log, run, track } from "./state.ts";

/** A lookup whose result is an output: unknown where something that it waits for has no id yet. */
export function invokeOutput(token: string, args: Properties, options: Options = {}): Output {
  const work = ask(token, args, options, true);
  track(work);
  return new Output(work);
}

/** A lookup whose result is a promise. */
export function invoke(token: string, args: Properties, options: Options = {}): Promise<unknown> {
  const { dependsOn: _, ...rest } = options;
  const work = ask(token, args, rest, false);
  track(work);
  return work.then(({ value }) => value);
}

async function ask(token: string, args: Properties, options: Options, waits: boolean): Promise<State> {
  const { monitor } = run();
  const explicit = await explicitDependencies(options.dependsOn);
  const { inputs, dependencies } = await serialized(args).catch((error: unknown) => {
    log.error(`Error serializing arguments for invoke ${token}: ${error instanceof Error ? traceOf(error) : messageOf(error)}`);
    throw error;
  });
  if (hasUnknown(inputs)) return stateOf(unknown);
  const waited = new Set([...explicit, ...[...dependencies.values()].flatMap((resources) => [...resources])]);
  if (waits && !(await haveIds(waited))) return stateOf(unknown);
  await referenceTo(options.provider ?? options.parent?.getProvider(token));
  const plain = openSecrets(inputs);
  const result = monitor.lookup(token, isRecord(plain) ? plain : {});
  if (result === undefined) return { value: undefined, known: true, secret: containsSecret(inputs), resources: waited };
  const { value, secret } = deserialized(result);
  return stateOf(value, waited, secret || containsSecret(inputs));
}

async function haveIds(resources: ReadonlySet<Resource>): Promise<boolean> {
  const known = await Promise.all((await customIn(resources)).map(async (one) => !isCustom(one) || (await one.id.isKnown)));
  return known.every(Boolean);
}

const hasUnknown = (value: unknown): boolean =>
  value === UNKNOWN || (typeof value === "object" && value !== null && Object.values(value).some(hasUnknown));
