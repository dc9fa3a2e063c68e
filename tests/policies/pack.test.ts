import { expect, test } from "@jest/globals";
import { catalogue } from "../../policies/catalogue.ts";
import { controls } from "../../policies/controls.ts";
import { exceptions } from "../../policies/exceptions.ts";
import { policies } from "../../policies/pack.ts";

const names = policies.map(({ name }) => name);
const keys = new Set(catalogue.map(({ key }) => key));
const answered = new Set(names.flatMap((name) => controls[name] ?? []));

test("no two policies have one name, and each name has the form that others rely on", () => {
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  const form = /^aws(-[a-z0-9]+){2,}$/;
  const verb = /-(missing|disallow|enable|disable|configure|enforce)-/;
  expect(names.filter((name) => !form.test(name) || !verb.test(name))).toEqual([]);
});

test("every policy answers at least one control of the catalogue", () => {
  const without = names.filter((name) => !(controls[name] ?? []).some((key) => keys.has(key)));
  expect(without).toEqual([]);
});

test("controls are mapped from policies that exist to controls that exist", () => {
  expect(Object.keys(controls).filter((name) => !names.includes(name))).toEqual([]);
  expect([...answered].filter((key) => !keys.has(key))).toEqual([]);
});

test("every control that a graph can decide has a policy or says why not, and never both", () => {
  const open = catalogue.filter(({ key, checkable }) => checkable === "yes" && !answered.has(key) && !(key in exceptions));
  expect(open.map(({ key }) => key)).toEqual([]);
  expect(Object.keys(exceptions).filter((key) => answered.has(key) || !keys.has(key))).toEqual([]);
});

test("every control that a graph cannot wholly decide names who sees to the rest", () => {
  const wrong = catalogue.filter(({ checkable, responsible }) => (checkable === "yes") !== (responsible === undefined));
  expect(wrong.map(({ key }) => key)).toEqual([]);
});

test("every policy says what must hold and what to do as sentences, and where that is written", () => {
  const isSentence = (text: string) => /^[A-Z`].*[.)]$/s.test(text);
  const wrong = policies.filter(
    ({ description, remediation, url }) => !isSentence(description) || !isSentence(remediation) || !URL.canParse(url),
  );
  expect(wrong.map(({ name }) => name)).toEqual([]);
});

test("a policy that stops nothing says why in words", () => {
  const wrong = policies.filter(({ advisoryBecause }) => advisoryBecause !== undefined && advisoryBecause.length < 20);
  expect(wrong.map(({ name }) => name)).toEqual([]);
});
