import { describe, expect, test } from "@jest/globals";
import { pathOf, placedLine, placeFaults, placesIn } from "../../stacks/settings/places.ts";

const text = `# A store
config:
  other:key: 1
  xcart-hosting:settings:
    kind: store
    "domain": shop.example.com
    database: { multiAz: true,
      "odd: key": 2 }
    staff: &staff
      - { email: a@example.com }
      -
        email: b@example.com
    others: *staff
`;

test.each([
  [["kind"], 5, 5],
  [["domain"], 6, 5],
  [["database", "multiAz"], 7, 17],
  [["database", "odd: key"], 8, 7],
  [["staff", 0], 10, 9],
  [["staff", 1, "email"], 12, 9],
  [["others"], 13, 5],
  [["others", 1, "email"], 12, 9],
])("%j stands at line %d, column %d", (path, line, column) => {
  expect(placesIn(text)(path)).toEqual({ line, column });
});

test.each([
  [["database", "replicas"], 7],
  [["staff", 7, "email"], 9],
  [["web", "image"], 4],
  [[], 4],
])("of %j, which is missing, the nearest around it is line %d", (path, line) => {
  expect(placesIn(text)(path)?.line).toBe(line);
});

test("a file without settings has no place", () => {
  expect([placesIn("")(["kind"]), placesIn("a: 1\n")([])]).toEqual([undefined, undefined]);
});

describe("a fault's path", () => {
  test.each([
    ["database.multiAz: got false, expected true", ["database", "multiAz"]],
    ["ci.deploy[2].zones[0]: missing; expected a zone", ["ci", "deploy", 2, "zones", 0]],
    ['network."odd: key": unknown key, expected cidr', ["network", "odd: key"]],
    ["stack name: got x, expected y", undefined],
  ])("of %s", (fault, path) => {
    expect(pathOf(fault)).toEqual(path);
  });
});

test("a fault's line begins with file and line, or the file alone where no setting is named", () => {
  const faults = placeFaults(["kind: got x, expected y", "stack name: got x, expected y"], { path: "stacks/Pulumi.a-dev.yaml", text });
  expect(faults.map(placedLine)).toEqual([
    "stacks/Pulumi.a-dev.yaml:5: kind: got x, expected y",
    "stacks/Pulumi.a-dev.yaml: stack name: got x, expected y",
  ]);
});
