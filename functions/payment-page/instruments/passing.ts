import type { CDPSession } from "playwright-core";

/** Name of the isolated world that watches; pages cannot see it. */
const worldName = "reader";

/** Runs before a page's own code, in a world of its own: keeps what stands in the page for a moment only. */
const watch = `(() => {
  const kept = (globalThis.kept = { hints: new Set(), forms: new Set() });
  const note = (set, value) => set.size < 500 && set.add(String(value).slice(0, 2000));
  const look = (node) => {
    if (node.nodeType !== 1) return;
    for (const one of [node, ...node.querySelectorAll("link, form, [formaction]")]) {
      const base = one.baseURI;
      const read = (name) => { const v = one.getAttribute(name); try { return v === null ? null : new URL(v || document.URL, base).href; } catch { return v; } };
      if (one.localName === "link" && /dns-prefetch|preconnect|prefetch|prerender|preload/i.test(one.getAttribute("rel") || "")) { const v = read("href"); if (v) note(kept.hints, v); }
      if (one.localName === "form") { const v = read("action"); if (v) note(kept.forms, v); }
      if (one.hasAttribute("formaction")) note(kept.forms, read("formaction"));
    }
  };
  new MutationObserver((changes) => {
    for (const { target, addedNodes } of changes) { for (const node of addedNodes) look(node); if (addedNodes.length === 0) look(target); }
  }).observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ["action", "formaction", "href", "rel"] });
})();`;

/** Hints and forms that a page had at any time. */
export interface Passing {
  readonly hints: readonly string[];
  readonly forms: readonly string[];
}

/** Begins to watch every document of a page. */
export async function watchPassing(session: CDPSession): Promise<void> {
  await session.send("Page.addScriptToEvaluateOnNewDocument", { source: watch, worldName });
}

/** The passing elements that the current page has had. */
export async function passingOf(session: CDPSession): Promise<Passing> {
  const { frameTree } = await session.send("Page.getFrameTree");
  const { executionContextId } = await session.send("Page.createIsolatedWorld", { frameId: frameTree.frame.id, worldName });
  const read = async (name: string): Promise<string[]> => {
    const expression = `[...(globalThis.kept?.${name} ?? [])].join("\\n")`;
    const { result } = await session.send("Runtime.evaluate", { expression, contextId: executionContextId, returnByValue: true });
    const value: unknown = result.value;
    return typeof value === "string" && value !== "" ? value.split("\n") : [];
  };
  return { hints: await read("hints"), forms: await read("forms") };
}
