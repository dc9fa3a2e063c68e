import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { ExportedResource } from "../../policies/model/graph.ts";
import type { Policy } from "../../policies/model/policy.ts";
import { policies, policyFiles } from "../../policies/pack.ts";
import { type Shown, shownByPolicy, stackIn } from "./components.ts";
import { type NamedTest, namedTests } from "./titles.ts";

/** Evidence that controls are satisfied, and that their policies do what they say. */
export interface ControlEvidence {
  /** Tests by a policy's name. */
  readonly shown: ReadonlyMap<string, Shown>;
  /** The tests of policies, by file. */
  readonly tests: readonly NamedTest[];
  /** The demo stacks, in the order of their names. */
  readonly stacks: readonly string[];
  /** The constant that a policy is exported as, by the policy's name. */
  readonly constants: ReadonlyMap<string, string>;
}

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Asks the policies about the demo stacks' graphs, and reads the policies' tests. */
export async function gatherEvidence(graphs: readonly (readonly ExportedResource[])[]): Promise<ControlEvidence> {
  return {
    shown: shownByPolicy(policies, graphs),
    stacks: graphs.map(stackIn),
    tests: namedTests(join(root, "tests/policies")),
    constants: await constantsByPolicy(join(root, "policies")),
  };
}

/** The tests that name a control, one of its policies, or the constant of one. What a list of names has second is no title. */
export function testsOf({ tests, constants }: ControlEvidence, control: string, itsPolicies: readonly Policy[]): NamedTest[] {
  if (itsPolicies.length === 0) return [];
  const names = [control, ...itsPolicies.flatMap(({ name }) => [name, constants.get(name) ?? name])];
  return tests.filter((test) => names.some((name) => test.names.has(name)) && !isName(test.title));
}

const isName = (title: string): boolean => /^aws-[a-z0-9-]+$/.test(title) || /^(?:[A-Z0-9]+-|G)\d+$/.test(title);

/** Asks the modules of every service: a policy's constant is whatever one exports it as. */
async function constantsByPolicy(folder: string): Promise<ReadonlyMap<string, string>> {
  const known = new Map<unknown, string>(policies.map((policy) => [policy, policy.name]));
  const modules = await Promise.all(policyFiles().map((file) => exportsOf(join(folder, file))));
  return new Map(modules.flat().flatMap(([constant, value]) => (known.has(value) ? [[known.get(value) ?? "", constant] as const] : [])));
}

async function exportsOf(file: string): Promise<[string, unknown][]> {
  const exports: object = await import(pathToFileURL(file).href);
  return Object.entries(exports);
}
