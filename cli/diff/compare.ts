import { isSecret, isUnknown } from "../../domain/graph-values.ts";
import { costOf } from "../../domain/prices/cost.ts";
import { costDifference } from "../../domain/prices/difference.ts";
import { type Change, changesBetween, type PropertyChange } from "../../domain/replacements/changes.ts";
import { refusedReplacements } from "../../domain/replacements/refused.ts";
import { openSecrets, redactor } from "../../policies/model/secrets.ts";
import type { GraphResource } from "../offline/graph.ts";
import { kindOf, typeName } from "../preview/kinds.ts";
import { isComponent, nameOf } from "../preview/tree.ts";
import { type ComponentName, type PropertyDiff, type ResourceDiff, type StackDiff, summaryOf } from "./report.ts";
import { guardOf, type Rules, rulesOfGraph } from "./rules.ts";
import { HIDDEN, mapTexts, shown } from "./shown.ts";
import { type Comparison, valueChanges } from "./values.ts";

/** Two states of one stack. */
export interface Compared {
  readonly stack: string;
  /** The names of `after` and `before` on the command line. */
  readonly state: string;
  readonly against: string;
  readonly before: readonly GraphResource[];
  readonly after: readonly GraphResource[];
  /** Whether `before` is an export of what is deployed. */
  readonly deployed: boolean;
  readonly notes?: readonly string[];
  /** The rules of either side's settings. Nothing is refused where they are those of two stacks, or where a stack goes as a whole. */
  readonly rules?: { readonly before?: Rules | undefined; readonly after?: Rules | undefined; readonly sameStack: boolean };
}

/** Compares two graphs of a stack. The rules of domain/replacements decide; the texts are made here. */
export function compare(compared: Compared): StackDiff {
  const { stack, state, against, before, after, deployed, notes = [], rules } = compared;
  const view: View = { old: byUrn(before), next: byUrn(after), comparison: { deployed }, redact: redactorOf([...before, ...after]) };
  const all = changesBetween(deployed ? withoutProviders(before, view.next) : before, after).filter(({ custom }) => custom);
  const changes = all
    .map((change) => resourceDiff(change, view))
    // The rule compares texts; what an export only writes in another way is no difference.
    .filter(({ action, properties }) => action !== "update" || properties.length > 0);
  const outputsOf = (graph: readonly GraphResource[]) => graph.find(({ type }) => type === STACK)?.outputs ?? {};
  const outputs = before.length === 0 ? [] : valueChanges(outputsOf(before), outputsOf(after), "", view.comparison);
  const isHeld = rules?.sameStack === true && after.length > 0;
  return {
    ...{ stack, state, against, summary: summaryOf(changes), changes },
    outputs: outputs.map((one) => redacted(one, view)),
    refused: isHeld ? refusedReplacements(all, guardOf(stack, rules.after ?? rulesOfGraph(after))) : [],
    cost: costDifference(costOf(before, (rules?.before ?? rules?.after)?.assumptions), costOf(after, rules?.after?.assumptions)),
    notes,
  };
}

const STACK = "pulumi:pulumi:Stack";

interface View {
  readonly old: ReadonlyMap<string, GraphResource>;
  readonly next: ReadonlyMap<string, GraphResource>;
  readonly comparison: Comparison;
  readonly redact: (text: string) => string;
}

const byUrn = (graph: readonly GraphResource[]): ReadonlyMap<string, GraphResource> =>
  new Map(graph.map((resource) => [resource.urn, resource]));

/** Masks secrets that an export with --show-secrets has in plain text, wherever else they occur. */
function redactorOf(graph: readonly GraphResource[]): (text: string) => string {
  const contents = graph.flatMap(({ inputs = {}, outputs = {} }) => [inputs, outputs].flatMap((one) => openSecrets(one).contents));
  return redactor(contents) ?? ((text) => text);
}

