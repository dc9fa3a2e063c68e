import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { graphWith } from "../stacks/graphs.ts";
import { attacks } from "./attacks/attacks.ts";
import type { Attack } from "./attacks/row.ts";
import { type Answered, type Layers, layersOf } from "./layers.ts";

let layers: Layers;
beforeAll(async () => {
  layers = await layersOf(await graphWith("demo-prod"), []);
}, 180_000);
afterAll(() => layers.stop());

describe.each(Object.entries(attacks))("%s", (_theme, rows) => {
  test.each(rows)(
    "$name",
    async (attack) => {
      expect(runs(await layers.answers(asked(attack)))).toEqual(attack.answers);
    },
    60_000,
  );
});

test("the table has enough rows, each once", () => {
  const names = Object.values(attacks)
    .flat()
    .map(({ name }) => name);
  expect(names.length).toBeGreaterThanOrEqual(150);
  expect([...new Set(names)]).toEqual(names);
});

function asked({ request, repeated = { count: 1, every: 0 } }: Attack) {
  const { count, every, from } = repeated;
  return Array.from({ length: count }, (_, i) => ({ ...request, at: i * every, ...(from && { ip: from(i) }) }));
}

/** Equal answers in a row as one, with their number where there are several. */
function runs(answers: readonly Answered[]): string[] {
  const result: { answer: string; count: number }[] = [];
  for (const { answer } of answers) {
    const last = result.at(-1);
    if (last?.answer === answer) last.count++;
    else result.push({ answer, count: 1 });
  }
  return result.map(({ answer, count }) => (answers.length === 1 ? answer : `${count} × ${answer}`));
}
