import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import fc from "fast-check";
import { ask } from "./ask.ts";
import { nodeSettings, type WebNode, webNode } from "./node.ts";

const QUERIES = 400;
const secretWords =
  /key|xid|token|pass|pwd|secret|auth|sign|hash|code|session|form_id|request_id|return_?url|referer|mail|login|phone|card|cv[vc]|iban/i;

let node: WebNode;
beforeAll(async () => {
  node = await webNode(nodeSettings());
});
afterAll(async () => await node.stop());

const percent = (letter: string) => `%${letter.charCodeAt(0).toString(16)}`;
/** A letter as someone may write it: as it is, in capitals, encoded. */
const written = (letter: string) =>
  fc.oneof(
    { weight: 12, arbitrary: fc.constant(letter) },
    { weight: 1, arbitrary: fc.constant(letter.toUpperCase()) },
    { weight: 1, arbitrary: fc.constant(percent(letter)) },
  );
const word = fc
  .constantFrom(
    "password",
    "xid",
    "_key",
    "a[password]",
    "form_id",
    "form.id",
    "request+id",
    "returnURL",
    "user[mail][0]",
    "token",
    "target",
    "sort",
    "filter[price]",
    "compass",
    "a",
  )
  .chain((name) => fc.tuple(...[...name].map(written)).map((letters) => letters.join("")));
const query = fc
  .array(fc.tuple(word, fc.constantFrom("&", "&", "&", ";", "&&", "&amp;"), fc.boolean()), { minLength: 1, maxLength: 40 })
  .map((all) => all.map(([name, end, empty], at) => `${name}=${empty ? "" : `v${at}v`}${end}`).join(""));

/** Values that PHP finds under names with a secret word in them. */
function secretsOf(value: unknown, name: string): string[] {
  if (typeof value !== "object" || value === null) return secretWords.test(name) ? (String(value).match(/v\d+v/g) ?? []) : [];
  return Object.entries(value).flatMap(([key, inner]) => secretsOf(inner, `${name}/${key}`));
}

test("no value that PHP reads under a secret name is in the log, however it is written", async () => {
  const queries = fc.sample(query, { numRuns: QUERIES, seed: 17 });
  const read: unknown[] = [];
  for (const [at, one] of queries.entries()) read.push((await ask(node.nginx.port, { path: `/q${at}?${one}` })).php?.get);
  let logged = new Map<string, string>();
  while (logged.size < QUERIES) {
    await sleep(200);
    const lines = readFileSync(node.nginx.place.accessLog, "utf8").split("\n").slice(0, -1);
    logged = new Map(lines.map((line) => JSON.parse(line)).map(({ path, query: text }) => [path, text]));
  }
  const secrets = read.map((get) => secretsOf(get, ""));
  expect(secrets.flat().length).toBeGreaterThan(QUERIES);
  const leaks = secrets.flatMap((some, at) =>
    some.filter((value) => logged.get(`/q${at}`)?.includes(value)).map(() => [queries[at], logged.get(`/q${at}`)]),
  );
  expect(leaks).toEqual([]);
});
