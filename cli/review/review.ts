import type { Refusal } from "../../domain/replacements/refused.ts";
import { type CheckReport, newExceptions, type StackException, type StackFinding } from "../check/report.ts";
import type { Finding, PolicyFacts, StackVerdict } from "../check/verdict.ts";
import type { StackDiff } from "../diff/report.ts";
import type { NewOnPage } from "./agreed-page.ts";
import type { Effect } from "./effects.ts";
import type { Hidden } from "./hidden.ts";
import type { OwnReport } from "./own-report.ts";
import { type Weaker, weakerPolicies } from "./weaker-policies.ts";

/** Settings of a change that the base's program would refuse. */
export interface Unread {
  readonly stack: string;
  readonly fault: string;
}

/** The sources that a review compares. */
export interface ReviewSources {
  /** The base's policies on its own stacks. */
  readonly base: readonly StackVerdict[];
  /** The same on the change's stacks. */
  readonly change: readonly StackVerdict[];
  readonly effects: readonly Effect[];
  readonly unread: readonly Unread[];
  /** Additions to what payment pages may contain. @default - none */
  readonly onPage?: readonly NewOnPage[];
  /** The verdict of the change's own policies. */
  readonly own: OwnReport;
  /** The base's policies. */
  readonly policies: Readonly<Record<string, PolicyFacts>>;
  /** Reasons why something could not be judged, one sentence each. */
  readonly failures: readonly string[];
}

/** The effects of a change, as the base sees it; `--json` writes it as it is. */
export interface Review {
  /** Counted up when a field changes its meaning. */
  readonly version: 1;
  /** The exit status: 0 nothing to agree to, 1 something, 2 where something could not be judged, 3 where something is refused. */
  readonly status: 0 | 1 | 2 | 3;
  readonly failures: readonly string[];
  /** Changes that would delete production's data without a statement in the settings: a review cannot approve them. */
  readonly refused: readonly (Refusal & { readonly stack: string })[];
  /** The changes of each stack, and their costs. */
  readonly stacks: readonly StackDiff[];
  /** Violations of the base's policies in the change, by stack. */
  readonly violations: Readonly<Record<string, number>>;
  /** Violations that only the base's policies find. */
  readonly found: readonly StackFinding[];
  readonly weaker: readonly Weaker[];
  /** Settings of the change that the base cannot read: the change's own program is believed there. */
  readonly unread: readonly Unread[];
  readonly hidden: readonly (Hidden & { readonly stack: string })[];
  /** Scripts and the like that payment pages may be made of from now on (PCI DSS 6.4.3). */
  readonly onPage: readonly NewOnPage[];
  readonly exceptions: readonly StackException[];
  readonly trusted: readonly { readonly stack: string; readonly name: string }[];
  /** Violations that the change's own policies find, of which the base has none, and those of the base that are gone: no matter for agreement. */
  readonly changes: Pick<NonNullable<CheckReport["changes"]>, "new" | "fixed">;
  readonly policies: Readonly<Record<string, PolicyFacts>>;
}

/** Compares a change with its base. */
export function reviewOf({ base, change, effects, unread, onPage = [], own, policies, failures }: ReviewSources): Review {
  const before = new Map(base.map((one) => [one.stack, one]));
  const owns = findingsOf(own.stacks);
  const asked = {
    found: without(findingsOf(change), owns),
    weaker: weakerPolicies(policies, change, own),
    unread,
    hidden: effects.flatMap(({ diff: { stack }, hidden }) => hidden.map((one) => ({ stack, ...one }))),
    onPage,
    exceptions: change.flatMap(({ stack, exceptions }) => newExceptions(before.get(stack)?.exceptions ?? [], exceptions, stack)),
    // Of a stack that is new everything is.
    trusted: change.flatMap(({ stack, trusted }) => {
      const known = before.get(stack)?.trusted;
      return known === undefined ? [] : trusted.filter((name) => !known.includes(name)).map((name) => ({ stack, name }));
    }),
  };
  const nothing = Object.values(asked).every((list) => list.length === 0);
  const ofBase = findingsOf(base);
  const stacks = effects.map(({ diff }) => diff);
  const refused = stacks.flatMap((one) => one.refused.map((refusal) => ({ stack: one.stack, ...refusal })));
  return {
    version: 1,
    status: failures.length > 0 ? 2 : refused.length > 0 ? 3 : nothing ? 0 : 1,
    failures,
    refused,
    stacks,
    violations: Object.fromEntries(change.map(({ stack, violations }) => [stack, violations.length])),
    ...asked,
    changes: { new: without(owns, ofBase), fixed: without(ofBase, owns) },
    policies,
  };
}

const findingsOf = (verdicts: readonly { readonly stack: string; readonly violations: readonly Finding[] }[]): StackFinding[] =>
  verdicts.flatMap(({ stack, violations }) => violations.map((finding) => ({ ...finding, stack })));

/** The findings of one list that are not in another. */
function without(findings: readonly StackFinding[], others: readonly StackFinding[]): StackFinding[] {
  const key = ({ stack, fingerprint }: StackFinding) => `${stack} ${fingerprint}`;
  const known = new Set(others.map(key));
  return findings.filter((finding) => !known.has(key(finding)));
}
