import type { Connection, RowDataPacket } from "mysql2/promise";

/**
 * Collations that a store's accounts may have, the most likely last: a letter is what the last of them says. The first stands in for
 * MySQL's utf8mb4_0900_ai_ci, which MariaDB has not; that is of an older edition of the same table (Unicode 9).
 */
export const collations = ["utf8mb4_uca1400_ai_ci", "utf8mb4_unicode_520_ci", "utf8mb4_general_ci", "utf8mb4_unicode_ci"] as const;

/** What an e-mail address is of (RFC 5322, atext), and blanks, which end counts without. */
const ofAddresses = /^[a-z0-9!#$%&'*+/=?^_`{|}~.@ -]*$/;
/** How long a line of the file may be. */
const WIDTH = 140;

/** What each code point is to a collation that takes it for letters of an address, or for nothing at all. */
export async function lettersOf(database: Connection, collation: string): Promise<Map<number, string>> {
  await database.query("SET NAMES utf8mb4; SET max_recursive_iterations = 200000");
  const [rows] = await database.query<
    RowDataPacket[]
  >(`WITH RECURSIVE codes AS (SELECT 0 AS code UNION ALL SELECT code + 1 FROM codes WHERE code < 131071)
    SELECT code, HEX(WEIGHT_STRING(CONVERT(CHAR(code USING utf32) USING utf8mb4) COLLATE ${collation})) AS weight
    FROM codes WHERE code NOT BETWEEN 55296 AND 57343`);
  const weights = new Map(rows.map(({ code, weight }): [number, string] => [Number(code), String(weight)]));
  const ascii = new Map<string, string>();
  for (let code = 0x20; code < 0x7f; code++) ascii.set(weights.get(code) ?? "", String.fromCharCode(code).toLowerCase());
  const letters = new Map<number, string>();
  for (const [code, weight] of weights) {
    if (code >= 0x20 && code < 0x7f) continue;
    const parts = (weight.match(/.{4}/g) ?? []).map((part) => ascii.get(part));
    if (parts.every((part) => part !== undefined && ofAddresses.test(part))) letters.set(code, parts.join(""));
  }
  return letters;
}

/** The text of `host/php/login-letters.php`, by MariaDB's own tables. */
export async function lettersFile(database: Connection): Promise<string> {
  const all = new Map<number, string>();
  for (const collation of collations) for (const [code, letter] of await lettersOf(database, collation)) all.set(code, letter);
  const codes = Map.groupBy(
    [...all.keys()].toSorted((a, b) => a - b),
    (code) => all.get(code) ?? "",
  );
  const entries = [...codes]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([letter, of]) => `'${letter.replace("'", "\\'")}' => '${ranges(of)}',`);
  const rows: string[] = [];
  for (const entry of entries) {
    const last = rows.at(-1);
    if (last !== undefined && last.length + entry.length < WIDTH) rows[rows.length - 1] = `${last} ${entry}`;
    else rows.push(`    ${entry}`);
  }
  return `<?php
// Letters that MySQL's collations treat as letters of an email address ('' for none at all), as ranges of hexadecimal code points.
// Written by tests/support/xcart/login-letters.ts from MariaDB: ${collations.join(", ")}.
return [
${rows.join("\n")}
];
`;
}

function ranges(codes: readonly number[]): string {
  const found: [number, number][] = [];
  for (const code of codes) {
    const last = found.at(-1);
    if (last?.[1] === code - 1) last[1] = code;
    else found.push([code, code]);
  }
  return found.map(([from, to]) => (from === to ? from.toString(16) : `${from.toString(16)}-${to.toString(16)}`)).join(" ");
}
