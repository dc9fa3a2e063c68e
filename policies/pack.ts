import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { policyFiles as filesIn } from "../domain/bundled/policy-list.ts";
import { isRecord } from "../domain/values.ts";
import type { Policy } from "./model/policy.ts";

const here = import.meta.dirname;

/** The files of the services' folders, `rds/instance-enforce-tls.ts`, sorted. */
export const policyFiles = (): string[] => filesIn(here);

const modules = await Promise.all(policyFiles().map(exportsOf));

/** Every policy of the pack, by service: what these files export as one. A new policy's file is all that there is to write. */
export const policies: readonly Policy[] = modules.flatMap((exports) => Object.values(exports).filter(isPolicy));

async function exportsOf(file: string): Promise<Readonly<Record<string, unknown>>> {
  return await import(pathToFileURL(join(here, file)).href);
}

/** Whether something that a module exports is a policy; what it has beside name and check is tsc's business. */
function isPolicy(value: unknown): value is Policy {
  return isRecord(value) && typeof value.name === "string" && typeof value.check === "function";
}
