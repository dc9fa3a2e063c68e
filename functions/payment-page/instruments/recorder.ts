import type { Browser, BrowserContext, CDPSession, Page } from "playwright-core";
import type { VisitRequest } from "../../../domain/contracts/payment-page.ts";
import type { Seen, SeenSource } from "../../../domain/payment-page/seen.ts";
import { addressWithoutTokens } from "../../../domain/payment-page/tokens.ts";
import { atMost } from "../bounds.ts";
import { elementsOf } from "./document.ts";
import { hooksOf } from "./hooks.ts";
import { Initiators } from "./initiators.ts";
import { listenersOf } from "./listeners.ts";
import { codeOf, formsOf, hintsOf, madeFrames } from "./page-parts.ts";
import { passingOf, watchPassing } from "./passing.ts";
import { Scripts } from "./scripts.ts";
import { placeOf, Traffic } from "./traffic.ts";
import { Traps } from "./traps.ts";
import { peersOf } from "./webrtc.ts";

/** Headers that decide what a browser lets a page do (PCI DSS 11.6.1: security-impacting HTTP headers). */
const protective =
  /^(content-security-policy(-report-only)?|strict-transport-security|x-content-type-options|x-frame-options|referrer-policy|permissions-policy|cross-origin-(opener|embedder|resource)-policy)$/;

/** Recording of a payment page. */
export type Recorded = Pick<
  Seen,
  "scripts" | "frames" | "forms" | "stylesheets" | "fonts" | "workers" | "hosts" | "reads" | "marks" | "hooks" | "headers"
>;

/** All that watches one page, by the browser's own means: nothing of it is in the page's world. */
export class Recorder {
  readonly traffic: Traffic;
  readonly #initiators = new Initiators();
  readonly #scripts: Scripts;
  readonly #request: VisitRequest;
  readonly #browser: Browser;
  readonly #workers: SeenSource[] = [];
  #traps: Traps | undefined;
  #headers: Record<string, string> = {};

  constructor(browser: Browser, request: VisitRequest, mark: string) {
    this.#browser = browser;
    this.#request = request;
    this.#scripts = new Scripts(this.#initiators, request.changing);
    this.traffic = new Traffic(request.origin, mark);
  }

  async listen(context: BrowserContext, page: Page, session: CDPSession): Promise<void> {
    this.traffic.listen(context);
    page.on("websocket", (socket) => this.traffic.socket(socket));
    page.on("worker", (worker) => this.#worker(worker.url()));
    this.#initiators.listen(session);
    this.#scripts.listen(session);
    this.#traps = new Traps(session, this.#scripts);
    const { frameTree } = await session.send("Page.getFrameTree");
    session.on("Network.responseReceived", ({ type, frameId, response }) => {
      if (type === "Document" && frameId === frameTree.frame.id) this.#headers = response.headers;
    });
    session.on("Network.webTransportCreated", ({ url }) => this.traffic.note(url, "other"));
    for (const domain of ["Page", "Network", "DOM", "Debugger", "Runtime"] as const) await session.send(`${domain}.enable`);
    await this.#traps.listen();
    await watchPassing(session);
  }

  /** From now on, what comes belongs to the payment page. */
  begin(): void {
    this.#scripts.payment = true;
    this.traffic.since = Date.now();
  }

  /** While the card is typed, reads of fields are noted. */
  async arm(): Promise<void> {
    await this.#traps?.arm();
  }

  /** Ends what slows the page down. */
  async disarm(): Promise<void> {
    await this.#traps?.disarm();
  }

  /**
   * Looks at the page as it stands, and sums up. A page that does not list its parts within `patience` milliseconds keeps back what only it
   * could tell; `complete` says so.
   */
  async sumUp(session: CDPSession, patience: number): Promise<{ readonly recorded: Recorded; readonly complete: boolean }> {
    const [scriptsOf, initiators] = [this.#scripts, this.#initiators];
    const page = await atMost(patience, this.#ask(session), undefined);
    const scripts = await atMost(patience, scriptsOf.all(), []);
    const known = new Set(scripts.map(({ content }) => content));
    const attributes = (page?.code ?? []).filter(({ content }) => !known.has(content));
    const recorded: Recorded = {
      scripts: [...scripts, ...new Map(attributes.map((script) => [script.content, script])).values()],
      frames: [...this.traffic.loaded("frame", scriptsOf, initiators), ...(page?.frames ?? [])],
      forms: page?.forms ?? [],
      stylesheets: this.traffic.loaded("stylesheet", scriptsOf, initiators),
      fonts: this.traffic.loaded("font", scriptsOf, initiators),
      workers: await atMost(patience, this.#allWorkers(session), this.#workers),
      hosts: [],
      reads: [...(page?.listeners ?? []), ...(this.#traps?.reads ?? [])],
      marks: [],
      hooks: page?.hooks ?? [],
      headers: this.headers,
    };
    return { recorded, complete: page !== undefined };
  }

  /** Reads the parts that only the page itself can list. */
  async #ask(session: CDPSession) {
    const elements = await elementsOf(session);
    const passing = await passingOf(session);
    for (const hint of new Set([...hintsOf(elements), ...passing.hints])) this.traffic.note(hint, "preconnect");
    if (this.#traps?.connected) for (const peer of await peersOf(session)) this.traffic.note(peer, "webrtc");
    const before = passing.forms.map((action) => ({ source: placeOf(action), loadedBy: "page" }));
    return {
      code: codeOf(elements, this.#request.changing),
      frames: madeFrames(elements),
      forms: [...new Map([...formsOf(elements), ...before].map((form) => [form.source, form])).values()],
      listeners: await listenersOf(session, elements, this.#scripts),
      hooks: await hooksOf(session, this.#scripts),
    };
  }

  /** Outgoing traffic so far. Called last, since a page also sends while it is being left. */
  gone(): Pick<Recorded, "hosts" | "marks"> {
    return {
      hosts: this.traffic.hosts(this.#scripts, this.#initiators),
      marks: this.traffic.marks.map((mark) => ({ ...mark, loadedBy: this.#scripts.loader(this.#initiators.of(mark.source)) })),
    };
  }

  get headers(): Record<string, string> {
    const kept = Object.entries(this.#headers).map(
      ([name, value]) => [name.toLowerCase(), value.replace(/'nonce-[^']+'/g, "'nonce-…'")] as const,
    );
    return Object.fromEntries(kept.filter(([name]) => protective.test(name)));
  }

  #worker(address: string): void {
    if (this.#scripts.payment)
      this.#workers.push({ source: workerName(address), loadedBy: this.#scripts.loader(this.#initiators.of(address)) });
  }

  /** Shared and service workers belong to no page: the browser is asked. */
  async #allWorkers(session: CDPSession): Promise<SeenSource[]> {
    const { targetInfo } = await session.send("Target.getTargetInfo");
    const whole = await this.#browser.newBrowserCDPSession();
    try {
      const { targetInfos } = await whole.send("Target.getTargets", { filter: [{ type: "service_worker" }, { type: "shared_worker" }] });
      const ofContext = targetInfos.filter(({ browserContextId }) => browserContextId === targetInfo.browserContextId);
      const found = [...this.#workers, ...ofContext.map(({ url }) => ({ source: workerName(url), loadedBy: "page" }))];
      return [...new Map(found.map((worker) => [worker.source, worker])).values()];
    } finally {
      await whole.detach();
    }
  }
}

/** A worker made of a text has a random address. */
const workerName = (address: string): string =>
  /^(blob|data):/.test(address) ? `${address.slice(0, 5)}worker` : addressWithoutTokens(address);
