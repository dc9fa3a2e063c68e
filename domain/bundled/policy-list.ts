import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The files of the services' folders below `policies`, `rds/instance-enforce-tls.ts`, sorted. */
export function policyFiles(policies: string): string[] {
  const filesOf = (service: string) => readdirSync(join(policies, service)).filter((file) => file.endsWith(".ts"));
  return policyFolders(policies)
    .flatMap((service) => filesOf(service).map((file) => `${service}/${file}`))
    .sort();
}

/** The services' folders below `policies`. */
export function policyFolders(policies: string): string[] {
  const folders = readdirSync(policies, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.map(({ name }) => name).filter((name) => name !== "model" && name !== "node_modules");
}

const declared = /^export const (\w+): Policy = \{/gm;

/** The replacement for policies/pack.ts in a bundle, which has no folders to list: the same policies, imported by name. */
export function listModule(policies: string): string {
  const files = policyFiles(policies);
  const found = files.flatMap((file) =>
    [...readFileSync(join(policies, file), "utf8").matchAll(declared)].map(([, name = ""]) => ({ file, name })),
  );
  return [
    ...found.map(({ file, name }) => `import { ${name} } from "./${file}";`),
    `export const policies = [${found.map(({ name }) => name).join(", ")}];`,
    `export const policyFiles = () => ${JSON.stringify(files)};`,
  ].join("\n");
}
