import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { nodeSettings, type WebNode, webNode } from "./node.ts";
import { addressRows, healthRows } from "./requests/addresses.ts";
import { compressionRows, entryRows, sizeRows } from "./requests/entries.ts";
import { fileRows } from "./requests/files.ts";
import { refusedRows } from "./requests/refused.ts";
import { holds } from "./table.ts";

let node: WebNode;
beforeAll(async () => {
  node = await webNode(nodeSettings());
});
afterAll(async () => await node.stop());

describe("who asks, by which name", () => {
  test.each(addressRows)("%s", async (...row) => await holds(node.nginx.port, row));
});

describe("health", () => {
  test.each(healthRows)("%s", async (...row) => await holds(node.nginx.port, row));
});

describe("entries", () => {
  test.each(entryRows)("%s", async (...row) => await holds(node.nginx.port, row));
});

describe("compression", () => {
  test.each(compressionRows)("%s", async (...row) => await holds(node.nginx.port, row));
});

describe("sizes", () => {
  test.each(sizeRows)("%s", async (...row) => await holds(node.nginx.port, row));
});

describe("files", () => {
  test.each(fileRows)("%s", async (...row) => await holds(node.nginx.port, row));
});

describe("not here", () => {
  test.each(refusedRows)("%s", async (...row) => await holds(node.nginx.port, row));
});

test("they are many", () => {
  expect([addressRows, healthRows, entryRows, compressionRows, sizeRows, fileRows, refusedRows].flat().length).toBeGreaterThan(200);
});