const redacted = <T extends { readonly before?: unknown; readonly after?: unknown }>(change: T, { redact }: View): T => ({
  ...change,
  ...("before" in change && { before: mapTexts(change.before, redact) }),
  ...("after" in change && { after: mapTexts(change.after, redact) }),
});

function resourceDiff(change: Change, view: View): ResourceDiff {
  const { urn, formerUrn, type, kind, perhaps, because, order, holdsData, retained } = change;
  const [old, next] = [view.old.get(formerUrn ?? urn), view.next.get(urn)];
  const goes = kind === "replace" || kind === "delete";
  return {
    urn,
    ...(formerUrn !== undefined && { formerUrn }),
    type,
    kind: kindOf(type),
    name: nameOf({ urn }),
    components: componentsOf(next ?? old, next ? view.next : view.old),
    action: kind,
    perhaps,
    because,
    ...(kind === "replace" && { order }),
    ...(holdsData !== undefined && goes && { loses: holdsData }),
    protected: change.protected,
    retained,
    properties: rootsOf(change.properties).flatMap(([root, properties]) =>
      propertyDiffs(root, properties, old, next, view).map((one) => redacted(one, view)),
    ),
  };
}

/** Inputs without those that the provider adds itself, which no preview has: pulumi/pulumi-aws, provider/tags.go and provider/region.go. */
function withoutProviders(before: readonly GraphResource[], next: ReadonlyMap<string, GraphResource>): GraphResource[] {
  return before.map((resource) => {
    const { inputs = {}, urn } = resource;
    const kept = Object.entries(inputs).filter(
      ([key]) => !["tagsAll", "region"].includes(key) || next.get(urn)?.inputs?.[key] !== undefined,
    );
    return { ...resource, inputs: Object.fromEntries(kept) };
  });
}

/** The resources that an input comes from. */
const sourcesOf = (resource: GraphResource | undefined, input: string): string[] =>
  (resource?.propertyDependencies?.[input] ?? []).map((urn) => `${kindOf(typeIn(urn))} ${nameOf({ urn })}`);

/** The properties by the input that they are in. */
function rootsOf(properties: readonly PropertyChange[]): (readonly [string, readonly PropertyChange[]])[] {
  const roots = new Map<string, PropertyChange[]>();
  for (const property of properties) {
    const root = /^[^.[]+/.exec(property.path)?.[0] ?? property.path;
    roots.set(root, [...(roots.get(root) ?? []), property]);
  }
  return [...roots];
}

/** The difference of an input; where both values are unknown, the difference of their sources. */
function propertyDiffs(
  root: string,
  properties: readonly PropertyChange[],
  old: GraphResource | undefined,
  next: GraphResource | undefined,
  { comparison }: View,
): PropertyDiff[] {
  const forces = (["always", "perhaps"] as const).find((force) => properties.some((property) => property.forces === force)) ?? "never";
  const found = valueChanges(old?.inputs?.[root], next?.inputs?.[root], root, comparison);
  if (found.length > 0) return found.map((change) => ({ ...change, forces }));
  if (comparison.deployed && !properties.some(({ secret, after }) => secret || isUnknown(after))) return [];
  const from = sourcesOf(next, root);
  return properties.map(({ path, before, after, secret, ...property }) => ({
    path,
    ...((property.kind !== "add" || secret) && { before: secret || isSecret(before) ? HIDDEN : shown(before) }),
    ...((property.kind !== "remove" || secret) && { after: secret || isSecret(after) ? HIDDEN : shown(after) }),
    forces: property.forces,
    ...(from.length > 0 && isUnknown(after) && { from }),
  }));
}

const typeIn = (urn: string): string => urn.split("::")[2]?.split("$").at(-1) ?? "";

function componentsOf(resource: GraphResource | undefined, graph: ReadonlyMap<string, GraphResource>): ComponentName[] {
  const parent = resource?.parent === undefined ? undefined : graph.get(resource.parent);
  if (parent === undefined) return [];
  const around = componentsOf(parent, graph);
  return isComponent(parent) ? [...around, { name: nameOf(parent), type: typeName(parent.type) }] : around;
}
