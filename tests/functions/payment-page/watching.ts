import { type VisitRequest, watchRequest } from "../../../domain/contracts/payment-page.ts";
import { type AgreedPage, agreedPage, mayChange } from "../../../domain/payment-page/agreed.ts";
import type { Seen } from "../../../domain/payment-page/seen.ts";
import { type Pace, shopperPace } from "../../../functions/payment-page/pace.ts";
import { checkOut } from "../../../functions/payment-page/walk/checkout.ts";
import type { Route } from "../../../functions/payment-page/walk/whole.ts";

/** A shopper in a hurry: what waits a person's time is short, what is done is the same. */
export const quickPace: Pace = { ...shopperPace, pause: async () => undefined, keys: 0, quiet: 60, parting: 400 };

/** Straight to the checkout of a shop that has let its visitors come so far. */
export const straightRoute: Route = async (stage, payment) => {
  payment();
  await checkOut(stage);
};

/** A visit of a shop. */
export function visitOf(origin: string, more: Partial<VisitRequest> = {}): VisitRequest {
  const { home, testForms, shopper, limits } = watchRequest.parse({ stack: "demo-test", origin, visits: 1 });
  return { origin, home, testForms, shopper, limits: { ...limits, seconds: 120, pageSeconds: 40 }, changing: [], ...more };
}

/** What `store payment-page record` would write of some visits: all that they saw, vendors' scripts free to change. */
export function agreedFrom(visits: readonly Seen[], vendors: readonly string[]): AgreedPage {
  const why = { why: "test", approvedBy: "test", approvedOn: "2026-11-30" };
  const free = (source: string) => vendors.some((vendor) => source.startsWith(vendor));
  const own = (source: string, { origin }: Seen) =>
    source.startsWith(`${origin}/`) ? (source.slice(origin.length).split("?", 1)[0] ?? "/") : source;
  const all = <T>(of: (seen: Seen) => readonly T[]): T[] => [
    ...new Map(visits.flatMap(of).map((one) => [JSON.stringify(one), one])).values(),
  ];
  const readers = new Set(visits.flatMap((seen) => seen.reads.map(({ by }) => own(by, seen))));
  const loaded = (of: (seen: Seen) => readonly { readonly source: string }[]) =>
    all((seen) => of(seen).map(({ source }) => ({ source: own(source, seen), ...why })));
  return agreedPage.parse({
    scripts: all((seen) =>
      seen.scripts.map(({ kind, source, content }) => {
        const name = kind === "file" ? own(source, seen) : content;
        const card = readers.has(name) ? { card: true } : {};
        if (kind !== "file") return { inline: "an inline script", content, ...card, ...why };
        return { source: name, content: free(source) ? mayChange : content, ...card, ...why };
      }),
    ),
    frames: loaded(({ frames }) => frames),
    forms: loaded(({ forms }) => forms),
    stylesheets: loaded(({ stylesheets }) => stylesheets),
    fonts: loaded(({ fonts }) => fonts),
    workers: loaded(({ workers }) => workers),
    hosts: all((seen) =>
      seen.hosts.filter(({ source }) => !source.startsWith(seen.origin)).map(({ source }) => ({ source: new URL(source).origin, ...why })),
    ),
    headers: [{ name: "strict-transport-security", holds: "max-age=" }],
  });
}

/** Does something with each of a list, `atOnce` of them at a time. */
export async function inTurn<T>(atOnce: number, list: readonly T[], work: (one: T, index: number) => Promise<void>): Promise<void> {
  const left = [...list.entries()];
  const worker = async () => {
    for (let next = left.shift(); next; next = left.shift()) await work(next[1], next[0]);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
