import { isComponent, isCustom, isOutput, isResource } from "./marks.ts";
import type { Resource } from "./model.ts";

/** The resources that the option `dependsOn` names: some, promises, outputs, lists of these. */
export async function explicitDependencies(given: unknown): Promise<Resource[]> {
  if (!given) return [];
  if (Array.isArray(given)) return (await Promise.all(given.map(explicitDependencies))).flat();
  if (given instanceof Promise) return await explicitDependencies(await given);
  if (isOutput(given)) {
    const { value, known, resources } = await given.__state;
    return [...(known ? await explicitDependencies(value) : []), ...resources];
  }
  if (!isResource(given)) throw new Error("'dependsOn' was passed a value that was not a Resource.");
  return [given];
}

/** The custom resources among `resources` and in the components among them, but `exclude` and what is in it. */
export async function customIn(resources: Iterable<Resource>, exclude?: Resource): Promise<Resource[]> {
  const reached = new Set<Resource>();
  await reach(resources, exclude, reached);
  return [...reached].filter((resource) => isCustom(resource) && resource !== exclude);
}

async function reach(resources: Iterable<Resource>, exclude: Resource | undefined, reached: Set<Resource>): Promise<void> {
  const built: Promise<void>[] = [];
  for (const resource of resources) {
    if (reached.has(resource)) continue;
    reached.add(resource);
    // What is in a component is known once it is built.
    if (isComponent(resource) && resource !== exclude) built.push(resource.__data.then(() => reach(resource.__children, exclude, reached)));
  }
  if (built.length > 0) await Promise.all(built);
}

/** Their URNs. */
export async function urnsOf(resources: ReadonlySet<Resource>, exclude: Resource): Promise<Set<string>> {
  if (resources.size === 0) return new Set();
  const custom = await customIn(resources, exclude);
  return new Set(await Promise.all(custom.map(async ({ __outcome }) => (await __outcome).urn)));
}
