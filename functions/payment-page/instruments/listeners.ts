import type { CDPSession } from "playwright-core";
import type { SeenRead } from "../../../domain/payment-page/seen.ts";
import type { Element } from "./document.ts";
import { own } from "./own.ts";
import type { Scripts } from "./scripts.ts";

/** Events by which a script is told what is typed, or when a form is sent. */
const telling = /^(key(down|up|press)|input|beforeinput|change|paste|copy|cut|blur|focusout|submit|formdata|textInput)$/;

/** Whether an element is a field for card data. */
export function isCardField({ name, attributes }: Element): boolean {
  if (name !== "input" && name !== "select") return false;
  if (attributes.get("type")?.toLowerCase() === "hidden") return false;
  const words = ["autocomplete", "name", "id", "data-name"].map((attribute) => attributes.get(attribute) ?? "").join(" ");
  return /\bcc-(number|csc|exp)|(cc|card)[-_\s]?(num(ber)?|no|cvc|cvv2?|csc|code|exp\w*)\b|\b(cvv2?|cvc|pan)\b/i.test(words);
}

/** Listeners on a page's own card fields: on the field, on any element around it, on the document or the window. */
export async function listenersOf(session: CDPSession, elements: readonly Element[], scripts: Scripts): Promise<SeenRead[]> {
  const fields = elements.filter(isCardField);
  const found: SeenRead[] = [];
  const asked = new Set<number>();
  for (const field of fields) {
    const label = field.attributes.get("name") || field.attributes.get("id") || field.attributes.get("autocomplete") || "card";
    for (let at: Element | undefined = field; at; at = at.parent) {
      if (asked.has(at.backendNodeId)) break;
      asked.add(at.backendNodeId);
      found.push(...(await atNode(session, at.backendNodeId, at === field ? label : "page", scripts)));
    }
    if (asked.has(field.document.backendNodeId)) continue;
    asked.add(field.document.backendNodeId);
    found.push(...(await atNode(session, field.document.backendNodeId, "page", scripts)));
  }
  if (fields.length > 0) found.push(...(await atWindow(session, scripts)));
  return [...new Map(found.map((read) => [`${read.field} ${read.how} ${read.by}`, read])).values()];
}

/** Reads a node's listeners in the page's own world, where they are, without running the page's code. */
async function atNode(session: CDPSession, backendNodeId: number, field: string, scripts: Scripts): Promise<SeenRead[]> {
  const resolved = await session.send("DOM.resolveNode", { backendNodeId }).catch(() => undefined);
  return resolved?.object.objectId === undefined ? [] : await of(session, resolved.object.objectId, field, scripts);
}

async function atWindow(session: CDPSession, scripts: Scripts): Promise<SeenRead[]> {
  const { result } = await session.send("Runtime.evaluate", { expression: own("globalThis") });
  return result.objectId === undefined ? [] : await of(session, result.objectId, "page", scripts);
}

async function of(session: CDPSession, objectId: string, field: string, scripts: Scripts): Promise<SeenRead[]> {
  const { listeners } = await session.send("DOMDebugger.getEventListeners", { objectId });
  return listeners
    .filter(({ type }) => telling.test(type))
    .map(({ type, scriptId }) => ({ field, how: type, by: scripts.identify({ scriptId, url: "" }) }));
}
