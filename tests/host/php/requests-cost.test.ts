import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { requestWords } from "../../../host/php/requests.ts";
import { phpInstructions } from "../../support/emulators/php-cost.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "xcart-cost-"));
  copyFileSync(new URL("../../../host/php/requests.php", import.meta.url), join(folder, "requests.php"));
  writeFileSync(join(folder, "request-words.php"), requestWords());
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Judges a request by its query. Of its arguments two are enough: whether PHP has read one, and what. */
const code = String.raw`require __DIR__ . '/requests.php';
$round = static function (string $query): void {
    [$_SERVER['REQUEST_URI'], $_SERVER['QUERY_STRING']] = ["/?$query", $query];
    $_GET = preg_match('/^target=([^&]*)(?:&action=([^&]*))?/', $query, $said) === 1
        ? ['target' => $said[1]] + (isset($said[2]) ? ['action' => $said[2]] : [])
        : [];
    XcartNode\Requests\refusal();
};`;

const counted = (queries: readonly string[], rounds: number) => phpInstructions(folder, code, queries, rounds);
const over = (queries: readonly string[], counts: readonly number[], most: number) =>
  queries.map((query, at) => [query.slice(0, 60), counts[at] ?? Number.NaN] as const).filter(([, count]) => !(count < most));

/** X-Cart's own pages take 20 to 200 milliseconds, in which a node's processor runs through 50,000,000 instructions or more. */
test("no usual request costs PHP a thousandth of a page", async () => {
  const [plain, target] = [
    ["", "sort=price&page=2"],
    ["target=product&product_id=7", "target=checkout&action=checkout", "target=_login&action=login"],
  ];
  expect(over(plain, await counted(plain, 50), 7_500)).toEqual([]);
  expect(over(target, await counted(target, 50), 75_000)).toEqual([]);
}, 240_000);

test("no query costs PHP two milliseconds", async () => {
  const long = ["&a=b", "&+++++++", "&%74%61"].map((part) => `target=product${part.repeat(8000 / part.length)}`);
  expect(over(long, await counted(long, 3), 5_000_000)).toEqual([]);
}, 240_000);
