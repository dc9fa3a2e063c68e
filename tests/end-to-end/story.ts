import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import type { Automation } from "../components/xcart-release/automation-schema.ts";
import { standIn } from "../support/xcart/stand-in.ts";
import { rows } from "./database.ts";
import { eventually, type StoreNode } from "./node.ts";
import { Shopper } from "./shopper.ts";
import { domain, type Executed, executeOn, startNodes, type World } from "./world.ts";

/** X-Cart as it is downloaded, which knows our marketplace. */
export function distribution(store: World): string {
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

/** A store as its shoppers and operators meet it. */
export class Story {
  nodes: readonly StoreNode[] = [];
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  /** Both nodes; the story is over where there are none. */
  both(): readonly [StoreNode, StoreNode] {
    const [one, other] = this.nodes;
    if (!one || !other) throw new Error("the nodes have not come up");
    return [one, other];
  }

  /** What auto scaling does with another launch template: new nodes, then the old ones go. */
  async replaceNodes(release: string): Promise<void> {
    const former = this.nodes;
    this.nodes = await startNodes(this.#world, release);
    await Promise.all(former.map((node) => node.stop()));
  }

  /** What auto scaling does with a group of none. */
  async stopNodes(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.stop()));
    this.nodes = [];
  }

  /** Runs a command on all nodes at once. */
  async onAll(command: string): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.command(command)));
  }

  /** Runs a document, which has to succeed. */
  async runs(document: Automation, parameters: Readonly<Record<string, string>>): Promise<Executed> {
    const outcome = await executeOn(this.#world, document, parameters, this.nodes);
    expect(outcome).toMatchObject({ status: "Success", errors: [] });
    return outcome;
  }

  /** Workers of nginx that end have the former answer for a moment. */
  async expectOpen(): Promise<void> {
    await eventually("both nodes let shoppers in", async () => (await this.#home()).every(({ status }) => status === 200));
    for (const { body } of await this.#home()) expect(body).toContain("<h1>The stand-in shop</h1>");
  }

  async expectClosed(): Promise<void> {
    for (const { status, body, headers } of await this.#home())
      expect([status, headers["retry-after"], body]).toEqual([503, "300", expect.stringContaining("closed for maintenance")]);
  }

  /** Puts something into a cart and pays; returns the order's number. */
  async order(node: StoreNode): Promise<string> {
    const shopper = new Shopper(domain);
    await shopper.get(node, "/?target=cart&product_id=2");
    const { status, body } = await shopper.post(node, "/?target=checkout", { action: "checkout" });
    expect([status, body]).toEqual([200, expect.stringMatching(/<h1>Order \d+<\/h1>/)]);
    return /Order (\d+)/.exec(body)?.[1] ?? "";
  }

  /** Numbers of all orders in the store's database. */
  async orders(): Promise<string[]> {
    return (await rows(this.#world.data.store, "SELECT orderNumber FROM xcart.xc_orders ORDER BY order_id")).map((row) =>
      String(row.orderNumber),
    );
  }

  async stop(): Promise<void> {
    await this.stopNodes();
    await this.#world.stop();
  }

  /** What each node answers to someone who has not been there before. */
  async #home() {
    return await Promise.all(this.both().map((node) => new Shopper(domain).get(node, "/")));
  }
}

let failed = "";

/** A step of a story. What comes after one that has failed would only fail of that. */
export function step(name: string, work: () => Promise<void>): void {
  test(name, async () => {
    if (failed) throw new Error(`the story has ended before: ${failed}`);
    failed = name;
    await work();
    failed = "";
  });
}
