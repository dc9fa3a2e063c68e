import { expect } from "@jest/globals";
import { type Answer, ask, type Question } from "./ask.ts";

/** What a row of a table expects. */
export interface Expected {
  readonly status: number;
  /** Which script answered. @default - PHP was not asked */
  readonly php?: string;
  /** What that was told, name by name; `undefined` is a name that it must not see. */
  readonly told?: Readonly<Record<string, unknown>>;
  /** Headers of the answer; `undefined` is one that must not be there. */
  readonly headers?: Readonly<Record<string, string | RegExp | undefined>>;
  readonly body?: string | RegExp;
}

/** A request and what comes of it. */
export type Row = readonly [what: string, question: Question | string, expected: Expected | number];

/** `POST /path` or `/path` as a question. */
function questionOf(question: Question | string): Question {
  if (typeof question !== "string") return question;
  const [first = "", second] = question.split(" ");
  return second === undefined ? { path: first } : { method: first, path: second };
}

/** Asks a row's question, and holds the answer against what it expects. */
export async function holds(port: number, [, question, expectation]: Row): Promise<void> {
  const expected = typeof expectation === "number" ? { status: expectation } : expectation;
  const answer = await ask(port, questionOf(question));
  expect({ status: answer.status, php: answer.php?.script }).toEqual({ status: expected.status, php: expected.php });
  for (const [name, value] of Object.entries(expected.told ?? {})) expect([name, answer.php?.server[name]]).toEqual([name, value]);
  for (const [name, value] of Object.entries(expected.headers ?? {})) expectHeader(answer, name, value);
  if (expected.body !== undefined) expect(answer.body).toMatch(expected.body);
  expect(answer.body).not.toContain("secret of the store");
  // nginx says it twice where it finds out only then that a part is not there (416).
  expect(answer.headers).toMatchObject({ server: "nginx", "x-content-type-options": expect.stringMatching(/^nosniff(?:, nosniff)?$/) });
}

function expectHeader({ headers }: Answer, name: string, value: string | RegExp | undefined): void {
  if (value instanceof RegExp) expect([name, headers[name]]).toEqual([name, expect.stringMatching(value)]);
  else expect([name, headers[name]]).toEqual([name, value]);
}
