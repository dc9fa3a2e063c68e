import { readFileSync } from "node:fs";
import { isRecord } from "../../domain/values.ts";
import { messageOf, UserError } from "./faults.ts";
import type { Graph, GraphResource } from "./graph.ts";
import type { Properties } from "./wire.ts";

/** A graph as it is read: what is there, and what an update that was cut off has left half made. */
export interface ReadGraph extends Graph {
  /** `creating URN` and the like, in Pulumi's words. */
  readonly interrupted: readonly string[];
}

const writers = "`store preview --graph` or `pulumi stack export`";

/**
 * Reads what `store preview --graph`, `pulumi stack export` or a backend of one's own wrote, in whichever encoding a shell put it.
 * Without resources that are only waiting to be deleted.
 * @throws UserError where it is none of these
 */
export function readGraph(file: string): ReadGraph {
  const content = readJson(file);
  const deployment = isRecord(content) ? deploymentIn(content) : undefined;
  if (!isRecord(content) || deployment === undefined)
    throw new UserError(`${file}: got no deployment.resources, expected what ${writers} writes`);
  // Pulumi leaves the list out of an emptied stack.
  const listed: unknown[] = Array.isArray(deployment.resources) ? deployment.resources : [];
  const resources = listed.map((entry, at) => resourceOf(entry, `${file}: deployment.resources[${at}]`));
  const manifest = { time: "", magic: "", version: "", ...(isRecord(deployment.manifest) && deployment.manifest) };
  return {
    version: typeof content.version === "number" ? content.version : 3,
    deployment: { ...deployment, manifest, resources: resources.flatMap((resource) => resource ?? []) },
    interrupted: interruptedIn(deployment),
  };
}

/** The deployment of an export, or of the file in which a backend keeps a stack. */
function deploymentIn({ deployment, checkpoint }: Record<string, unknown>): Record<string, unknown> | undefined {
  const latest = isRecord(checkpoint) ? checkpoint.latest : undefined;
  return [deployment, latest].filter(isRecord).find((one) => Array.isArray(one.resources) || isRecord(one.manifest));
}

/** A resource; undefined for one that is gone, or only waits to be deleted, since an update was cut off. */
function resourceOf(entry: unknown, where: string): GraphResource | undefined {
  if (!isRecord(entry)) throw new UserError(`${where}: got ${nameOf(entry)}, expected a resource, which ${writers} writes`);
  const { urn, type } = entry;
  if (typeof urn !== "string" || typeof type !== "string")
    throw new UserError(`${where}: got no urn and type, expected what ${writers} writes`);
  if (entry.delete === true || entry.pendingReplacement === true) return undefined;
  const inputs = propertiesIn(entry, "inputs", where);
  const outputs = propertiesIn(entry, "outputs", where);
  const { inputs: _, outputs: __, dependencies, propertyDependencies, ...rest } = entry;
  return {
    ...rest,
    urn,
    type,
    custom: entry.custom === true,
    ...(inputs && { inputs }),
    ...(outputs && { outputs }),
    dependencies: texts(dependencies),
    propertyDependencies: Object.fromEntries(
      // Pulumi writes null for a property that depends on nothing.
      Object.entries(isRecord(propertyDependencies) ? propertyDependencies : {}).map(([property, urns]) => [property, texts(urns)]),
    ),
  };
}

function propertiesIn(entry: Record<string, unknown>, key: "inputs" | "outputs", where: string): Properties | undefined {
  const value = entry[key];
  if (value === undefined || value === null) return undefined;
  if (!isRecord(value)) throw new UserError(`${where}.${key}: got ${nameOf(value)}, expected an object of properties`);
  return value;
}

const texts = (value: unknown): string[] => (Array.isArray(value) ? value.filter((entry) => typeof entry === "string") : []);

const nameOf = (value: unknown): string => (value === null ? "null" : Array.isArray(value) ? "a list" : `a ${typeof value}`);

function interruptedIn({ pending_operations: pending }: Record<string, unknown>): string[] {
  const operations: unknown[] = Array.isArray(pending) ? pending : [];
  return operations
    .filter(isRecord)
    .map(({ type, resource }) => `${String(type)} ${isRecord(resource) ? String(resource.urn) : "a resource"}`);
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(decoded(readFileSync(file)));
  } catch (error) {
    throw new UserError(`${file}: ${messageOf(error)}, expected the graph of a stack as JSON`);
  }
}

/** Text by its byte order mark: PowerShell writes UTF-16 with `>`, and UTF-8 with a mark by Out-File. */
function decoded(bytes: Buffer): string {
  const mark = bytes.subarray(0, 2).toString("hex");
  const encoding = mark === "fffe" ? "utf-16le" : mark === "feff" ? "utf-16be" : "utf-8";
  return new TextDecoder(encoding).decode(bytes);
}
