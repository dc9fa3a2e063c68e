import type { GraphResource } from "../offline/graph.ts";

/**
 * The command by which a stack takes up what is there: with the parent and the provider that its program gives the resource, which are in
 * the state once a first `pulumi up` has stopped at it.
 */
export function importCommand(graph: readonly GraphResource[], type: string, id: string): string | undefined {
  const resource = graph.find((one) => one.type === type);
  if (!resource) return undefined;
  const name = resource.urn.slice(resource.urn.lastIndexOf("::") + 2);
  const stack = resource.urn.split(":")[2] ?? "";
  const provider = resource.provider?.split("::").slice(0, 4).join("::");
  const options = [`--parent parent=${resource.parent ?? ""}`, `--provider provider=${provider ?? ""}`];
  return `npx pulumi import -s ${stack} ${quoted(type)} ${quoted(name)} ${quoted(id)} ${options.map((one) => one.replaceAll("$", "\\$")).join(" ")}`;
}

const quoted = (text: string) => (/^[\w.:/@-]+$/.test(text) ? text : `'${text}'`);
