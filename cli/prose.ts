import { globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { TextlintKernel } from "@textlint/kernel";
import markdown from "@textlint/textlint-plugin-markdown";
import { type Counts, overRatchet } from "./prose/ratchet.ts";
import { faultsIn, glossaryRule } from "./prose/rule.ts";
import { proseOf, rooms } from "./prose/sources.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const ratchetFile = join(root, "cli/prose/ratchet.json");

/** Pages that are read word by word. Decisions, the changelog and pages made from the code are not: the code's texts are read themselves. */
const pages = globSync("{*.md,docs/*.md,docs/operations/*.md,policies/*.md,bench/*.md}", { cwd: root })
  .filter((page) => !/^(CHANGELOG|docs\/(settings|controls|pci-dss|egress|architecture|cli|glossary|threats))\.md$/.test(page))
  .sort();

/** A fault with its place. */
interface Fault {
  /** The ratchet's key: a room, or a page. */
  readonly part: string;
  readonly line: string;
}

const kernel = new TextlintKernel();

/** Faults in a page's prose, without its code and addresses. */
async function inPage(page: string, text: string): Promise<Fault[]> {
  const { messages } = await kernel.lintText(text, {
    filePath: page,
    ext: ".md",
    plugins: [{ pluginId: "markdown", plugin: markdown.default }],
    rules: [{ ruleId: "glossary", rule: glossaryRule }],
  });
  return messages.map(({ message, loc }) => ({ part: page, line: `${page}:${loc.start.line}:${loc.start.column}: ${message}` }));
}

function inCode(file: string, text: string): Fault[] {
  return faultsIn(proseOf(file, text)).map(([index, message]) => {
    const before = text.slice(0, index).split("\n");
    return { part: file.split("/")[0] ?? "", line: `${file}:${before.length}:${(before.at(-1)?.length ?? 0) + 1}: ${message}` };
  });
}

/** Everything that the glossary refuses, in pages and in code. */
async function faults(): Promise<Fault[]> {
  const read = (file: string) => readFileSync(join(root, file), "utf8");
  const sources = globSync(`{${rooms.join(",")}}/**/*.ts`, { cwd: root })
    .filter((file) => !file.startsWith("cli/prose/"))
    .sort();
  const ofPages = await Promise.all(pages.map((page) => inPage(page, read(page))));
  return [...ofPages.flat(), ...sources.flatMap((file) => inCode(file, read(file)))];
}

const { values } = parseArgs({ options: { write: { type: "boolean", default: false }, all: { type: "boolean", default: false } } });
const all = await faults();
const ratchet: Counts = JSON.parse(readFileSync(ratchetFile, "utf8"));
const now: Counts = Object.fromEntries([...Map.groupBy(all, ({ part }) => part)].map(([part, list]) => [part, list.length]));
const over = overRatchet(now, ratchet);
for (const { part, line } of all) if (values.all || over.some((one) => one.part === part)) console.error(line);
for (const { sentence } of over) console.error(sentence);
if (values.write && over.length === 0) writeFileSync(ratchetFile, `${JSON.stringify(now, null, 2)}\n`);
process.exitCode = over.length > 0 ? 1 : 0;
