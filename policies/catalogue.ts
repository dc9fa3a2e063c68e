import entries from "./catalogue.json" with { type: "json" };
import { controls } from "./controls.ts";

/** Who sees to a control where a graph cannot tell. */
export type Responsible = "AWS" | "program" | "owner";

/** One control of the catalogue: what must hold, and how others call it. */
export interface Control {
  /** Such as RDS-02; gaps that no other tool checks are G1 to G25. */
  readonly key: string;
  readonly service: string;
  /** What must hold. */
  readonly control: string;
  /** Requirements of PCI DSS 4.0.1. */
  readonly pci: readonly string[];
  /** Whether a graph of resources can tell. */
  readonly checkable: "yes" | "partly" | "no";
  /** Its ids elsewhere, by tool. */
  readonly ids: Readonly<Record<string, readonly string[]>>;
  /** Whose it is beyond what a graph can tell; for every control that is not wholly checkable. */
  readonly responsible?: { readonly who: Responsible; readonly why: string };
}

/** The release of PCI DSS whose numbers the catalogue has. */
export const PCI_VERSION = "4.0.1";

/** Every control, in the catalogue's order. */
export const catalogue: readonly Control[] = entries.map((entry) => ({
  key: entry.key,
  service: entry.service,
  control: entry.control,
  pci: entry.pci,
  checkable: oneOf(["yes", "partly", "no"], entry.checkable),
  ids: Object.fromEntries(Object.entries(entry.ids).filter(([, ids]) => ids !== undefined)),
  ...(entry.responsible && { responsible: { who: oneOf(["AWS", "program", "owner"], entry.responsible.who), why: entry.responsible.why } }),
}));

const byKey = new Map(catalogue.map((control) => [control.key, control]));

/** The controls that a policy answers, as far as the catalogue has them. */
export function controlsOf(policy: string): Control[] {
  return (controls[policy] ?? []).flatMap((key) => byKey.get(key) ?? []);
}

/** Sorts 8.3.9 before 8.3.10. Made once: a collator costs more than what it compares. */
const byNumber = new Intl.Collator("en", { numeric: true }).compare;

/** The requirements of PCI DSS 4.0.1 that a policy answers, in their order, each once. */
export function pciOf(policy: string): string[] {
  const numbers = new Set(controlsOf(policy).flatMap(({ pci }) => pci));
  return [...numbers].sort(byNumber);
}

function oneOf<const T extends string>(allowed: readonly T[], text: string): T {
  const found = allowed.find((one) => one === text);
  if (found === undefined) throw new Error(`policies/catalogue.json: got ${text}, expected ${allowed.join(", ")}`);
  return found;
}
