import { expect, test } from "@jest/globals";
import { type CheckContext, verdictOn } from "../../cli/check/verdict.ts";
import { SECRET, SIGNATURE } from "../../domain/graph-values.ts";
import { isRecord } from "../../domain/values.ts";
import type { ExportedResource } from "../../policies/model/graph.ts";
import { redactor } from "../../policies/model/secrets.ts";
import { graphWith } from "../stacks/graphs.ts";
import { resource } from "./support.ts";

const encrypted = { [SIGNATURE]: SECRET, ciphertext: "v1:AAAA" };
const told = (value: unknown) => ({ [SIGNATURE]: SECRET, plaintext: JSON.stringify(value) });
const context: CheckContext = { stack: "test-prod", file: "export.json", interrupted: [] };
const POLICY = "aws-rds-instance-enable-storage-encryption";

function saysOf(storageEncrypted: unknown) {
  const verdict = verdictOn([resource("aws:rds/instance:Instance", "db", { storageEncrypted })], context);
  const messages = [...verdict.violations, ...verdict.unknown].filter(({ policy }) => policy === POLICY).map(({ message }) => message);
  return [verdict.policies[POLICY], messages];
}

test("a secret is judged where the export tells it, and unknown where not", () => {
  expect(saysOf(told(true))).toEqual([1, []]);
  expect(saysOf(told(false))).toEqual([1, ["storageEncrypted is false; set true"]]);
  expect(saysOf(encrypted)).toEqual([1, ["storageEncrypted is unknown (a secret)"]]);
});

test("a secret's content is told in no sentence, whatever it is a part of", () => {
  const bucket = resource("aws:s3/bucketPolicy:BucketPolicy", "b", {
    bucket: "b",
    policy: told('{"Statement":[{"Effect":"Allow","Principal":"*"'),
  });
  const db = resource("aws:rds/instance:Instance", "db", {
    engine: told("mysql-hunter2"),
    backupRetentionPeriod: told(3),
    tags: told({ pin: 4711 }),
  });
  const text = JSON.stringify(verdictOn([bucket, db], context));
  expect([text.includes("hunter2"), text.includes("4711"), text.includes("Principal")]).toEqual([false, false, false]);
  expect(text).toContain("backupRetentionPeriod is (a secret); set");
});

test("a waiver that is a secret holds off nothing, and nothing of it is shown", () => {
  const waiver = {
    policy: POLICY,
    resource: "db",
    reason: told("the CEO's nephew"),
    owner: "@data",
    ticket: "SHOP-1",
    until: "2026-12-01",
  };
  const db = resource("aws:rds/instance:Instance", "db", { storageEncrypted: false });
  for (const waivers of [[waiver], told([{ ...waiver, reason: "the CEO's nephew" }]), encrypted]) {
    const verdict = verdictOn([resource("pulumi:pulumi:Stack", "test", { waivers }), db], { ...context, today: "2026-11-22" });
    expect(verdict.waivers).toEqual([]);
    expect(verdict.violations.map(({ policy }) => policy)).toEqual(expect.arrayContaining([POLICY, "xcart-stack-enforce-waivers"]));
    expect(JSON.stringify(verdict)).not.toContain("nephew");
  }
});

/** Each text of a resource as a secret of its own, with a mark that no sentence may show. */
const marked = (value: unknown): unknown =>
  typeof value === "string"
    ? told(`${value}-hunter2`)
    : Array.isArray(value)
      ? value.map(marked)
      : isRecord(value)
        ? Object.fromEntries(Object.entries(value).map(([key, part]) => [key, marked(part)]))
        : value;

test("with all of a store's texts secret, no policy throws and none tells one", async () => {
  const resources = (await graphWith("demo-prod")).map((one): ExportedResource => {
    const secret = marked(one.outputs ?? {});
    return { ...one, inputs: {}, outputs: isRecord(secret) ? secret : {} };
  });
  const verdict = verdictOn(resources, context);
  expect(verdict.faults).toEqual([]);
  expect(verdict.violations.length).toBeGreaterThan(20);
  expect(JSON.stringify(verdict).match(/.{60}-hunter2.{0,20}/)?.[0]).toBeUndefined();
});

test("short contents are taken out as words, long ones wherever they are, also as JSON has them", () => {
  const redact = redactor(["35", 'a"long"secret', "lettuce"]);
  expect(redact?.('35 of 135, {"a\\"long\\"secret":"lettuces"} a"long"secret')).toBe(
    '(a secret) of 135, {"(a secret)":"(a secret)s"} (a secret)',
  );
  expect(redactor([])).toBeUndefined();
});
