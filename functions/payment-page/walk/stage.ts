import type { Locator, Page } from "playwright-core";
import type { VisitRequest } from "../../../domain/contracts/payment-page.ts";
import type { Fault } from "../../../domain/payment-page/seen.ts";
import { WalkFault } from "../faults.ts";
import type { Pace } from "../pace.ts";

/** Dependencies of a walk. */
export interface Stage {
  readonly page: Page;
  readonly request: VisitRequest;
  readonly pace: Pace;
  /** Notes a page of the walk. */
  step(name: string, seconds: number): void;
  /** Notes what is wrong and does not end the walk, with a screenshot. */
  fault(kind: Fault["kind"], sentence: string): Promise<void>;
  /** Waits until nothing new is loaded; says whether that came. */
  settled(): Promise<boolean>;
}

/** Milliseconds that one action of the shopper may take. */
export const ACTION = 15_000;

/** Goes to an address of the store, and says where it cannot. */
export async function open(stage: Stage, name: string, path: string): Promise<void> {
  const { page, request } = stage;
  const started = performance.now();
  const answer = await page
    .goto(new URL(path, request.origin).href, { waitUntil: "domcontentloaded", timeout: request.limits.pageSeconds * 1000 })
    .catch((error: unknown) => {
      throw new WalkFault("unreachable", `The page "${name}" (${path}) cannot be opened: ${firstLine(error)}.`);
    });
  await arrived(stage, name, started);
  if (!answer) return;
  const filter = answer.headers()["x-amzn-waf-action"];
  if (filter)
    throw new WalkFault(
      "firewall",
      `The web ACL answers the page "${name}" (${filter}), not the store: the watcher's header is not known to it.`,
    );
  if (answer.status() >= 400) throw new WalkFault("unreachable", `The page "${name}" (${path}) answers ${answer.status()}.`);
}

/** After a page was left for another: waits, and holds that it is the store's. */
export async function arrived(stage: Stage, name: string, started = performance.now()): Promise<void> {
  const settled = await stage.settled();
  stage.step(name, (performance.now() - started) / 1000);
  const { origin } = new URL(stage.page.url());
  if (origin !== stage.request.origin) throw new WalkFault("left-store", `The page "${name}" leads out of the store, to ${origin}.`);
  if (!settled) {
    await stage.fault(
      "unsettled",
      `The page "${name}" does not settle within ${stage.request.limits.pageSeconds} s: it loads something new again and again, or never ends loading.`,
    );
  }
  await stage.pace.pause();
}

/** Whether something can be seen now; no wait. */
export const visible = async (locator: Locator): Promise<boolean> =>
  await locator
    .first()
    .isVisible()
    .catch(() => false);

/** Clicks as a person does; false where it cannot be clicked. */
export const click = async (locator: Locator, timeout = ACTION): Promise<boolean> =>
  await locator
    .first()
    .click({ timeout })
    .then(
      () => true,
      () => false,
    );

/** The first line of an error, without Playwright's log. */
export const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split("\n", 1)[0]?.replace(/^\w+\.\w+: /, "") ?? "";
