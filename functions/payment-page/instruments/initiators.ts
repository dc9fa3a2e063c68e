import type { CDPSession } from "playwright-core";

/** Source of a script's code, as stack traces name it. */
export interface CallFrame {
  readonly scriptId: string;
  readonly url: string;
}
interface Stack {
  readonly callFrames: readonly CallFrame[];
  readonly parent?: Stack | undefined;
}

/** The script that a stack began at, the innermost that is not the page's own; undefined for an empty stack. */
export function innermost(stack: Stack | undefined): CallFrame | undefined {
  for (let at = stack; at; at = at.parent) {
    const frame = at.callFrames[0];
    if (frame) return frame;
  }
  return undefined;
}

/** Initiators of requests, by address; and the addresses that were documents and scripts. */
export class Initiators {
  readonly #byAddress = new Map<string, CallFrame>();
  readonly #scripts = new Set<string>();
  readonly #documents = new Set<string>();

  listen(session: CDPSession): void {
    session.on("Network.requestWillBeSent", ({ request, type, initiator }) => {
      const asked = innermost(initiator.stack);
      if (asked && !this.#byAddress.has(request.url)) this.#byAddress.set(request.url, asked);
      if (type === "Script") this.#scripts.add(request.url);
      if (type === "Document") this.#documents.add(request.url);
    });
    session.on("Page.frameAttached", ({ frameId, stack }) => {
      const asked = innermost(stack);
      if (asked) this.#byAddress.set(frameId, asked);
    });
  }

  /** The initiator of an address or of a frame's id. */
  of(address: string): CallFrame | undefined {
    return this.#byAddress.get(address);
  }

  /** Whether an address was loaded as a script's file, not as a page with scripts in it. */
  isFile(address: string): boolean {
    return /^https?:/.test(address) && (this.#scripts.has(address) || !this.#documents.has(address));
  }
}
