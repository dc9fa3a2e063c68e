import { readFileSync } from "node:fs";
import { join } from "node:path";

const sdk = join(import.meta.dirname, "../../node_modules/@pulumi/aws");
const known = new Map<string, ReadonlySet<string>>();

/** Whether the provider refuses a resource of a type without a property: one of the SDK's arguments that is not optional. */
export function isRequired(type: string, property: string): boolean {
  const required = known.get(type) ?? requiredOf(type);
  known.set(type, required);
  return required.has(property);
}

function requiredOf(type: string): ReadonlySet<string> {
  const [, path = "", name = ""] = /^aws:([^:]+):(\w+)$/.exec(type) ?? [];
  if (path === "") return new Set();
  const [, body = ""] =
    new RegExp(`export interface ${name}Args \\{\\n(.*?)\\n\\}`, "s").exec(readFileSync(join(sdk, `${path}.d.ts`), "utf8")) ?? [];
  return new Set([...body.matchAll(/^ {4}(\w+): /gm)].map(([, property = ""]) => property));
}
