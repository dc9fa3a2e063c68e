import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "esbuild";
import { z } from "zod";
import { listModule } from "../../domain/bundled/policy-list.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const policies = join(root, "policies");

/** The package's own facts: policies/package.json. What it depends on is loaded as it is, since the pack patches it; all else is bundled. */
const manifest = z.looseObject({ dependencies: z.record(z.string(), z.string()) });

/**
 * Packs policies/ with all that it imports, and `store check --graph`, into an npm package in `folder`; returns the tarball's path. The
 * package is JavaScript, since Node strips no types below node_modules, and works for `pulumi --policy-pack` and by itself.
 */
export async function packPolicies(folder: string): Promise<string> {
  const stage = mkdtempSync(join(tmpdir(), "policies-package-"));
  try {
    const { private: _, ...own } = manifest.parse(JSON.parse(readFileSync(join(policies, "package.json"), "utf8")));
    await bundle(stage, Object.keys(own.dependencies));
    writeFileSync(join(stage, "package.json"), `${JSON.stringify({ ...own, bin: { store: "store.mjs" } }, null, 2)}\n`);
    for (const file of ["PulumiPolicy.yaml", "README.md"]) copyFileSync(join(policies, file), join(stage, file));
    copyFileSync(join(root, "LICENSE"), join(stage, "LICENSE"));
    mkdirSync(folder, { recursive: true });
    return join(folder, npmPack(stage, folder));
  } finally {
    rmSync(stage, { recursive: true });
  }
}

const listed: Plugin = {
  name: "listed policies",
  setup: ({ onLoad }) => {
    onLoad({ filter: /[\\/]policies[\\/]pack\.ts$/ }, () => ({ contents: listModule(policies), loader: "ts" }));
  },
};

async function bundle(stage: string, external: string[]): Promise<void> {
  await build({
    entryPoints: { main: join(policies, "index.ts"), store: join(root, "cli/pack/store.ts") },
    outdir: stage,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    // Both entries share the policies.
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node22",
    mainFields: ["module", "main"],
    external,
    plugins: [listed],
    legalComments: "eof",
    // CommonJS packages in it call `require` for Node's own modules; an ES module has none.
    banner: { js: 'import { createRequire as requireOf } from "node:module"; const require = requireOf(import.meta.url);' },
    logLevel: "error",
    absWorkingDir: root,
  });
  const store = join(stage, "store.mjs");
  writeFileSync(store, `#!/usr/bin/env node\n${readFileSync(store, "utf8")}`);
}

/** The tarball's name. */
function npmPack(stage: string, folder: string): string {
  const { status, stdout, stderr } = spawnSync("npm", ["pack", "--json", "--pack-destination", folder], { cwd: stage, encoding: "utf8" });
  if (status !== 0) throw new Error(`npm pack: ended with ${status}: ${stderr}`);
  const [packed] = z.array(z.object({ filename: z.string() })).parse(JSON.parse(stdout));
  if (!packed) throw new Error("npm pack: named no file");
  return packed.filename;
}
