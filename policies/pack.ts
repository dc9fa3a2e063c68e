import { readdirSync } from "node:fs";
import { isRecord } from "../domain/values.ts";
import type { Policy } from "./model/policy.ts";

const here = new URL(".", import.meta.url);

/** The files of the services' folders, `rds/instance-enforce-tls.ts`, sorted. */
export function policyFiles(): string[] {
  const folders = readdirSync(here, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const services = folders.map(({ name }) => name).filter((name) => name !== "model" && name !== "node_modules");
  const filesOf = (service: string) => readdirSync(new URL(service, here)).filter((file) => file.endsWith(".ts"));
  return services.flatMap((service) => filesOf(service).map((file) => `${service}/${file}`)).sort();
}

const modules = await Promise.all(policyFiles().map(exportsOf));

/** Every policy of the pack, by service: what these files export as one. A new policy's file is all that there is to write. */
export const policies: readonly Policy[] = modules.flatMap((exports) => Object.values(exports).filter(isPolicy));

async function exportsOf(file: string): Promise<Readonly<Record<string, unknown>>> {
  return await import(new URL(file, here).href);
}

/** Whether something that a module exports is a policy; what it has beside name and check is tsc's business. */
function isPolicy(value: unknown): value is Policy {
  return isRecord(value) && typeof value.name === "string" && typeof value.check === "function";
}
