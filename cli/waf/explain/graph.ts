import { resolve } from "node:path";
import { isUnknown } from "../../../domain/graph-values.ts";
import { asList } from "../../../policies/model/values.ts";
import { UserError } from "../../offline/faults.ts";
import type { GraphResource } from "../../offline/graph.ts";
import { listStacks, ownProject } from "../../offline/project.ts";
import { readGraph } from "../../offline/read-graph.ts";
import type { ExplainOptions } from "./options.ts";

/** The source of the web ACL. */
export interface Source {
  /** Name of the stack. */
  readonly stack: string;
  readonly resources: readonly GraphResource[];
}

/**
 * The graph that the options name: of a file, or of a stack previewed offline.
 * @throws UserError where they name none, or two
 */
export async function sourceOf({ stack, graph, stacks }: ExplainOptions): Promise<Source> {
  if (graph !== undefined && stack !== undefined)
    throw new UserError(`store waf explain: got --graph and ${stack}, expected one or the other`);
  if (graph !== undefined) return fromFile(graph);
  const project = ownProject(stacks && resolve(stacks));
  if (stack === undefined) {
    const known = listStacks(project).join(", ") || "(there are none yet)";
    throw new UserError(`store waf explain: got no stack, expected --graph or one of ${known}`);
  }
  // Loads the program, which a graph's file does not need.
  const { previewed } = await import("./preview.ts");
  return { stack, resources: await previewed(project, stack) };
}

function fromFile(file: string): Source {
  const { resources } = readGraph(file).deployment;
  const [first] = resources;
  if (first === undefined) throw new UserError(`${file}: got a graph without resources, expected one with a web ACL`);
  return { stack: first.urn.split("::")[0]?.split(":").at(-1) ?? "", resources };
}

/**
 * The names under which a store answers: that of its output `url`, those of its certificates, and one that was said; undefined where
 * none is known.
 */
export function hostsOf(resources: readonly GraphResource[], said: string | undefined): ReadonlySet<string> | undefined {
  const certificates = resources.filter(({ type }) => type === "aws:acm/certificate:Certificate");
  const names = certificates.flatMap(({ outputs = {} }) => [...asList(outputs.domainName), ...asList(outputs.subjectAlternativeNames)]);
  const known = [hostIn(resources), said, ...names].filter((name) => typeof name === "string" && !isUnknown(name) && name !== "");
  return known.length === 0 ? undefined : new Set(known.map((name) => String(name).toLowerCase()));
}

/** The store's own name, by the stack's output `url`; undefined where it has none or it is not known yet. */
export function hostIn(resources: readonly GraphResource[]): string | undefined {
  const url = resources.find(({ type }) => type === "pulumi:pulumi:Stack")?.outputs?.url;
  return typeof url === "string" && URL.canParse(url) ? new URL(url).host : undefined;
}
