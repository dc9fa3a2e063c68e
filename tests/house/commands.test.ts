import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "@jest/globals";
import { Command } from "commander";
import { commands } from "../../cli/main.ts";
import { type AccountLimit, accountLimits, limitNames } from "../../domain/defaults/limits.ts";

const root = join(import.meta.dirname, "../..");
const pages = globSync("{README.md,docs/**/*.md,policies/*.md}", { cwd: root }).sort();

/** Each `npx store …` or `npx pulumi …` of a page: in code, up to the code's end, a comment or the next command. */
function calls(program: string): readonly (readonly [page: string, words: readonly string[]])[] {
  return pages.flatMap((page) =>
    readFileSync(join(root, page), "utf8")
      .replaceAll(/\\\n\s*/g, " ")
      .split("\n")
      .flatMap((line) =>
        [...line.matchAll(new RegExp(`npx ${program} ([^\`#;&()]*)`, "g"))].map(
          ([, rest = ""]) => [page, rest.trim().split(/[\s|[\]]+/)] as const,
        ),
      ),
  );
}

const store = new Command("store");
beforeAll(async () => {
  for (const load of Object.values(commands)) (await load())(store);
});

function faultOf(words: readonly string[]): string | undefined {
  let command = store;
  for (const [i, word] of words.entries()) {
    const sub = command.commands.find((one) => one.name() === word);
    if (sub) command = sub;
    else if (i === 0 || command.commands.length > 0) return `no command ${word}`;
    else break;
  }
  const known = command.options.flatMap(({ long, short }) => [long, short]);
  return words
    .filter((word) => /^--?[a-z]/.test(word) && !known.includes(word.replace(/=.*/, "")))
    .map((word) => `${command.name()} has no ${word}`)[0];
}

test("each `npx store` of a page is a command with the options that it has", () => {
  const found = calls("store");
  expect(found.length).toBeGreaterThan(30);
  expect(found.flatMap(([page, words]) => faultOf(words)?.concat(` (${page})`) ?? [])).toEqual([]);
});

test("each `npx pulumi` of a page is a command of Pulumi's", () => {
  const known =
    /^(login|up|preview|import|whoami|refresh|destroy|state (unprotect|protect|delete)|policy analyze|stack (init|ls|output|export|import|rm|select|history|change-secrets-provider|--show-urns)|config (set|get)|cancel)\b/;
  const unknown = calls("pulumi").filter(([, words]) => words[0] !== "" && !known.test(words.join(" ")));
  expect(unknown).toEqual([]);
});

test("each quota that a page asks for is one that the doctor looks at", () => {
  const limits: readonly AccountLimit[] = limitNames.map((name) => accountLimits[name]);
  const codes = limits.flatMap(({ quota }) => quota ?? []);
  const asked = pages.flatMap((page) =>
    [...readFileSync(join(root, page), "utf8").matchAll(/--service-code (\S+) --quota-code (L-\w+)/g)].map(([, service, code]) => ({
      service,
      code,
    })),
  );
  expect(asked.length).toBeGreaterThan(2);
  expect(asked.filter(({ service, code }) => !codes.some((one) => one.service === service && one.code === code))).toEqual([]);
});
