import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { build, type Plugin } from "esbuild";
import { markOf } from "./mark.mjs";
import { policyFolders } from "./policy-list.ts";
import { type Recipe, recipes } from "./recipes.ts";

const root = join(import.meta.dirname, "../..");

/** Milliseconds that an older bundle is kept: longer than any run of `store`, so that one that began with it can load all of it. */
const KEPT = 60 * 60 * 1000;
/** Milliseconds by which a file can be older than its time says: the clock ticks in steps. */
const TICK = 20;

/**
 * Makes the bundle of `recipe` in a new folder below `folder`, has {@link file://./fresh.mjs} find it, and returns that folder's name.
 * Undefined where another process is at it, or a source was written meanwhile. Throws what esbuild says of a source that it cannot read.
 */
export async function makeBundle(recipe: string, folder: string): Promise<string | undefined> {
  const started = Date.now();
  mkdirSync(folder, { recursive: true });
  const lock = join(folder, "lock");
  if (started - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? 0) > 60_000) rmSync(lock, { force: true });
  writeFileSync(lock, "", { flag: "wx" });
  try {
    const name = `${started}-${process.pid}`;
    const inputs = (await written(recipe, join(folder, name))).map((path) => [path, markOf(join(root, path))]);
    if (inputs.some(([path = ""]) => statSync(join(root, path)).ctimeMs > started - TICK)) return undefined;
    const half = join(folder, `${name}.json`);
    writeFileSync(half, JSON.stringify({ build: name, node: process.version, place: root, inputs }));
    renameSync(half, join(folder, "current.json"));
    sweep(folder, name);
    return name;
  } finally {
    rmSync(lock, { force: true });
  }
}

/** Bundles into `folder`; returns all that decides what is in it, as paths from the root. */
async function written(name: string, folder: string): Promise<string[]> {
  const recipe = recipes[name]?.(root, folder);
  if (!recipe) throw new Error(`bundle: got ${name}, expected one of ${Object.keys(recipes).join(", ")}`);
  const { metafile } = await build({
    entryPoints: Object.fromEntries(Object.entries(recipe.entries).map(([entry, file]) => [entry, join(root, file)])),
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    // What a command does not need is not loaded.
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node22",
    mainFields: ["module", "main"],
    define: { "import.meta.url": "__moduleUrl", "import.meta.dirname": "__moduleFolder" },
    // CommonJS packages in it call `require` for Node's own modules; an ES module has none.
    banner: { js: `import { createRequire as requireOf } from "node:module"; const require = requireOf(${JSON.stringify(ownUrl)});` },
    plugins: [sources(recipe)],
    metafile: true,
    logLevel: "silent",
    absWorkingDir: root,
    tsconfigRaw: {},
  });
  return deciding(Object.keys(metafile.inputs), recipe);
}

const ownUrl = pathToFileURL(join(root, "package.json")).href;

/** Files as they are, but for where they say that they are: beside their scripts and data, and not in the bundle. */
const sources = (recipe: Recipe): Plugin => ({
  name: "sources",
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^[^./]/ }, ({ path, importer }) => {
      const stand = recipe.instead[path];
      if (stand !== undefined) return { path: join(root, stand) };
      if (importer === "" || importer.includes("node_modules") || recipe.packages.includes(packageOf(path))) return undefined;
      return { path, external: true };
    });
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      if (path.includes("node_modules")) return undefined;
      const text = recipe.contents[relative(root, path)] ?? readFileSync(path, "utf8");
      const here = [
        `const __moduleUrl = ${JSON.stringify(pathToFileURL(path).href)}`,
        `__moduleFolder = ${JSON.stringify(dirname(path))};`,
      ];
      return { contents: text.includes("import.meta") ? here.join(", ") + text : text, loader: "ts" };
    });
  },
});

const packageOf = (path: string): string => path.split("/", path.startsWith("@") ? 2 : 1).join("/");

/** Files that went in, and those that decided where they were found: package.json files, folders of policies, what npm installed, and this recipe. */
function deciding(inputs: readonly string[], recipe: Recipe): string[] {
  const packages = inputs.flatMap((file) => /^.*node_modules\/(@[^/]+\/)?[^/]+\//.exec(file)?.[0] ?? []);
  const own = readdirSync(import.meta.dirname).map((file) => join("domain/bundled", file));
  const folders = policyFolders(join(root, "policies")).map((name) => join("policies", name));
  const all = [...inputs, ...packages.map((found) => `${found}package.json`), ...own, ...folders, "policies", ...recipe.decides];
  return [...new Set([...all, "node_modules/.package-lock.json"])].filter((path) => markOf(join(root, path)) !== undefined);
}

/** Removes older bundles, but for those that a process may still be reading. */
function sweep(folder: string, current: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true }))
    if (entry.isDirectory() && entry.name !== current && Date.now() - Number(entry.name.split("-")[0]) > KEPT)
      rmSync(join(folder, entry.name), { recursive: true, force: true });
}
