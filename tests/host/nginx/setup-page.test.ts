import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { setupHeader } from "../../../domain/defaults/canary.ts";
import { bootFiles } from "../../../host/boot/boot.ts";
import { nodePaths } from "../../../host/node.ts";
import { ask } from "./ask.ts";
import { nodeSettings, type WebNode, webNode } from "./node.ts";

let node: WebNode;
beforeAll(async () => {
  node = await webNode(nodeSettings());
});
afterAll(async () => await node.stop());

test("what a node shows until it has a release gets through nginx with the header that the canary knows it by", async () => {
  const setup = bootFiles(nodeSettings()).find(({ path }) => path === `${nodePaths.host}/setup/public/index.php`);
  writeFileSync(join(node.folder, "releases/1/public/index.php"), setup?.content ?? "");
  for (const path of ["/", "/?target=cart", "/shirts/"])
    expect(await ask(node.nginx.port, { path })).toMatchObject({
      status: 503,
      headers: { [setupHeader.name.toLowerCase()]: setupHeader.value, "retry-after": "300", "cache-control": "no-store" },
      body: "The store is being set up.\n",
    });
});

test("nginx's own page without PHP does not have it", async () => {
  await node.php.stop();
  const { status, headers } = await ask(node.nginx.port, { path: "/" });
  expect([status, headers[setupHeader.name.toLowerCase()]]).toEqual([502, undefined]);
});
