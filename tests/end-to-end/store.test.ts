import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { installOf } from "../components/xcart-release/documents.ts";
import { standIn } from "../support/xcart/stand-in.ts";
import type { StoreNode } from "./node.ts";
import { Shopper } from "./shopper.ts";
import { domain, executeOn, stack, startNodes, storeCommand, type World, world } from "./world.ts";

const first = "5.5.0.29-1";
const administrator = "owner@example.com";

let store: World;
let nodes: readonly StoreNode[] = [];
beforeAll(async () => {
  store = await world();
}, 180_000);
afterAll(async () => {
  await Promise.all(nodes.map((node) => node.stop()));
  await store?.stop();
});

/** X-Cart as it is downloaded, which knows our marketplace. */
function distribution(): string {
  const code = standIn(store.folder);
  const url = `'${store.market}/'`;
  writeFileSync(
    join(code, "config/local/marketplace.yaml"),
    `parameters:\n    xcart.marketplace.url: ${url}\n    xcart:\n        marketplace:\n            url: ${url}\n`,
  );
  const archive = join(store.folder, "x-cart-5.5.0.29-en.zip");
  execFileSync("python3", ["-m", "zipfile", "-c", archive, "xcart"], { cwd: store.folder });
  return archive;
}

describe("a new store", () => {
  test("is installed from X-Cart's distribution, which an operator pushes", async () => {
    expect(await storeCommand(store, "release", "push", stack, "--distribution", distribution())).toContain(
      `X-Cart 5.5.0.29 is in ${store.cloud.bucket}`,
    );
    const { application, licence } = store.secrets;
    const secretArns = {
      application,
      licence,
      administrator: store.secrets.administrator,
      database: store.users.tools.settings.secretArns.upgrade,
    };
    const document = await installOf(store.cloud, secretArns);
    const outcome = await executeOn(store, document, { Release: first, Distribution: "5.5.0.29", Administrator: administrator });
    expect(outcome).toMatchObject({ status: "Success", errors: [] });
    expect(await storeCommand(store, "release", "list", stack)).toContain(first);
  });

  test("is served by nodes that boot makes of the release", async () => {
    nodes = await startNodes(store, first);
    for (const node of nodes) {
      const page = await new Shopper(domain).get(node, "/");
      expect([page.status, page.body]).toEqual([200, expect.stringContaining("<h1>The stand-in shop</h1>")]);
    }
  });
});
