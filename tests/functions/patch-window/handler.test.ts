import { afterEach, describe, expect, test } from "@jest/globals";
import type { PatchRequest } from "../../../domain/contracts/patch-window.ts";
import { Cloud } from "./cloud.ts";

// Sunday 2026-11-22, 03:00 to 06:00 in Berlin is 02:00 to 05:00 UTC.
const start = "2026-11-22T02:00:00.000Z";
const end = "2026-11-22T05:00:00.000Z";
const later = "2026-11-22T07:30:00Z";
const key = "records/patching/demo-prod/2026-11-22T0200Z.json";
const season = { from: "2026-11-20", to: "2026-11-30", reason: "Black Friday" };

let cloud: Cloud;
const open = async (change: Partial<PatchRequest> = {}) => {
  cloud = await Cloud.open("2026-11-22T01:45:00Z", "2026-11-15T02:00:00.000Z", change);
};
afterEach(async () => await cloud.close());

const recorded = async () => (await cloud.records())[key];

describe("over HTTP, an open window", () => {
  test("backs up, replaces the nodes, installs what is left, and its record stands in the archive", async () => {
    await open();
    cloud.services.behaviour.missing = 3;
    await cloud.until(later);
    const [before, after] = cloud.images;
    expect(cloud.services.log).toEqual(["backup", "backup", `refresh to ${after}`, "installing"]);
    const jobs = [...cloud.services.backups].sort(([one], [other]) => one.localeCompare(other));
    expect(await cloud.records()).toEqual({
      [key]: {
        version: 1,
        stack: "demo-prod",
        windowStart: start,
        windowEnd: end,
        recordedAt: end,
        result: "patched",
        why: `${before} → ${after}`,
        image: { before, after },
        backupJobs: jobs.map(([, { id }]) => id),
        refreshes: cloud.services.refreshes.map(({ id }) => id),
        missingPatches: { before: 3, after: 0 },
      },
    });
    expect([await cloud.image(), cloud.services.installing]).toEqual([after, false]);
    expect(await cloud.state()).toEqual({ version: 1, images: [{ id: after, since: end }], handled: start, patched: end });
  });

  test("asks for a backup that is kept and found again, and for a refresh that alarms stop and nothing rolls back by itself", async () => {
    await open();
    await cloud.until("2026-11-22T03:00:00Z");
    const asked = [...cloud.services.backups.values()].map((backup) => backup.asked);
    expect(new Set(asked.map(({ ResourceArn }) => ResourceArn))).toEqual(new Set(["db", "files"]));
    expect(asked).toContainEqual({
      BackupVaultName: "demo-prod",
      IamRoleArn: "arn:aws:iam::123456789012:role/backup",
      ResourceArn: "db",
      IdempotencyToken: "demo-prod-2026-11-22T02-00-00-000Z-0",
      StartWindowMinutes: 60,
      Lifecycle: { DeleteAfterDays: 14 },
      RecoveryPointTags: { stack: "demo-prod", purpose: "before-patching" },
    });
    const [refresh] = cloud.services.refreshes;
    expect(refresh?.preferences).toMatchObject({
      MinHealthyPercentage: 100,
      AlarmSpecification: { Alarms: ["node-errors", "canary"] },
    });
    expect(Object.keys(refresh?.preferences ?? {})).not.toContain("AutoRollback");
  });

  test("writes what it remembers sealed with the store's key, and the image as one", async () => {
    await open();
    await cloud.until(later);
    const { stateParameter, stateKeyArn, imageParameter = "" } = cloud.request;
    expect(await cloud.kindOf(stateParameter)).toMatchObject({ Type: "SecureString", KeyId: stateKeyArn });
    expect(await cloud.kindOf(imageParameter)).toMatchObject({ Type: "String", DataType: "aws:ec2:image" });
  });

  test("is none for a store that was made at its end: it has missed nothing, and is patched a week later", async () => {
    await open();
    await cloud.beginAnew();
    cloud.now = new Date("2026-11-22T03:45:00Z");
    await cloud.until("2026-11-22T04:15:00Z");
    expect(await cloud.records()).toEqual({});
    cloud.now = new Date("2026-11-29T02:00:00Z");
    await cloud.until("2026-11-29T06:00:00Z");
    expect(Object.values(await cloud.records()).map(({ result }) => result)).toEqual(["patched"]);
  });

  test("counts for CloudWatch what it did and how old things are", async () => {
    await open();
    await cloud.until(later);
    expect(cloud.counts()).toMatchObject({
      stack: "demo-prod",
      MissingPatches: 0,
      PatchWindowFailed: 0,
      DaysToEndOfLife: expect.any(Number),
    });
    expect(cloud.counts().DaysSincePatched).toBeCloseTo(2.25 / 24, 5);
    const ended = cloud.printed.map((line) => JSON.parse(line)).filter(({ PatchWindowSucceeded: count }) => count === 1);
    expect(ended).toHaveLength(1);
  });

  test("takes what staging has run for three days, not what is newest", async () => {
    await open({ soakDays: 3, stagingParameter: "/demo-staging/patching/state" });
    const [before, after] = cloud.images;
    const images = [
      { id: "ami-0123456789abcdef0", since: "2026-11-21T05:00:00.000Z" },
      { id: after, since: "2026-11-18T05:00:00.000Z" },
      { id: before, since: "2026-11-11T05:00:00.000Z" },
    ];
    await cloud.publish({ version: 1, images });
    await cloud.until(later);
    expect(await recorded()).toMatchObject({ result: "patched", image: { before, after } });
  });
});

