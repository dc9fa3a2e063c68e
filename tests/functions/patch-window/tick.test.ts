import { describe, expect, test } from "@jest/globals";
import { type PatchState, soakedImage } from "../../../functions/patch-window/state.ts";
import { Simulation } from "./simulation.ts";

// Sunday 2026-11-22, 03:00 to 06:00 in Berlin is 02:00 to 05:00 UTC.
const before = "2026-11-22T01:30:00Z";
const after = "2026-11-22T07:30:00Z";
const season = { from: "2026-11-20", to: "2026-11-30", reason: "Black Friday" };
const handled = "2026-11-15T02:00:00.000Z";

function store(...args: ConstructorParameters<typeof Simulation> extends [string, ...infer R] ? R : never): Simulation {
  const sim = new Simulation(before, ...args);
  sim.state = { version: 1, images: [], handled };
  return sim;
}

describe("a window", () => {
  test("backs up, replaces the nodes, installs what is left, and leaves its record", async () => {
    const sim = await store({}, { missing: 3 }).until(after);
    expect(sim.log).toEqual(["backup", "backup", "refresh to ami-2", "installing", "patched"]);
    expect(sim.image).toBe("ami-2");
    expect(sim.installing).toBe(false);
    expect(sim.records).toEqual([
      {
        version: 1,
        stack: "demo-prod",
        windowStart: "2026-11-22T02:00:00.000Z",
        windowEnd: "2026-11-22T05:00:00.000Z",
        recordedAt: "2026-11-22T05:00:00.000Z",
        result: "patched",
        why: "ami-1 → ami-2",
        image: { before: "ami-1", after: "ami-2" },
        backupJobs: ["backup 2026-11-22T02:00:00.000Z db", "backup 2026-11-22T02:00:00.000Z files"],
        refreshes: ["refresh-0"],
        missingPatches: { before: 3, after: 0 },
      },
    ]);
    expect(sim.state).toEqual({
      version: 1,
      images: [{ id: "ami-2", since: "2026-11-22T05:00:00.000Z" }],
      handled: "2026-11-22T02:00:00.000Z",
      patched: "2026-11-22T05:00:00.000Z",
    });
  });

  test("touches nothing where nothing is to do", async () => {
    const sim = store();
    sim.newest = "ami-1";
    await sim.until(after);
    expect(sim.log).toEqual(["nothing-to-do"]);
    expect(sim.state?.images).toEqual([{ id: "ami-1", since: "2026-11-22T02:00:00.000Z" }]);
  });

  test("installs what nodes lack although the image stays", async () => {
    const sim = store({}, { missing: 2 });
    sim.newest = "ami-1";
    await sim.until(after);
    expect(sim.log).toEqual(["backup", "backup", "installing", "patched"]);
    expect(sim.refreshes).toEqual([]);
  });

  test("replaces no node whose image the settings pin", async () => {
    const sim = await store({ imageParameter: undefined }, { missing: 2 }).until(after);
    expect(sim.log).toEqual(["backup", "backup", "installing", "patched"]);
    expect(sim.records[0]?.image?.after).toBe("pinned by web.image");
    // Production would take it for an image's id.
    expect(sim.state?.images).toEqual([]);
  });

  test("installs in its last hour only, and never after it", async () => {
    const sim = await store({}, { missing: 2 }).until("2026-11-22T02:59:00Z");
    expect(sim.installing).toBe(true);
    await sim.until(after);
    expect(sim.installing).toBe(false);
  });
});

describe("a frozen window", () => {
  test("changes nothing and says why", async () => {
    const sim = store({ freezes: [season] }, { missing: 2 });
    sim.installing = true;
    await sim.until(after);
    expect(sim.log).toEqual(["frozen"]);
    expect(sim.installing).toBe(false);
    expect(sim.records[0]?.why).toBe("frozen from 2026-11-20 to 2026-11-30: Black Friday");
    expect(sim.state?.patched).toBeUndefined();
  });

  test("is patched all the same in an emergency, with its reason on record, until the emergency's last day", async () => {
    const emergency = { reason: "CVE-2026-1234 is exploited", until: "2026-11-22" };
    const sim = await store({ freezes: [season], emergency }).until(after);
    sim.now = new Date("2026-11-29T01:30:00Z");
    await sim.until("2026-11-29T03:00:00Z");
    expect(sim.records.map(({ windowStart, result, emergency: why }) => [windowStart.slice(0, 10), result, why])).toEqual([
      ["2026-11-22", "patched", "CVE-2026-1234 is exploited"],
      ["2026-11-29", "frozen", undefined],
    ]);
  });
});

