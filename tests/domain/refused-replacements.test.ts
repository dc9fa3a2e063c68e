import { expect, test } from "@jest/globals";
import { changesBetween } from "../../domain/replacements/changes.ts";
import { type Guard, idleWords, refusedReplacements } from "../../domain/replacements/refused.ts";

const type = "aws:rds/instance:Instance";
const database = (engine: string) => ({
  urn: `urn:pulumi:demo-prod::xcart-hosting::xcart-hosting:index:Database$${type}::database`,
  type,
  custom: true,
  inputs: { engine },
});
const replaced = changesBetween([database("mysql")], [database("mariadb")]);
const deleted = changesBetween([database("mysql")], []);
const word = { resource: `${type}::database`, reason: "It moves to the other engine; the dump is in the archive", until: "2026-12-24" };
const guard = (part: Partial<Guard> = {}): Guard => ({ environment: "prod", allowReplacement: [], today: "2026-11-30", ...part });
const sentences = (changes: typeof replaced, part?: Partial<Guard>): string[] =>
  refusedReplacements(changes, guard(part)).map(({ sentence }) => sentence);

test("what takes data with it is refused in production, with what to do", () => {
  expect(sentences(replaced)).toEqual([
    "aws:rds/instance:Instance::database: replaced because of engine, and with it goes the database, expected no such change in production, or { resource: aws:rds/instance:Instance::database, reason, until } in allowReplacement",
  ]);
  expect(sentences(deleted)).toEqual([
    "aws:rds/instance:Instance::database: deleted, and with it goes the database, expected no such change in production, or { resource: aws:rds/instance:Instance::database, reason, until } in allowReplacement",
  ]);
});

test("a word in the settings lets it pass until its last day", () => {
  expect(sentences(replaced, { allowReplacement: [word], today: "2026-12-24" })).toEqual([]);
  expect(sentences(replaced, { allowReplacement: [word], today: "2026-12-25" })).toEqual([
    "aws:rds/instance:Instance::database: replaced because of engine, and with it goes the database, and its entry in allowReplacement ended on 2026-12-24; expected a later day there, or no such change in production",
  ]);
  expect(sentences(replaced, { allowReplacement: [{ ...word, resource: "aws:efs/fileSystem:FileSystem::files" }] })).toHaveLength(1);
});

test("staging and development may lose what they have, an account may not", () => {
  expect(sentences(replaced, { environment: "staging" })).toEqual([]);
  const { environment: _, ...account } = guard();
  expect(refusedReplacements(replaced, account)).toHaveLength(1);
});

test("an update, and what stays in AWS, is no loss", () => {
  const grown = [{ ...database("mysql"), inputs: { engine: "mysql", instanceClass: "db.m8g.large" } }];
  expect(sentences(changesBetween([database("mysql")], grown))).toEqual([]);
  expect(sentences(changesBetween([{ ...database("mysql"), retainOnDelete: true }], []))).toEqual([]);
});

test("a word that no change needs is told", () => {
  expect(idleWords(replaced, [word])).toEqual([]);
  expect(idleWords([], [word])).toEqual([word]);
});
