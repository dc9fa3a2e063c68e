import { expect, test } from "@jest/globals";
import { valueChanges } from "../../../cli/diff/values.ts";
import { markOf, SECRET, SIGNATURE, UNKNOWN } from "../../../domain/graph-values.ts";

const secret = { [SIGNATURE]: SECRET, plaintext: '"hunter2"' };
const role = markOf("aws:iam/role:Role", "web", "arn");
const changes = (before: unknown, after: unknown) => valueChanges(before, after, "p");
const sinceDeployed = (before: unknown, after: unknown) => valueChanges(before, after, "p", { deployed: true });
const json = JSON.stringify;
const base64 = (text: string) => Buffer.from(text).toString("base64");

test.each<[string, unknown, unknown, readonly object[]]>([
  ["the same", { a: [1, { b: "x" }] }, { a: [1, { b: "x" }] }, []],
  ["words", "db.m7g.large", "db.m7g.xlarge", [{ path: "p", before: "db.m7g.large", after: "db.m7g.xlarge" }]],
  [
    "keys",
    { a: 1, "kms:X": 1 },
    { b: 2, "kms:X": 2 },
    [
      { path: "p.a", before: 1 },
      { path: "p[kms:X]", before: 1, after: 2 },
      { path: "p.b", after: 2 },
    ],
  ],
  ["kinds", "80", 80, [{ path: "p", before: "80", after: 80 }]],
  [
    "elements of a set",
    ["a", "b"],
    ["c", "a", "d"],
    [
      { path: "p[]", before: "b" },
      { path: "p[]", after: "c" },
      { path: "p[]", after: "d" },
    ],
  ],
  ["one element", ["a", "203.0.113.0/26"], ["a", "203.0.0.0/16"], [{ path: "p[]", before: "203.0.113.0/26", after: "203.0.0.0/16" }]],
  ["an order", ["a", "b"], ["b", "a"], [{ path: "p (order)", before: ["a", "b"], after: ["b", "a"] }]],
  [
    "elements with keys",
    [
      { name: "x", value: 1 },
      { name: "y", value: 2 },
    ],
    [
      { name: "z", value: 3 },
      { name: "x", value: 4 },
    ],
    [
      { path: "p[x].value", before: 1, after: 4 },
      { path: "p[y]", before: { name: "y", value: 2 } },
      { path: "p[z]", after: { name: "z", value: 3 } },
    ],
  ],
  [
    "an order of keys",
    [{ id: "x" }, { id: "y" }],
    [{ id: "y" }, { id: "x" }],
    [{ path: "p (order)", before: ["x", "y"], after: ["y", "x"] }],
  ],
  [
    "elements without keys",
    [{ a: 1 }, { a: 2 }, { a: 3 }],
    [{ a: 1 }, { a: 9 }, { a: 3 }, { a: 4 }],
    [
      { path: "p[1].a", before: 2, after: 9 },
      { path: "p[3]", after: { a: 4 } },
    ],
  ],
  ["elements that go", [{ a: 1 }, { a: 2 }], [{ a: 2 }], [{ path: "p[0]", before: { a: 1 } }]],
  ["an empty list and none", [], undefined, [{ path: "p", before: [] }]],
])("of two values, %s", (_, before, after, expected) => {
  expect(changes(before, after)).toEqual(expected);
});

test("a document is compared by what it says, its statements by their names", () => {
  const statement = (Sid: string, ...Action: string[]) => ({ Sid, Effect: "Allow", Action, Resource: "*" });
  const before = json({ Version: "2012-10-17", Statement: [statement("Send", "ses:SendEmail"), statement("Read", "s3:GetObject")] });
  const after = json({ Statement: [statement("Send", "ses:SendEmail", "ses:*"), statement("All", "*")], Version: "2012-10-17" });
  expect(changes(before, after)).toEqual([
    { path: "p: Statement[Send].Action[]", after: "ses:*" },
    { path: "p: Statement[Read]", before: statement("Read", "s3:GetObject") },
    { path: "p: Statement[All]", after: statement("All", "*") },
  ]);
  expect(changes(json({ a: 1, b: 2 }), json({ b: 2, a: 1 }))).toEqual([]);
});

test("a script, also one in base64, is compared line by line", () => {
  const before = "#!/bin/bash\nset -e\necho 1\necho 2\n";
  const after = "#!/bin/bash\nset -eu\necho 1\necho 2\necho 3\n";
  const expected = [
    { path: "p: line 2", before: "set -e", after: "set -eu" },
    { path: "p: line 5", after: "echo 3" },
  ];
  expect([changes(before, after), changes(base64(before), base64(after))]).toEqual([expected, expected]);
  expect(changes("a\nb\nc", "a\nc")).toEqual([{ path: "p: line 2", before: "b" }]);
});

test("of a document that becomes a word both are shown", () => {
  expect(changes(json({ a: 1 }), "none")).toEqual([{ path: "p", before: '{"a":1}', after: "none" }]);
});

test.each<[unknown, unknown, readonly object[]]>([
  [secret, secret, []],
  [secret, { [SIGNATURE]: SECRET, ciphertext: "v1:other" }, []],
  [secret, "hunter2", [{ path: "p", before: "[secret]", after: "[secret]" }]],
  [undefined, secret, [{ path: "p", after: "[secret]" }]],
  [{ a: 1 }, { a: 1, b: { c: [secret] } }, [{ path: "p.b", after: { c: ["[secret]"] } }]],
])("nothing of a secret is shown: case %#", (before, after, expected) => {
  expect(changes(before, after)).toEqual(expected);
  expect(json(changes(before, after))).not.toContain("hunter2");
});

test("what AWS makes up is alike in two previews, and no change of what an export knows", () => {
  expect(changes(UNKNOWN, UNKNOWN)).toEqual([]);
  expect(changes("vpc-1", UNKNOWN)).toEqual([{ path: "p", before: "vpc-1", after: "known after apply" }]);
  expect(changes(json([role]), json(["*"]))).toEqual([{ path: "p: []", before: "<arn of Role web>", after: "*" }]);
  expect(sinceDeployed("vpc-1", UNKNOWN)).toEqual([]);
  expect(sinceDeployed(undefined, UNKNOWN)).toEqual([{ path: "p", after: "known after apply" }]);
  expect(sinceDeployed(["sg-1", "sg-2"], [UNKNOWN, UNKNOWN])).toEqual([]);
  expect(sinceDeployed(["sg-1", "sg-2"], [UNKNOWN])).toEqual([{ path: "p[]", before: "sg-2" }]);
  expect(sinceDeployed("arn:aws:iam::1:role/web/x", `${role}/x`)).toEqual([]);
  expect(sinceDeployed("arn:aws:iam::1:role/web/y", `${role}/x`)).toEqual([
    { path: "p", before: "arn:aws:iam::1:role/web/y", after: "<arn of Role web>/x" },
  ]);
  expect(sinceDeployed(json({ Principal: ["arn:1", "arn:2"] }), json({ Principal: ["arn:2", role] }))).toEqual([]);
});

test("what the provider put in by itself, or wrote as text, is no change of what is deployed", () => {
  const before = { name: "web-1a2b3c", port: "80", rule: { __defaults: ["action"], action: "allow" }, __defaults: ["name"] };
  expect(sinceDeployed(before, { port: 80, rule: {} })).toEqual([]);
  expect(sinceDeployed(before, { name: "web", port: 81, rule: { action: "deny" } })).toEqual([
    { path: "p.name", before: "web-1a2b3c", after: "web" },
    { path: "p.port", before: "80", after: 81 },
    { path: "p.rule.action", before: "allow", after: "deny" },
  ]);
});
