import { isUnknown } from "../../domain/graph-values.ts";
import { isRecord } from "../../domain/values.ts";
import { askedOf, reviewed } from "../../policies/cloudwatch/reviewed.ts";
import { type ExportedResource, stackOf } from "../../policies/model/graph.ts";
import type { Resource, Stack } from "../../policies/model/stack.ts";

/**
 * The conditions of the demo stacks' alarms, metric filters and event rules, by type and name: policies/cloudwatch/reviewed.json. Left out is what
 * differs between stacks, and what names a value of the settings.
 */
export function reviewedOf(graphs: readonly (readonly ExportedResource[])[]): string {
  const stacks = graphs.map((graph) => stackOf(graph));
  const types = Object.entries(reviewed).map(([type, properties]) => [type, namesOf(type, properties, stacks)]);
  return `${JSON.stringify(Object.fromEntries(types), null, 2)}\n`;
}

function namesOf(type: string, properties: readonly string[], stacks: readonly Stack[]): Record<string, Record<string, unknown>> {
  const all = stacks.flatMap((stack) => stack.ofType(type).map((resource) => ({ resource, stack })));
  const names = [...new Set(all.map(({ resource }) => resource.name))].sort();
  return Object.fromEntries(
    names.map((name) => {
      const same = all.filter(({ resource }) => resource.name === name);
      return [name, Object.fromEntries(properties.flatMap((property) => commonTo(same, property)))];
    }),
  );
}

function commonTo(all: readonly { readonly resource: Resource; readonly stack: Stack }[], property: string): [string, unknown][] {
  const values = all.map(({ resource, stack }) => askedOf(resource, property, stack));
  const texts = new Set(values.map((value) => JSON.stringify(value)));
  const [value] = values;
  if (texts.size !== 1 || value === undefined || holdsUnknown(value) || /demo|example|\d{12}/.test(JSON.stringify(value))) return [];
  return [[property, value]];
}

const holdsUnknown = (value: unknown): boolean =>
  isUnknown(value) || ((Array.isArray(value) || isRecord(value)) && Object.values(value).some(holdsUnknown));
