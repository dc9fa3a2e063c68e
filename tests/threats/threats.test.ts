import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { beingsOf } from "./actors.ts";
import { type Analysis, analyse, assets, powersOf } from "./analysis.ts";
import { cast, staff } from "./cast.ts";
import { deedsOn } from "./deeds.ts";
import { matches } from "./event-pattern.ts";
import { account } from "./names.ts";
import { threatsPage } from "./page.ts";

let analysis: Analysis;
beforeAll(async () => {
  analysis = await analyse();
});

const brought = ["recovery points", "archive", "keys"];
/** Who is the account's root, or can make himself it. */
const root = ["break-glass", "root"];

test("docs/threats.md is what `npm run threats` writes", () => {
  expect(readFileSync(new URL("../../docs/threats.md", import.meta.url), "utf8")).toBe(threatsPage(analysis));
});

test("each asset is something that the stacks have", () => {
  expect(assets.filter((asset) => asset.of(analysis.world).length === 0).map(({ name }) => name)).toEqual([]);
});

test("each call that a role may make on an asset is said to read, change or destroy it, or to be harmless (assets-data.ts, assets-safety.ts)", () => {
  const unknown = analysis.world.roles.flatMap(({ name }) =>
    (analysis.deeds.get(name) ?? [])
      .filter(({ effect }) => effect === "unknown")
      .map(({ asset, action }) => `${asset}: ${action} by ${name}`),
  );
  expect([...new Set(unknown)]).toEqual([]);
});

test("anyone who deploys dev reaches nothing of production", () => {
  const { done, reached } = powersOf(analysis, `${account}-deploy-demo-dev`);
  expect(reached.map(({ who }) => who)).toEqual([`${account}-deploy-demo-dev`, "demo-dev-any"]);
  expect(done).toEqual([]);
});

test.each<readonly [string, readonly string[]]>([
  ["plan-demo-dev", []],
  ["plan-demo-staging", []],
  ["plan-demo-prod", ["releases (what runs)", "Pulumi's state of production", "key of secrets in that state"]],
])("anyone who may look by %s reads of production: %j", (job, read) => {
  const { done, reached } = powersOf(analysis, `${account}-${job}`);
  expect(reached.map(({ who }) => who)).toEqual([`${account}-${job}`]);
  expect(done.map(({ effect, asset }) => `${effect} ${asset}`)).toEqual(read.map((asset) => `reads ${asset}`));
});

test("anyone who deploys staging changes what production takes from it, and nothing else", () => {
  const { done } = powersOf(analysis, `${account}-deploy-demo-staging`);
  expect([...new Set(done.map(({ asset }) => asset))]).toEqual(["what production takes from staging"]);
});

describe("below the account's root", () => {
  const names = () => [...cast.map(({ name }) => name), ...analysis.world.roles.map(({ name }) => name)];

  test("no one takes recovery points, the archive or keys away", () => {
    const others = [...new Set(names())].filter((name) => !root.includes(name) && name !== staff);
    expect(others.length).toBeGreaterThan(30);
    expect(others.filter((name) => powersOf(analysis, name).survives.join() !== brought.join())).toEqual([]);
  });

  test("who could is seen: break-glass, for whom they are kept", () => {
    expect(powersOf(analysis, "break-glass").survives).toEqual([]);
  });
});

test("without the vault's and the keys' own policies, CI of production would", async () => {
  const world = {
    ...analysis.world,
    resourcePolicies: new Map([...analysis.world.resourcePolicies].filter(([arn]) => !/:backup-vault:/.test(arn))),
  };
  const ci = beingsOf(world).get(`${account}-deploy-demo-prod`);
  const vaults = assets.find(({ name }) => name === "recovery points");
  if (!ci || !vaults) throw new Error("no role of CI, or no vaults");
  const destroyed = (await deedsOn(vaults, world, ci)).filter(({ effect }) => effect === "destroys").map(({ action }) => action);
  expect(destroyed).toEqual(expect.arrayContaining(["backup:DeleteBackupVault", "backup:PutBackupVaultAccessPolicy"]));
});

describe("what rings", () => {
  const topic = {
    type: "aws:sns/topic:Topic",
    physicalName: `${account}-alerts`,
    arn: `arn:aws:sns:us-east-1:123456789012:${account}-alerts`,
    id: "1",
  };
  const vault = {
    type: "aws:backup/vault:Vault",
    physicalName: "demo-prod-backup",
    arn: "arn:aws:backup:us-east-1:123456789012:backup-vault:demo-prod-backup",
    id: "1",
  };

  test.each([
    [`${account}-deploy-demo-prod`, "sns:DeleteTopic", topic, ["trail-pipeline"]],
    [`${account}-operator`, "sns:DeleteTopic", topic, []],
    ["break-glass", "backup:DeleteBackupVault", vault, ["backup-notices-calls", "trail-data-deletion"]],
    ["root", "kms:PutKeyPolicy", { type: "aws:kms/key:Key", physicalName: "x", arn: "x", id: "x" }, ["trail-keys", "trail-root-use"]],
  ] as const)("when %s calls %s", (by, action, thing, expected) => {
    expect(analysis.ringing({ by, action, thing })).toEqual(expected);
  });

  test.each([
    [{ source: ["aws.sts"] }, { source: "aws.sts" }, true],
    [{ source: ["aws.sts"] }, { source: "aws.iam" }, false],
    [{ detail: { name: [{ prefix: "Assume" }], arn: [{ suffix: "/x" }] } }, { detail: { name: "AssumeRole", arn: "role/x" } }, true],
    [{ detail: { name: [{ prefix: "Assume" }] } }, { detail: {} }, false],
    [{ $or: [{ a: ["1"] }, { b: [{ exists: false }] }] }, { a: "2" }, true],
    [{ a: [{ "anything-but": ["1", "2"] }] }, { a: "2" }, false],
    [{ a: ["1"] }, { a: ["2", "1"] }, true],
  ])("by EventBridge's pattern %j of %j: %s", (pattern, event, expected) => {
    expect(matches(pattern, event)).toBe(expected);
  });

  test("is not guessed for patterns that no one has taught", () => {
    expect(() => matches({ a: [{ cidr: "10.0.0.0/8" }] }, { a: "10.0.0.1" })).toThrow("not known");
  });
});
