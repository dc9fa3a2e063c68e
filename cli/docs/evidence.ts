import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { ExportedResource } from "../../policies/model/graph.ts";
import type { Policy } from "../../policies/model/policy.ts";
import { policies, policyFiles } from "../../policies/pack.ts";
import { type Shown, shownByPolicy } from "./components.ts";

/** What shows that controls are satisfied, and that their policies do what they say. */
export interface ControlEvidence {
  /** By a policy's name. */
  readonly shown: ReadonlyMap<string, Shown>;
  /** By the name of a test file, sorted: every word in it that could be the name of a policy, of its constant, or of a control. */
  readonly tests: ReadonlyMap<string, ReadonlySet<string>>;
  /** The constant that a policy is exported as, by the policy's name. */
  readonly constants: ReadonlyMap<string, string>;
}

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Asks the policies about the demo stacks' graphs, and reads the policies' tests. */
export async function gatherEvidence(graphs: readonly (readonly ExportedResource[])[]): Promise<ControlEvidence> {
  return {
    shown: shownByPolicy(policies, graphs),
    tests: wordsByTest(join(root, "tests/policies")),
    constants: await constantsByPolicy(join(root, "policies")),
  };
}

/** The test files that name a control, one of its policies, or the constant of one. */
export function testFiles({ tests, constants }: ControlEvidence, control: string, itsPolicies: readonly Policy[]): string[] {
  if (itsPolicies.length === 0) return [];
  const names = [control, ...itsPolicies.flatMap(({ name }) => [name, constants.get(name) ?? name])];
  return [...tests].filter(([, words]) => names.some((name) => words.has(name))).map(([file]) => file);
}

/** The words in each `*.test.ts` of a folder and those below it, dashes being part of a word, by the file's path in the folder. */
export function wordsByTest(folder: string): ReadonlyMap<string, ReadonlySet<string>> {
  const files = globSync("**/*.test.ts", { cwd: folder });
  return new Map(files.sort().map((file) => [file, new Set(readFileSync(join(folder, file), "utf8").match(/[\w-]+/g))]));
}

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
