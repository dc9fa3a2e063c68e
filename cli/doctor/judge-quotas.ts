import {
  type AccountLimit,
  type AccountLimitName,
  accountLimits,
  limitNames,
  unreservedRuns,
  usualRuns,
} from "../../domain/defaults/limits.ts";
import type { Facts, Quota, Runs } from "./facts.ts";
import { type Line, linesOf } from "./line.ts";
import type { Needs } from "./needs.ts";

const { ok, blocker, open, unknown, about } = linesOf("Quotas");

/** Compares what the account admits with what the stack takes. */
export function judgeQuotas({ quotas, runs, nodeVcpus }: Facts, needs: Needs, region: string): Line[] {
  const { nodes } = needs;
  const counted = limitNames.flatMap((name) => {
    const quota = quotas[name];
    if (quota === undefined || name === "vcpus") return [];
    return [judgeQuota(name, { quota, need: needs.counts[name], region })];
  });
  const vcpus = quotas.vcpus && nodes && nodeVcpus ? [judgeNodes(quotas.vcpus, { nodes, nodeVcpus, region })] : [];
  return [...counted, ...vcpus, ...judgeRuns(runs, needs, region)];
}

interface Compared {
  readonly quota: Quota;
  readonly need: number;
  readonly region: string;
}

function judgeQuota(name: AccountLimitName, { quota: { allowed, others }, need, region }: Compared): Line {
  const limit: AccountLimit = accountLimits[name];
  if (!("known" in allowed)) return unknown(limit.name, allowed.why, lookUp(limit, region));
  if (others && !("known" in others)) return unknown(limit.name, others.why);
  const admits = allowed.known ?? limit.default;
  const source = allowed.known === undefined && limit.quota ? ", AWS's default" : "";
  const used = others?.known;
  const sum = need + (used ?? 0);
  const text = `${admits}${source}; this stack takes ${need}, ${used === undefined ? "what others take is not counted" : `others take ${used}`}`;
  return sum <= admits ? ok(limit.name, text) : blocker(limit.name, text, raise(limit, { wanted: sum, region }));
}

/** Service Quotas' own command; some limits cannot be raised. */
function raise({ quota, region: own }: AccountLimit, { wanted, region }: { wanted: number; region: string }): string {
  if (!quota) return "it cannot be raised: delete what is no longer used, or use another account";
  const place = `--service-code ${quota.service} --quota-code ${quota.code}`;
  return `aws service-quotas request-service-quota-increase ${place} --desired-value ${wanted} --region ${own ?? region}`;
}

const lookUp = ({ quota, region: own }: AccountLimit, region: string) =>
  quota && `aws service-quotas get-service-quota --service-code ${quota.service} --quota-code ${quota.code} --region ${own ?? region}`;

interface ComparedNodes {
  readonly nodes: NonNullable<Needs["nodes"]>;
  readonly nodeVcpus: NonNullable<Facts["nodeVcpus"]>;
  readonly region: string;
}

/** A refresh starts new nodes before the old ones go. */
const refreshing = 2;

function judgeNodes({ allowed, others }: Quota, { nodes: { type, minimum, maximum }, nodeVcpus, region }: ComparedNodes): Line {
  const limit = accountLimits.vcpus;
  if (!("known" in allowed)) return unknown(limit.name, allowed.why, lookUp(limit, region));
  if (!("known" in nodeVcpus)) return unknown(limit.name, nodeVcpus.why);
  if (others && !("known" in others)) return unknown(limit.name, others.why);
  const used = others?.known ?? 0;
  const [min, max] = [minimum, maximum].map((count) => count * nodeVcpus.known * refreshing + used);
  const admits = allowed.known ?? limit.default;
  const source = allowed.known === undefined ? ", what a new account has" : "";
  const text = `${admits}${source}; ${minimum} to ${maximum} nodes ${type} take ${minimum * nodeVcpus.known} to ${maximum * nodeVcpus.known}, twice that while they are replaced, others take ${used}`;
  const help = raise(limit, { wanted: max ?? 0, region });
  if (admits < minimum * nodeVcpus.known + used) return blocker(limit.name, text, help);
  return admits < (max ?? 0)
    ? open(limit.name, `${text}${admits < (min ?? 0) ? ": no replacement" : ": not at most nodes"}`, help)
    : ok(limit.name, text);
}

function judgeRuns(runs: Facts["runs"], needs: Needs, region: string): Line[] {
  const { name } = accountLimits.runs;
  if (needs.counts.runs === 0) return [ok(name, "this stack reserves none")];
  return runs ? [about(name, runs, (known) => judgeReserved(known, needs, region))] : [];
}

function judgeReserved({ limit, unreserved, own }: Runs, { counts, reserved }: Needs, region: string): Line {
  const { name } = accountLimits.runs;
  const missing = counts.runs - own;
  const text = `${limit}, ${unreserved} of them unreserved; this stack reserves ${counts.runs} (${Object.keys(reserved).join(", ")}), and Lambda keeps ${unreservedRuns} unreserved`;
  if (missing <= 0 || unreserved - missing >= unreservedRuns) return ok(name, text);
  return blocker(name, text, `${raise(accountLimits.runs, { wanted: usualRuns, region })}; until then functions.reserve: false`);
}
