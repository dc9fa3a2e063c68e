import { isSecret, isUnknown } from "../../domain/graph-values.ts";
import { fromJson, isRecord } from "../../domain/values.ts";
import type { ExportedResource } from "../../policies/model/graph.ts";
import { show } from "../../policies/model/values.ts";
import type { Finding } from "../check/verdict.ts";

/** Something that the base's policies could judge in the base, and cannot in the change. */
export interface Hidden {
  readonly urn: string;
  /** The property, such as `policy.Statement.0.Effect`; absent where it is not one of the resource's own. */
  readonly property?: string;
  /** Its value in the base, or the part that can no longer be judged: a part of a sentence. */
  readonly was: string;
}

/** One stack, in the base or in the change, and what the base's policies could not judge there. */
export interface Side {
  readonly resources: readonly ExportedResource[];
  readonly unknown: readonly Finding[];
}

/**
 * Finds what a change hides from the base's policies: properties that were literal and are known only after apply now, or a secret, and what
 * else a policy could judge before. A text often becomes a reference to the stack's own, so it counts only where a policy can say no more of
 * its resource; a switch or a number always does.
 */
export function hiddenSince(base: Side, change: Side): Hidden[] {
  const before = new Map(base.resources.map((resource) => [resource.urn, resource]));
  const key = ({ policy, urn }: Finding) => `${policy} ${urn}`;
  const open = new Set(base.unknown.map(key));
  const lost = Map.groupBy(
    change.unknown.filter((finding) => before.has(finding.urn) && !open.has(key(finding))),
    ({ urn }) => urn,
  );
  return change.resources.flatMap((resource) => {
    const { urn } = resource;
    const findings = lost.get(urn) ?? [];
    const properties = hiddenIn(before.get(urn)?.inputs, resource.inputs, []);
    const counted = properties.filter(({ value }) => findings.length > 0 || typeof value !== "string");
    if (counted.length > 0) return counted.map(({ path, value }) => ({ urn, property: path.join("."), was: shown(value) }));
    return findings.map(({ policy, message }) => ({ urn, was: `could be judged by ${policy}, and now ${message}` }));
  });
}

interface Found {
  readonly path: readonly string[];
  readonly value: unknown;
}

function hiddenIn(before: unknown, after: unknown, path: readonly string[]): Found[] {
  if (before === undefined || before === null || isHidden(before)) return [];
  if (isHidden(after)) return [{ path, value: before }];
  if (typeof before === "string" && typeof after === "string") return hiddenInDocument(before, after, path);
  if (Array.isArray(before) && Array.isArray(after)) return hiddenInList(before, after, path);
  if (!isRecord(before) || !isRecord(after)) return [];
  return Object.entries(before).flatMap(([key, value]) => hiddenIn(value, after[key], [...path, key]));
}

/** A secret is as good as unknown: policies see that it is one, and not what it is. */
const isHidden = (value: unknown): boolean =>
  isSecret(value) || (typeof value === "string" && isUnknown(value) && fromJson(value) === undefined);

function hiddenInDocument(before: string, after: string, path: readonly string[]): Found[] {
  const [was, is] = [fromJson(before), fromJson(after)];
  return typeof was === "object" && typeof is === "object" ? hiddenIn(was, is, path) : [];
}

/** Elements that are in both stay out of it, so that one more, or one less, does not shift the rest. */
function hiddenInList(before: readonly unknown[], after: readonly unknown[], path: readonly string[]): Found[] {
  const [was, is] = [new Set(before.map(textOf)), new Set(after.map(textOf))];
  const rest = after.filter((element) => !was.has(textOf(element)));
  const missing = before.flatMap((element, at) => (is.has(textOf(element)) ? [] : [{ element, at }]));
  return missing.flatMap(({ element, at }, i) => hiddenIn(element, rest[i], [...path, String(at)]));
}

const textOf = (value: unknown): string => JSON.stringify(value);

/** A document in a sentence, in characters. */
const MAX_SHOWN = 120;

/** A previous value, its secrets masked. */
function shown(value: unknown): string {
  const text = show(value);
  return `was ${text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN - 1)}…` : text}`;
}
