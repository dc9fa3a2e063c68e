import { readFileSync } from "node:fs";
import { join } from "node:path";
import { policyFiles } from "../../policies/pack.ts";

const declared = /^export const (\w+): Policy = \{/gm;

/** What stands for policies/pack.ts in a bundle, which has no folders to look into: the same policies, imported by name. */
export function listModule(root: string): string {
  const found = policyFiles().flatMap((file) =>
    [...readFileSync(join(root, "policies", file), "utf8").matchAll(declared)].map(([, name = ""]) => ({ file, name })),
  );
  return [
    ...found.map(({ file, name }) => `import { ${name} } from "./${file}";`),
    `export const policies = [${found.map(({ name }) => name).join(", ")}];`,
  ].join("\n");
}
