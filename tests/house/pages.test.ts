import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "@jest/globals";

const root = join(import.meta.dirname, "../..");
const pages = globSync("{*.md,docs/**/*.md,policies/*.md,bench/*.md}", { cwd: root }).sort();
const textOf = (page: string) => readFileSync(join(root, page), "utf8");
const linksOf = (page: string) =>
  [...textOf(page).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, to = ""]) => to).filter((to) => !/^[a-z]+:/.test(to));

test("each page below docs/ is in the index", () => {
  const listed = linksOf("docs/README.md").map((to) => join("docs", to));
  expect(pages.filter((page) => page.startsWith("docs/") && !page.endsWith("README.md") && !listed.includes(page))).toEqual([]);
});

test("each link of a page leads somewhere", () => {
  const files = new Set(
    globSync("{*,components/**/*,docs/**/*,domain/**/*,policies/**/*,stacks/**/*,bench/*,.github/**/*,tests/**/*,host/**/*}", {
      cwd: root,
    }),
  );
  const dead = pages.flatMap((page) => linksOf(page).flatMap((to) => (files.has(join(dirname(page), to)) ? [] : [`${page}: ${to}`])));
  expect(dead).toEqual([]);
});

/** The anchors of a page's headings, as GitHub makes them. */
const anchorsOf = (page: string): string[] =>
  [...textOf(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{Letter}\p{Number}_ -]/gu, "")
      .replaceAll(" ", "-"),
  );

test("each link to a part of a page leads to a heading of it", () => {
  const dead = pages.flatMap((page) =>
    [...textOf(page).matchAll(/\]\(([^)#\s:]*)#([^)\s]+)\)/g)].flatMap(([, to = "", anchor = ""]) => {
      const target = to === "" ? page : join(dirname(page), to);
      return !target.endsWith(".md") || anchorsOf(target).includes(anchor) ? [] : [`${page}: ${to}#${anchor}`];
    }),
  );
  expect(dead).toEqual([]);
});

test("no page and no source points to a tracker's number, which no reader can open", () => {
  const files = [...pages, ...globSync("{cli,components,domain,functions,host,policies,stacks}/**/*.{ts,sh,php,py}", { cwd: root })];
  expect(files.filter((file) => /\bissues? #?\d+/i.test(textOf(file)))).toEqual([]);
});