describe("a window that goes wrong", () => {
  test("changes nothing where the backup fails", async () => {
    const sim = await store({}, { backupFails: true }).until(after);
    expect(sim.log).toEqual(["backup", "backup", "failed"]);
    expect(sim.records[0]?.why).toBe("backup backup 2026-11-22T02:00:00.000Z db failed: disk full; nothing was changed");
    expect(sim.image).toBe("ami-1");
  });

  test("changes nothing where the backup leaves no time", async () => {
    const sim = await store({}, { backupMinutes: 170 }).until(after);
    expect(sim.log).toEqual(["backup", "backup", "failed"]);
    expect(sim.image).toBe("ami-1");
  });

  test("does not begin with an alarm that rings", async () => {
    const sim = await store({}, { firing: () => ["canary"] }).until(after);
    expect(sim.log).toEqual(["failed"]);
    expect(sim.records[0]?.why).toBe("canary fired before anything was changed");
  });

  test("does not begin while the store is closed; it begins once it is open, or says why it did not", async () => {
    const until = (end: string) => (now: Date) => (now < new Date(end) ? "upgrading 5.6.0.12-1" : "open");
    const late = await store({}, { door: until("2026-11-22T02:30:00Z") }).until(after);
    expect(late.log).toEqual(["backup", "backup", "refresh to ami-2", "installing", "patched"]);
    const never = await store({}, { door: until(after) }).until(after);
    expect(never.log).toEqual(["missed"]);
    expect(never.records[0]?.why).toBe("the store was upgrading 5.6.0.12-1, and its nodes are not replaced meanwhile");
  });

  test("goes back to the former image when an alarm rings while nodes are replaced", async () => {
    const firing = (_: Date, sim: Simulation) => (sim.image === "ami-2" && sim.refreshes.length > 0 ? ["node-errors"] : []);
    const sim = await store({}, { firing }).until(after);
    expect(sim.log).toEqual(["backup", "backup", "refresh to ami-2", "refresh to ami-1", "rolled-back"]);
    expect(sim.image).toBe("ami-1");
    expect(sim.records[0]).toMatchObject({
      why: "node-errors fired while nodes started from ami-2",
      refreshes: ["refresh-0", "refresh-1"],
    });
    expect(sim.state?.images).toEqual([]);
  });

  test("goes back when an alarm rings after they were", async () => {
    const firing = (now: Date, sim: Simulation) => (sim.image === "ami-2" && now > new Date("2026-11-22T04:00:00Z") ? ["canary"] : []);
    const sim = await store({}, { firing, missing: 1 }).until(after);
    expect(sim.log).toEqual(["backup", "backup", "refresh to ami-2", "installing", "refresh to ami-1", "rolled-back"]);
    expect(sim.installing).toBe(false);
  });

  test("goes back when the refresh fails, and says so when that fails too", async () => {
    const once = await store({}, { failingRefreshes: [0] }).until(after);
    expect(once.log.slice(2)).toEqual(["refresh to ami-2", "refresh to ami-1", "rolled-back"]);
    const twice = await store({}, { failingRefreshes: [0, 1] }).until(after);
    expect(twice.log.slice(2)).toEqual(["refresh to ami-2", "refresh to ami-1", "failed"]);
    expect(twice.records[0]?.why).toBe("refresh refresh-0 failed; the rollback to ami-1 failed too: refresh refresh-1 failed");
  });

  test("gives up a refresh that does not end, and goes back", async () => {
    const sim = await store({}, { refreshMinutes: 1000 }).until("2026-11-22T10:00:00Z");
    expect(sim.log.slice(2)).toEqual(["refresh to ami-2", "refresh to ami-1", "failed"]);
    expect(sim.records[0]?.why).toContain("refresh refresh-0 had not ended by 2026-11-22T06:00:00.000Z");
  });
});

