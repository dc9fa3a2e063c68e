import { globSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "@jest/globals";
import { type Arrow, arrowsIn } from "./imports.ts";

const root = join(import.meta.dirname, "../..");
const folder = "stacks/settings";

/** Files about a stack as a whole, and not about one section of its settings. */
const wholes = ["store.ts", "account.ts", "relaxations.ts", "account/relaxations.ts", "order.ts"];

/** One sentence for each file of resolve/ or checks/ whose section has no shape; a folder may be named as the section as well. */
function orphans(files: readonly string[]): string[] {
  return files.flatMap((file) => {
    const [, section = ""] = /^(?:resolve|checks)\/(.+)$/.exec(file) ?? [];
    const shapes = [`schema/${section}`, `schema/${dirname(section)}.ts`];
    if (section === "" || wholes.includes(section) || shapes.some((shape) => files.includes(shape))) return [];
    return [`${folder}/${file}: there is no ${folder}/schema/${section}; name it as the section whose shape stands there`];
  });
}

/** What each of the three may import of the others: a shape knows nothing of what is made of it. */
const below: Readonly<Record<string, readonly string[]>> = { schema: [], resolve: ["schema"], checks: ["schema", "resolve"] };

/** One sentence for each import that goes against the order shape, resolve, check. */
function climbs(arrows: readonly Arrow[]): string[] {
  return arrows.flatMap(({ from, to }) => {
    const [of, what] = [partOf(from), partOf(to)];
    if (of === undefined || what === undefined || of === what || below[of]?.includes(what)) return [];
    return [`${from}: imports ${to}; ${of}/ may import ${below[of]?.join(", ") || "neither resolve nor checks"}`];
  });
}

const partOf = (path: string): string | undefined => /^stacks\/settings\/(schema|resolve|checks)\//.exec(path)?.[1];

test("each section's resolving and checks are named as the file that has its shape", () => {
  expect(orphans(globSync("{schema,resolve,checks}/**/*.ts", { cwd: join(root, folder) }))).toEqual([]);
});

test("shapes import neither resolving nor checks, and resolving no checks", () => {
  expect(climbs(arrowsIn(root))).toEqual([]);
});

test("what is elsewhere is named", () => {
  expect(orphans(["checks/shipping.ts", "schema/web.ts", "checks/web.ts", "checks/web/trial.ts", "checks/order.ts"])).toEqual([
    "stacks/settings/checks/shipping.ts: there is no stacks/settings/schema/shipping.ts; name it as the section whose shape stands there",
  ]);
  expect(climbs([{ from: "stacks/settings/schema/web.ts", to: "stacks/settings/checks/web.ts" }])).toEqual([
    "stacks/settings/schema/web.ts: imports stacks/settings/checks/web.ts; schema/ may import neither resolve nor checks",
  ]);
});
