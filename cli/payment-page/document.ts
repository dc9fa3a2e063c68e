import { type Document, isMap, isSeq, parseDocument, type YAMLMap } from "yaml";
import type { Proposed } from "./proposed.ts";

/** The beginning of a new file. */
const NEW = `# What the payment page may be made of (PCI DSS 4.0.1, 6.4.3 and 11.6.1): docs/operations/payment-page.md.
# content is a fingerprint, or \`may change\` where the vendor changes the script at will. card: true where card data is meant for it.
`;

/** A file's text with entries added, all else as it stands; they lack why, approvedBy and approvedOn, which checks ask for. */
export function withEntries(text: string | undefined, entries: readonly Proposed[]): string {
  const document: Document = parseDocument(text ?? NEW);
  if (document.contents === null) document.contents = document.createNode({});
  for (const { list, entry } of entries) {
    if (!isSeq(document.getIn([list], true))) document.setIn([list], document.createNode([]));
    document.addIn([list], document.createNode({ ...entry, why: "", approvedBy: "", approvedOn: "" }));
  }
  return document.toString({ lineWidth: 0 });
}

/** Who approved a vendor's change, and when. */
export interface Approval {
  readonly content: string;
  readonly approvedBy: string;
  readonly approvedOn: string;
}

/** A file's text with another content of a script; undefined where it has not exactly one script of this source. */
export function withContent(text: string, source: string, approval: Approval): string | undefined {
  const document = parseDocument(text);
  const [script, ...others] = scriptsOf(document, source);
  if (!script || others.length > 0) return undefined;
  for (const [key, value] of Object.entries(approval)) script.set(key, value);
  return document.toString({ lineWidth: 0 });
}

function scriptsOf(document: Document, source: string): YAMLMap[] {
  const scripts = document.getIn(["scripts"], true);
  return isSeq(scripts) ? scripts.items.flatMap((item) => (isMap(item) && item.get("source") === source ? [item] : [])) : [];
}
