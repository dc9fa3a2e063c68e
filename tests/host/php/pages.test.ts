import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { type Running, runningNode } from "../../support/shop/running.ts";

let node: Running;
beforeAll(async () => {
  node = await runningNode();
  // What a test says, target by target: it is read at each request.
  const shop = `<?php
$answers = json_decode(file_get_contents('${node.place("/srv/xcart/shared/answers.json")}'), true);
[$status, $body, $location] = $answers[$_GET['target'] ?? parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH)] + [2 => ''];
file_put_contents('${node.place("/srv/xcart/shared/asked")}', "$_SERVER[HTTP_HOST]$_SERVER[REQUEST_URI]\\n", FILE_APPEND);
http_response_code($status);
if ($location) header("Location: $location");
echo $body;
`;
  writeFileSync(node.place("/srv/xcart/releases/1/public/index.php"), shop);
  // The node's own port here, and no pauses.
  const script = readFileSync(node.place("/usr/local/sbin/xcart-pages"), "utf8");
  const here = script
    .replace("$DOMAIN:443:", `$DOMAIN:${node.nginx.port}:`)
    .replace('https://$DOMAIN$1" 2>', `https://$DOMAIN:${node.nginx.port}$1" 2>`);
  writeFileSync(node.place("/usr/local/sbin/xcart-pages"), here);
  writeFileSync(`${node.root}/stubs/sleep`, "#!/bin/bash\n", { mode: 0o755 });
}, 180_000);
afterAll(() => node?.stop());

type Answer = readonly [status: number, body: string, location?: string];
const whole: Answer = [200, "<html><body>shop</body></HTML> \n\n"];
const says = (changes: Readonly<Record<string, Answer>>) =>
  writeFileSync(node.place("/srv/xcart/shared/answers.json"), JSON.stringify({ "/": whole, search: whole, ...changes }));
beforeEach(() => says({}));

/** Has the node ask itself; returns the exit code and what it said. */
async function pages(): Promise<readonly [code: number, said: string]> {
  const env = { ...process.env, PATH: `${node.root}/stubs:/usr/sbin:/usr/bin:/bin` };
  const child = spawn(node.place("/usr/local/sbin/xcart-pages"), { env, stdio: ["ignore", "pipe", "pipe"] });
  const [said, complaint, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return [code, (said + complaint).trim()];
}
const log = () => node.place("/srv/xcart/shared/asked");
/** What the shop was asked since the node is up. */
const asked = () => readFileSync(log(), "utf8").split("\n").filter(Boolean);
const shop = "https://shop.example.com";

test("X-Cart is asked for its home page and a list of products, by the store's name", async () => {
  expect(await pages()).toEqual([0, ""]);
  expect(asked()).toEqual(["/", "/?target=search&mode=search"].map((path) => `shop.example.com${path}`));
});

test.each<[string, Record<string, Answer>, string]>([
  ["dies on each page", { "/": [500, ""], search: [500, ""] }, `X-Cart answers ${shop}/ wrongly on this node: status 500`],
  [
    "breaks off",
    { "/": [200, "<html><body>shop"] },
    `X-Cart answers ${shop}/ wrongly on this node: status 200, and it ends before </html>`,
  ],
  ["has no home page", { "/": [404, "<html></html>"] }, `X-Cart answers ${shop}/ wrongly on this node: status 404`],
  [
    "dies on lists of products only",
    { search: [503, "<html></html>"] },
    `X-Cart answers ${shop}/?target=search&mode=search wrongly on this node: status 503`,
  ],
  ["leads elsewhere", { "/": [302, "", "https://old.example/"] }, "Could not resolve host: old.example"],
])("a release that %s is one sentence", async (_, answers, sentence) => {
  says(answers);
  const [code, said] = await pages();
  expect([code, said.split("\n").at(-1)]).toEqual([1, expect.stringContaining(sentence)]);
});

test("one that leads on within the store, or has no products, is none", async () => {
  says({ "/": [302, "", "/en/"], "/en/": whole, search: [404, "<html></html>"] });
  expect(await pages()).toEqual([0, ""]);
});

test("the first answer may take too long for nginx, or fail: it is asked again", async () => {
  says({ "/": [502, ""] });
  writeFileSync(
    `${node.root}/stubs/sleep`,
    `#!/bin/bash\ncp ${node.place("/srv/xcart/shared/well.json")} ${node.place("/srv/xcart/shared/answers.json")}\n`,
  );
  writeFileSync(node.place("/srv/xcart/shared/well.json"), JSON.stringify({ "/": whole, search: whole }));
  expect(await pages()).toEqual([0, ""]);
});

test("no one is asked where there is no release, or the database is another release's", async () => {
  says({ "/": [500, ""] });
  const file = node.place("/etc/xcart/node.json");
  const settings = readFileSync(file, "utf8");
  const before = asked().length;
  writeFileSync(file, JSON.stringify({ ...JSON.parse(settings), release: undefined }));
  expect(await pages()).toEqual([0, ""]);
  writeFileSync(file, settings);
  mkdirSync(node.place("/run/xcart"));
  writeFileSync(node.place("/run/xcart/closed-to-staff"), "");
  expect(await pages()).toEqual([0, "the database is another release's: X-Cart is not asked"]);
  rmSync(node.place("/run/xcart/closed-to-staff"));
  expect(asked()).toHaveLength(before);
});
