import type { CDPSession } from "playwright-core";

/** An element of the page as it stands, shadow trees and frames of the same process included. */
export interface Element {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly backendNodeId: number;
  /** The document that it is in: its address, and the base of what it names. */
  readonly document: Page;
  readonly parent: Element | undefined;
}
interface Page {
  readonly address: string;
  readonly backendNodeId: number;
  base: string;
}
interface Node {
  readonly nodeName: string;
  readonly nodeType: number;
  readonly backendNodeId: number;
  readonly attributes?: readonly string[] | undefined;
  readonly children?: readonly Node[] | undefined;
  readonly shadowRoots?: readonly Node[] | undefined;
  readonly contentDocument?: Node | undefined;
  readonly templateContent?: Node | undefined;
  readonly documentURL?: string | undefined;
}

/** Maximum elements of one page that are examined. */
const MAX_ELEMENTS = 50_000;
const DOCUMENT = 9;

/** Every element of a page in the order of the document; by the browser's own tree, which no script of the page can bend. */
export async function elementsOf(session: CDPSession): Promise<Element[]> {
  const { root } = await session.send("DOM.getDocument", { depth: -1, pierce: true });
  const found: Element[] = [];
  const walk = (node: Node, document: Page, parent: Element | undefined): void => {
    if (found.length >= MAX_ELEMENTS) return;
    const here = node.nodeType === DOCUMENT ? documentOf(node, document) : document;
    const element = node.attributes && {
      name: node.nodeName.toLowerCase(),
      attributes: pairs(node.attributes),
      backendNodeId: node.backendNodeId,
      document: here,
      parent,
    };
    if (element) {
      found.push(element);
      const href = element.attributes.get("href");
      if (element.name === "base" && href !== undefined) here.base = absolute(href, here.address);
    }
    for (const child of [...(node.children ?? []), ...(node.shadowRoots ?? [])]) walk(child, here, element ?? parent);
    if (node.contentDocument) walk(node.contentDocument, here, undefined);
  };
  walk(root, { address: root.documentURL ?? "", backendNodeId: root.backendNodeId, base: root.documentURL ?? "" }, undefined);
  return found;
}

/** A frame without an address of its own has its parent's base. */
function documentOf(node: Node, parent: Page): Page {
  const address = node.documentURL ?? "";
  const own = /^https?:/.test(address) ? address : parent.base;
  return { address: own, backendNodeId: node.backendNodeId, base: own };
}

/** The address in an attribute, resolved against its document's. */
export const absolute = (value: string, base: string): string => (URL.canParse(value, base) ? new URL(value, base).href : value);

function pairs(flat: readonly string[]): Map<string, string> {
  const found = new Map<string, string>();
  for (let i = 0; i + 1 < flat.length; i += 2) found.set((flat[i] ?? "").toLowerCase(), flat[i + 1] ?? "");
  return found;
}
