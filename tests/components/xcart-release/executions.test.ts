import { beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { releaseKeys } from "../../../components/xcart-release/automation.ts";
import type { Automation } from "./automation-schema.ts";
import { Cloud } from "./cloud.ts";
import { buildOf, takeOf } from "./documents.ts";
import { execute } from "./interpreter.ts";

const before = ["RefuseTakenName", "RequireFormer", "ChooseCopy"];
const copied = [...before, "CopyDatabase", "WaitForCopy", "GivePassword", "WaitForPassword", "LaunchBuilder", "WaitForBuilder"];
const work = ["Fetch", "Upgrade", "SmokeTest", "Upload"];
const after = ["TerminateBuilder", "ChooseDeletion", "DeleteCopy"];

let cloud: Cloud;
let build: Automation;
let id = 0;
beforeAll(async () => {
  cloud = await Cloud.open();
  build = await buildOf(cloud);
});
beforeEach(() => {
  id++;
});

/** Runs the document that builds; its scripts run in the test's mind, and upload as the real one does. */
async function runBuild(parameters: Readonly<Record<string, string>> = {}, failing: { step?: string; api?: string } = {}) {
  const scripts = new Map<string, readonly string[]>();
  const release = `5.6.0.12-${id}`;
  const outcome = await execute(build, {
    id: `0000-${id}`,
    parameters: await cloud.pinned({ Release: release, From: "5.6.0.11-1", ...parameters }),
    call: async (service, api, input) => {
      if (failing.api === api) throw new Error(`${api} failed`);
      return await cloud.call(service, api, input);
    },
    run: async (step, commands) => {
      scripts.set(step, commands);
      if (step === failing.step) throw new Error(`${step} failed`);
      if (step === "Upload") await cloud.put(cloud.bucket, release, "the next store");
    },
  });
  return { ...outcome, scripts };
}

/** What is left of an execution: nothing but what stands in the bucket. */
async function expectNothingLeft(started = 1): Promise<void> {
  expect(await cloud.instances(`0000-${id}`)).toEqual(Array(started).fill("terminated"));
  expect(await cloud.databases()).toEqual(["shop-staging-database"]);
}

describe("the document that builds a release", () => {
  test("copies the database, builds, uploads, and leaves nothing behind", async () => {
    const { status, steps, scripts } = await runBuild();
    expect(status).toBe("Success");
    expect(steps).toEqual([...copied, ...work, ...after]);
    await expectNothingLeft();
    expect(scripts.get("Fetch")).toContain("ARCHIVE='releases/5.6.0.11-1/release.tar.zst'");
    expect(scripts.get("Upgrade")).toContain(`COPY='shop-staging-c-0000-${id}'`);
    expect(scripts.get("Upgrade")).toContain("KIND='build'");
    expect(scripts.get("Upload")).toContain(`DESCRIPTION='releases/5.6.0.12-${id}/release.json'`);
  });

  test("makes a copy that is private, tagged, and has a password of its own", async () => {
    cloud.calls.length = 0;
    await runBuild();
    expect(cloud.calls.find(({ name }) => name === "rds:RestoreDBInstanceToPointInTime")?.input).toMatchObject({
      SourceDBInstanceIdentifier: "shop-staging-database",
      PubliclyAccessible: false,
      Tags: [{ Key: "stack", Value: "shop-staging" }],
    });
    expect(cloud.calls.find(({ name }) => name === "rds:ModifyDBInstance")?.input).toMatchObject({ ManageMasterUserPassword: true });
  });

  test("does without a database where no one wants one", async () => {
    const { status, steps } = await runBuild({ Database: "none", Kind: "minor" });
    expect(status).toBe("Success");
    expect(steps).toEqual([...before, "LaunchBuilder", "WaitForBuilder", ...work, "TerminateBuilder", "ChooseDeletion"]);
    await expectNothingLeft();
  });

  test.each(work)("leaves nothing behind where %s fails, and says so", async (step) => {
    const { status, steps, errors } = await runBuild({}, { step });
    expect([status, errors]).toEqual(["Failed", [`${step} failed`]]);
    expect(steps).toEqual([...copied, ...work.slice(0, work.indexOf(step)), `${step}!`, ...after]);
    await expectNothingLeft();
  });

  test("deletes the copy where no builder can be had", async () => {
    const { status, steps } = await runBuild({}, { api: "RunInstances" });
    expect(status).toBe("Failed");
    expect(steps.slice(-3)).toEqual(["LaunchBuilder!", "ChooseDeletion", "DeleteCopy"]);
    await expectNothingLeft(0);
  });

  test("deletes the copy also where the builder does not end", async () => {
    const { status, steps } = await runBuild({}, { api: "TerminateInstances" });
    expect(status).toBe("Failed");
    expect(steps.slice(-3)).toEqual(["TerminateBuilder!", "ChooseDeletion", "DeleteCopy"]);
    expect(await cloud.databases()).toEqual(["shop-staging-database"]);
  });

  test("starts nothing for a name that is taken, or from a release that is not there", async () => {
    expect((await runBuild({ Release: "5.6.0.11-1" })).steps).toEqual(["RefuseTakenName!"]);
    expect((await runBuild({ From: "5.6.0.10-1" })).steps).toEqual(["RefuseTakenName", "RequireFormer!"]);
    expect((await runBuild({ SourceDatabase: "shop-staging-nobody" })).steps).toEqual([...before, "CopyDatabase!"]);
  });

  test.each<Readonly<Record<string, string>>>([
    { Release: "latest" },
    { Release: "5.6.0.12-1'; id; '" },
    { Kind: "major" },
    { SourceDatabase: "shop-staging-a--b" },
    { FromSha256: `${"0".repeat(64)}'; id; '` },
    // Production's own: an administrator restores it under a name of this stack's.
    { SourceDatabase: "shop-prod-database" },
  ])("refuses %j", async (parameters) => await expect(runBuild(parameters)).rejects.toThrow(Object.keys(parameters)[0]));
});

describe("the document that takes a release over", () => {
  const production = () => cloud.bucket.replace("staging", "prod");
  beforeAll(async () => await cloud.makeBucket(production()));

  async function runTake(Release: string, call = cloud.call.bind(cloud), more: Readonly<Record<string, string>> = {}) {
    const document = await takeOf(production(), cloud.bucket);
    return await execute(document, { id: "1", parameters: await cloud.pinned({ Release, ...more }), call, run: async () => undefined });
  }

  test("copies the same bytes, their description last", async () => {
    const { status, steps } = await runTake("5.6.0.11-1");
    expect(status).toBe("Success");
    expect(steps.slice(-3)).toEqual(["ReadDescription", "CopyDescription", "VerifyDescription"]);
    expect(await cloud.read(production(), releaseKeys("5.6.0.11-1").archive)).toBe("the store");
  });

  test("copies the record of the upgrade and its packs, where staging has them", async () => {
    await cloud.put(cloud.bucket, "5.6.0.14-1", "the store");
    const { packs, scenario } = releaseKeys("5.6.0.14-1");
    await cloud.write(scenario, "{}");
    await cloud.write(packs, "packs");
    expect((await runTake("5.6.0.14-1")).status).toBe("Success");
    expect([await cloud.read(production(), scenario), await cloud.read(production(), packs)]).toEqual(["{}", "packs"]);
  });

  test("takes none twice, and none that staging has not", async () => {
    expect((await runTake("5.6.0.11-1")).steps).toEqual(["RefuseTakenName!"]);
    expect((await runTake("5.6.0.99-1")).steps).toEqual(["RefuseTakenName", "RequireRelease!"]);
  });

  test("takes nothing that is called so and is not what it was told", async () => {
    await cloud.put(cloud.bucket, "5.6.0.15-1", "the store with a skimmer in it");
    const { steps } = await runTake("5.6.0.15-1", undefined, { Sha256: "0".repeat(64) });
    expect(steps).toEqual(["RefuseTakenName", "RequireRelease", "Base64OfSum", "ExpectArchive!"]);
    expect(await cloud.sumOf(releaseKeys("5.6.0.15-1").archive, production())).toBe("0".repeat(64));
  });

  test("writes where nothing is yet, and copies no verdict of staging's scan", async () => {
    cloud.calls.length = 0;
    await cloud.put(cloud.bucket, "5.6.0.16-1", "the store");
    expect((await runTake("5.6.0.16-1")).status).toBe("Success");
    const copies = cloud.calls
      .filter(({ name }) => name === "s3:CopyObject")
      .map(({ input }) => [input.IfNoneMatch, input.TaggingDirective]);
    expect(copies).toEqual([
      ["*", "REPLACE"],
      ["*", "REPLACE"],
    ]);
  });

  test("stops before the description where other bytes have arrived", async () => {
    await cloud.put(cloud.bucket, "5.6.0.13-1", "the store after next");
    const { status, steps } = await runTake("5.6.0.13-1", async (service, api, input) => {
      const answer = await cloud.call(service, api, input);
      if (api === "CopyObject") await cloud.put(production(), "5.6.0.13-1", "something else");
      return answer;
    });
    expect([status, steps.at(-1)]).toEqual(["Failed", "VerifyArchive!"]);
  });
});