describe("over HTTP, an image that someone else has made", () => {
  const staging = { soakDays: 3, stagingParameter: "/demo-staging/patching/state" };

  test("and that staging's state names is refused, with its reason on record; packages are installed all the same", async () => {
    await open(staging);
    const [before] = cloud.images;
    const own = await cloud.makeImage();
    await cloud.publish({ version: 1, images: [{ id: own, since: "2026-11-15T05:00:00.000Z" }] });
    cloud.services.behaviour.missing = 1;
    await cloud.until(later);
    const why = expect.stringMatching(
      new RegExp(`^staging \\(/demo-staging/patching/state\\) names an image to take: ${own} belongs to the account \\d+, not`),
    );
    expect(await recorded()).toMatchObject({
      result: "refused",
      why,
      image: { before, after: before },
      missingPatches: { before: 1, after: 0 },
    });
    expect([cloud.services.refreshes, await cloud.image()]).toEqual([[], before]);
    expect(cloud.printed.map((line) => JSON.parse(line).PatchWindowFailed).filter((count) => count === 1)).toHaveLength(1);
  });

  test.each([
    [
      "an image that no one knows, since January",
      [{ id: "ami-0bad0bad0bad0bad0", since: "2026-01-01T00:00:00.000Z" }],
      "EC2 does not know ami-0bad0bad0bad0bad0",
    ],
    [
      "a day that is still to come",
      [{ id: "ami-0bad0bad0bad0bad0", since: "2099-01-01T00:00:00.000Z" }],
      "2099-01-01T00:00:00.000Z, which is in the future",
    ],
  ])("nor is %s taken from there", async (_, images, why) => {
    await open(staging);
    await cloud.publish(JSON.stringify({ version: 1, images }));
    await cloud.run();
    cloud.now = new Date(start);
    await cloud.run();
    expect(await recorded()).toMatchObject({ result: "refused", why: expect.stringContaining(why) });
    expect(await cloud.image()).toBe(cloud.images[0]);
  });

  test("and that is in the nodes' parameter counts at once, and no forged run goes back to it", async () => {
    await open();
    const own = await cloud.makeImage();
    await cloud.plant(own);
    await cloud.run();
    expect(cloud.counts()).toMatchObject({ ForeignImage: 1 });
    expect(cloud.printed).toContainEqual(expect.stringMatching(`"foreignImage":"${own} belongs to the account`));
    await cloud.plant(cloud.images[0]);
    const run = {
      step: "rollback" as const,
      why: "forged",
      imageBefore: own,
      imageAfter: own,
      missingBefore: 0,
      backupJobs: [],
      refreshes: [],
    };
    const window = {
      windowStart: "2026-11-22T01:00:00.000Z",
      windowEnd: "2026-11-22T04:00:00.000Z",
      stepSince: "2026-11-22T01:00:00.000Z",
    };
    await cloud.forge({ version: 1, images: [], handled: "2026-11-15T02:00:00.000Z", run: { ...run, ...window } });
    await cloud.run();
    expect([cloud.services.refreshes, await cloud.image()]).toEqual([[], cloud.images[0]]);
    expect(cloud.counts()).toMatchObject({ ForeignImage: 0, PatchWindowFailed: 1 });
    const [record] = Object.values(await cloud.records());
    expect(record?.why).toMatch(`forged; nodes cannot return to ${own}: ${own} belongs to the account`);
  });
});

