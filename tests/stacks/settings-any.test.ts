import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { faultReport } from "../../stacks/settings/faults.ts";
import { parseSettings } from "../../stacks/settings.ts";
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
        faults.filter((line) => !/^[^\n]+: (got [^\n]+,|unknown key,|missing;) expected [^\n]+$/.test(line) || line.includes("Invalid")),
      ).toEqual([]);
      expect(faults).toEqual([...new Set(faults)]);
    }),
    { numRuns: 500 },
  );
});

const turned = "shipped \u202Ednuop eno rof\u202C";

test.each([
  ["a reason", { patching: { freeze: [{ from: "2099-12-14", to: "2099-12-16", reason: turned }] } }, "patching.freeze[0].reason"],
  [
    "a name",
    { firewall: { monitors: [{ name: "Bell\u0007", addresses: ["192.0.2.16/28"], reason: turned }] } },
    "firewall.monitors[0].name",
  ],
])("a text that reports would not show as it stands is refused: %s", (_what, change, path) => {
  const fault = faultsOf({ ...prod, ...change }).find((line) => line.startsWith(`${path}: `));
  expect(fault).toMatch(/: got "[ -~]*\\u[ -~]*", expected a (reason|name) without control characters$/);
});

test("a text of several lines becomes one of one line", () => {
  const reason = "  Christmas\n  season ";
  const { settings } = parseSettings("shop-prod", { ...prod, patching: { freeze: [{ from: "2099-12-14", to: "2099-12-16", reason }] } });
  expect(settings?.kind === "store" && settings.patching.freeze[0]?.reason).toBe("Christmas season");
});

test("of thousands of faults a report shows a hundred", () => {
  const faults = faultsOf({ ...prod, payments: { hosts: new Array(5000).fill("x") } });
  const report = faultReport("shop-prod", faults).split("\n");
  expect(report[0]).toBe("shop-prod: the settings have 5000 faults");
  expect(report.slice(100)).toEqual([
    '  payments.hosts[99]: got "x", expected a host name such as api.example.com or *.example.com',
    "  and 4900 more",
  ]);
});
