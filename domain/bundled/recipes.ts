import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { isRecord } from "../values.ts";
import { listModule } from "./policy-list.ts";

/** The contents of a bundle. Paths are from the repository's root. */
export interface Recipe {
  /** Its files by name. */
  readonly entries: Readonly<Record<string, string>>;
  /** Packages that go in when our own files import them; all others are loaded as they are, by those who need them. */
  readonly packages: readonly string[];
  /** Modules that others stand for, by what is imported: paths of files. */
  readonly instead: Readonly<Record<string, string>>;
  /** Files of ours with other contents, which are TypeScript. */
  readonly contents: Readonly<Record<string, string>>;
  /** Files and folders that decide what goes in without going in themselves. */
  readonly decides: readonly string[];
}

/** The recipe of a bundle of the repository at `root`, written to `folder`. */
export type RecipeOf = (root: string, folder: string) => Recipe;

const policyList = (root: string) => ({ "policies/pack.ts": listModule(join(root, "policies")) });

/** The module of the file that package.json names; it is evaluated once, so it has to export a function. */
function programModule(root: string): string {
  const own: unknown = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  if (!isRecord(own) || typeof own.main !== "string") throw new Error("package.json: main is missing, expected the file that Pulumi runs");
  const file = join(root, own.main);
  return [
    `import * as own from ${JSON.stringify(file)};`,
    `const known = ${JSON.stringify(pathToFileURL(file).href)};`,
    "export async function evaluate(file: string): Promise<Readonly<Record<string, unknown>>> {",
    "  if (file === known && typeof own.default === 'function') return own;",
    "  throw new Error(`${file}: is not in the bundle as a function, expected ${known}; STORE_SOURCE=1 runs any program`);",
    "}",
  ].join("\n");
}

/** The recipe of `store`: the program with the recorder in the place of the SDK. `--engine sdk` runs the sources. */
const store: RecipeOf = (root, folder) => ({
  entries: { store: "cli/main.ts", worker: "cli/preview/worker.ts" },
  packages: [
    "@pulumi/aws",
    "@pulumi/random",
    "@pulumi/tls",
    "commander",
    "fast-string-truncated-width",
    "fast-string-width",
    "ipaddr.js",
    "luxon",
    "picocolors",
    "tar-stream",
    "yaml",
    "zod",
  ],
  instead: { "@pulumi/pulumi": "cli/recorder/index.ts", "@pulumi/pulumi/runtime": "cli/recorder/runtime.ts" },
  contents: {
    ...policyList(root),
    "cli/recorder/hooks.ts": 'export const engine = () => "recorder";\nexport function useRecorder() {}',
    "cli/offline/sdk.ts": "",
    "cli/offline/evaluate.ts": programModule(root),
    "cli/preview/worker-process.ts": `export const WORKER = ${JSON.stringify(join(folder, "worker.mjs"))};\nexport const workerArgs = () => [];`,
  },
  decides: ["package.json", "Pulumi.yaml"],
});

/** The recipe of the pack that the engine starts. Its SDK is loaded as it is, since the pack patches it. */
const policies: RecipeOf = (root) => ({
  entries: { policies: "policies/index.ts" },
  packages: ["ipaddr.js", "luxon", "yaml", "zod"],
  instead: {},
  contents: policyList(root),
  decides: [],
});

export const recipes: Readonly<Record<string, RecipeOf>> = { store, policies };
