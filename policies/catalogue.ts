import entries from "./catalogue.json" with { type: "json" };
import type { Control } from "./model/control.ts";
import type { Policy } from "./model/policy.ts";
import { policies } from "./pack.ts";

/** The release of PCI DSS whose numbers the catalogue has. */
export const PCI_VERSION = "4.0.1";

/** Sorts 8.3.9 before 8.3.10. Made once: a collator costs more than what it compares. */
const byNumber = new Intl.Collator("en", { numeric: true }).compare;

/** The controls that several policies answer, that others know too, or that no policy does. */
const listed: readonly Control[] = entries.map((entry) => ({
  key: entry.key,
  service: entry.service,
  control: entry.control,
  pci: entry.pci,
  checkable: oneOf(["yes", "partly", "no"], entry.checkable),
  ids: Object.fromEntries(Object.entries(entry.ids).filter(([, ids]) => ids !== undefined)),
  ...(entry.responsible && { responsible: { who: oneOf(["AWS", "program", "owner"], entry.responsible.who), why: entry.responsible.why } }),
}));

/** The controls that a policy brings along. */
const own: readonly Control[] = policies.flatMap(({ controls }) => controls.flatMap((one) => (typeof one === "string" ? [] : [one])));

/** Every control: services in the catalogue's order, and in each by key. */
export const catalogue: readonly Control[] = [...Map.groupBy([...listed, ...own], ({ service }) => service).values()].flatMap((controls) =>
  controls.sort((a, b) => byNumber(a.key, b.key)),
);

const byKey = new Map(catalogue.map((control) => [control.key, control]));

/** The keys of the controls that a policy answers. */
export const keysOf = ({ controls }: Policy): string[] => controls.map((one) => (typeof one === "string" ? one : one.key));

/** The controls that a policy answers, as far as the catalogue has them. */
export const controlsOf = (policy: Policy): Control[] => keysOf(policy).flatMap((key) => byKey.get(key) ?? []);

/** The requirements of PCI DSS 4.0.1 that a policy answers, in their order, each once. */
export function pciOf(policy: Policy): string[] {
  const numbers = new Set(controlsOf(policy).flatMap(({ pci }) => pci));
  return [...numbers].sort(byNumber);
}

function oneOf<const T extends string>(allowed: readonly T[], text: string): T {
  const found = allowed.find((one) => one === text);
  if (found === undefined) throw new Error(`policies/catalogue.json: got ${text}, expected ${allowed.join(", ")}`);
  return found;
}