describe("over HTTP, a frozen window", () => {
  test("changes nothing, switches the installation off, and says on record which freeze it was", async () => {
    await open({ freezes: [season] });
    cloud.services.installing = true;
    cloud.services.behaviour.missing = 2;
    await cloud.until(later);
    expect([cloud.services.log, cloud.services.installing, await cloud.image()]).toEqual([[], false, cloud.images[0]]);
    expect(await recorded()).toMatchObject({ result: "frozen", why: "frozen from 2026-11-20 to 2026-11-30: Black Friday", backupJobs: [] });
    expect((await cloud.state()).patched).toBeUndefined();
  });

  test("is patched in an emergency, with its reason on record and in the log; the next one, after its last day, is frozen again", async () => {
    const emergency = { reason: "CVE-2026-1234 is exploited", until: "2026-11-22" };
    await open({ freezes: [season], emergency });
    await cloud.until(later);
    cloud.now = new Date("2026-11-29T01:45:00Z");
    await cloud.until("2026-11-29T02:30:00Z");
    expect(Object.values(await cloud.records()).map(({ result, emergency: why }) => [result, why])).toEqual([
      ["patched", emergency.reason],
      ["frozen", undefined],
    ]);
    expect(await cloud.image()).toBe(cloud.images[1]);
    expect(cloud.printed.filter((line) => line.includes(emergency.reason))).toHaveLength(1);
  });
});

describe("over HTTP, a window that fails", () => {
  test("changes nothing where the backup fails, and says what AWS said of it", async () => {
    await open();
    cloud.services.behaviour.backupFault = "the disk is full";
    await cloud.until(later);
    expect(cloud.services.log).toEqual(["backup", "backup"]);
    expect(await recorded()).toMatchObject({
      result: "failed",
      why: expect.stringMatching(/failed: the disk is full; nothing was changed$/),
    });
    expect(await cloud.image()).toBe(cloud.images[0]);
    expect(cloud.printed.map((line) => JSON.parse(line).PatchWindowFailed).filter((count) => count === 1)).toHaveLength(1);
  });

  test("goes back to the former image where nodes do not come up from the new one", async () => {
    await open();
    const [before, after] = cloud.images;
    cloud.services.behaviour.refreshFault = (image) => (image === after ? "no node became healthy" : undefined);
    await cloud.until(later);
    expect(cloud.services.log.slice(2)).toEqual([`refresh to ${after}`, `refresh to ${before}`]);
    const [first, second] = cloud.services.refreshes;
    const why = `refresh ${first?.id} failed: no node became healthy`;
    expect(await recorded()).toMatchObject({
      result: "rolled-back",
      why,
      image: { before, after: before },
      refreshes: [first?.id, second?.id],
    });
    expect([await cloud.image(), (await cloud.state()).images]).toEqual([before, []]);
  });

  test("goes back when an alarm rings meanwhile, and ends the replacement under way first", async () => {
    await open();
    await cloud.until("2026-11-22T02:45:00Z");
    await cloud.ring("canary", "ALARM");
    await cloud.until("2026-11-22T03:00:00Z");
    await cloud.ring("canary", "OK");
    await cloud.until(later);
    const [before, after] = cloud.images;
    expect(cloud.services.refreshes.map(({ image, cancelled }) => [image, cancelled])).toEqual([
      [after, true],
      [before, false],
    ]);
    expect(await recorded()).toMatchObject({ result: "rolled-back", why: `canary fired while nodes started from ${after}` });
  });

  test("does not begin where an alarm rings already, nor where staging says nothing", async () => {
    await open();
    await cloud.ring("node-errors", "ALARM");
    await cloud.until("2026-11-22T02:30:00Z");
    expect(await recorded()).toMatchObject({ result: "failed", why: "node-errors fired before anything was changed" });
    await cloud.close();
    await open({ soakDays: 3, stagingParameter: "/demo-staging/patching/state" });
    await cloud.until("2026-11-22T02:30:00Z");
    const why = "/demo-staging/patching/state does not say which images staging has run; nothing was changed";
    expect(await recorded()).toMatchObject({ result: "failed", why });
    expect(cloud.services.log).toEqual([]);
  });
});

