import { expect, test } from "@jest/globals";
import { changed, demos, findings, graphs } from "./strangers.ts";
import { strangeAccount } from "./strangers-generated.ts";
import { named } from "./strangers-named.ts";

test.each(demos)("%s has no strangers", (stack) => {
  expect(findings(graphs[stack])).toEqual([]);
});

test.each(named)("%s: %s is reported", (control, _what, mutation, stack = "demo-prod") => {
  expect(findings(changed(mutation, stack)).filter((line) => line.startsWith(control))).not.toEqual([]);
});

const generated = demos.flatMap((stack) => strangeAccount(graphs[stack]).map(([type, mutation]) => ({ stack, type, mutation })));

test("many kinds of resource name an account", () => {
  expect(new Set(generated.map(({ type }) => type)).size).toBeGreaterThan(15);
});

test.each(generated)("$stack: a $type that names another account is reported", ({ stack, mutation }) => {
  expect(findings(changed(mutation, stack))).not.toEqual([]);
});
