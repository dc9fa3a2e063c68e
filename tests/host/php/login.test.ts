import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { RowDataPacket } from "mysql2/promise";
import { z } from "zod";
import { requestKinds } from "../../../domain/xcart/requests.ts";
import { type MariaDb, mariaDb } from "../../support/emulators/mariadb.ts";
import { program } from "../../support/emulators/programs.ts";
import { collations, lettersFile, lettersOf } from "../../support/xcart/login-letters.ts";
import { type Reader, reader, takenBySymfony, takenByUs, takenByXcart } from "../../support/xcart/logins/readers.ts";
import { noted, readRow } from "../../support/xcart/logins/sequences.ts";
import { account, apiSpellings, type Spelling } from "../../support/xcart/logins/spellings.ts";

const host = join(import.meta.dirname, "../../../host/php");
const support = join(import.meta.dirname, "../../support");
let ours: Reader;
beforeAll(async () => {
  ours = await reader("ours", { HOST_PHP: host });
}, 60_000);
afterAll(() => ours.stop());

/** What was recorded of X-Cart; the first line says its version. */
const linesOf = (name: string) =>
  readFileSync(join(support, `xcart/logins/${name}.jsonl`), "utf8")
    .trim()
    .split("\n")
    .slice(1);
const spelling = z.object({ path: z.string(), cookie: z.string().optional(), type: z.string().optional(), body: z.string().optional() });
const cases = linesOf("recorded").map((line) => z.tuple([spelling, z.string().nullable()]).parse(JSON.parse(line)));

/** Cases in which a reader takes another login than X-Cart did. */
async function differences(by: (spelling: Spelling) => Promise<string | null>): Promise<unknown[]> {
  const found: unknown[] = [];
  for (const [spelling, taken] of cases) {
    const said = await by(spelling);
    if (said !== taken) found.push({ spelling, taken, said });
  }
  return found;
}

describe("the login that X-Cart's own classes take a request for", () => {
  test("is ours, for a thousand recorded spellings", async () => {
    expect(cases.filter(([, taken]) => taken !== null && taken !== "").length).toBeGreaterThan(400);
    expect(await differences(async (spelling) => takenByUs(await ours.read(spelling)))).toEqual([]);
  });

  test("is the stand-in's, which other tests take for X-Cart", async () => {
    const standIn = await reader("xcart", { XCART_CHECKOUT: join(support, "shop/release") });
    try {
      expect(await differences(async (spelling) => takenByXcart(await standIn.read(spelling)))).toEqual([]);
    } finally {
      await standIn.stop();
    }
  });
});

test("what X-Cart's own Auth notes of logins is what the stand-in notes, for a hundred recorded rows of them", async () => {
  const rows = linesOf("noted").map(readRow);
  const notes = rows.map(([, said]) => said);
  expect(notes.flat().filter((said) => said.startsWith("5: ")).length).toBeGreaterThan(50);
  const standIn = join(support, "shop/release");
  expect(
    await noted(
      standIn,
      rows.map(([steps]) => steps),
    ),
  ).toEqual(notes);
});

test("the account that Symfony's json_login takes a request for is ours", async () => {
  await program("symfony-security");
  const symfony = await reader("symfony", {});
  const found: unknown[] = [];
  let logins = 0;
  try {
    for (const spelling of fc.sample(apiSpellings, 1000)) {
      const taken = takenBySymfony(await symfony.read(spelling));
      const said = takenByUs(await ours.read(spelling), "api");
      logins += taken ? 1 : 0;
      // What it refuses unread may be anything to us.
      if (taken && said !== taken) found.push({ spelling, taken, said });
    }
  } finally {
    await symfony.stop();
  }
  expect(found).toEqual([]);
  expect(logins).toBeGreaterThan(100);
}, 60_000);