describe("over HTTP, a node that Patch Manager has not looked at", () => {
  test("is unknown, never a node that lacks nothing: in the evidence, in the metrics, in the log", async () => {
    await open();
    cloud.services.behaviour.nodes = ["i-00000001", "i-00000002", "i-00000003"];
    cloud.services.behaviour.scanned = { "i-00000001": undefined, "i-00000003": new Date("2026-11-01T00:00:00Z"), "i-0000009b": undefined };
    await cloud.until(later);
    const unknown = ["i-00000002 has no patch state", "i-00000003 was last scanned on 2026-11-01T00:00:00.000Z"];
    expect(await recorded()).toMatchObject({ result: "unproven", unknown, why: expect.stringContaining(unknown.join(", ")) });
    expect(cloud.counts()).toMatchObject({ MissingPatches: 2, NodesWithoutPatchState: 2, PatchWindowsInVain: 1 });
    expect(cloud.printed).toContain(JSON.stringify({ level: "WARN", unknown: unknown[0] }));
  });

  test("and a group without nodes is no group that lacks nothing", async () => {
    await open();
    cloud.services.behaviour.nodes = [];
    await cloud.run();
    expect(cloud.counts()).toMatchObject({ MissingPatches: 1, NodesWithoutPatchState: 1 });
  });
});

describe("over HTTP, an alarm that goes on firing", () => {
  test("does not stop the way back, as it would if the replacement were given it", async () => {
    await open();
    await cloud.until("2026-11-22T02:45:00Z");
    await cloud.ring("canary", "ALARM");
    await cloud.until(later);
    const [before, after] = cloud.images;
    expect(cloud.services.log.slice(2)).toEqual([`refresh to ${after}`, `refresh to ${before}`]);
    expect(await recorded()).toMatchObject({ result: "rolled-back", image: { before, after: before } });
    expect(cloud.services.refreshes[1]?.preferences.AlarmSpecification).toEqual({ Alarms: ["node-errors"] });
  });
});

describe("over HTTP, a run that dies", () => {
  test("after any of its calls is made good by the next: one backup of each, one replacement, one record", async () => {
    await open();
    cloud.services.behaviour.missing = 1;
    let deaths = 0;
    for (; cloud.now < new Date("2026-11-22T05:45:00Z"); cloud.now = new Date(cloud.now.getTime() + 30 * 60_000))
      for (let calls = 0; !(await cloud.runKilledAfter(calls)); calls++) deaths++;
    // Each look at a window makes four calls at least.
    expect(deaths).toBeGreaterThan(8 * 4);
    expect(cloud.services.log).toEqual(["backup", "backup", `refresh to ${cloud.images[1]}`, "installing"]);
    expect(Object.values(await cloud.records()).map(({ result }) => result)).toEqual(["patched"]);
    expect((await cloud.state()).run).toBeUndefined();
  });

  test("for want of the image's parameter says which", async () => {
    await open();
    await cloud.forget("/demo-prod/image");
    await expect(cloud.run()).rejects.toThrow("SSM parameter /demo-prod/image is not there, expected an image's id in it");
  });
});
