import { type CheckReport, newExceptions, type StackException, type StackFinding } from "../check/report.ts";
import type { Finding, PolicyFacts, StackVerdict } from "../check/verdict.ts";
import { type Hidden, hiddenSince, type Side } from "./hidden.ts";
import type { OwnReport } from "./own-report.ts";
import { type Weaker, weakerPolicies } from "./weaker.ts";

/** A stack and what the base's policies say of it. */
export interface Judged {
  readonly resources: Side["resources"];
  readonly verdict: StackVerdict;
}

/** What is compared. */
export interface ReviewSources {
  /** The base's own stacks. */
  readonly base: readonly Judged[];
  /** The change's stacks, judged by the base's policies. */
  readonly change: readonly Judged[];
  /** What the change's policies say. */
  readonly own: OwnReport;
  /** The base's policies. */
  readonly policies: Readonly<Record<string, PolicyFacts>>;
  /** What could not be judged, one sentence each. */
  readonly failures: readonly string[];
}

/** What a change brings, as the base sees it; `--json` writes it as it is. */
export interface Review {
  /** Counted up when a field changes its meaning. */
  readonly version: 1;
  /** The exit status: 0 nothing to agree to, 1 something, 2 where something could not be judged. */
  readonly status: 0 | 1 | 2;
  readonly failures: readonly string[];
  /** Violations that only the base's policies find. */
  readonly found: readonly StackFinding[];
  readonly weaker: readonly Weaker[];
  readonly hidden: readonly (Hidden & { readonly stack: string })[];
  readonly exceptions: readonly StackException[];
  readonly trusted: readonly { readonly stack: string; readonly name: string }[];
  /** Violations that the change's own policies find, of which the base has none, and those of the base that are gone: no matter for agreement. */
  readonly changes: Pick<NonNullable<CheckReport["changes"]>, "new" | "fixed">;
  readonly policies: Readonly<Record<string, PolicyFacts>>;
}

/** Compares a change with its base. */
export function reviewOf({ base, change, own, policies, failures }: ReviewSources): Review {
  const before = new Map(base.map((one) => [one.verdict.stack, one]));
  const verdicts = change.map(({ verdict }) => verdict);
  const owns = findingsOf(own.stacks);
  const asked = {
    found: without(findingsOf(verdicts), owns),
    weaker: weakerPolicies(policies, verdicts, own),
    hidden: change.flatMap(({ resources, verdict: { stack, unknown } }) => {
      const was = before.get(stack);
      const hidden = was ? hiddenSince({ resources: was.resources, unknown: was.verdict.unknown }, { resources, unknown }) : [];
      return hidden.map((one) => ({ stack, ...one }));
    }),
    exceptions: verdicts.flatMap(({ stack, exceptions }) => newExceptions(before.get(stack)?.verdict.exceptions ?? [], exceptions, stack)),
    // Of a stack that is new everything is.
    trusted: verdicts.flatMap(({ stack, trusted }) => {
      const known = before.get(stack)?.verdict.trusted;
      return known === undefined ? [] : trusted.filter((name) => !known.includes(name)).map((name) => ({ stack, name }));
    }),
  };
  const nothing = Object.values(asked).every((list) => list.length === 0);
  const ofBase = findingsOf(base.map(({ verdict }) => verdict));
  return {
    version: 1,
    status: failures.length > 0 ? 2 : nothing ? 0 : 1,
    failures,
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
