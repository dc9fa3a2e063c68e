import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { toGraph, toGraphResources, writeGraph } from "../../cli/offline/graph.ts";
import { readGraph } from "../../cli/offline/read-graph.ts";
import type { Registration } from "../../cli/offline/registration.ts";
import { SECRET, SIGNATURE } from "../../domain/graph-values.ts";
import { compareFacts, factsOf } from "../support/agreement.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "graph-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const secret = (value: unknown) => ({ [SIGNATURE]: SECRET, value });
const hidden = { [SIGNATURE]: SECRET, ciphertext: "[secret]" };
const registration: Registration = {
  urn: "urn:pulumi:s::p::aws:x:X::x",
  type: "aws:x:X",
  name: "x",
  parent: "",
  custom: true,
  id: "an-id",
  inputs: { plain: "a", password: secret("p"), nested: { list: [secret("q"), "b"] } },
  outputs: { plain: "a", password: "p", nested: { list: ["q", "b"] }, token: "t" },
  dependencies: [],
  propertyDependencies: {},
  options: {
    protect: false,
    retainOnDelete: true,
    deleteBeforeReplace: false,
    ignoreChanges: [],
    additionalSecretOutputs: ["token"],
    aliases: [],
    deletedWith: "",
    provider: "",
  },
};

test("secrets are hidden in inputs, in the outputs of the same name, and where the resource says so", () => {
  const [resource] = toGraphResources([{ ...registration, outputs: { plain: "a", password: "p", token: "t" } }]);
  expect(resource?.inputs).toEqual({ plain: "a", password: hidden, nested: { list: [hidden, "b"] } });
  expect(resource?.outputs).toEqual({ plain: "a", password: hidden, token: hidden });
});

test("a secret inside an input hides the whole output of that name", () => {
  expect(toGraphResources([registration])[0]?.outputs?.nested).toEqual(hidden);
});

test("what is written is read again as it was, and nothing else is left in the folder", () => {
  const graph = toGraph(toGraphResources([registration]), new Date(0));
  writeGraph(join(folder, "g.json"), graph);
  expect(readGraph(join(folder, "g.json"))).toEqual({ ...graph, interrupted: [] });
  expect(readdirSync(folder)).toEqual(["g.json"]);
});

test("a graph that cannot be written leaves the old one alone", () => {
  const file = join(folder, "missing/g.json");
  expect(() => writeGraph(file, toGraph([], new Date(0)))).toThrow(`${file}: cannot be written`);
  writeFileSync(join(folder, "g.json"), "old");
  expect(readFileSync(join(folder, "g.json"), "utf8")).toEqual("old");
});

test("graphs that agree have no differences, whatever the order of their sets", () => {
  const resource = {
    urn: "a",
    custom: true,
    type: "t",
    dependencies: ["x", "y"],
    propertyDependencies: { p: ["x", "y"] },
    provider: "urn::p::t::n::1",
  };
  const other = { ...resource, dependencies: ["y", "x"], propertyDependencies: { p: ["y", "x"] }, provider: "urn::p::t::n::2" };
  expect(compareFacts(factsOf([resource]), factsOf([other]))).toEqual([]);
});

test("graphs that differ have a sentence for each difference", () => {
  const resource = { urn: "a", custom: true, type: "t", dependencies: ["x"], protect: true };
  expect(
    compareFacts(
      factsOf([resource, { ...resource, urn: "b" }]),
      factsOf([
        { ...resource, dependencies: [], protect: false },
        { ...resource, urn: "c" },
      ]),
    ),
  ).toEqual([
    "c: missing from our graph",
    "b: only in our graph",
    "a: our protect is yes, theirs none",
    "a: our dependencies is x, theirs none",
  ]);
});
