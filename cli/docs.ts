// Before everything that imports the SDK.
import "./offline/sdk.ts";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type Generated, pages } from "./docs/pages.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/** The files that are not what they would be now, written with `write`. */
export async function generate(write: boolean): Promise<string[]> {
  const all = await pages(root);
  const stale = staleFiles(all);
  for (const { file, text } of write ? all.filter((one) => stale.includes(one.file)) : []) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  return stale;
}

/** The files among `all` whose text in `folder` is another one, or that are not there. */
export const staleFiles = (all: readonly Generated[], folder = root): string[] =>
  all.filter(({ file, text }) => textOf(join(folder, file)) !== text).map(({ file }) => file);

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } });
  const stale = await generate(!values.check);
  for (const file of stale) {
    if (values.check) console.error(`${file}: got an older text, expected what \`npm run docs\` writes`);
    else console.log(`wrote ${file}`);
  }
  process.exitCode = values.check && stale.length > 0 ? 1 : 0;
}