describe("a missed window", () => {
  test("is recorded when the function comes back", async () => {
    const sim = store();
    sim.now = new Date("2026-11-23T12:00:00Z");
    await sim.tick();
    expect(sim.records.map(({ windowStart, result }) => [windowStart, result])).toEqual([["2026-11-22T02:00:00.000Z", "missed"]]);
  });

  test("is one that the first run comes to too late", async () => {
    const sim = store();
    sim.now = new Date("2026-11-22T03:45:00Z");
    await sim.until(after);
    expect(sim.log).toEqual(["missed"]);
  });

  test("is none for a store that is new", async () => {
    const sim = store();
    sim.state = undefined;
    sim.now = new Date("2026-11-23T12:00:00Z");
    await sim.tick();
    expect(sim.records).toEqual([]);
  });

  test("and a frozen one that no one saw is frozen", async () => {
    const sim = store({ freezes: [season] });
    sim.now = new Date("2026-11-23T12:00:00Z");
    await sim.tick();
    expect(sim.log).toEqual(["frozen"]);
  });
});

test("nodes are replaced only when Parameter Store has taken the image, which it looks at first", async () => {
  const sim = await store({}, { imageMinutes: 3 }).until(after);
  expect(sim.log).toEqual(["backup", "backup", "refresh to ami-2", "installing", "patched"]);
  expect(sim.refreshes.map(({ image }) => image)).toEqual(["ami-2"]);
});

describe("a node that Patch Manager says nothing of", () => {
  const never = () => ["i-1 has no patch state"];

  test("is no node that lacks nothing: the window runs, and is no success", async () => {
    const sim = store({}, { unknown: never });
    sim.newest = "ami-1";
    await sim.until(after);
    expect(sim.log).toEqual(["backup", "backup", "installing", "unproven"]);
    expect(sim.records[0]).toMatchObject({
      why: "the image stays ami-1; what it lacked was installed; unknown: i-1 has no patch state",
      unknown: ["i-1 has no patch state"],
      // It was waited for, for an hour.
      recordedAt: "2026-11-22T06:00:00.000Z",
    });
    expect([sim.state?.patched, sim.state?.inVain]).toEqual([undefined, 1]);
  });

  test("does not keep the image from production, which staging has run all the same", async () => {
    const sim = await store({}, { unknown: never }).until(after);
    expect(sim.log.at(-1)).toBe("unproven");
    expect(sim.state?.images.map(({ id }) => id)).toEqual(["ami-2"]);
  });

  test("is asked about again until it was looked at after the window's beginning", async () => {
    const scanned = new Date("2026-11-22T05:20:00Z");
    const unknown = (since: Date, now: Date) =>
      now >= scanned || since < new Date("2026-11-22T02:00:00Z") ? [] : ["i-2 has no patch state"];
    const sim = await store({}, { unknown }).until(after);
    expect(sim.records).toMatchObject([{ result: "patched", recordedAt: "2026-11-22T05:20:00.000Z" }]);
  });
});

describe("windows that come to nothing", () => {
  const weeks = async (sim: Simulation, count: number) => {
    const first = sim.now.getTime();
    for (let i = 0; i < count; i++) {
      sim.now = new Date(first + i * 7 * 86_400_000);
      await sim.until(new Date(sim.now.getTime() + 6 * 3_600_000).toISOString());
    }
    return sim;
  };

  test("are counted in a row, and no more once one has patched the store", async () => {
    let ill = true;
    const sim = await weeks(store({}, { firing: () => (ill ? ["canary"] : []) }), 2);
    expect([sim.log, sim.state?.inVain]).toEqual([["failed", "failed"], 2]);
    ill = false;
    sim.now = new Date("2026-12-06T01:30:00Z");
    await sim.until("2026-12-06T07:30:00Z");
    expect([sim.log.at(-1), sim.state?.inVain]).toEqual(["patched", undefined]);
  });

  test("are neither made more nor forgotten by a freeze", async () => {
    const freezes = [{ from: "2026-11-28", to: "2026-11-30", reason: "Cyber Monday" }];
    const sim = await weeks(store({ freezes }, { firing: () => ["canary"] }), 3);
    expect([sim.log, sim.state?.inVain]).toEqual([["failed", "frozen", "failed"], 2]);
  });
});

