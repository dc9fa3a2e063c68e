import { isAnything } from "../../domain/graph-values.ts";
import type { ExportedResource } from "../../policies/model/graph.ts";

/** A graph with something changed. */
export type Mutation = (resources: readonly ExportedResource[]) => ExportedResource[];

/** Which resources: a type, or the type and name of one. */
export type Which = string | readonly [type: string, name: string];

export const isOf = ({ type, urn }: ExportedResource, which: Which): boolean =>
  typeof which === "string" ? type === which : type === which[0] && urn.endsWith(`::${which[1]}`);

/** Properties of a resource replaced, as inputs and as outputs; undefined takes one away. */
export const change =
  (which: Which, properties: Record<string, unknown>): Mutation =>
  (resources) =>
    resources.map((one) =>
      isOf(one, which) ? { ...one, inputs: { ...one.inputs, ...properties }, outputs: { ...one.outputs, ...properties } } : one,
    );

/** A property's own value made into another one. */
export const rework =
  (which: Which, property: string, by: (value: unknown) => unknown): Mutation =>
  (resources) =>
    resources.flatMap((one) => (isOf(one, which) ? change(which, { [property]: by(one.outputs?.[property]) })([one]) : [one]));

/** A resource is not there any more. */
export const drop =
  (which: Which): Mutation =>
  (resources) =>
    resources.filter((one) => !isOf(one, which));

/** A resource more, whose `made` properties are unknown and made of others. */
export const add =
  (type: string, properties: Record<string, unknown>, made: Record<string, Which> = {}): Mutation =>
  (resources) => {
    const propertyDependencies = Object.fromEntries(
      Object.entries(made).map(([property, which]) => [property, resources.filter((one) => isOf(one, which)).map(({ urn }) => urn)]),
    );
    const unknowns = Object.fromEntries(Object.keys(made).map((property) => [property, "04da6b54-80e4-46f7-96ec-b56ff0331ba9"]));
    const all = { ...unknowns, ...properties };
    const stack = /^urn:pulumi:[^:]+/.exec(resources[0]?.urn ?? "")?.[0];
    return [...resources, { urn: `${stack}::xcart-hosting::${type}::added`, type, inputs: all, outputs: all, propertyDependencies }];
  };

/** A property is made of another resource from now on. */
export const remake =
  (which: Which, property: string, of: Which): Mutation =>
  (resources) =>
    resources.map((one) =>
      isOf(one, which)
        ? {
            ...one,
            propertyDependencies: {
              ...one.propertyDependencies,
              [property]: resources.filter((other) => isOf(other, of)).map(({ urn }) => urn),
            },
          }
        : one,
    );

/** One change after the other. */
export const several =
  (...mutations: readonly Mutation[]): Mutation =>
  (resources) =>
    mutations.reduce<ExportedResource[]>((graph, mutation) => mutation(graph), [...resources]);

/** A policy document with one statement more; where it is known only after apply, one of this statement. */
export const say = (which: Which, statement: object, property = "policy") =>
  rework(which, property, (text) => {
    const { Statement } = isAnything(text) || typeof text !== "string" ? { Statement: [] } : JSON.parse(text);
    return JSON.stringify({ Version: "2012-10-17", Statement: [...Statement, { Effect: "Allow", ...statement }] });
  });
/** A change of the first of a type. */
export const first =
  (which: Which, mutation: (one: Which) => Mutation): Mutation =>
  (resources) => {
    const found = resources.find((one) => isOf(one, which));
    if (!found) throw new Error(`no ${which} to change`);
    return mutation([found.type, found.urn.slice(found.urn.lastIndexOf("::") + 2)])(resources);
  };
export const changeOne = (which: Which, properties: Record<string, unknown>) => first(which, (one) => change(one, properties));
export const sayIn = (which: Which, statement: object, property?: string) => first(which, (one) => say(one, statement, property));
