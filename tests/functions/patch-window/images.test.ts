import { describe, expect, test } from "@jest/globals";
import { array, assert, asyncProperty, constantFrom, date, option, record } from "fast-check";
import type { ImageFacts } from "../../../domain/images.ts";
import type { PatchState, Run } from "../../../functions/patch-window/state.ts";
import { type Conditions, Simulation } from "./simulation.ts";

const before = "2026-11-22T01:30:00Z";
const after = "2026-11-22T07:30:00Z";
const soaking = { soakDays: 3, stagingParameter: "/demo-staging/patching/state" };
const handled = "2026-11-15T02:00:00.000Z";
const foreign: Partial<ImageFacts> = { owner: "666666666666", alias: undefined };

/** A store that starts from `ami-10`; AWS gives out `ami-20`, and staging says that it has run an image for long. */
function store(staged: string, conditions: Conditions = {}, since = "2026-11-08T05:00:00.000Z"): Simulation {
  const sim = new Simulation(before, soaking, { staging: { state: { version: 1, images: [{ id: staged, since }] } }, ...conditions });
  sim.state = { version: 1, images: [], handled };
  sim.image = "ami-10";
  sim.newest = "ami-20";
  return sim;
}
/** What EC2 says of one image differently; undefined: it does not know it. */
const except =
  (id: string, change: Partial<ImageFacts> | undefined): Conditions["image"] =>
  (facts) =>
    facts.id !== id ? facts : change && { ...facts, ...change };

describe("an image that staging is said to have run", () => {
  test("is taken where EC2 says that it is one of Amazon's", async () => {
    expect((await store("ami-15").until(after)).log).toContain("refresh to ami-15");
  });

  const attacks: readonly (readonly [string, Partial<ImageFacts> | undefined, string])[] = [
    ["no one knows", undefined, "EC2 does not know ami-15, or does not let this account use it"],
    ["is a stranger's", foreign, "ami-15 belongs to the account 666666666666, not to Amazon's 137112412989"],
    ["is a verified provider's", { owner: "099720109477" }, "ami-15 belongs to the account 099720109477, not to Amazon's 137112412989"],
    ["has no owner's alias", { alias: undefined }, "ami-15 has the owner's alias none, not amazon"],
    ["is minimal", { name: "al2023-ami-minimal-2023.11.20260427.1-kernel-6.1-arm64" }, "which is no Amazon Linux 2023 for nodes"],
    ["is for containers", { name: "al2023-ami-ecs-hvm-2023.0.20260427-kernel-6.1-arm64" }, "which is no Amazon Linux 2023 for nodes"],
    ["is Amazon Linux 2", { name: "amzn2-ami-hvm-2.0.20260427.0-arm64-gp2" }, "which is no Amazon Linux 2023 for nodes"],
    ["has no name", { name: undefined }, "ami-15 is called nothing, which is no Amazon Linux 2023 for nodes"],
    ["is for another processor", { architecture: "x86_64" }, "ami-15 is for x86_64, not arm64"],
    ["is shared with few", { isPublic: false }, "ami-15 is not public, as Amazon's are"],
    ["is no disk", { rootDevice: "instance-store" }, "ami-15 is instance-store and hvm, not ebs and hvm"],
    ["is paravirtual", { virtualization: "paravirtual" }, "ami-15 is ebs and paravirtual, not ebs and hvm"],
    ["starts by a BIOS", { bootMode: "legacy-bios" }, "ami-15 starts by legacy-bios, which Graviton does not have"],
    ["has no day", { created: undefined }, "EC2 does not say when ami-15 was made"],
    ["is taken away", { state: "deregistered" }, "ami-15 is deregistered, not available"],
    ["is deprecated", { deprecated: new Date("2026-11-21T00:00:00Z") }, "ami-15 is deprecated since 2026-11-21"],
    ["has another kernel", { name: "al2023-ami-2023.11.20260427.1-kernel-6.12-arm64" }, "ami-15 has the kernel 6.12"],
  ];
  test.each(attacks)("and %s is refused; the present one stays, and the record says why", async (_, change, why) => {
    const sim = await store("ami-15", { image: except("ami-15", change) }).until(after);
    expect([sim.log, sim.image, sim.refreshes]).toEqual([["refused"], "ami-10", []]);
    expect(sim.records[0]?.why).toContain(`staging (/demo-staging/patching/state) names an image to take: `);
    expect(sim.records[0]?.why).toContain(why);
    expect([sim.state?.inVain, sim.state?.patched, sim.state?.images]).toEqual([1, undefined, []]);
  });

  test("before it was made is refused: someone wrote it there", async () => {
    const sim = await store("ami-15", {}, "2026-01-01T00:00:00.000Z").until(after);
    expect(sim.records[0]).toMatchObject({
      result: "refused",
      why: expect.stringContaining("ami-15 is said to run since 2026-01-01T00:00:00.000Z, but was created on 2026-01-15T00:00:00.000Z"),
    });
  });

  test("and that AWS does not give out, or has taken back, is refused", async () => {
    const sim = await store("ami-25").until(after);
    expect(sim.records[0]?.why).toContain("ami-25 is newer than ami-20, the image that AWS publishes");
  });

  test("may be deprecated by now where it is only gone back to", async () => {
    const firing = (_: Date, sim: Simulation) => (sim.image === "ami-15" ? ["node-errors"] : []);
    const image = except("ami-10", { deprecated: new Date("2026-11-01T00:00:00Z") });
    const sim = await store("ami-15", { firing, image }).until(after);
    expect(sim.log.slice(2)).toEqual(["refresh to ami-15", "refresh to ami-10", "rolled-back"]);
  });

  test("keeps no package from being installed: the window does what it can, and says that it was refused", async () => {
    const sim = await store("ami-15", { image: except("ami-15", foreign), missing: 2 }).until(after);
    expect(sim.log).toEqual(["backup", "backup", "installing", "refused"]);
    expect(sim.records[0]?.why).toMatch(/666666666666.*; the image stays ami-10; what it lacked was installed$/);
  });
});

