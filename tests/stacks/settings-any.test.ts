import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { account, faultsOf, prod } from "./settings-fixture.ts";

interface Part {
  readonly $defs?: Record<string, Part>;
  readonly properties?: Record<string, Part>;
}

const schema: Part = JSON.parse(readFileSync(new URL("../../stacks/schema.json", import.meta.url), "utf8"));

/** Every path of a kind's settings, sections included. */
function pathsOf(part: Part | undefined): string[][] {
  return Object.entries(part?.properties ?? {}).flatMap(([key, child]) => [[key], ...pathsOf(child).map((path) => [key, ...path])]);
}

/** `settings` with a value at a path, and objects on the way to it. */
function put(settings: object, [key = "", ...rest]: readonly string[], value: unknown): object {
  const inner = Object.entries(settings).find(([name]) => name === key)?.[1];
  return { ...settings, [key]: rest.length === 0 ? value : put(typeof inner === "object" && inner !== null ? inner : {}, rest, value) };
}

const anything = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom(undefined, Number.NaN, Number.POSITIVE_INFINITY, "", [], {}, true, false, 0, 1, 3, "10.0.0.0/16"),
  fc.constantFrom("mon:00:00-mon:00:00", "sun:23:00-mon:23:00", "00:00-00:00", "23:59-00:59", "us-west-1", "dev", "prod"),
  fc.array(
    fc.record({ from: fc.constantFrom("2026-01-01", "2099-12-31"), to: fc.constantFrom("2026-01-01", "2099-12-31"), reason: fc.string() }),
  ),
);

const bases = { "shop-prod": prod, "shops-account": account };

test.each(Object.entries(bases))("whatever stands in the settings of %s, each fault is one sentence", (stack, base) => {
  const paths = pathsOf(schema.$defs?.[base.kind]);
  const place = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...paths) },
    fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 3 }),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(place, anything), { minLength: 1, maxLength: 4 }), (changes) => {
      const raw = changes.reduce<object>((settings, [path, value]) => put(settings, path, value), base);
      const faults = faultsOf(raw, stack);
      expect(
        faults.filter((line) => !/^[^\n]+: (got [^\n]+|unknown key), expected [^\n]+$/.test(line) || line.includes("Invalid")),
      ).toEqual([]);
      expect(faults).toEqual([...new Set(faults)]);
    }),
    { numRuns: 500 },
  );
});
