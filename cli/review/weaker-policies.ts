import type { Finding, PolicyFacts, StackVerdict } from "../check/verdict.ts";
import { severities } from "../check/words.ts";
import { counted } from "../preview/kinds.ts";
import type { OwnReport } from "./own-report.ts";

/** A policy that a change makes weaker, and how. */
export interface Weaker {
  readonly policy: string;
  /** A part of a sentence: `is gone`, `is advisory, and was mandatory`. */
  readonly how: string;
}

/** The counts in a verdict of how much its policies judged. */
interface Counted {
  readonly unknown: readonly Pick<Finding, "policy">[];
  readonly policies: Readonly<Record<string, number>>;
}

/**
 * The policies of the base that are gone from a change or weaker there. `verdicts` are the base's on the change's own graphs: a policy that
 * judges fewer resources than there does so by its code, and not since there are fewer.
 */
export function weakerPolicies(base: Readonly<Record<string, PolicyFacts>>, verdicts: readonly StackVerdict[], own: OwnReport): Weaker[] {
  return Object.values(base).flatMap(({ name, level, severity }) => {
    const now = own.policies[name];
    if (now === undefined) return [{ policy: name, how: "is gone" }];
    const hows = [
      ...(level === "mandatory" && now.level === "advisory" ? ["is advisory, and was mandatory"] : []),
      ...(severities.indexOf(now.severity) > severities.indexOf(severity) ? [`is ${now.severity}, and was ${severity}`] : []),
      ...verdicts.flatMap((verdict) => fewer(name, verdict, own)),
    ];
    return hows.map((how) => ({ policy: name, how }));
  });
}

function fewer(policy: string, verdict: StackVerdict, own: OwnReport): string[] {
  const its = own.stacks.find(({ stack }) => stack === verdict.stack);
  const [before, after] = [decided(policy, verdict), its ? decided(policy, its) : 0];
  return after < before ? [`judges ${counted(after, "resource")} of ${verdict.stack}, and would judge ${before}`] : [];
}

/** Number of resources that a policy judged, without unknown ones. */
const decided = (policy: string, { unknown, policies }: Counted): number =>
  (policies[policy] ?? 0) - unknown.filter((finding) => finding.policy === policy).length;
