import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

const declared = /^export const (\w+): Policy = \{/gm;

/**
 * policies/pack.ts: every policy that a file of a service's folder exports. Read from the files, without loading them, so that a new
 * policy's file is all that there is to write.
 */
export function packModule(root: string): string {
  const found = globSync("*/*.ts", { cwd: join(root, "policies"), exclude: (path) => path.startsWith("model") })
    .sort()
    .flatMap((file) => [...readFileSync(join(root, "policies", file), "utf8").matchAll(declared)].map(([, name = ""]) => ({ file, name })));
  const imports = found.map(({ file, name }) => `import { ${name} } from "./${file}";`);
  const type = 'import type { Policy } from "./model/policy.ts";';
  const at = imports.findIndex((line) => line.slice(line.indexOf('"')) > type.slice(type.indexOf('"')));
  return [
    "// Written by `npm run docs` from the policies' files.",
    ...imports.toSpliced(at < 0 ? imports.length : at, 0, type),
    "",
    "/** Every policy of the pack, by service. */",
    "export const policies: readonly Policy[] = [",
    ...found.map(({ name }) => `  ${name},`),
    "];",
    "",
  ].join("\n");
}
