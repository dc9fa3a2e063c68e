import { describe, expect, test } from "@jest/globals";
import { judge } from "../../policies/model/evaluate.ts";
import { Stack } from "../../policies/model/stack.ts";
import { policies } from "../../policies/pack.ts";
import { unknown, urnOf } from "./support.ts";

/** Properties that answer every name with the same value, as deep as someone reads. */
const everything = (value: unknown): Record<string, unknown> => new Proxy({}, { get: () => value, has: () => true });

const oddities: readonly [string, unknown][] = [
  ["nothing", undefined],
  ["null", null],
  ["empty text", ""],
  ["text", "x"],
  ["a number", -1],
  ["false", false],
  ["an empty list", []],
  ["a list of null", [null]],
  ["a list of objects", [{}]],
  ["an object", {}],
  ["a policy document without statements", '{"Version":"2012-10-17"}'],
  ["a secret", { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "x" }],
];

const stackWith = (type: string, properties: Record<string, unknown>, name = "test-prod") =>
  new Stack([{ urn: urnOf(type, "one", name), type, name: "one", properties, protect: false, dependencies: [], propertyDependencies: {} }]);

const faultsOn = (properties: Record<string, unknown>, name?: string): string[] =>
  policies.flatMap((policy) =>
    policy.types.flatMap((type) => {
      const stack = stackWith(type, properties, name);
      return stack.resources.flatMap((resource) => {
        const verdict = judge(policy, resource, stack);
        return verdict.kind === "fault" ? [`${policy.name} on ${type}: ${verdict.error}`] : [];
      });
    }),
  );

describe("no policy of the pack throws", () => {
  test.each(oddities)("where every property is %s", (_what, value) => {
    expect(faultsOn(everything(value))).toEqual([]);
  });

  test.each(["test-prod", "test-account", "foreign"])("on a resource without properties, in a stack named %s", (name) => {
    expect(faultsOn({}, name)).toEqual([]);
  });
});

test("where every property is known only after apply, no policy throws, and none finds a fault in what it cannot know", () => {
  const verdicts = policies.flatMap((policy) =>
    policy.types.map((type) => {
      const stack = stackWith(type, everything(unknown));
      return stack.resources.map((resource) => [`${policy.name} on ${type}`, judge(policy, resource, stack).kind]);
    }),
  );
  expect(verdicts.flat().filter(([, kind]) => kind === "fault")).toEqual([]);
});
