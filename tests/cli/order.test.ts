import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";

const root = join(import.meta.dirname, "../..");
const name = (environment: string) => `Pulumi.demo-${environment}.yaml`;
let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "order-"));
  copyFileSync(join(root, "stacks", name("account")), join(folder, name("account")));
  // In a zone that is there already: which zones it delegates is no matter of the order.
  const prod = readFileSync(join(root, "stacks", name("prod")), "utf8").replace(/ {6}createZone: true\n {6}delegations:\n( {8}.*\n)+/, "");
  writeFileSync(join(folder, name("prod")), prod);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What a command says of demo-prod, with a staging whose file reads so, or none. */
function run(command: string, staging?: string) {
  rmSync(join(folder, name("staging")), { force: true });
  if (staging !== undefined) writeFileSync(join(folder, name("staging")), staging);
  const args = [join(root, "cli/store.mjs"), command, "demo-prod", "--stacks", folder];
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  const lines = stderr.split("\n").filter((line) => line.startsWith("  "));
  return { status, faults: lines.map((line) => line.replace(`  ${join(folder, name("prod"))}`, "").replace(/^:\d+: /, "  ")) };
}

const staging = readFileSync(join(root, "stacks", name("staging")), "utf8");
const alone =
  "  patching.soak: got 3, expected 0, or a staging stack in which images run first: add Pulumi.demo-staging.yaml, or set patching.stagingParameter";

test.each([
  ["preview", 1],
  ["check", 2],
])("store %s refuses a production that waits for a staging which is not there", (command, status) => {
  expect(run(command)).toEqual({ status, faults: [alone] });
});

test.each([
  ["is in another Region", staging.replace("us-east-1", "eu-west-1"), "expected 0, since demo-staging is in eu-west-1"],
  ["is no YAML", "config: [\n", "npx store check demo-staging says what is wrong"],
  ["has no settings", "config: {}\n", "npx store check demo-staging says what is wrong"],
  ["has words for settings", "config: { xcart-hosting:settings: later }\n", "npx store check demo-staging says what is wrong"],
])("one whose staging %s is refused in a sentence", (_, text, sentence) => {
  expect(run("preview", text)).toEqual({ status: 1, faults: [expect.stringContaining(sentence)] });
});

test("another fault in staging's file does not stop production", () => {
  expect(run("preview", staging.replace("contacts:", "contcats:"))).toEqual({ status: 0, faults: [] });
});

test("a production without its staging is told everything that is wrong, and each once", () => {
  const whole = readFileSync(join(folder, name("prod")), "utf8");
  const wrong = whole
    .replace("domain: shop.example.com", "domain: https://shop.example.com")
    .replace("contacts: [operations@example.com]", "contacts: [nobody]")
    .replace("cidr: 10.20.0.0/16", "cidr: 8.8.0.0/16")
    .replaceAll("demo-account", "typo-account");
  writeFileSync(join(folder, name("prod")), wrong);
  const { status, faults } = run("preview");
  writeFileSync(join(folder, name("prod")), whole);
  expect(status).toBe(1);
  expect(faults.map((line) => line.trim().split(":")[0])).toEqual([
    "domain",
    "contacts[0]",
    "network.cidr",
    "account.stack",
    "patching.soak",
  ]);
});
