import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { marks } from "../../domain/firewall/plan-labels.ts";
import { kindsOf, type RequestKind } from "../../domain/xcart/requests.ts";
import { graphWith } from "../stacks/graphs.ts";
import { attacks } from "./attacks/attacks.ts";
import type { Attack } from "./attacks/row.ts";
import { type Answered, type Layers, layersOf } from "./layers.ts";

let layers: Layers;
beforeAll(async () => {
  layers = await layersOf(await graphWith("demo-prod"), []);
}, 180_000);
afterAll(() => layers.stop());
beforeEach(() => layers.forget());

/** What the web ACL has to know of a request, where X-Cart takes it for one of these. */
const markOf: Partial<Record<RequestKind, string>> = {
  login: marks.form("login"),
  account: marks.form("account"),
  checkout: marks.form("checkout"),
  order: marks.form("order"),
};

describe.each(Object.entries(attacks))("%s", (_theme, rows) => {
  test.each(rows)(
    "$name",
    async (attack) => {
      const answered = await layers.answers(asked(attack));
      expect(runs(answered)).toEqual(attack.answers);
      // What gets to X-Cart was known for what it is: the rates and the login guard count it.
      expect(answered.flatMap(unknownOf)).toEqual([]);
    },
    60_000,
  );
});

/** Rules of the web ACL about paths: what they refuse, the node refuses by itself. */
const byPath = / by (?:disguised|scripts|private-files|probes)$/;

describe("what the web ACL refuses by its path does not get to X-Cart without it either", () => {
  const rows = [...attacks["the administration"], ...attacks["files and paths"]].filter(({ answers }) =>
    answers.some((one) => byPath.test(one)),
  );
  test.each(rows)("$name", async ({ request }) => {
    expect(await layers.answerOfNode(request)).toMatch(/^nginx: 4/);
  });
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

/** Kinds that X-Cart takes a request for, and the web ACL does not. */
function unknownOf({ taken, labels }: Answered): string[] {
  const kinds = taken?.zone === "shop" ? kindsOf(taken) : [];
  return kinds.filter((kind) => markOf[kind] !== undefined && !labels.includes(markOf[kind] ?? ""));
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
