import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { arrowsIn, circles, rooms, strayArrows } from "./imports.ts";

const arrows = arrowsIn(join(import.meta.dirname, "../.."));

test("no room imports a floor above it", () => {
  expect(strayArrows(arrows)).toEqual([]);
});

test("no files import each other in a circle", () => {
  expect(circles(arrows)).toEqual([]);
});

test("imports of every room were read", () => {
  for (const room of rooms) expect(arrows.filter(({ from }) => from.startsWith(`${room}/`)).length).toBeGreaterThan(5);
});

test("an import that goes up is named with what to do", () => {
  expect(strayArrows([{ from: "functions/canary/walk.ts", to: "components/canary/canary.ts" }])).toEqual([
    "functions/canary/walk.ts: imports components/canary/canary.ts; functions may import itself, domain: move what both need to domain/",
  ]);
  expect(strayArrows([{ from: "domain/values.ts", to: "@pulumi/pulumi" }])).toEqual([
    "domain/values.ts: imports @pulumi/pulumi; the ground floor uses neither Pulumi nor the AWS SDK",
  ]);
  expect(strayArrows([{ from: "cli/main.ts", to: "stacks/load.ts" }])).toEqual([]);
});

test("a circle is found once, from wherever it is entered", () => {
  const ring = [
    { from: "a.ts", to: "b.ts" },
    { from: "b.ts", to: "c.ts" },
    { from: "c.ts", to: "b.ts" },
  ];
  expect(circles(ring)).toEqual([["b.ts", "c.ts"]]);
});
