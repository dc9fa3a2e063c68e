import { expect, test } from "@jest/globals";
import { faultsOf, prod } from "./settings-fixture.ts";

const withWeb = (web: unknown) => faultsOf({ ...prod, web });

test("a node too small for one PHP worker is refused, with what it needs", () => {
  expect(withWeb({ instanceType: "t4g.micro" })).toEqual([
    'web.instanceType: got "t4g.micro", expected one with at least 1728 MiB of memory, so that a PHP worker fits',
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
