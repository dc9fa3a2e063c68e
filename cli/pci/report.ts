import { requirements } from "../../domain/pci/requirements.ts";
import type { PciSettings } from "../../stacks/settings/schema/pci.ts";
import type { Row, Status } from "./assess.ts";
import type { Calendar } from "./calendar.ts";

/** The report of `store pci` on one stack; `--json` prints a list of these. */
export interface PciReport {
  readonly stack: string;
  /** The day it is, `YYYY-MM-DD` in UTC. */
  readonly at: string;
  readonly standard: "PCI DSS 4.0.1";
  /** The assessment that the settings make it, and why, as a sentence. */
  readonly assessment: string;
  readonly counts: Readonly<Partial<Record<Status, number>>>;
  readonly requirements: readonly Row[];
  /** The calendar of a store. */
  readonly calendar?: Calendar;
}

const assessments: Readonly<Record<NonNullable<PciSettings["payment"]>, string>> = {
  redirect: "SAQ A: the provider's own page takes card data (pci.payment is redirect)",
  iframe:
    "SAQ A: the provider's iframe takes card data (pci.payment is iframe); your site must resist malicious scripts, so meet 6.4.3 and 11.6.1 too",
  form: "SAQ A-EP: a form of the checkout sends card data to the provider (pci.payment is form)",
  server: "SAQ D: card data passes the store's server (pci.payment is server)",
};

/** Which assessment a store's settings make it. */
export const assessmentOf = (payment: PciSettings["payment"]): string =>
  payment === undefined ? "unknown: pci.payment does not say how card data gets to the payment provider" : assessments[payment];

/** Sums up a stack's rows. */
export function reportOf(rows: readonly Row[], about: Omit<PciReport, "counts" | "requirements" | "standard">): PciReport {
  const counts = Object.fromEntries([...Map.groupBy(rows, ({ status }) => status)].map(([status, list]) => [status, list.length]));
  return { ...about, standard: "PCI DSS 4.0.1", counts, requirements: rows };
}

/** The numbers among `asked` that are no requirement's. */
export const unknownNumbers = (asked: readonly string[]): string[] =>
  asked.filter((number) => !requirements.some((one) => one.number === number || one.number.startsWith(`${number}.`)));
