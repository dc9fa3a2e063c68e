import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "@jest/globals";
import type { GraphResource } from "../support/offline.ts";
import { at, graphWith, nameOf, ofType } from "./graphs.ts";

const root = join(import.meta.dirname, "../..");
const texts = globSync("docs/operations/*.md", { cwd: root })
  .sort()
  .map((page) => [page, readFileSync(join(root, page), "utf8")] as const);
const first = texts.find(([page]) => page.endsWith("/README.md"))?.[1] ?? "";

let graph: readonly GraphResource[];
beforeAll(async () => {
  graph = [...(await graphWith("demo-prod", { network: { dnsQueryLog: true } })), ...(await graphWith("demo-account"))];
});

test("each output that a page reads is one of a store's or an account's", () => {
  const outputs = ofType(graph, "pulumi:pulumi:Stack").flatMap((stack) => Object.keys(Object(at(stack, "outputs"))));
  const read = texts.flatMap(([page, text]) =>
    [...text.matchAll(/(?:^|[`;(] ?)out ([a-zA-Z]+)\b/gm)].map(([, output = ""]) => ({ page, output })),
  );
  expect(read.length).toBeGreaterThan(50);
  expect(read.filter(({ output }) => !outputs.includes(output))).toEqual([]);
});

/** Variables that a text sets: by an assignment, a loop or a read. */
const setIn = (text: string): string[] =>
  [...text.matchAll(/\b([A-Z][A-Z0-9_]*)=|\bread (?:-r )?(?:\w+ )*([A-Z]\w*)\b/g)].flatMap(([, one, other]) => one ?? other ?? []);

/** Variables of the shell and of jq, and `ACCOUNT`, the account's stack, which pages set in words. */
const given = ["EDITOR", "ARGS"];
const unset = (text: string): string[] => {
  const known = [...given, ...setIn(first), ...setIn(text), ...(text.includes("`ACCOUNT`") ? ["ACCOUNT"] : [])];
  return [...text.matchAll(/\$\{?([A-Z][A-Z0-9_]*)/g)].flatMap(([, name = ""]) => (known.includes(name) ? [] : [name]));
};

test("each variable of a page's commands is set there, or on the page with the helpers", () => {
  expect(texts.flatMap(([page, text]) => unset(text).map((name) => `${page}: $${name} is never set`))).toEqual([]);
  expect(unset('aws s3 rm "s3://$BUCKET/move-in/"')).toEqual(["BUCKET"]);
});

/** Names that pages give to what they make, or that another stack has. */
const made = ["-last", "-before", "-major", "-database-final", "-backup-air-gapped", "-promote-EXECUTION", "/TYPE/FILE"];

test("each name that begins with the stack's is one of a resource's", () => {
  const logical = graph.map((one) => `-${nameOf(one)}`);
  const whole = JSON.stringify(graph.map((one) => [at(one, "inputs"), at(one, "outputs")]));
  const known = (name: string) =>
    [...made, ...logical].some((one) => one.startsWith(name)) ||
    ["demo-prod", "demo-account"].some((stack) => whole.includes(stack + name));
  const names = texts.flatMap(([page, text]) =>
    [...text.matchAll(/\$(?:STACK|\{STACK\}|ACCOUNT)([-/][\w/-]*[\w])/g)].map(([, name = ""]) => ({ page, name })),
  );
  expect(names.length).toBeGreaterThan(100);
  expect(names.filter(({ name }) => !known(name))).toEqual([]);
  expect(known("-no-such-function")).toBe(false);
});

/** The parts of a fault that a page quotes, without what differs from one to the next. */
const partsOf = (fault: string): string[] => fault.split(/…|, expected |: got /).map((part) => part.trim());

test("each fault of the program's that a page quotes is one that it prints", () => {
  const sources = globSync("{cli,components,domain,functions,host,stacks}/**/*.{ts,sh,php,py}", { cwd: root })
    .map((file) => readFileSync(join(root, file), "utf8"))
    .join("\n");
  const quoted = texts.flatMap(([page, text]) =>
    [...text.matchAll(/`([^`\n]*(?:\bgot (?:a|no|none)\b|, expected |: missing)[^`\n]*)`/g)].map(([, fault = ""]) => ({ page, fault })),
  );
  expect(quoted.length).toBeGreaterThan(5);
  expect(quoted.filter(({ fault }) => partsOf(fault).some((part) => !sources.includes(part)))).toEqual([]);
});

/** The command by which destroy.md takes AWS's deletion protection off, by type. */
const unprotecting: Readonly<Record<string, string>> = {
  "aws:cloudwatch/logGroup:LogGroup": "aws logs put-log-group-deletion-protection",
  "aws:cognito/userPool:UserPool": "aws cognito-idp update-user-pool",
  "aws:dynamodb/table:Table": "aws dynamodb update-table",
  "aws:lb/loadBalancer:LoadBalancer": "aws elbv2 modify-load-balancer-attributes",
  "aws:rds/instance:Instance": "aws rds modify-db-instance",
};

test("deleting a store takes the deletion protection off everything that has one", async () => {
  const store = await graphWith("demo-prod");
  const protectedTypes = store.flatMap(({ type, inputs = {} }) =>
    Object.entries(inputs).some(([name, value]) => /deletionProtection/i.test(name) && ["true", "ACTIVE"].includes(String(value)))
      ? [type]
      : [],
  );
  const page = texts.find(([name]) => name.endsWith("/destroy.md"))?.[1] ?? "";
  expect([...new Set(protectedTypes)].sort()).toEqual(Object.keys(unprotecting));
  expect(Object.values(unprotecting).filter((command) => !page.includes(command))).toEqual([]);
});
