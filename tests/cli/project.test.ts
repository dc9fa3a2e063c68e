import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { listStacks, readProject, readStackConfig, SECURE_PLACEHOLDER } from "../../cli/offline/project.ts";

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "project-"));
  mkdirSync(join(root, "stacks"));
  writeFileSync(
    join(root, "Pulumi.yaml"),
    "name: shop\nstackConfigDir: stacks\nconfig:\n  size: { default: 2 }\n  aws:zones: { value: [a, b] }\n  mode: fast\n",
  );
});
afterEach(() => rmSync(root, { recursive: true }));

const stackFile = (name: string, text: string) => writeFileSync(join(root, `stacks/Pulumi.${name}.yaml`), text);
const read = (name: string) => readStackConfig(readProject(root), name);

test("keys get the project's name, objects become JSON, and the stack's values go over the project's", () => {
  stackFile("demo-dev", "config:\n  mode: slow\n  settings: { domain: example.com }\n  other:key: 1\n");
  expect(read("demo-dev")).toEqual({
    project: "shop",
    stack: "demo-dev",
    config: {
      "shop:size": "2",
      "aws:zones": '["a","b"]',
      "shop:mode": "slow",
      "shop:settings": '{"domain":"example.com"}',
      "other:key": "1",
    },
    secretKeys: [],
  });
});

test("a secure value is a secret key with a placeholder", () => {
  stackFile("demo-dev", "config:\n  key: { secure: v1:abc }\n");
  const { config, secretKeys } = read("demo-dev");
  expect([config["shop:key"], secretKeys]).toEqual([SECURE_PLACEHOLDER, ["shop:key"]]);
});

test("a stack without a file is an error that names the stacks there are", () => {
  stackFile("demo-dev", "config: {}\n");
  stackFile("demo-prod", "config: {}\n");
  expect(() => read("demo-test")).toThrow("stacks/Pulumi.demo-test.yaml: no such file, expected one of the stacks demo-dev, demo-prod");
});

test.each([
  [
    "config: [",
    "stacks/Pulumi.demo-dev.yaml:1:10: Flow sequence in block collection must be sufficiently indented and end with a ], expected YAML\n  1 | config: [\n    |          ^",
  ],
  ["", "stacks/Pulumi.demo-dev.yaml: got no map, expected a stack file with a `config` map"],
  ["settings: {}", "stacks/Pulumi.demo-dev.yaml: got the keys settings, expected a stack file with a `config` map"],
  ["config: none", 'stacks/Pulumi.demo-dev.yaml:1: config: got "none", expected a map of the stack\'s settings'],
  ["config:", "stacks/Pulumi.demo-dev.yaml:1: config: got null, expected a map of the stack's settings"],
  ["config: {}\n---\na: 1", "stacks/Pulumi.demo-dev.yaml:2:1: got a second document, expected one in a file\n  2 | ---\n    | ^"],
  ["config:\n  a: *b", "stacks/Pulumi.demo-dev.yaml:2:6: got *b, expected an alias of an anchor before it\n  2 |   a: *b\n    |      ^"],
])("a stack file with %j is an error of one sentence", (text, message) => {
  stackFile("demo-dev", text);
  expect(() => read("demo-dev")).toThrow(new Error(message));
});

test("other files in the folder are no stacks", () => {
  stackFile("demo-prod", "");
  stackFile("demo-dev", "");
  writeFileSync(join(root, "stacks/store.ts"), "");
  expect(listStacks(readProject(root))).toEqual(["demo-dev", "demo-prod"]);
});

test("a folder without Pulumi.yaml is an error", () => {
  expect(() => readProject(join(root, "stacks"))).toThrow("Pulumi.yaml: cannot be read");
});
