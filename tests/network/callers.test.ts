import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { knownFunctions, neededConversations, type Row } from "../../domain/network/conversations.ts";

const root = join(import.meta.dirname, "../..");
const rows = neededConversations({ region: "eu-central-1", storeNames: ["shop.example.com"], hosts: ["my.x-cart.com"] });

/** How the SDK's packages, and the command line, call what an endpoint is called after; `s3` stands for buckets. */
const services: Readonly<Record<string, string>> = {
  efs: "elasticfilesystem",
  s3api: "s3",
  cloudwatch: "monitoring",
  "secrets-manager": "secretsmanager",
};

const serviceOf = ({ to }: Row): string[] => ("service" in to ? [to.service] : "bucket" in to || "own" in to ? ["s3"] : []);

const known = (...who: readonly string[]): string[] => [...new Set(rows.filter((row) => who.includes(row.who)).flatMap(serviceOf))];

/** What `pattern` finds in some files, each once, as endpoints are called. */
function called(files: string, pattern: RegExp): string[] {
  const texts = globSync(files, { cwd: root }).map((file) => readFileSync(join(root, file), "utf8"));
  const found = texts.flatMap((text) => [...text.matchAll(pattern)].map(([, name = ""]) => services[name] ?? name));
  return [...new Set(found)].sort();
}

test.each(knownFunctions)("the table has the services that the function %s has a client of, and no others", (name) => {
  expect(called(`functions/${name}/**/*.ts`, /"@aws-sdk\/client-([a-z0-9-]+)"/g)).toEqual(known(`function ${name}`).sort());
});

test("the table has every service that nodes call by the command line", () => {
  const calls = called("host/**/*.sh", /^[^#\n]*\baws ([a-z0-9]+) [a-z]+-/gm);
  expect(calls).toEqual(["autoscaling", "ec2", "logs", "monitoring", "s3", "secretsmanager", "ssm", "sts"]);
  expect(calls.filter((service) => !known("nodes").includes(service))).toEqual([]);
});

test("the table has every service that the builder of releases calls by the command line", () => {
  const calls = called("components/xcart-release/**/*.ts", /\baws ([a-z0-9]+) [a-z]+-/gm);
  expect(calls).toEqual(["rds", "s3", "secretsmanager"]);
  expect(calls.filter((service) => !known("builder").includes(service))).toEqual([]);
});
