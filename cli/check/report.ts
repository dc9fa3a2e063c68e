import type { Refusal } from "../../domain/replacements/refused.ts";
import type { Exception } from "../../stacks/settings/exceptions.ts";
import type { FileFault } from "../preview/results.ts";
import { statusOf, troubleIn } from "./status.ts";
import type { Finding, PolicyFacts, StackVerdict } from "./verdict.ts";

/** The findings of `store check`; `--format json` prints it as it is. */
export interface CheckReport {
  /** Counted up when a field changes its meaning. */
  readonly version: 1;
  /** The day by which waivers end, `YYYY-MM-DD` in UTC. */
  readonly date: string;
  /** The exit status: 0 fine, 1 violations of mandatory policies or something refused, 2 something could not be checked. */
  readonly status: 0 | 1 | 2;
  readonly stacks: readonly StackVerdict[];
  /** Reasons why something could not be checked, one sentence each. */
  readonly failures: readonly string[];
  /** Faults of stacks' files among these, with their places. */
  readonly fileFaults: readonly FileFault[];
  /** Changes since `--against` that take production's data without a statement in the settings. */
  readonly refused: readonly StackRefusal[];
  /** Facts of policies by name. */
  readonly policies: Readonly<Record<string, PolicyFacts>>;
  /** Against the base, where one is given. */
  readonly changes?: Changes;
}

/** Violations of mandatory policies that the base has not, and those that only the base has. */
export interface Changes {
  readonly new: readonly StackFinding[];
  readonly fixed: readonly StackFinding[];
  /** Parties that stacks trust now and did not in the base, for a reviewer to agree to. */
  readonly trusted: readonly { readonly stack: string; readonly name: string }[];
  /** Exceptions that are not, or not so, in the base's settings. */
  readonly exceptions: readonly StackException[];
}

/** A change that is refused, and the stack that it is in. */
export interface StackRefusal extends Refusal {
  readonly stack: string;
}

/** An exception and the stack that it is for. */
export interface StackException extends Exception {
  readonly stack: string;
}

/** A finding and the stack that it is in. */
export interface StackFinding extends Finding {
  readonly stack: string;
}

/** The parts of the base's reports that a comparison needs. */
export interface BaseReport {
  readonly violations: readonly StackFinding[];
  /** Parties that its stacks trust, by stack. */
  readonly trusted: ReadonlyMap<string, readonly string[]>;
  /** The exceptions of its stacks' settings, by stack. Of a report that an older version wrote there are none: all are new, once. */
  readonly exceptions: ReadonlyMap<string, readonly Exception[]>;
}

/** The sources of a report. */
export interface CheckResults {
  readonly date: string;
  readonly stacks: readonly StackVerdict[];
  /** Stacks that could not be previewed. */
  readonly failures: readonly string[];
  /** @default - none */
  readonly fileFaults?: readonly FileFault[];
  /** @default - none */
  readonly refused?: readonly StackRefusal[];
  readonly policies: Readonly<Record<string, PolicyFacts>>;
  readonly base?: BaseReport | undefined;
}

/** Sums up a run. */
export function reportOf({ date, stacks, failures, fileFaults = [], refused = [], policies, base }: CheckResults): CheckReport {
  const trouble = [...failures, ...stacks.flatMap(troubleIn)];
  return {
    version: 1,
    date,
    status: trouble.length > 0 ? 2 : refused.length > 0 ? 1 : statusOf(stacks),
    stacks,
    failures: trouble,
    fileFaults,
    refused,
    policies,
    ...(base && { changes: changesSince(base, stacks) }),
  };
}

function changesSince(base: BaseReport, stacks: readonly StackVerdict[]): Changes {
  const now = stacks.flatMap(({ stack, violations }) => violations.map((finding) => ({ stack, ...finding })));
  const key = ({ stack, fingerprint }: StackFinding) => `${stack} ${fingerprint}`;
  const before = new Set(base.violations.map(key));
  const after = new Set(now.map(key));
  // A stack that is not checked now is neither fixed nor broken; one that is no more has nothing to fix.
  const checked = new Set(stacks.map(({ stack }) => stack));
  return {
    new: now.filter((finding) => !before.has(key(finding))),
    fixed: base.violations.filter((finding) => checked.has(finding.stack) && !after.has(key(finding))),
    // Of a stack that is new everything is.
    trusted: stacks.flatMap(({ stack, trusted }) => {
      const known = base.trusted.get(stack);
      return known === undefined ? [] : trusted.filter((name) => !known.includes(name)).map((name) => ({ stack, name }));
    }),
    exceptions: stacks.flatMap(({ stack, exceptions }) => newExceptions(base.exceptions.get(stack) ?? [], exceptions, stack)),
  };
}

/** The exceptions that are not the same, wherever in a list they stand, among those `before`. */
export function newExceptions(before: readonly Exception[], after: readonly Exception[], stack: string): StackException[] {
  const key = ({ setting, ...rest }: Exception) => JSON.stringify([setting.replaceAll(/\[\d+\]/g, ""), rest.what, rest.reason, rest.until]);
  const known = new Set(before.map(key));
  return after.filter((exception) => !known.has(key(exception))).map((exception) => ({ stack, ...exception }));
}
