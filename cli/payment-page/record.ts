import { resolve } from "node:path";
import { type VisitRequest, watchRequest } from "../../domain/contracts/payment-page.ts";
import type { Seen } from "../../domain/payment-page/seen.ts";
import { UserError } from "../offline/faults.ts";
import { counted } from "../preview/kinds.ts";
import { faultStatus, printFault } from "../text/fault.ts";
import { startBrowser } from "./browser.ts";
import { withEntries } from "./document.ts";
import { refuseFaults, type StorePage, storePage } from "./file.ts";
import { type Proposal, proposalOf } from "./proposed.ts";
import { writeText } from "./update.ts";

/** The command line of `store payment-page record`. */
export interface RecordOptions {
  readonly write?: boolean;
  readonly json?: boolean;
  /** Where the shop is visited, such as the same shop in staging. @default - the store's own name */
  readonly origin?: string;
  /** How often; each visit is another shopper. */
  readonly visits: string;
  /** Path of Chromium. @default - the machine's */
  readonly browser?: string;
  /** Folder of the stack files. @default - Pulumi.yaml's stackConfigDir */
  readonly stacks?: string;
}

/** What takes a visitor's part: a browser's, or a test's. */
export type Visitor = (request: VisitRequest, times: number) => Promise<readonly Seen[]>;

const command = "store payment-page record";

/**
 * Runs `store payment-page record`: visits the shop to the payment step and compares it with the file; no order is placed. Resolves to
 * the exit status: 0, or 1 where a visit did not see the payment page.
 */
export async function record(stack: string | undefined, options: RecordOptions, visitor: Visitor = byBrowser(options)): Promise<number> {
  try {
    const times = Number(options.visits);
    if (!Number.isInteger(times) || times < 1 || times > 10)
      throw new UserError(`${command}: got --visits ${options.visits}, expected a whole number from 1 to 10`);
    const store = storePage(command, stack, options.stacks && resolve(options.stacks));
    refuseFaults(store);
    const visits = await visitor(requestOf(store, options.origin), times);
    const proposal = proposalOf(visits, store.page.agreed);
    const faults = [...new Set(visits.flatMap((seen) => seen.faults.map(({ sentence }) => sentence)))];
    if (options.write && faults.length === 0 && proposal.entries.length > 0)
      writeText(store.file, withEntries(store.page.text, proposal.entries));
    if (options.json) console.log(JSON.stringify({ version: 1, file: store.page.path, faults, ...proposal, visits }, null, 2));
    else console.log(recordText(store, proposal, faults, options.write === true));
    for (const fault of faults) printFault(`${store.settings.stack}: ${fault}`);
    return faults.length > 0 ? 1 : 0;
  } catch (error) {
    return faultStatus(error);
  }
}

function requestOf({ settings, page }: StorePage, origin = `https://${settings.domain}`): VisitRequest {
  if (!/^https?:\/\/[^/\s]+$/.test(origin))
    throw new UserError(`${command}: got --origin ${origin}, expected one such as https://staging.example.com`);
  const { home, product, testForms, shopper } = settings.paymentPage;
  const limits = watchRequest.shape.limits.parse({});
  return { origin, home, product, testForms, shopper, limits, changing: page.agreed?.changing ?? [] };
}

const byBrowser =
  ({ browser: asked }: RecordOptions): Visitor =>
  async (request, times) => {
    const browser = await startBrowser(asked);
    try {
      const { visit } = await import("../../functions/payment-page/visit.ts");
      const visits: Seen[] = [];
      for (let i = 0; i < times; i++) visits.push((await visit(browser, request)).seen);
      return visits;
    } finally {
      await browser.close();
    }
  };

const byHand =
  "You write what has to do with the card or a header (card: true, headers); a script that did not run has no content to agree to.";

function recordText({ page, settings }: StorePage, { entries, found, open }: Proposal, faults: readonly string[], write: boolean): string {
  if (faults.length > 0) return `${settings.stack}: the payment page was not seen, so ${page.path} stays as it is.`;
  if (found.length === 0) return `${settings.stack}: the payment page is made of what ${page.path} says.`;
  const next = write
    ? `Fill in why and who approves it, then: npx store check ${settings.stack}`
    : `With --write they are added to the file, for you to say why they are needed and who approves them.`;
  return [
    `${settings.stack}: ${counted(found.length, "difference")} between the payment page and ${page.path}`,
    ...found.map(({ sentence }) => `  ${sentence}`),
    ...(entries.length === 0
      ? []
      : [
          `${entries.length === 1 ? "One entry" : `${entries.length} entries`} ${write ? "added to" : "missing from"} ${page.path}. ${next}`,
        ]),
    ...(open.length === 0 ? [] : [`${counted(open.length, "difference")} without a proposed entry. ${byHand}`]),
  ].join("\n");
}
