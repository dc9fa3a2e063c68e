import type { Browser, BrowserContext, CDPSession, Page } from "playwright-core";
import type { VisitRequest } from "../../domain/contracts/payment-page.ts";
import type { Evidence, Fault, Seen, Visit } from "../../domain/payment-page/seen.ts";
import { addressWithoutTokens } from "../../domain/payment-page/tokens.ts";
import { atMost, Bounds } from "./bounds.ts";
import { har, redacted } from "./evidence.ts";
import { WalkFault } from "./faults.ts";
import { contextOptions, disguise } from "./identity.ts";
import { Recorder } from "./instruments/recorder.ts";
import { makeMark } from "./mark.ts";
import { type Pace, shopperPace } from "./pace.ts";
import { sendSecret } from "./secret-header.ts";
import { Settling } from "./settling.ts";
import { typeCard } from "./walk/card.ts";
import { firstLine, type Stage } from "./walk/stage.ts";
import { type Route, wholeRoute } from "./walk/whole.ts";

/**
 * Walks from the home page to the payment step as a new shopper, and tells all that the payment page is made of and sends. No order is
 * placed. What goes wrong on the way is a fault of what was seen, never an error.
 *
 * @param pace How long the shopper takes. @default - as a person does
 * @param route The way to the payment step. @default - from the home page
 */
export async function visit(browser: Browser, request: VisitRequest, pace: Pace = shopperPace, route: Route = wholeRoute): Promise<Visit> {
  const context = await browser.newContext(contextOptions(browser, request));
  try {
    const page = await context.newPage();
    return await new Walk(browser, context, page, request, pace, route).run(await context.newCDPSession(page));
  } finally {
    await atMost(pace.answer, context.close(), undefined);
  }
}

/** One walk of one shopper. */
class Walk implements Stage {
  readonly page: Page;
  readonly request: VisitRequest;
  readonly pace: Pace;
  readonly #browser: Browser;
  readonly #context: BrowserContext;
  readonly #mark = makeMark();
  readonly #settling = new Settling();
  readonly #route: Route;
  readonly #recorder: Recorder;
  readonly #bounds: Bounds;
  readonly #steps: Seen["steps"][number][] = [];
  readonly #faults: Fault[] = [];
  readonly #screenshots: Record<string, Uint8Array> = {};
  #typed: readonly string[] = [];
  #paymentPage: string | undefined;

  constructor(browser: Browser, context: BrowserContext, page: Page, request: VisitRequest, pace: Pace, route: Route) {
    this.#browser = browser;
    this.#context = context;
    this.page = page;
    this.request = request;
    this.pace = pace;
    this.#route = route;
    this.#recorder = new Recorder(browser, request, this.#mark);
    this.#bounds = new Bounds(request.limits);
  }

  async run(session: CDPSession): Promise<Visit> {
    const at = new Date().toISOString();
    await disguise(session, this.#browser, this.request);
    this.#settling.listen(session);
    this.#bounds.listen(this.page, session);
    await this.#recorder.listen(this.#context, this.page, session);
    await sendSecret(session, this.request);
    await this.#bounds.within(async () => await this.#toPayment(session)).catch(async (error: unknown) => await this.#failed(error));
    const { recorded, complete } = await this.#recorder.sumUp(session, this.pace.listing);
    if (!complete && this.#faults.length === 0) {
      await this.fault("crashed", "The payment page does not answer any more: not all that it is made of was seen.");
    }
    await atMost(this.pace.answer, this.#leave(session), undefined);
    const browser = `Chromium ${this.#browser.version()}`;
    const { origin } = this.request;
    const seen: Seen = {
      at,
      origin,
      browser,
      steps: this.#steps,
      paymentPage: this.#paymentPage,
      faults: this.#faults,
      ...recorded,
      ...this.#recorder.gone(),
      typed: this.#typed,
    };
    const secrets = [this.#mark, ...(this.request.header ? [this.request.header.value] : [])];
    const evidence: Evidence = { screenshots: this.#screenshots, har: redacted(har(this.#recorder.traffic, browser), secrets) };
    return { seen: redacted(seen, secrets), evidence };
  }

  step(name: string, seconds: number): void {
    this.#steps.push({ name, address: addressWithoutTokens(this.page.url()), seconds });
  }

  async fault(kind: Fault["kind"], sentence: string): Promise<void> {
    if (this.#faults.some((known) => known.kind === kind)) return;
    const name = `${kind}.png`;
    this.#faults.push({ kind, sentence, ...((await this.#screenshot(name)) && { screenshot: name }) });
  }

  async settled(): Promise<boolean> {
    return await this.#settling.settled(this.pace.quiet, this.request.limits.pageSeconds * 1000);
  }

  async #toPayment(session: CDPSession): Promise<void> {
    await this.#route(this, () => this.#recorder.begin());
    this.#paymentPage = addressWithoutTokens(this.page.url());
    await this.#screenshot("payment-page.png");
    await this.#recorder.arm();
    this.#typed = await typeCard(this, this.#mark);
    await this.settled();
    await this.#recorder.disarm();
    await this.#goAhead(session);
  }

  /** Puts the page's clock forward: what waits for later, or until no one looks any more, comes now. */
  async #goAhead(session: CDPSession): Promise<void> {
    const over = new Promise((resolve) => session.once("Emulation.virtualTimeBudgetExpired", resolve));
    await session.send("Emulation.setVirtualTimePolicy", {
      policy: "pauseIfNetworkFetchesPending",
      budget: this.pace.ahead,
      maxVirtualTimeTaskStarvationCount: 1000,
    });
    await atMost(this.pace.answer, over, undefined);
  }

  /** Leaves for another page of the store, as shoppers do: pages may send while they are left. */
  async #leave(session: CDPSession): Promise<void> {
    // Its clock has not moved since it was put forward, and what it does last would wait.
    await session.send("Emulation.setVirtualTimePolicy", { policy: "advance" });
    await this.page.goto(`${this.request.origin}/robots.txt`, { waitUntil: "commit", timeout: this.pace.answer });
    await new Promise((resolve) => setTimeout(resolve, this.pace.parting));
  }

  async #failed(error: unknown): Promise<void> {
    if (error instanceof WalkFault) await this.fault(error.kind, error.message);
    else await this.fault("crashed", `The walk could not go on: ${firstLine(error)}.`);
  }

  /** Takes a screenshot of what a shopper would see; false if the page prevents it. */
  async #screenshot(name: string): Promise<boolean> {
    const taken = await atMost(this.pace.answer, this.page.screenshot({ timeout: this.pace.answer, animations: "disabled" }), undefined);
    if (taken) this.#screenshots[name] = taken;
    return taken !== undefined;
  }
}
