import { setTimeout as sleep } from "node:timers/promises";
import type { CDPSession } from "playwright-core";
import { atMost } from "./bounds.ts";

/** Types of resources that a page waits for; not images, nor the requests of endless polling. */
const counted = ["Document", "Script", "Stylesheet"];

/** Observes whether a page has settled. */
export class Settling {
  readonly #running = new Set<string>();
  #last = performance.now();
  #loaded = false;
  #session: CDPSession | undefined;

  listen(session: CDPSession): void {
    this.#session = session;
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

  /** Waits until nothing has loaded for `quiet` milliseconds; false if something still does after `max`. */
  async settled(quiet: number, max: number): Promise<boolean> {
    const until = performance.now() + max;
    while (performance.now() < until) {
      if (this.#isQuiet(quiet) && (await atMost(until - performance.now(), this.#caughtUp(), false)) && this.#isQuiet(quiet)) return true;
      await sleep(Math.max(10, quiet / 4));
    }
    return false;
  }

  #isQuiet(quiet: number): boolean {
    return this.#loaded && this.#running.size === 0 && performance.now() - this.#last >= quiet;
  }

  /**
   * After what the page's timers were due to do before now: on a busy machine, a page that has not come to it is quiet too. In a world of
   * our own, which the page's scripts do not see. False where the page went away meanwhile.
   */
  async #caughtUp(): Promise<boolean> {
    const session = this.#session;
    if (!session) return true;
    try {
      const { frameTree } = await session.send("Page.getFrameTree");
      const world = await session.send("Page.createIsolatedWorld", { frameId: frameTree.frame.id });
      const expression = "new Promise((resolve) => setTimeout(resolve, 0))";
      await session.send("Runtime.evaluate", { expression, awaitPromise: true, contextId: world.executionContextId });
      return true;
    } catch {
      return false;
    }
  }
}
