import type { CDPSession } from "playwright-core";
import { own } from "./own.ts";

const asksFor = `function () {
  return this.map((c) => [
    ...(c.getConfiguration().iceServers ?? []).flatMap(({ urls }) => urls),
    ...((c.remoteDescription?.sdp ?? "").match(/a=candidate:.*/g) ?? []).map((line) => "stun:" + line.split(" ").slice(4, 6).join(":")),
  ].join(" ")).join(" ");
}`;

/** Servers and other sides of a page's WebRTC connections, such as `stun:host:3478`; `webrtc:unknown` where none can be told. */
export async function peersOf(session: CDPSession): Promise<string[]> {
  const { result: prototype } = await session.send("Runtime.evaluate", {
    expression: own("RTCPeerConnection.prototype"),
    objectGroup: "webrtc",
  });
  if (prototype.objectId === undefined) return ["webrtc:unknown"];
  const { objects } = await session.send("Runtime.queryObjects", { prototypeObjectId: prototype.objectId, objectGroup: "webrtc" });
  if (objects.objectId === undefined) return ["webrtc:unknown"];
  const { result } = await session.send("Runtime.callFunctionOn", {
    objectId: objects.objectId,
    functionDeclaration: own(asksFor),
    returnByValue: true,
  });
  const value: unknown = result.value;
  const found = typeof value === "string" ? value.split(" ").filter((one) => /^(stuns?|turns?):/.test(one)) : [];
  await session.send("Runtime.releaseObjectGroup", { objectGroup: "webrtc" });
  return found.length > 0 ? [...new Set(found.map((one) => one.split("?", 1)[0] ?? one))] : ["webrtc:unknown"];
}
