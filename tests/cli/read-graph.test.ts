import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "@jest/globals";
import { readGraph } from "../../cli/offline/read-graph.ts";

const folder = mkdtempSync(join(tmpdir(), "read-graph-"));
const file = join(folder, "export.json");
afterAll(() => rmSync(folder, { recursive: true }));

const urn = (name: string) => `urn:pulumi:dev::shop::aws:sqs/queue:Queue::${name}`;
const queue = (name: string, rest: object = {}) => ({ urn: urn(name), type: "aws:sqs/queue:Queue", custom: true, id: name, ...rest });
const manifest = { time: "2026-11-20T10:00:00Z", magic: "", version: "v3.200.0" };

function read(content: unknown) {
  writeFileSync(file, typeof content === "string" || Buffer.isBuffer(content) ? content : JSON.stringify(content));
  return readGraph(file);
}
const namesIn = (content: unknown) => read(content).deployment.resources.map(({ id }) => id);

test("an export without its list, which Pulumi writes of an emptied stack, has no resources", () => {
  expect(namesIn({ version: 3, deployment: { manifest, secrets_providers: { type: "passphrase" } } })).toEqual([]);
});

test("the file that a backend keeps is read like an export", () => {
  expect(namesIn({ version: 3, checkpoint: { stack: "dev", latest: { manifest, resources: [queue("a")] } } })).toEqual(["a"]);
});

test.each(["delete", "pendingReplacement"])("a resource with %s is gone, and the one that took its place counts", (mark) => {
  expect(namesIn({ deployment: { resources: [queue("old", { urn: urn("a"), [mark]: true }), queue("new", { urn: urn("a") })] } })).toEqual([
    "new",
  ]);
});

test("null for a property's dependencies, for all of them and for properties is nothing", () => {
  const nulls = { inputs: null, outputs: null, dependencies: null, propertyDependencies: { name: null, policy: [urn("b")] } };
  const [found] = read({ deployment: { resources: [queue("a", nulls)] } }).deployment.resources;
  expect(found).toEqual({ ...queue("a"), dependencies: [], propertyDependencies: { name: [], policy: [urn("b")] } });
  expect(
    read({ deployment: { resources: [queue("a", { propertyDependencies: null })] } }).deployment.resources[0]?.propertyDependencies,
  ).toEqual({});
});

test("operations that were cut off are told", () => {
  const pending_operations = [{ resource: queue("a"), type: "creating" }, { type: "deleting" }];
  expect(read({ deployment: { manifest, resources: [], pending_operations } }).interrupted).toEqual([
    `creating ${urn("a")}`,
    "deleting a resource",
  ]);
});

const text = JSON.stringify({ deployment: { resources: [queue("köln")] } });
test.each<[string, Buffer]>([
  ["UTF-8", Buffer.from(text)],
  ["UTF-8 with a mark", Buffer.from(`\ufeff${text}`)],
  ["UTF-16, little end first", Buffer.from(`\ufeff${text}`, "utf16le")],
  ["UTF-16, big end first", Buffer.from(`\ufeff${text}`, "utf16le").swap16()],
])("%s is read", (_, bytes) => {
  expect(namesIn(bytes)).toEqual(["köln"]);
});

const expected = "`store preview --graph` or `pulumi stack export` writes";
test.each([
  ["{}", `got no deployment.resources, expected what ${expected}`],
  ["[]", `got no deployment.resources, expected what ${expected}`],
  ['{"deployment":{}}', `got no deployment.resources, expected what ${expected}`],
  ['{"deployment":null,"checkpoint":{"latest":null}}', `got no deployment.resources, expected what ${expected}`],
  ['{"deployment":{"resources":[{"urn":1}]}}', `deployment.resources[0]: got no urn and type, expected what ${expected}`],
  ['{"deployment":{"resources":[null]}}', `deployment.resources[0]: got null, expected a resource, which ${expected}`],
  [
    '{"deployment":{"resources":[{"urn":"u","type":"t","inputs":"x"}]}}',
    "deployment.resources[0].inputs: got a string, expected an object of properties",
  ],
  [
    '{"deployment":{"resources":[{"urn":"u","type":"t","outputs":[]}]}}',
    "deployment.resources[0].outputs: got a list, expected an object of properties",
  ],
])("a file with %s is refused by one sentence", (content, sentence) => {
  expect(() => read(content)).toThrow(new Error(`${file}: ${sentence}`));
});

test("a file that is no JSON is no graph", () => {
  expect(() => read("Plan")).toThrow("expected the graph of a stack as JSON");
});
