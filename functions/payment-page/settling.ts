import { setTimeout as sleep } from "node:timers/promises";
import type { CDPSession } from "playwright-core";

/** What makes a page another one; pictures, and questions that a page asks for ever, do not. */
const counted = ["Document", "Script", "Stylesheet"];

/** Knows whether a page still loads what makes it. */
export class Settling {
  readonly #running = new Set<string>();
  #last = performance.now();
  #loaded = false;

  listen(session: CDPSession): void {
    session.on("Network.requestWillBeSent", ({ requestId, type, request }) => {
      if (!type || !counted.includes(type) || request.url.startsWith("data:")) return;
      this.#running.add(requestId);
      this.#last = performance.now();
    });
    const ended = ({ requestId }: { readonly requestId: string }) => {
      if (this.#running.delete(requestId)) this.#last = performance.now();
    };
    session.on("Network.loadingFinished", ended);
    session.on("Network.loadingFailed", ended);
    session.on("Page.frameStartedNavigating", () => {
      this.#last = performance.now();
    });
    session.on("Page.domContentEventFired", () => {
      this.#loaded = false;
      this.#last = performance.now();
    });
    session.on("Page.loadEventFired", () => {
      this.#loaded = true;
      this.#running.clear();
    });
  }

  /** Until nothing has come for `quiet` milliseconds; false where it still does after `most`. */
  async settled(quiet: number, most: number): Promise<boolean> {
    const until = performance.now() + most;
    while (performance.now() < until) {
      const now = performance.now();
      if (this.#loaded && this.#running.size === 0 && now - this.#last >= quiet) return true;
      await sleep(Math.max(10, quiet / 4));
    }
    return false;
  }
}
