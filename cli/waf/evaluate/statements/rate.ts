import type { Context, Match, Test } from "../context.ts";
import type { Scope } from "../scope.ts";
import { type Block, numberOf } from "../shape.ts";
import { onlyAws } from "./only-aws.ts";
import { type KeyPart, keyParts, NONE } from "./rate-keys.ts";

/** A window that a rule does not say. docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based.html */
const USUAL_WINDOW = 300;

/**
 * Whether one more request goes over the limit within the window. Counted exactly, where AWS looks only every few seconds and lets a
 * few more through.
 */
export function rateBased(block: Block, scope: Scope, scopeDown: Test | undefined): Test {
  const limit = numberOf(block.limit);
  const seconds = numberOf(block.evaluationWindowSec) ?? USUAL_WINDOW;
  const parts = keyParts(block, scope);
  if (limit === undefined || typeof parts === "string") return onlyAws(typeof parts === "string" ? parts : "a limit that is not known yet");
  const rate = scope.windows.push(seconds) - 1;
  const test = (at: Context): Match => {
    const inScope = scopeDown === undefined ? true : scopeDown.test(at);
    if (!inScope) return inScope;
    const keys = parts.map(({ value }) => value(at));
    if (keys.includes(NONE)) return false;
    if (keys.includes(undefined)) return undefined;
    const key = keys.join(" ");
    const count = at.rates[rate]?.count(key, at.view.request.time ?? 0) ?? 0;
    at.counted.set(rate, { count, key });
    return count > limit;
  };
  const why = (at: Context, outcome: Match): string => {
    if (outcome === undefined) return openWords(parts, scopeDown, at);
    const { count = 0, key = "" } = at.counted.get(rate) ?? {};
    const who = key === "" ? "" : ` from ${key}`;
    return outcome
      ? `it is request ${count} in ${seconds} seconds${who}, and ${limit} may come`
      : `no more than ${limit} came in ${seconds} seconds${who}`;
  };
  return { test, why };
}

/** Why a rate stays open: its scope does, or a part of its key is not known. */
function openWords(parts: readonly KeyPart[], scopeDown: Test | undefined, at: Context): string {
  if (scopeDown !== undefined && scopeDown.test(at) === undefined) return scopeDown.why(at, undefined);
  const { name = "", option } = parts.find(({ value }) => value(at) === undefined) ?? {};
  return option === undefined ? `the log does not say ${name}` : `${name} was not given (${option})`;
}
