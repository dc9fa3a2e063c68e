// Before everything that imports the SDK.
import "./offline/sdk.ts";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { controlsReference } from "./docs/controls.ts";
import { gatherEvidence } from "./docs/evidence.ts";
import { stackFileSchema } from "./docs/schema.ts";
import { settingsReference } from "./docs/settings.ts";
import { readProject } from "./offline/project.ts";

/** A committed file that is made from the code. */
export interface Generated {
  /** Path from the repository's root. */
  readonly file: string;
  /** The whole text. */
  readonly render: () => string;
}

const root = fileURLToPath(new URL("..", import.meta.url));

const evidence = await gatherEvidence();

/** What `npm run docs` writes. */
export const generated: readonly Generated[] = [
  { file: "stacks/schema.json", render: () => stackFileSchema(readProject(root).name) },
  { file: "docs/settings.md", render: settingsReference },
  { file: "docs/controls.md", render: () => controlsReference(evidence) },
];

/** The files among `all` whose text in folder `base` is not what they would be now. */
export function staleFiles(all: readonly Generated[], base = root): string[] {
  return all.filter(({ file, render }) => textOf(join(base, file)) !== render()).map(({ file }) => file);
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

function write({ file, render }: Generated): void {
  const path = join(root, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, render());
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } });
  const stale = staleFiles(generated);
  if (values.check) for (const file of stale) console.error(`${file}: got an older text, expected what \`npm run docs\` writes`);
  else for (const one of generated.filter(({ file }) => stale.includes(file))) write(one);
  process.exitCode = values.check && stale.length > 0 ? 1 : 0;
}
