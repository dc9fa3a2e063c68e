import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { catalogue, keysOf } from "../../policies/catalogue.ts";
import { exceptions } from "../../policies/exceptions.ts";
import type { Policy } from "../../policies/model/policy.ts";
import { policies, policyFiles } from "../../policies/pack.ts";

const root = join(import.meta.dirname, "../..");
const names = policies.map(({ name }) => name);
const keys = new Set(catalogue.map(({ key }) => key));
const answered = new Set(policies.flatMap(keysOf));

test("no two policies have one name, and each name has the form that others rely on", () => {
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  const form = /^aws(-[a-z0-9]+){2,}$/;
  const verb = /-(missing|disallow|enable|disable|configure|enforce)-/;
  const wrong = names.filter((name) => !form.test(name) || !verb.test(name));
  expect(wrong.map((name) => `${name}: expected aws-<service>-<resource>-<verb>-<what>, with a verb of policies/model/policy.ts`)).toEqual(
    [],
  );
});

/** One sentence for each policy that is not in the file that its name says. */
function misplaced(files: readonly (readonly [file: string, policies: readonly Policy[]])[]): string[] {
  return files.flatMap(([file, found]) =>
    found.flatMap(({ name }) => {
      const [, service = "", rest = ""] = /^aws-([^-]+)-(.+)$/.exec(name) ?? [];
      const wanted = `${service}/${rest}.ts`;
      return file === wanted ? [] : [`policies/${file}: got the policy ${name}, whose file is policies/${wanted}`];
    }),
  );
}

test("each policy is in the file that its name says", async () => {
  const files = policyFiles().map(async (file) => {
    const exports: Readonly<Record<string, unknown>> = await import(join(root, "policies", file));
    return [file, policies.filter((policy) => Object.values(exports).includes(policy))] as const;
  });
  const all = await Promise.all(files);
  expect(misplaced(all)).toEqual([]);
  expect(all.flatMap(([, found]) => found)).toHaveLength(policies.length);
});

test("one in another file is named with the right one", () => {
  const [policy] = policies;
  expect(misplaced([["sqs/queue-enable-encryption.ts", policy ? [policy] : []]])).toEqual([
    "policies/sqs/queue-enable-encryption.ts: got the policy aws-accessanalyzer-analyzer-missing-in-account, whose file is policies/accessanalyzer/analyzer-missing-in-account.ts",
  ]);
});

test("every policy answers at least one control, and only controls that the catalogue has, each of which it has once", () => {
  expect(policies.filter((policy) => keysOf(policy).length === 0).map(({ name }) => name)).toEqual([]);
  const unknown = policies.flatMap((policy) => keysOf(policy).flatMap((key) => (keys.has(key) ? [] : [`${policy.name}: ${key}`])));
  expect(unknown).toEqual([]);
  const all = catalogue.map(({ key }) => key);
  expect(all.filter((key, at) => all.indexOf(key) !== at)).toEqual([]);
});

test("every control that a policy answers is broken by a row of a mutation test", () => {
  const rows = globSync("**/{*.test,strangers-named}.ts", { cwd: import.meta.dirname }).flatMap((file) =>
    [...readFileSync(join(import.meta.dirname, file), "utf8").matchAll(/(?:^\s*\[|\bbroken\()\s*"([A-Z][A-Z0-9]*(?:-\d+)?)",/gm)].map(
      ([, key]) => key,
    ),
  );
  // A role's own lists against attachments: tested with the policy.
  const untested = [...answered].filter((key) => key !== "IAM-16" && !rows.includes(key));
  expect(untested.map((key) => `${key}: add broken("${key}", …) to a file of tests/policies/ that breaks a demo stack`)).toEqual([]);
});

test("every control that a graph can decide has a policy or says why not, and never both", () => {
  const open = catalogue.filter(({ key, checkable }) => checkable === "yes" && !answered.has(key) && !(key in exceptions));
  expect(open.map(({ key }) => `${key}: add a policy, or say in policies/exceptions.ts why there is none`)).toEqual([]);
  expect(Object.keys(exceptions).filter((key) => answered.has(key) || !keys.has(key))).toEqual([]);
});

test("every control that a graph cannot wholly decide names the party responsible for the rest", () => {
  const wrong = catalogue.filter(({ checkable, responsible }) => (checkable === "yes") !== (responsible === undefined));
  expect(wrong.map(({ key }) => `${key}: give it \`responsible\` where checkable is "partly" or "no", and nowhere else`)).toEqual([]);
});

test("every policy says what must hold and what to do as sentences, and where that is written", () => {
  const isSentence = (text: string) => /^[A-Z`].*[.)]$/s.test(text);
  const wrong = policies.filter(
    ({ description, remediation, url }) => !isSentence(description) || !isSentence(remediation) || !URL.canParse(url),
  );
  expect(wrong.map(({ name }) => `${name}: description and remediation are sentences, url is a whole URL`)).toEqual([]);
});

test("a policy that stops nothing says why in words", () => {
  const wrong = policies.filter(({ advisoryBecause }) => advisoryBecause !== undefined && advisoryBecause.length < 20);
  expect(wrong.map(({ name }) => `${name}: say in advisoryBecause, in 20 letters or more, why it stops nothing`)).toEqual([]);
});
