import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { TextlintKernel } from "@textlint/kernel";
import markdown from "@textlint/textlint-plugin-markdown";
import { faultsIn, glossaryRule } from "./prose/rule.ts";
import { proseOf, rooms } from "./prose/sources.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Pages that are read word by word. Decisions, the changelog and pages made from the code are not: the code's texts are read themselves. */
const pages = globSync("{*.md,docs/*.md,docs/operations/*.md,policies/*.md,bench/*.md}", { cwd: root })
  .filter((page) => !/^(CHANGELOG|docs\/(settings|controls|pci-dss|egress|architecture|cli|glossary|threats))\.md$/.test(page))
  .sort();

const kernel = new TextlintKernel();

/** Faults in a page's prose, without its code and addresses. */
async function inPage(page: string, text: string): Promise<string[]> {
  const { messages } = await kernel.lintText(text, {
    filePath: page,
    ext: ".md",
    plugins: [{ pluginId: "markdown", plugin: markdown.default }],
    rules: [{ ruleId: "glossary", rule: glossaryRule }],
  });
  return messages.map(({ message, loc }) => `${page}:${loc.start.line}:${loc.start.column}: ${message}`);
}

function inCode(file: string, text: string): string[] {
  return faultsIn(proseOf(file, text)).map(([index, message]) => {
    const before = text.slice(0, index).split("\n");
    return `${file}:${before.length}:${(before.at(-1)?.length ?? 0) + 1}: ${message}`;
  });
}

/** Everything that the glossary refuses, in pages and in code. */
async function faults(): Promise<string[]> {
  const read = (file: string) => readFileSync(join(root, file), "utf8");
  const places = [`{${rooms.join(",")}}/**/*.{ts,sh,py,php,lua,json}`, ".github/workflows/*.yml"];
  const sources = globSync(places, { cwd: root })
    .filter((file) => !file.startsWith("cli/prose/"))
    .sort();
  const ofPages = await Promise.all(pages.map((page) => inPage(page, read(page))));
  return [...ofPages.flat(), ...sources.flatMap((file) => inCode(file, read(file)))];
}

const all = await faults();
for (const line of all) console.error(line);
process.exitCode = all.length > 0 ? 1 : 0;
