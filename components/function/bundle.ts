import { mkdirSync, readdirSync, renameSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { watchRuntime } from "../../domain/defaults/payment-page.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/**
 * Bundles `functions/<name>/handler.ts` with all that it imports, unless that is done already, and returns the folder that has
 * `index.mjs`, relative to the project's root: the state then holds the same path on every machine.
 * The AWS SDK goes in too: the one in the runtime changes without us. Throws what esbuild says of code that it cannot read.
 */
export function bundle(name: string): string {
  const folder = join("dist/functions", name);
  const file = join(root, folder, "index.mjs");
  if (changed() > modified(file)) build(join(root, "functions", name, "handler.ts"), file);
  return folder;
}

function build(entry: string, file: string): void {
  // Not at the top: most previews find their bundles built, and loading it takes longer than looking.
  const { buildSync }: typeof import("esbuild") = createRequire(import.meta.url)("esbuild");
  const { outputFiles } = buildSync({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    format: "esm",
    platform: "node",
    target: "node24",
    // ES modules before CommonJS, which esbuild cannot shake.
    mainFields: ["module", "main"],
    legalComments: "none",
    // CommonJS packages in it call `require` for Node's own modules; an ES module has none.
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
    // Of the runtime that has the browser; no version of it can be bundled.
    external: [watchRuntime.module],
    write: false,
    logLevel: "silent",
    absWorkingDir: root,
  });
  mkdirSync(dirname(file), { recursive: true });
  // Previews run side by side: none may see half a file.
  const half = `${file}.${process.pid}-${performance.now()}`;
  writeFileSync(half, outputFiles[0]?.contents ?? "");
  renameSync(half, file);
}

/** The folders, from the project's root, whose files get into bundles. */
export const bundledFrom = ["functions", "domain"] as const;

let newest: number | undefined;

/** When anything that a bundle is made of was last changed, in milliseconds; read once in a process. */
function changed(): number {
  newest ??= Math.max(
    ...["package-lock.json", relative(root, fileURLToPath(import.meta.url))].map((file) => modified(join(root, file))),
    ...bundledFrom.flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => modified(join(entry.parentPath, entry.name))),
    ),
  );
  return newest;
}

const modified = (file: string): number => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
