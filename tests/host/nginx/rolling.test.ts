import { mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { ask } from "./ask.ts";
import { nodeSettings, type WebNode, webNode } from "./node.ts";

let [older, newer]: WebNode[] = [];
beforeAll(async () => {
  [older, newer] = [await withRelease("old", 1_700_000_000), await withRelease("new", 1_800_000_000)];
});
afterAll(async () => {
  await Promise.all([older?.stop(), newer?.stop()]);
});

/** A node whose release has a script of its own; the archive of a release gives each content a time of its own. */
async function withRelease(name: string, seconds: number): Promise<WebNode> {
  const node = await webNode(nodeSettings());
  const [folder, script] = [join(node.folder, "releases/1/public/assets/web"), join(node.folder, "releases/1/public/assets/web/shop.js")];
  mkdirSync(folder, { recursive: true });
  writeFileSync(script, `release("${name}")`);
  utimesSync(script, seconds, seconds);
  return node;
}

/** A browser's cache with one file in it, and a clock of a test's own. */
function browser() {
  let kept: { readonly body: string; readonly until: number; readonly etag: string } | undefined;
  return async (node: WebNode | undefined, path: string, now: number): Promise<string> => {
    if (kept && now < kept.until) return kept.body;
    const { status, body, headers } = await ask(node?.nginx.port ?? 0, { path, ...(kept && { headers: { "If-None-Match": kept.etag } }) });
    const control = String(headers["cache-control"]);
    const until = now + (control.includes("immutable") ? Number.POSITIVE_INFINITY : Number(/max-age=(\d+)/.exec(control)?.[1] ?? 0));
    kept = { body: status === 304 ? (kept?.body ?? "") : body, until, etag: String(headers.etag) };
    return kept.body;
  };
}

describe("while nodes are replaced one after the other", () => {
  const script = "/assets/web/shop.js?1800000000";

  test("what an old node answers for a new page is gone from browsers ten minutes after it", async () => {
    const get = browser();
    expect(await get(older, script, 0)).toBe('release("old")');
    expect(await get(newer, script, 601)).toBe('release("new")');
    expect(await get(newer, script, 1300)).toBe('release("new")');
  });

  test("the same after a release was taken back", async () => {
    const get = browser();
    expect(await get(newer, "/assets/web/shop.js?1700000000", 0)).toBe('release("new")');
    expect(await get(older, "/assets/web/shop.js?1700000000", 601)).toBe('release("old")');
  });

  test("what has not changed is not sent again", async () => {
    const { headers } = await ask(newer?.nginx.port ?? 0, { path: script });
    const again = await ask(newer?.nginx.port ?? 0, { path: script, headers: { "If-None-Match": String(headers.etag) } });
    expect([again.status, again.body]).toEqual([304, ""]);
  });
});
