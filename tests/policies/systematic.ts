import { isAnything, isPartly, isSecret } from "../../domain/graph-values.ts";
import { isRecord } from "../../domain/values.ts";
import type { ExportedResource } from "../../policies/model/graph.ts";
import { isRequired } from "./systematic-required.ts";

/** One value of one resource made weaker, by kind; the resource itself as it is then, undefined where it is gone. */
export interface Weakened {
  /** `type path kind`, such as `aws:rds/instance:Instance multiAz flipped`; an index is `*`. */
  readonly key: string;
  readonly of: ExportedResource;
  readonly made: ExportedResource | undefined;
}

type Kinds = readonly (readonly [kind: string, value: unknown])[];

/** What is said by words: the other word. */
const opposites: Readonly<Record<string, string>> = {
  ALL: "REJECT",
  block: "allow",
  enabled: "disabled",
  ENABLED: "DISABLED",
  Enabled: "Disabled",
  on: "off",
  ON: "OFF",
  optional: "disabled",
  required: "optional",
};
const word = /^([A-Z][A-Z0-9_]*|[a-z]+(-[a-z]+)*)$/;
const block = /^(\d{1,3}\.){3}\d{1,3}\/\d+$/;
/** What says who or what something is, and nothing of how it is kept. */
const named = /(^|\.)(name|names|description|id|ids|tags|key|sid|region|prefix|namePrefix|displayName)(\.|$)/i;

/** The values by which something is weaker than it is. */
function weakerThan(value: unknown): Kinds {
  if (typeof value === "boolean") return [["flipped", !value]];
  if (typeof value === "number") return [["zero", 0] as const, ["million", 1_000_000] as const].filter(([, other]) => other !== value);
  if (Array.isArray(value)) return value.length === 0 ? [] : [["emptied", []]];
  if (typeof value !== "string") return [];
  if (value.startsWith("{") && value.includes('"Statement"')) return opened(value);
  if (block.test(value)) return value === "0.0.0.0/0" ? [] : [["opened", "0.0.0.0/0"]];
  if (/^(true|false)$/.test(value)) return [["flipped", value === "true" ? "false" : "true"]];
  if (/^\d{1,11}$/.test(value)) return [["zero", "0"] as const, ["million", "1000000"] as const].filter(([, other]) => other !== value);
  return word.test(value) ? [["changed", opposites[value] ?? "other"]] : [];
}

/** A document that lets anyone do anything; of an identity's, the identity. */
function opened(text: string): Kinds {
  const document: unknown = JSON.parse(text);
  const statements = isRecord(document) ? [document.Statement].flat() : [];
  const whom = statements.some((one) => isRecord(one) && "Principal" in one) ? { Principal: "*" } : {};
  const all = { Effect: "Allow", ...whom, Action: "*", Resource: "*" };
  return [["opened", JSON.stringify({ Version: "2012-10-17", Statement: [...statements, all] })]];
}

/** Every value below one, with its path, and the whole with that value made another. */
function within(value: unknown, path: string): (readonly [path: string, kind: string, whole: unknown])[] {
  if (isAnything(value) || (typeof value === "string" && isPartly(value) && !value.startsWith("{")) || isSecret(value)) return [];
  const here = weakerThan(value).map(([kind, other]) => [path, kind, other] as const);
  if (Array.isArray(value))
    return [
      ...here,
      ...value.flatMap((one, at) => within(one, `${path}.*`).map(([p, k, other]) => [p, k, value.with(at, other)] as const)),
    ];
  if (!isRecord(value)) return here;
  const parts = Object.entries(value).flatMap(([key, one]) =>
    within(one, `${path}.${key}`).map(([p, k, other]) => [p, k, { ...value, [key]: other }] as const),
  );
  return [...here, ...parts];
}

/** All of a resource's, and that it is gone. What the provider requires is not unset: without it, it refuses the resource. */
function ofResource(of: ExportedResource): Weakened[] {
  const { inputs = {}, outputs = inputs } = of;
  const with_ = (property: string, value: unknown): ExportedResource => ({
    ...of,
    inputs: { ...inputs, [property]: value },
    outputs: { ...outputs, [property]: value },
  });
  const properties = Object.entries(inputs).filter(([property]) => !named.test(property));
  const changed = properties.flatMap(([property, value]) =>
    within(value, property)
      .filter(([path]) => !named.test(path))
      .map(([path, kind, whole]) => ({ key: `${of.type} ${path} ${kind}`, of, made: with_(property, whole) })),
  );
  const optional = properties.filter(([property]) => !isRequired(of.type, property));
  const unset = optional.map(([property]) => ({ key: `${of.type} ${property} unset`, of, made: with_(property, undefined) }));
  return [...changed, ...unset, { key: `${of.type} gone`, of, made: undefined }];
}

/** Each kind of change of each property of each type once, of the first resource that has it. */
export function weakenedIn(graph: readonly ExportedResource[]): Weakened[] {
  const all = graph.filter(({ type }) => !/^(pulumi|xcart-hosting|random|tls):/.test(type)).flatMap(ofResource);
  return [...new Map(all.toReversed().map((one) => [one.key, one])).values()].toReversed();
}
