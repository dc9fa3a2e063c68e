import type { CDPSession, Page } from "playwright-core";
import type { VisitRequest } from "../../domain/contracts/payment-page.ts";
import { WalkFault } from "./faults.ts";

const MEGABYTE = 1024 * 1024;

/** Ends a visit whose page takes too much: of time, of bytes, of windows. */
export class Bounds {
  readonly #limits: VisitRequest["limits"];
  readonly #answers = new Map<string, number>();
  readonly #over: Promise<never>;
  #end: (fault: WalkFault) => void = () => undefined;
  #timer: NodeJS.Timeout | undefined;
  #total = 0;

  constructor(limits: VisitRequest["limits"]) {
    this.#limits = limits;
    this.#over = new Promise((_, reject) => {
      this.#end = reject;
    });
    this.#over.catch(() => undefined);
  }

  listen(page: Page, session: CDPSession): void {
    session.on("Network.dataReceived", ({ requestId, dataLength }) => this.#count(requestId, dataLength));
    session.on("Network.responseReceived", ({ response }) => {
      const announced = Number(response.headers["content-length"] ?? response.headers["Content-Length"] ?? 0);
      if (announced > this.#limits.answerMegabytes * MEGABYTE)
        this.#tooLarge(`${placeOf(response.url)} announces ${Math.round(announced / MEGABYTE)} MB`);
    });
    page.on("crash", () =>
      this.#end(new WalkFault("crashed", "The page's process crashed: it took more memory than there is, or was made to.")),
    );
    // A question of the page's would wait for ever.
    page.on("dialog", (dialog) => dialog.dismiss().catch(() => undefined));
    page.on("download", (download) => download.cancel().catch(() => undefined));
    page.context().on("page", (popup) => {
      if (popup !== page) popup.close().catch(() => undefined);
    });
  }

  /** Runs a walk within the limits. */
  async within<T>(walk: () => Promise<T>): Promise<T> {
    const { seconds } = this.#limits;
    this.#timer = setTimeout(() => this.#end(new WalkFault("too-long", `The walk has not ended within ${seconds} s.`)), seconds * 1000);
    try {
      return await Promise.race([walk(), this.#over]);
    } finally {
      clearTimeout(this.#timer);
    }
  }

  #count(id: string, bytes: number): void {
    const answer = (this.#answers.get(id) ?? 0) + bytes;
    this.#answers.set(id, answer);
    this.#total += bytes;
    const { megabytes, answerMegabytes } = this.#limits;
    if (answer > answerMegabytes * MEGABYTE) this.#tooLarge(`one has more than ${answerMegabytes} MB`);
    if (this.#total > megabytes * MEGABYTE) this.#tooLarge(`together they have more than ${megabytes} MB`);
  }

  #tooLarge(what: string): void {
    this.#end(new WalkFault("too-large", `The walk was ended since answers are too large: ${what}.`));
  }
}

/** Waits for something that a page may keep from ever coming; `otherwise` after that many milliseconds, or where it fails. */
export async function atMost<T, U>(milliseconds: number, what: Promise<T>, otherwise: U): Promise<T | U> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<U>((resolve) => {
    timer = setTimeout(() => resolve(otherwise), milliseconds);
  });
  try {
    return await Promise.race([what.catch(() => otherwise), late]);
  } finally {
    clearTimeout(timer);
  }
}

const placeOf = (address: string): string => address.split(/[?#]/, 1)[0] ?? "";
