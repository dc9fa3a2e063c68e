import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import fc from "fast-check";
import { loginEvent } from "../../../functions/login-guard/event.ts";
import { readRow, type Step } from "../../support/xcart/logins/sequences.ts";
import { cookiesOf, form, type Lines, loginLines } from "./login-lines.ts";

let lines: Lines;
beforeAll(async () => {
  lines = await loginLines();
}, 180_000);
afterAll(() => lines.node.stop());
beforeEach(() => lines.forget());

const owner = "owner@example.com";

/** What a line says of a login, by the result of X-Cart's own Auth. */
function expected({ admin, login }: Step, noted: string): Record<string, unknown> {
  const staff = admin || login === owner ? "admin" : "customer";
  const said = { zone: staff, account: login === "" ? null : login };
  if (!/^\d/.test(noted)) return { ...said, outcome: "success" };
  if (noted.startsWith("7")) return { ...said, outcome: "failure", reason: "wrong-password" };
  // X-Cart notes failures by the second: one that it refuses unseen in the same second looks like the one before.
  if (noted.startsWith("5")) return { ...said, outcome: "failure", reason: expect.stringMatching(/^(locked|wrong-password)$/) };
  return { ...said, outcome: "failure" };
}

test("rows of logins in one browser each are written as X-Cart's own Auth decided them", async () => {
  const at = join(import.meta.dirname, "../../support/xcart/logins/noted.jsonl");
  const rows = readFileSync(at, "utf8").trim().split("\n").slice(1).map(readRow);
  const quick = rows.map(([steps, noted]) => steps.slice(1).flatMap((step, i) => (step.after > 0 ? [i + 1] : []))[0] ?? noted.length);
  let seen = 0;
  for (const [i, [steps, noted]] of rows.entries()) {
    // A few rows of some length, each until the first login before which time goes by.
    const length = quick[i] ?? 0;
    if (length < 7 || seen > 120) continue;
    await lines.forget();
    let headers = {};
    for (const { admin, login, password } of steps.slice(0, length)) {
      const answer = await lines.ask({ path: admin ? "/admin/" : "/", body: form(login, password), headers });
      // The session's alone: the browser's memory of an account would be taken for one.
      if (answer.headers["set-cookie"])
        headers = {
          cookie: cookiesOf(answer)
            .cookie.split("; ")
            .filter((cookie) => cookie.startsWith("xid="))
            .join(""),
        };
    }
    expect(await lines.logins(length)).toMatchObject(steps.slice(0, length).map((step, n) => expected(step, noted[n] ?? "")));
    seen += length;
  }
  expect(seen).toBeGreaterThan(120);
}, 240_000);

test("the guard reads every line, whatever was typed", async () => {
  const odd = fc.oneof(
    fc.emailAddress(),
    fc.string({ unit: "grapheme" }).filter((text) => !/[<{}0]/.test(text)),
    fc.constantFrom("a@b.c", "a@b.co ", "a..b@c.de", "ä@b.de", "@", `${"a".repeat(260)}@b.de`),
  );
  const typed = fc.sample(odd, 150);
  for (const login of typed) await lines.ask({ body: form(login, "wrong") });
  const read = await lines.logins(typed.length);
  expect(read).toHaveLength(typed.length);
  const account = loginEvent.shape.account;
  const expected = typed.map((login) => {
    const { success, data } = account.safeParse(login.trim().toLowerCase());
    return success ? data : null;
  });
  // Workers write as they come.
  expect(read.map(({ account }) => account).sort()).toEqual(expected.sort());
});