describe("kinds", () => {
  const kindOf = async (spelling: Spelling) =>
    z
      .object({ kind: z.string() })
      .nullable()
      .parse(await ours.read(spelling))?.kind ?? null;
  const at = (path: string, more: Omit<Spelling, "path"> = {}): Spelling => ({ path, ...more });

  test.each<[string, Spelling, string | null]>([
    ["the administration's form", at("/admin/?target=login&action=login"), "administration"],
    ["its script", at("/admin.php?target=login&action=login"), "administration"],
    ["its path in other letters", at("/%61dmin/?target=login&action=login"), "administration"],
    ["its path behind the script", at("/index.php/admin/?target=login&action=login"), "administration"],
    ["a path that only begins so", at("/administration?target=login&action=login"), "shop"],
    ["a second factor", at("/?target=authy_login&action=login&sms_token=1"), "second-factor"],
    ["a second factor of staff", at("/admin/?target=authy_login&action=login"), "second-factor"],
    ["a code that is sent again", at("/?target=authy_login&action=resend_token"), null],
    ["a password given again", at("/admin/?target=confirm&action=confirm_with_password"), "confirmation"],
    ["a password changed", at("/admin/?target=profile&action=modify&password_current=x"), "password-change"],
    ["a profile changed without one", at("/admin/?target=profile&action=modify"), null],
    ["a shopper's profile", at("/?target=profile&action=modify&password_current=x"), null],
    ["ShipStation, in the address", at("/?target=api&action=export&SS-UserName=a&SS-Password=b"), "shipstation"],
    ["ShipStation, without a name", at("/?target=api&action=export"), null],
    ["another site's word", at("/?target=oauth2return&code=1"), "social"],
    ["PayPal's word", at("/?target=paypal_login&action=login"), "social"],
    ["the way to PayPal", at("/?target=paypal_login"), null],
    ["Amazon's word", at("/?target=amazon_login&action=login"), "social"],
    ["a page", at("/?target=login"), null],
    ["a logoff", at("/?target=login&action=logoff"), null],
  ])("%s", async (_what, spelling, kind) => {
    expect(await kindOf(spelling)).toBe(kind);
  });

  test.each(requestKinds.login.map(({ target }) => target))("every target that others limit as a login is one: %s", async (target) => {
    expect(await kindOf(at(`/?target=${target}&action=login`))).not.toBeNull();
  });
});

describe("one account is one subject", () => {
  let database: MariaDb;
  beforeAll(async () => {
    database = await mariaDb();
  }, 60_000);
  afterAll(() => database.stop());

  test("by letters as the database has them", async () => {
    expect(readFileSync(join(host, "login-letters.php"), "utf8")).toBe(await lettersFile(database.root));
  });

  test.each(collations)(
    "for logins that %s takes for it",
    async (collation) => {
      const spelled = fc.sample(lookalikes(await lettersOf(database.root, collation)), 400);
      const said = await Promise.all(spelled.map((login) => ours.read(form(login))));
      const read = said.map((answer) => attempt.parse(answer));
      expect(new Set(spelled).size).toBeGreaterThan(350);
      const [rows] = await database.root.query<RowDataPacket[]>(
        read
          .map(() => `SELECT CONVERT(? USING utf8mb4) COLLATE ${collation} = '${account}' COLLATE ${collation} AS same`)
          .join(" UNION ALL "),
        read.map(({ login }) => Buffer.from(login, "base64")),
      );
      expect(rows.filter(({ same }) => same !== 1)).toEqual([]);
      expect(read.filter(({ subject }) => subject !== btoa(account))).toEqual([]);
    },
    60_000,
  );

  test("and another is another", async () => {
    for (const login of [
      "owner@example.co",
      "owner@example.com.au",
      "own.er@example.com",
      "0wner@example.com",
      " owner@example.com",
      "owner@exam\tple.com",
    ])
      expect(await ours.read(form(login))).not.toMatchObject({ subject: btoa(account) });
  });
});

const attempt = z.object({ login: z.base64(), subject: z.base64() });

const form = (login: string): Spelling => ({
  path: "/",
  type: "application/x-www-form-urlencoded",
  body: `target=login&action=login&login=${encodeURIComponent(login)}`,
});

/** The account in letters that a collation takes for its own, with what has no weight between, and blanks behind. */
function lookalikes(letters: ReadonlyMap<number, string>): fc.Arbitrary<string> {
  const of = (letter: string) => [...letters].filter(([, same]) => same === letter).map(([code]) => String.fromCodePoint(code));
  const between = fc.constantFrom("", "", ...of(""));
  const parts = [...account].map((letter) =>
    fc.tuple(fc.constantFrom(letter, letter.toUpperCase(), ...of(letter)), between).map((pair) => pair.join("")),
  );
  return fc.tuple(fc.tuple(...parts), fc.constantFrom("", " ", ...of(" "))).map(([letters, blank]) => letters.join("") + blank);
}
