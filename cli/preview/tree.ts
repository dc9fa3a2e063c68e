import type { GraphResource } from "../offline/graph.ts";
import { countKinds, type KindCount, typeName } from "./kinds.ts";

/** A component with what is in it. */
export interface TreeNode {
  readonly name: string;
  /** The last part of its type: `Network`. */
  readonly type: string;
  /** Resources in it and in the components below it. */
  readonly resources: number;
  /** Its own resources by kind, the most numerous first. */
  readonly kinds: readonly KindCount[];
  readonly children: readonly TreeNode[];
}

/** The components of a graph as a tree, in the order of registration; the root is the stack. */
export function componentTree(resources: readonly GraphResource[]): TreeNode {
  const holders = new Map<string, Holder>();
  const root: Holder = { name: "", type: "Stack", own: [], children: [] };
  for (const resource of resources) {
    const parent = (resource.parent !== undefined && holders.get(resource.parent)) || root;
    if (isComponent(resource)) {
      const holder = { name: nameOf(resource), type: typeName(resource.type), own: [], children: [] };
      parent.children.push(holder);
      holders.set(resource.urn, holder);
      continue;
    }
    // What hangs on a resource belongs to the component around it.
    holders.set(resource.urn, parent);
    if (isResource(resource)) parent.own.push(resource.type);
    else if (resource.type === "pulumi:pulumi:Stack") root.name = resource.urn.split("::")[0]?.split(":").at(-1) ?? "";
  }
  return toNode(root);
}

/** Whether it is a component, so neither the stack nor something that a provider makes. */
export function isComponent(resource: GraphResource): boolean {
  return !resource.custom && resource.type !== "pulumi:pulumi:Stack";
}

/** Whether it is something that a provider makes, the providers themselves left out. */
export function isResource(resource: GraphResource): boolean {
  return resource.custom && !resource.type.startsWith("pulumi:providers:");
}

/** The logical name in a resource's URN. */
export function nameOf(resource: Pick<GraphResource, "urn">): string {
  return resource.urn.split("::").slice(3).join("::");
}

interface Holder {
  name: string;
  readonly type: string;
  readonly own: string[];
  readonly children: Holder[];
}

function toNode({ name, type, own, children }: Holder): TreeNode {
  const nodes = children.map(toNode);
  return {
    name,
    type,
    resources: own.length + nodes.reduce((sum, node) => sum + node.resources, 0),
    kinds: countKinds(own),
    children: nodes,
  };
}
