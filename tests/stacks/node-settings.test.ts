import { describe, expect, test } from "@jest/globals";
import { parseSettings } from "../../stacks/settings.ts";
import { nodeSettings } from "../../stacks/store/nodes.ts";
import { faultsOf, prod } from "./settings-fixture.ts";

const withWeb = (web: unknown) => faultsOf({ ...prod, web });

test("a node too small for one PHP worker is refused, with what it needs", () => {
  expect(withWeb({ instanceType: "t4g.micro" })).toEqual([
    'web.instanceType: got "t4g.micro", expected a size with at least 1728 MiB of memory, for one PHP worker',
  ]);
});

test("a size that EC2 has not is refused", () => {
  expect(withWeb({ instanceType: "q7g.large" })).toEqual([
    'web.instanceType: got "q7g.large", expected a size that EC2 has, such as r7g.large (AWS\'s list of 2026-11-29)',
  ]);
});

test("uploads may be larger than other bodies, not smaller", () => {
  expect(withWeb({ bodyMiB: { standard: 8, uploads: 4 } })).toEqual([
    "web.bodyMiB.uploads: got 4, expected at least web.bodyMiB.standard, 8",
  ]);
  expect(withWeb({ bodyMiB: { standard: 8, uploads: 8 } })).toEqual([]);
});

test.each([
  [{ standard: 0 }, "web.bodyMiB.standard: got 0, expected a whole number from 1 to 16 (MiB)"],
  [{ uploads: 513 }, "web.bodyMiB.uploads: got 513, expected a whole number from 1 to 512 (MiB)"],
])("%j is out of bounds", (bodyMiB, sentence) => {
  expect(withWeb({ bodyMiB })).toEqual([sentence]);
});

const nextWeek = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);

describe("what nodes are told of declined payments", () => {
  const told = (raw: Record<string, unknown> = {}) => {
    const { settings, faults } = parseSettings("shop-prod", { ...prod, ...raw });
    if (settings?.kind !== "store") throw new Error(faults?.join("\n"));
    return nodeSettings(settings).orderDeclines;
  };

  test("is what the settings say, with add-ons' own orders and those who are not looked at", () => {
    const office = { range: "203.0.113.0/28", reason: "the call centre, which takes orders by telephone" };
    expect(
      told({ firewall: { declines: { store: { declines: 50 } }, orderActions: ["pay_now"] }, loginGuard: { neverBlock: [office] } }),
    ).toEqual({
      store: { declines: 50, windowSeconds: 600 },
      address: { declines: 5, windowSeconds: 600 },
      actions: ["pay_now"],
      never: [office.range],
      challenge: true,
    });
  });

  test.each([
    ["challenge", true],
    ["captcha", true],
    [{ action: "count", reason: "the first week of a new theme", until: nextWeek }, false],
  ])("leads browsers to the checkout's page only where it asks them: %j", (action, challenge) => {
    expect(told({ firewall: { actions: { "form-page": action } } }).challenge).toBe(challenge);
  });
});
