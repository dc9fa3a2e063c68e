import { containsUnknowns, isComponent, isCustom, isOutput, isResource, isUnknown, stateOf, unknown } from "./marks.ts";
import type { Resource, State } from "./model.ts";

/** Values of promises that a program gave. */
const promised = new WeakMap<Promise<unknown>, { readonly value: unknown }>();

/** The content of a promise that {@link settle} has waited for. */
export const contentOf = (promise: Promise<unknown>): unknown => promised.get(promise)?.value;

/** Promises that have to settle before all of `value` is available; of a resource that is sent, its id or URN. */
export function pendingIn(value: unknown, sent = false): Promise<unknown>[] {
  const pending: Promise<unknown>[] = [];
  collect(value, sent, pending, new Set());
  return pending;
}

function collect(value: unknown, sent: boolean, pending: Promise<unknown>[], seen: Set<unknown>): void {
  if (typeof value !== "object" || value === null || isUnknown(value) || seen.has(value)) return;
  seen.add(value);
  if (isOutput(value)) {
    const state = value.__state;
    if (state instanceof Promise) pending.push(state);
    else if (state.known || !sent) collect(state.value, sent, pending, seen);
  } else if (value instanceof Promise) {
    const done = promised.get(value);
    if (done) collect(done.value, sent, pending, seen);
    else pending.push(value.then((content) => promised.set(value, { value: content })));
  } else if (isResource(value)) {
    if (sent && isCustom(value)) collect(value.id, sent, pending, seen);
    if (sent && isComponent(value)) collect(value.urn, sent, pending, seen);
  } else for (const part of Object.values(value)) collect(part, sent, pending, seen);
}

/** Waits until all of `value` is there, also what only comes in sight by waiting. */
export async function settle(value: unknown, sent = false): Promise<void> {
  for (let pending = pendingIn(value, sent); pending.length > 0; pending = pendingIn(value, sent)) await Promise.all(pending);
}

/** The state of a settled value with all outputs in it: secret where one is, and depending on what they depend on. */
export function gathered(value: unknown): State {
  const found: Found = { secret: false, resources: new Set() };
  return stateOf(copied(value, found, []), found.resources, found.secret);
}

interface Found {
  secret: boolean;
  readonly resources: Set<Resource>;
}

function copied(value: unknown, found: Found, within: readonly unknown[]): unknown {
  if (typeof value !== "object" || value === null || isResource(value) || isUnknown(value)) return value;
  if (value instanceof Promise) return copied(contentOf(value), found, within);
  if (isOutput(value)) {
    const state = value.__state;
    if (state instanceof Promise) throw new Error("an output has not settled, expected that it was waited for");
    found.secret ||= state.secret;
    for (const resource of state.resources) found.resources.add(resource);
    return copied(state.known || containsUnknowns(state.value) ? state.value : unknown, found, within);
  }
  if (within.includes(value)) throw new Error("Cannot create an Output from a circular structure");
  const inner = [...within, value];
  if (Array.isArray(value)) return value.map((part) => copied(part, found, inner));
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, copied(part, found, inner)]));
}
