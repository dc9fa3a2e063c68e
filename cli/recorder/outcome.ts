import { markOf } from "../../domain/graph-values.ts";
import type { Registered } from "../offline/monitor.ts";
import { stateOf, Unknown, unknown } from "./marks.ts";
import type { Output as AnyOutput, Resource, State } from "./model.ts";
import { Output } from "./output.ts";
import { deserialized } from "./serialize.ts";

/** The output of a resource's property. */
export function propertyOf(resource: Resource, property: string): AnyOutput {
  const made = resource.__outputs.get(property);
  if (made) return made;
  const outcome = resource.__outcome;
  const state = (settled: Registered) => stateIn(settled, resource, property);
  const output = new Output(outcome instanceof Promise ? outcome.then(state) : state(outcome));
  resource.__outputs.set(property, output);
  return output;
}

function stateIn({ urn, id, outputs }: Registered, resource: Resource, property: string): State {
  const resources = new Set([resource]);
  if (property === "urn") return stateOf(urn, resources);
  if (property === "id") return stateOf(id === "" ? unknown : id, resources);
  if (!Object.hasOwn(outputs, property)) return stateOf(new Unknown(markOf(resource.__pulumiType, resource.__name, property)), resources);
  const { value, secret } = deserialized(outputs[property]);
  return stateOf(value, resources, secret);
}

/** The properties that each class's resources give out, by prototype. */
const given = new WeakMap<object, Set<string>>();

/** Has the resources of a class give out their properties when the program reads them: it reads one or two of thirty. */
export function readOutputs(prototype: object, properties: readonly string[]): void {
  const defined = given.get(prototype) ?? new Set();
  given.set(prototype, defined);
  for (const property of properties) {
    if (property === "id" || property === "urn" || defined.has(property)) continue;
    if (property in prototype) throw new Error(`property ${property} exists already, expected the recorder to be the first to set it`);
    defined.add(property);
    define(prototype, property);
  }
}

function define(prototype: object, property: string): void {
  Object.defineProperty(prototype, property, {
    configurable: true,
    get(this: Resource) {
      return propertyOf(this, property);
    },
    set(this: Resource, value: unknown) {
      Object.defineProperty(this, property, { configurable: true, enumerable: true, writable: true, value });
    },
  });
}