test("an alarm that goes on firing does not stop the way back to the former image", async () => {
  const firing = (_: Date, sim: Simulation) => (sim.refreshes.length > 0 ? ["canary"] : []);
  const sim = await store({}, { firing }).until(after);
  expect(sim.log).toEqual(["backup", "backup", "refresh to ami-2", "refresh to ami-1", "rolled-back"]);
});

describe("production after staging", () => {
  const state: PatchState = {
    version: 1,
    images: [
      { id: "ami-4", since: "2026-11-20T05:00:00.000Z" },
      { id: "ami-3", since: "2026-11-15T05:00:00.000Z" },
      { id: "ami-2", since: "2026-11-08T05:00:00.000Z" },
    ],
  };
  const staging = { state };

  test("takes the newest image that has soaked", async () => {
    const sim = store({ soakDays: 3, stagingParameter: "/demo-staging/patching/state" }, { staging });
    sim.newest = "ami-4";
    await sim.until(after);
    expect(sim.log).toContain("refresh to ami-3");
    expect(soakedImage(state, 1, new Date("2026-11-22T02:00:00Z"))?.id).toBe("ami-4");
  });

  test("keeps what it has while nothing has soaked", async () => {
    const sim = await store(
      { soakDays: 3, stagingParameter: "/demo-staging/patching/state" },
      { staging: { state: { ...state, images: state.images.slice(0, 1) } } },
    ).until(after);
    expect(sim.log).toEqual(["starved"]);
    expect(sim.records[0]?.why).toBe(
      "ami-2, published on 2026-01-02, is due, and staging (/demo-staging/patching/state) has not run it for 3 days: its last image is ami-4, since 2026-11-20; find out why staging's windows patch nothing",
    );
    expect(sim.state?.patched).toBeUndefined();
  });

  test("does not count the days that an image needs to get through staging", async () => {
    const sim = store(
      { soakDays: 3, stagingParameter: "/demo-staging/patching/state" },
      { staging: { state: { version: 1, images: [] } } },
    );
    // Published on 2026-11-16, six days before.
    sim.newest = "ami-320";
    await sim.until(after);
    expect([sim.log, sim.state?.inVain]).toEqual([["nothing-to-do"], undefined]);
  });

  test("never goes back to an older image: an emergency, or its first day, gave it one that has not soaked", async () => {
    const sim = store({ soakDays: 3, stagingParameter: "/demo-staging/patching/state" }, { staging });
    sim.image = "ami-5";
    sim.newest = "ami-5";
    await sim.until(after);
    expect([sim.log, sim.image]).toEqual([["nothing-to-do"], "ami-5"]);
    expect(sim.records[0]?.why).toBe("ami-5 is the image to run, and nodes lack nothing");
  });

  test("patches nothing while staging says nothing", async () => {
    const sim = await store({ soakDays: 3, stagingParameter: "/demo-staging/patching/state" }).until(after);
    expect(sim.log).toEqual(["failed"]);
    expect(sim.records[0]?.why).toBe("/demo-staging/patching/state does not say which images staging has run; nothing was changed");
  });
});

describe("a run that is killed", () => {
  const outcomes = [
    { name: "well", conditions: { missing: 1 }, result: "patched", refreshes: 1 },
    { name: "back", conditions: { missing: 1, failingRefreshes: [0] }, result: "rolled-back", refreshes: 2 },
  ];

  test.each(outcomes)("at any call comes to the same: $name", async ({ conditions, result, refreshes }) => {
    for (const when of ["before", "after"] as const)
      for (let killAt = 1; killAt <= 14; killAt++) {
        // Every run is killed at that call, until they have come no further for an hour.
        const sim = store({}, conditions);
        for (let i = 0; sim.now < new Date(after); i++, sim.now = new Date(sim.now.getTime() + 5 * 60_000))
          await sim.tick(i % 2 === 0 ? killAt : undefined, when);
        expect([when, killAt, ...sim.records.map((record) => record.result)]).toEqual([when, killAt, result]);
        expect(sim.refreshes.length).toBe(refreshes);
        expect(sim.backups.size).toBe(2);
        expect(sim.state?.run).toBeUndefined();
      }
  });
});
