import { afterAll, beforeAll, expect, it } from "@jest/globals";
import type { Browser } from "playwright-core";
import type { AgreedPage } from "../../../domain/payment-page/agreed.ts";
import { type Difference, differences } from "../../../domain/payment-page/differences.ts";
import { visit } from "../../../functions/payment-page/visit.ts";
import { startBrowser } from "../../support/browser.ts";
import type { PaymentForm } from "./shop/pages.ts";
import { Shops } from "./shop/shop.ts";
import { type Skimmer, skimmers } from "./skimmers.ts";
import { agreedFrom, inTurn, quickPace, straightRoute, visitOf } from "./watching.ts";

const shops = new Shops();
let browser: Browser;
const agreed = new Map<PaymentForm, AgreedPage>();

const look = async (origin: string, whole = false) =>
  (await visit(browser, visitOf(origin), quickPace, whole ? undefined : straightRoute)).seen;

/** Skimmers that stand on one page, each with a host of its own: visits take seconds, and there are many. */
interface Group {
  readonly form: PaymentForm;
  readonly skimmers: readonly Skimmer[];
}

const COMPANY = 8;

function groupsOf(all: readonly Skimmer[]): readonly Group[] {
  const own = all.map((skimmer, i) => withHost(skimmer, `evil${i}.example`));
  const alone = own.filter((skimmer) => skimmer.alone).map((skimmer) => ({ form: skimmer.form ?? "own", skimmers: [skimmer] }));
  const together = (["own", "frame", "redirect"] as const).flatMap((form) => {
    const those = own.filter((skimmer) => !skimmer.alone && (skimmer.form ?? "own") === form);
    const count = Math.ceil(those.length / COMPANY);
    // Neighbours in the list do alike, and would hide each other.
    return Array.from({ length: count }, (_, i) => ({ form, skimmers: those.filter((_, j) => j % count === i) }));
  });
  return [...together, ...alone];
}

/** One and the same skimmer, of an attacker's host of its own. */
function withHost(skimmer: Skimmer, host: string): Skimmer {
  const moved = (text: string) => text.replaceAll("evil.example", host);
  const { head = "", body = "", files = {}, named } = skimmer;
  const movedFiles = Object.entries(files).map(([path, file]) => [
    moved(path),
    (visitor: number) => {
      const [type, content] = file(visitor);
      return [type, moved(content)] as const;
    },
  ]);
  return {
    ...skimmer,
    head: moved(head),
    body: moved(body),
    files: Object.fromEntries(movedFiles),
    named: named.map(([kind, part]) => [kind, moved(part)]),
  };
}

const joined = (parts: readonly (string | undefined)[]): string => parts.filter((part) => part !== undefined).join("\n");

/** What is named on a page within the visits that its skimmers are given. */
async function namedOf({ form, skimmers: those }: Group, index: number): Promise<readonly Difference[]> {
  const [first] = those;
  const page = agreed.get(form);
  if (!first || !page) throw new Error(`nothing is agreed for ${form}`);
  const whole = first.everywhere !== undefined;
  const head = joined(those.map((skimmer) => skimmer.head));
  const body = joined(those.map((skimmer) => skimmer.body));
  const files = Object.assign({}, ...those.map((skimmer) => skimmer.files));
  const origin = shops.open(`s${index}`, { ...first, head, body, files, form, straight: !whole });
  const found: Difference[] = [];
  for (let i = 0; i < (first.visits ?? 1); i++) found.push(...differences(await look(origin, whole), page, origin));
  return found;
}

beforeAll(async () => {
  await shops.start();
  browser = await startBrowser(shops.switches);
  for (const form of ["own", "frame", "redirect"] as const) {
    const origin = shops.open(`clean-${form}`, { form, straight: true });
    // Two visits: one of each variant of the shop's test.
    agreed.set(form, agreedFrom([await look(origin), await look(origin)], ["https://js.pay.example/v3/", "https://tags.example/"]));
  }
});
afterAll(async () => {
  await browser.close();
  await shops.stop();
});

it("names every skimmer within its number of visits", async () => {
  const missed: string[] = [];
  await inTurn(4, groupsOf(skimmers), async (group, index) => {
    const found = await namedOf(group, index);
    const said = found.map(({ kind, sentence }) => `${kind}: ${sentence}`).join("\n  ");
    for (const { name, named } of group.skimmers) {
      const missing = named.filter(
        ([kind, part]) => !found.some((difference) => difference.kind === kind && difference.sentence.includes(part)),
      );
      missed.push(...missing.map(([kind, part]) => `${name}: no ${kind} with ${part} among\n  ${said}`));
    }
  });
  expect(missed).toEqual([]);
}, 900_000);

it("holds at least forty, each by a name of its own", () => {
  expect(skimmers.length).toBeGreaterThanOrEqual(40);
  expect(new Set(skimmers.map(({ name }) => name)).size).toBe(skimmers.length);
});
