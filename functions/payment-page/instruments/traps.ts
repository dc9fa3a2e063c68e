import type { CDPSession } from "playwright-core";
import type { SeenRead } from "../../../domain/payment-page/seen.ts";
import type { CallFrame } from "./initiators.ts";
import { isOwn, own } from "./own.ts";
import type { Scripts } from "./scripts.ts";

/** Functions of the browser by which a field's value is read. */
const readers = ["Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').get", "FormData"] as const;
const connection = "RTCPeerConnection";
/** Hides that the browser is automated: no command unsets `navigator.webdriver`, so its getter is replaced by one that a shopper's browser could have. */
const driven = `{
  const no = (() => false).bind();
  Object.defineProperty(no, "name", { value: "get webdriver" });
  Object.defineProperty(Navigator.prototype, "webdriver", { get: no, enumerable: true, configurable: true });
}`;
/** Maximum pauses of one page that are examined: each takes a moment, and a page that causes more is slow for shoppers too. */
const MAX_PAUSES = 30;
/** Maximum scripts of a stack trace that are named. */
const MAX_FRAMES = 10;

interface Paused {
  readonly callFrames: readonly { readonly callFrameId: string; readonly url: string; readonly location: { readonly scriptId: string } }[];
  readonly hitBreakpoints?: readonly string[];
}

/**
 * Breakpoints on the browser's own functions: a page cannot see or undo them, nor does a reference that a script has kept from before
 * escape them. They are set while the page stands still at its very beginning, before its first script.
 */
export class Traps {
  readonly #scripts: Scripts;
  readonly #session: CDPSession;
  readonly #names = new Map<string, string>();
  readonly #getters = new Set<string>();
  /** Scripts of ours: a pause tells its scripts by number alone. */
  readonly #own = new Set<string>();
  readonly #reads = new Map<string, CallFrame>();
  #pauses = 0;
  #armed = false;
  /** Whether a page has made a WebRTC connection. */
  connected = false;

  constructor(session: CDPSession, scripts: Scripts) {
    this.#session = session;
    this.#scripts = scripts;
  }

  async listen(): Promise<void> {
    this.#session.on("Debugger.scriptParsed", ({ scriptId, url }) => {
      if (isOwn(url)) this.#own.add(scriptId);
    });
    this.#session.on("Debugger.paused", (paused) => {
      this.#look(paused)
        .catch(() => undefined)
        .finally(() => this.#session.send("Debugger.resume").catch(() => undefined));
    });
    await this.#session.send("Page.addScriptToEvaluateOnNewDocument", { source: own("debugger;") });
  }

  /** From now on, reads of fields count. */
  async arm(): Promise<void> {
    this.#armed = true;
    for (const objectId of this.#getters) await this.#set("value", objectId);
  }

  /** Ends all of it: the page runs on as any. */
  async disarm(): Promise<void> {
    this.#armed = false;
    for (const [id, name] of this.#names)
      if (name === "value") await this.#session.send("Debugger.removeBreakpoint", { breakpointId: id }).catch(() => undefined);
  }

  get reads(): SeenRead[] {
    return [...new Set([...this.#reads.values()].map((frame) => this.#scripts.identify(frame)))].map((by) => ({
      field: "value",
      how: "value",
      by,
    }));
  }

  async #look({ callFrames, hitBreakpoints = [] }: Paused): Promise<void> {
    const [top] = callFrames;
    if (top && this.#own.has(top.location.scriptId)) return await this.#prepare(top.callFrameId);
    const hit = hitBreakpoints.map((id) => this.#names.get(id));
    if (hit.includes("connection")) this.connected = true;
    if (hit.includes("value") && this.#armed) {
      for (const { url, location } of callFrames.slice(0, MAX_FRAMES)) {
        if (!this.#own.has(location.scriptId)) this.#reads.set(location.scriptId, { scriptId: location.scriptId, url });
      }
      if (++this.#pauses > MAX_PAUSES) await this.disarm();
    }
  }

  /** Before a document's first script: the browser's functions are still the browser's. */
  async #prepare(callFrameId: string): Promise<void> {
    const find = async (code: string) =>
      (await this.#session.send("Debugger.evaluateOnCallFrame", { callFrameId, expression: own(code), objectGroup: "traps" })).result
        .objectId;
    const [webrtc, ...values] = await Promise.all([connection, ...readers].map(find));
    await find(driven);
    if (webrtc !== undefined) await this.#set("connection", webrtc);
    for (const getter of values) {
      if (getter === undefined) continue;
      this.#getters.add(getter);
      if (this.#armed) await this.#set("value", getter);
    }
  }

  async #set(name: string, objectId: string): Promise<void> {
    // One that is set already holds for all documents of the process.
    const set = await this.#session.send("Debugger.setBreakpointOnFunctionCall", { objectId }).catch(() => undefined);
    if (set) this.#names.set(set.breakpointId, name);
  }
}
