import type { CDPSession } from "playwright-core";
import type { SeenHook } from "../../../domain/payment-page/seen.ts";
import { own } from "./own.ts";
import type { Scripts } from "./scripts.ts";

/** Functions of the browser that data passes: by owner, then name; `get` and `set` of a property count too. */
const watched: Readonly<Record<string, readonly string[]>> = {
  globalThis: ["fetch", "XMLHttpRequest", "WebSocket", "RTCPeerConnection", "FormData", "Request", "Worker", "open"],
  "XMLHttpRequest.prototype": ["open", "send"],
  "EventTarget.prototype": ["addEventListener"],
  "Navigator.prototype": ["sendBeacon"],
  navigator: ["sendBeacon"],
  "HTMLFormElement.prototype": ["submit", "requestSubmit"],
  "HTMLInputElement.prototype": ["value"],
  "FormData.prototype": ["append", "get", "set"],
  "History.prototype": ["pushState", "replaceState"],
  JSON: ["stringify"],
  "Element.prototype": ["setAttribute"],
  "Node.prototype": ["appendChild", "insertBefore"],
  "CredentialsContainer.prototype": ["get"],
};

/** Functions of the browser that a script has replaced; by what the engine says of them, not by what they say of themselves. */
export async function hooksOf(session: CDPSession, scripts: Scripts): Promise<SeenHook[]> {
  const found: SeenHook[] = [];
  for (const [owner, names] of Object.entries(watched)) {
    const { result, exceptionDetails } = await session.send("Runtime.evaluate", { expression: own(owner), objectGroup: "hooks" });
    if (exceptionDetails || result.objectId === undefined) continue;
    const { result: properties } = await session.send("Runtime.getProperties", { objectId: result.objectId, ownProperties: true });
    for (const { name, value, get, set } of properties.filter((property) => names.includes(property.name))) {
      for (const { objectId } of [value, get, set].filter((one) => one !== undefined)) {
        const by = objectId === undefined ? undefined : await author(session, objectId, scripts);
        if (by !== undefined) found.push({ name: `${owner === "globalThis" ? "window" : owner}.${name}`, by });
      }
    }
  }
  await session.send("Runtime.releaseObjectGroup", { objectGroup: "hooks" });
  return [...new Map(found.map((hook) => [`${hook.name} ${hook.by}`, hook])).values()];
}

/** The script that a function comes from; undefined where it is the browser's own. A proxy or bound function does not say. */
async function author(session: CDPSession, objectId: string, scripts: Scripts): Promise<string | undefined> {
  const { internalProperties = [] } = await session.send("Runtime.getProperties", { objectId, ownProperties: true });
  const location: unknown = internalProperties.find(({ name }) => name === "[[FunctionLocation]]")?.value?.value;
  if (typeof location === "object" && location && "scriptId" in location && typeof location.scriptId === "string") {
    return scripts.identify({ scriptId: location.scriptId, url: "" });
  }
  if (!internalProperties.some(({ name }) => name === "[[Handler]]" || name === "[[TargetFunction]]")) return undefined;
  const inner = internalProperties.find(({ name }) => name === "[[Handler]]" || name === "[[TargetFunction]]")?.value?.objectId;
  return (inner === undefined ? undefined : await ofHandler(session, inner, scripts)) ?? "unknown";
}

/** A proxy's handler holds functions of the script that made it. */
async function ofHandler(session: CDPSession, objectId: string, scripts: Scripts): Promise<string | undefined> {
  const { result } = await session.send("Runtime.getProperties", { objectId, ownProperties: true });
  for (const { value } of result) {
    if (value?.type !== "function" || value.objectId === undefined) continue;
    const by = await author(session, value.objectId, scripts);
    if (by !== undefined) return by;
  }
  return undefined;
}
