import type { StackVerdict } from "../check/verdict.ts";
import { compare } from "../diff/compare.ts";
import type { StackDiff } from "../diff/report.ts";
import type { Rules } from "../diff/rules.ts";
import { messageOf } from "../offline/faults.ts";
import type { GraphResource } from "../offline/graph.ts";
import { type Hidden, hiddenSince } from "./hidden.ts";

/** A stack in the base or in a change, and what the base's policies say of it. */
export interface Judged {
  readonly verdict: StackVerdict;
  /** Its settings' rules for changes. */
  readonly rules: Rules;
  /** Its graph, read again each time: those of a fleet do not fit into memory together. */
  readonly graphOf: () => readonly GraphResource[];
}

/** The stacks of the base, or of a change. */
export interface Stacks {
  /** All that have a file, also those that could not be judged. */
  readonly names: readonly string[];
  readonly judged: readonly Judged[];
  /** Reasons why something could not be judged, one sentence each. */
  readonly failures: readonly string[];
}

/** The effects of a change on one stack. */
export interface Effect {
  readonly diff: StackDiff;
  readonly hidden: readonly Hidden[];
}

const isNew = "The stack is new.";
const isGone = "Its file is gone, which deletes nothing by itself: pulumi destroy would.";

/** The effects of a change on each stack of either side, by the base's code; one that could not be judged is left out. */
export function effectsOf(base: Stacks, change: Stacks): { effects: Effect[]; failures: string[] } {
  const effects: Effect[] = [];
  const failures: string[] = [];
  for (const stack of [...new Set([...base.names, ...change.names])].sort()) {
    try {
      effects.push(...effectOn(stack, sideOf(base, stack), sideOf(change, stack)));
    } catch (error) {
      // The graph is a stranger's: something odd in it is no reason to say nothing of the rest.
      failures.push(`${stack}: its graphs cannot be compared (${messageOf(error)}), expected what \`store preview --graph\` writes`);
    }
  }
  return { effects, failures };
}

/** A side of a stack: undefined where it could not be judged, `absent` where there is no such stack. */
function sideOf({ names, judged }: Stacks, stack: string): Judged | "absent" | undefined {
  return names.includes(stack) ? judged.find(({ verdict }) => verdict.stack === stack) : "absent";
}

function effectOn(stack: string, base: Judged | "absent" | undefined, change: Judged | "absent" | undefined): Effect[] {
  if (base === undefined || change === undefined) return [];
  const [before, after] = [base, change].map((side) => (side === "absent" ? [] : side.graphOf()));
  if (before === undefined || after === undefined) return [];
  const rulesOf = (side: Judged | "absent") => (side === "absent" ? undefined : side.rules);
  const diff = compare({
    ...{ stack, state: stack, against: "the base", before, after, deployed: false },
    rules: { before: rulesOf(base), after: rulesOf(change), sameStack: true },
    notes: base === "absent" ? [isNew] : change === "absent" ? [isGone] : [],
  });
  if (base === "absent" || change === "absent") return [{ diff, hidden: [] }];
  const hidden = hiddenSince({ resources: before, unknown: base.verdict.unknown }, { resources: after, unknown: change.verdict.unknown });
  return [{ diff, hidden }];
}
