import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { parse } from "yaml";
import { generate, staleFiles } from "../../cli/docs.ts";
import { schemas } from "../../stacks/settings.ts";

/** The keywords of stacks/schema.json that tests look at. */
interface Part {
  readonly $ref?: string;
  readonly $defs?: Record<string, Part>;
  readonly const?: unknown;
  readonly pattern?: string;
  readonly anyOf?: readonly Part[];
  readonly allOf?: readonly Part[];
  readonly properties?: Record<string, Part>;
  readonly required?: readonly string[];
  readonly items?: Part;
  readonly description?: string;
  readonly additionalProperties?: boolean;
}

const stacks = new URL("../../stacks/", import.meta.url);
const schema: Part = JSON.parse(readFileSync(new URL("schema.json", stacks), "utf8"));
/** The part at a path of property names. */
const partAt = (part: Part | undefined, ...path: string[]): Part => path.reduce((at, key) => at.properties?.[key] ?? {}, part ?? {});
const docs = readFileSync(new URL("../../docs/settings.md", import.meta.url), "utf8");

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "docs-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("the committed files are what the code generates", async () => {
  expect(await generate(false)).toEqual([]);
});

test("a file that is missing or has another text is stale", () => {
  mkdirSync(join(folder, "docs"));
  writeFileSync(join(folder, "docs/same.md"), "same\n");
  writeFileSync(join(folder, "docs/other.md"), "other");
  const files = ["docs/same.md", "docs/other.md", "docs/missing.md"].map((file) => ({ file, text: "same\n" }));
  expect(staleFiles(files, folder)).toEqual(["docs/other.md", "docs/missing.md"]);
});

/** `network.cidr`, `maintenance.freezes[].from`: every path that a zod schema has. */
function zodPaths(schema: unknown, path = ""): string[] {
  const definition = field(schema, "def");
  const [inner, element, shape] = ["innerType", "element", "shape"].map((name) => field(definition, name));
  if (inner) return zodPaths(inner, path);
  if (element) return [path, ...zodPaths(element, `${path}[]`).filter((child) => child !== `${path}[]`)];
  if (typeof shape !== "object" || shape === null) return [path];
  return Object.entries(shape).flatMap(([key, child]) => zodPaths(child, path ? `${path}.${key}` : key));
}

const field = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? Object.entries(value).find(([key]) => key === name)?.[1] : undefined;

function schemaPaths(part: Part, path = ""): string[] {
  if (part.items?.properties) return [path, ...schemaPaths(part.items, `${path}[]`)];
  if (!part.properties) return [path];
  return Object.entries(part.properties).flatMap(([key, child]) => schemaPaths(child, path ? `${path}.${key}` : key));
}

function objects(part: Part, path: string): [string, Part][] {
  const children = [...Object.entries(part.properties ?? {}), ...(part.items ? [["[]", part.items] as const] : [])];
  return [
    ...(part.properties ? [[path, part] as [string, Part]] : []),
    ...children.flatMap(([key, child]) => objects(child, `${path}.${key}`)),
  ];
}

const kinds = ["store", "account"] as const;

test.each(kinds)("the JSON Schema and the reference have every setting of a %s", (kind) => {
  const paths = zodPaths(schemas[kind]);
  expect(schemaPaths(schema.$defs?.[kind] ?? {}).sort()).toEqual([...paths].sort());
  expect(paths.filter((path) => !docs.includes(`| \`${path}\` |`))).toEqual([]);
});

test.each(kinds)("no object of a %s takes unknown keys, and every setting is described", (kind) => {
  const all = objects(schema.$defs?.[kind] ?? {}, kind);
  expect(all.filter(([, part]) => part.additionalProperties !== false).map(([path]) => path)).toEqual([]);
  const bare = all.flatMap(([path, part]) =>
    Object.entries(part.properties ?? {}).map(([key, child]) => [`${path}.${key}`, child.description]),
  );
  expect(bare.filter(([path, description]) => !description && path !== "store.database.requireTls.relaxedBecause")).toEqual([]);
});

test("a stack file holds the settings of a store or of an account, beside other config", () => {
  const config = partAt(schema, "config");
  expect(partAt(config, "xcart-hosting:settings").anyOf).toEqual([{ $ref: "#/$defs/store" }, { $ref: "#/$defs/account" }]);
  expect(config.additionalProperties).toBe(undefined);
  expect(kinds.map((kind) => partAt(schema.$defs?.[kind], "kind").const)).toEqual(["store", "account"]);
});

test("the JSON Schema requires what has no default, and nothing else", () => {
  expect(kinds.map((kind) => schema.$defs?.[kind]?.required)).toEqual([
    ["kind", "environment", "region", "domain", "dns", "xcart", "contacts"],
    ["kind", "region", "contacts"],
  ]);
  const required = Object.values(schema.$defs?.store?.properties ?? {}).flatMap((section) => section.required ?? []);
  expect(required).toEqual(["zone", "line"]);
});

test("what the schema can say about a network block, it says", () => {
  const patterns = partAt(schema.$defs?.store, "network", "cidr").allOf?.map(({ pattern }) => new RegExp(pattern ?? "missing")) ?? [];
  const fits = (text: string) => patterns.every((pattern) => pattern.test(text));
  expect(["10.20.0.0/16", "192.168.0.0/20", "10.20.0.0/21", "52.20.0.0/16", "10.20/16"].map(fits)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});

const files = readdirSync(stacks).filter((file) => /^Pulumi\..+\.yaml$/.test(file));

test.each(files)("the committed %s names the schema and has only settings that are in it", (file) => {
  const text = readFileSync(new URL(file, stacks), "utf8");
  expect(text.split("\n")[0]).toBe("# yaml-language-server: $schema=schema.json");
  const settings = parse(text).config["xcart-hosting:settings"];
  expect(unknownPaths(settings, schema.$defs?.[settings.kind] ?? {})).toEqual([]);
});

function unknownPaths(value: unknown, part: Part, path = ""): string[] {
  const shape = part.anyOf?.find((option) => option.properties) ?? part;
  if (Array.isArray(value)) return value.flatMap((item) => unknownPaths(item, shape.items ?? {}, `${path}[]`));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const child = shape.properties?.[key];
    return child ? unknownPaths(inner, child, `${path}.${key}`) : [`${path}.${key}`];
  });
}