test("staging's state that no patch window writes is not believed", async () => {
  const sim = await store("ami-15", { staging: { fault: "the state names 2099-01-01T00:00:00.000Z, which is in the future" } }).until(
    after,
  );
  expect([sim.log, sim.image]).toEqual([["refused"], "ami-10"]);
  expect(sim.records[0]?.why).toContain(
    "/demo-staging/patching/state holds a value that no patch window writes: the state names 2099-01-01",
  );
});

test("not even AWS's own parameter is believed where EC2 says that the image is another's", async () => {
  const sim = new Simulation(before, {}, { image: except("ami-2", foreign) });
  sim.state = { version: 1, images: [], handled };
  await sim.until(after);
  expect([sim.log, sim.image]).toEqual([["refused"], "ami-1"]);
});

describe("an image that someone has put into the nodes' parameter", () => {
  const planted = (staged: string) => store(staged, { image: except("ami-10", foreign) });

  test("is replaced by one that has soaked, and never gone back to", async () => {
    const sim = await planted("ami-15").until(after);
    expect([sim.log.at(-1), sim.image]).toEqual(["patched", "ami-15"]);
    const ill = planted("ami-15");
    const firing = (_: Date, { refreshes }: Simulation) => (refreshes.length > 0 ? ["canary"] : []);
    const back = new Simulation(before, soaking, { ...ill.conditions, firing });
    Object.assign(back, { state: ill.state, image: ill.image, newest: ill.newest });
    await back.until(after);
    expect(back.refreshes.map(({ image }) => image)).toEqual(["ami-15"]);
    expect(back.records[0]?.why).toContain("nodes cannot return to ami-10: ami-10 belongs to the account 666666666666");
  });

  test("is no window with nothing to do where nothing has soaked", async () => {
    const sim = await planted("ami-10").until(after);
    expect(sim.records[0]).toMatchObject({
      result: "refused",
      why: expect.stringContaining("nodes start from an image that is not Amazon's"),
    });
  });
});

/** Ids that a forger may write; EC2 says that those of `strange` are others'. */
const own = ["ami-1", "ami-10", "ami-15", "ami-20", "ami-25"];
const strange = ["ami-666", "ami-667"];
const days = { min: new Date("2025-01-01T00:00:00Z"), max: new Date("2026-12-31T00:00:00Z"), noInvalidDate: true };
const moments = date(days).map((one) => one.toISOString());
const images = array(record({ id: constantFrom(...own, ...strange), since: moments }), { maxLength: 10 });
const states = record({ version: constantFrom(1 as const), images }).map((state): PatchState => state);
const runs = record({
  step: constantFrom<Run["step"]>("backup", "refresh", "install", "rollback"),
  imageBefore: constantFrom(...own, ...strange),
  imageAfter: constantFrom(...own, ...strange),
  stepSince: moments,
});

test("no state, however it is written, has nodes start from an image that EC2 does not say is Amazon's", async () => {
  const image = (facts: ImageFacts) => (facts.id === "ami-667" ? undefined : strange.includes(facts.id) ? { ...facts, ...foreign } : facts);
  await assert(
    asyncProperty(states, option(runs, { nil: undefined }), constantFrom(...own, ...strange), async (staged, forged, planted) => {
      const firing = (_: Date, { refreshes }: Simulation) => (refreshes.length === 1 ? ["canary"] : []);
      const sim = new Simulation(before, soaking, { staging: { state: staged }, image, firing });
      const window = { windowStart: "2026-11-22T01:00:00.000Z", windowEnd: "2026-11-22T04:00:00.000Z" };
      const run = forged && { ...window, missingBefore: 0, backupJobs: [], refreshes: [], ...forged };
      sim.state = { version: 1, images: [], handled, ...(run && { run }) };
      sim.image = planted;
      sim.newest = "ami-20";
      await sim.until(after, 15);
      expect(sim.refreshes.filter((one) => strange.includes(one.image))).toEqual([]);
      expect(sim.image === planted || own.includes(sim.image)).toBe(true);
    }),
    { numRuns: 100 },
  );
});
