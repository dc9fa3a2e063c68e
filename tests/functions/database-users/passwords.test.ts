import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { newPassword } from "../../../functions/database-users/passwords.ts";

const databaseUrl = join(import.meta.dirname, "../../../host/xcart/database-url.php");

/** How many of these passwords the node refuses to give to X-Cart, and how many it gives in another form than they have. */
function refusedOf(passwords: readonly string[]): { refused: number; changed: number } {
  const php = `require $argv[1];
    $counts = ['refused' => 0, 'changed' => 0];
    foreach (explode("\\n", stream_get_contents(STDIN)) as $password) {
      try {
        $url = XcartNode\\databaseUrl('db.example.com', ['username' => 'xcart_store_a', 'password' => $password]);
        if (parse_url($url, PHP_URL_PASS) !== $password) { $counts['changed']++; }
      } catch (UnexpectedValueException) { $counts['refused']++; }
    }
    echo json_encode($counts);`;
  return JSON.parse(execFileSync("php", ["-r", php, "--", databaseUrl], { input: passwords.join("\n"), encoding: "utf8", maxBuffer: 1e8 }));
}

test("of 100,000 passwords X-Cart reads each as it is", () => {
  const passwords = Array.from({ length: 100_000 }, newPassword);
  expect(passwords.filter((password) => !/^[A-Za-z0-9]{40}$/.test(password))).toEqual([]);
  expect(new Set(passwords).size).toBe(passwords.length);
  expect(refusedOf(passwords)).toEqual({ refused: 0, changed: 0 });
});

test("of passwords as RDS makes them the node refuses some: what counts them can count", () => {
  expect(refusedOf(["12#34", "?a", "plain"])).toEqual({ refused: 2, changed: 0 });
});

test("letters and digits are all as likely", () => {
  const counts = new Map<string, number>();
  for (const letter of Array.from({ length: 5000 }, newPassword).join("")) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  const expected = (5000 * 40) / 62;
  expect(counts.size).toBe(62);
  // Six standard deviations.
  expect([...counts.values()].filter((count) => Math.abs(count - expected) > 6 * Math.sqrt(expected))).toEqual([]);
});
