import type { GraphResource } from "../../cli/offline/graph.ts";
import { ownProject, readStackConfig } from "../../cli/offline/project.ts";
import type { StackConfig } from "../../cli/offline/run.ts";
import type { Properties } from "../../cli/offline/wire.ts";
import { isRecord } from "../../domain/values.ts";
import { demoGraph } from "../support/demo-graph.ts";
import { demoRelease } from "../support/release-lookups.ts";

/** The settings of a demo stack, as its file has them. */
export function settingsOf(stack: string): Properties {
  const settings: unknown = JSON.parse(configOf(stack).config[key] ?? "");
  if (!isRecord(settings)) throw new Error(`${stack}: its settings are no object`);
  return settings;
}

/** A section of a demo stack's settings; empty where its file has none. */
export function section(stack: string, name: string): Properties {
  const found = settingsOf(stack)[name];
  return isRecord(found) ? found : {};
}

/** What is at a path of keys; undefined where there is nothing. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((found, part) => (isRecord(found) ? found[part] : undefined), value);
}

/** The config of a demo stack with the sections in `change` replaced, under its own or another stack's name. */
export function configWith(demo: string, change: Properties, name = demo): StackConfig {
  const config = configOf(demo);
  // A stack of another name has the boundary of that name.
  const settings = JSON.stringify({ ...settingsOf(demo), ...change }).replaceAll(`-boundary-${demo}"`, `-boundary-${name}"`);
  return { ...config, stack: name, config: { ...config.config, [key]: settings } };
}

/** The graph of a demo stack with the sections in `change` replaced, under its own or another stack's name. */
export async function graphWith(demo: string, change: Properties = {}, name = demo): Promise<readonly GraphResource[]> {
  return await demoGraph(configWith(demo, change, name));
}

/** The resources of one type, by URN. */
export function ofType(graph: readonly GraphResource[], type: string): GraphResource[] {
  return graph.filter((resource) => resource.type === type).sort((a, b) => (a.urn < b.urn ? -1 : 1));
}

/** A resource's own name: the last part of its URN. */
export function nameOf({ urn }: Pick<GraphResource, "urn">): string {
  return urn.slice(urn.lastIndexOf("::") + 2);
}

/** A resource's type by its URN. */
export function typeOf(urn: string): string {
  return urn.split("::")[2]?.split("$").at(-1) ?? "";
}

const key = "xcart-hosting:settings";
const configs = new Map<string, StackConfig>();

/** Read once: a stack's file has hundreds of lines, and some tests ask for it a thousand times. */
function configOf(stack: string): StackConfig {
  const config = configs.get(stack) ?? readStackConfig(ownProject(), stack);
  configs.set(stack, config);
  return config;
}

/** The id of a demo store's hosted zone, as its account's settings have it. */
export function zoneOf(stack: string): string {
  const store = deployed().find((one) => one.stack === stack);
  return String([store?.zones].flat()[0]);
}

/** The stores that the demo account's CI brings up. */
export function deployed(): Properties[] {
  return [section("demo-account", "ci").deploy].flat().filter(isRecord);
}

/** What a store asks AWS for while it is deployed, answered. */
export const storeLookups = {
  "aws:ssm/getParameter:getParameter": { value: "ami-0123456789abcdef0" },
  ...demoRelease,
};
