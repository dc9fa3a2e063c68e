import { describe, expect, test } from "@jest/globals";
import { type RawResource, Stack } from "../../policies/model/stack.ts";
import { unknown, urnOf } from "./support.ts";

const groupType = "aws:ec2/securityGroup:SecurityGroup";
const ruleType = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const raw = (
  type: string,
  name: string,
  properties: Record<string, unknown>,
  made: RawResource["propertyDependencies"] = {},
): RawResource => ({
  ...{ urn: urnOf(type, name), type, name, properties, protect: false, dependencies: [], propertyDependencies: made },
});

describe("who names whom", () => {
  const stack = new Stack([
    raw(groupType, "known", { id: "sg-1", name: "web" }),
    raw(groupType, "planned", { id: unknown, name: "web" }),
    raw(ruleType, "by-id", { securityGroupId: "sg-1" }),
    raw(ruleType, "made", { securityGroupId: unknown }, { securityGroupId: [urnOf(groupType, "planned")] }),
    raw(ruleType, "by-name-deep", { securityGroupId: [{ group: "web" }] }),
    raw(ruleType, "elsewhere", { referencedSecurityGroupId: "sg-1" }),
  ]);
  const [known, planned, byId, made, deep, elsewhere] = stack.resources;
  if (!(known && planned && byId && made && deep && elsewhere)) throw new Error("got fewer resources than are given");

  test("is told by what a value was made of, by id and by name, as the stack has them, each once", () => {
    const referring = (group: typeof known) => stack.referring(group, "securityGroupId", [ruleType]).map(({ name }) => name);
    expect([referring(known), referring(planned)]).toEqual([
      ["by-id", "by-name-deep"],
      ["made", "by-name-deep"],
    ]);
  });

  test("is the same from the other end", () => {
    const referred = (rule: typeof known) => stack.referred(rule, "securityGroupId", [groupType]).map(({ name }) => name);
    expect([byId, made, deep, elsewhere].map(referred)).toEqual([["known"], ["planned"], ["known", "planned"], []]);
  });

  test("is the same of two of them", () => {
    const pairs = [byId, made, deep, elsewhere].map((rule) =>
      [known, planned].map((group) => stack.refersTo(rule, "securityGroupId", group)),
    );
    expect(pairs).toEqual([
      [true, false],
      [false, true],
      [true, true],
      [false, false],
    ]);
  });
});

test("of thousands each is read once, however many ask", () => {
  let reads = 0;
  const counted = (name: string) => ({
    get securityGroupId() {
      reads++;
      return name;
    },
  });
  const count = 2000;
  const stack = new Stack(
    Array.from({ length: count }, (_, at) => [
      raw(groupType, `group-${at}`, { id: `sg-${at}` }),
      raw(ruleType, `rule-${at}`, counted(`sg-${at}`)),
    ]).flat(),
  );
  const found = stack.ofType(groupType).map((group) => stack.referring(group, "securityGroupId", [ruleType]).map(({ name }) => name));
  expect([found.length, found.at(-1), reads]).toEqual([count, [`rule-${count - 1}`], count]);
});
