import { join } from "node:path";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { releaseKeys } from "../../../components/xcart-release/automation.ts";
import { standInPack } from "../../support/xcart/stand-in.ts";
import { load } from "./installed.ts";
import {
  build,
  buildInStaging,
  checks,
  cleaning,
  closing,
  cloud,
  expectUntouched,
  expectUpgraded,
  from,
  installed,
  machine,
  next,
  offline,
  promote,
  promoteRelease,
  rehearsal,
  release,
  replayed,
  run,
  states,
  store,
} from "./promotion-stage.ts";

describe("a promotion that is interrupted", () => {
  beforeAll(buildInStaging);

  test.each(["Prepare", "Rehearse"])("leaves the store open and its database alone where %s fails", async (step) => {
    const { status, steps } = await promoteRelease({ step });
    expect([status, steps.slice(-3)]).toEqual(["Failed", [`${step}!`, ...cleaning]]);
    await expectUntouched();
  });

  test.each(["CloseNodes", "Snapshot", "Begin"])("opens the store again where %s fails: the database is as it was", async (step) => {
    const { status, steps } = await promoteRelease({ step });
    expect([status, steps.slice(-6)]).toEqual(["Failed", [`${step}!`, "ChooseOpening", "Open", "OpenNodes", ...cleaning]]);
    await expectUntouched();
  });

  test("stays closed where X-Cart dies after any of its steps, says what to do, and goes on where that left the database", async () => {
    for (const [times, dies] of ["unpack", "migrate", "rebuild", "hooks", "finish"].entries()) {
      const died = await promoteRelease({ at: "Migrate", dies });
      expect([dies, died.status]).toEqual([dies, "Failed"]);
      expect(died.errors[0]).toContain(
        "the database is upgraded in part: the store stays closed; start the document again, or roll the release back",
      );
      // The snapshot from before is the one to go back to.
      expect([dies, died.steps.includes("Snapshot")]).toEqual([dies, times === 0]);
      expect(await states()).toEqual([`upgrading ${release}`, `begun ${release}`]);
    }
    const again = await promoteRelease();
    expect([again.status, again.errors]).toEqual(["Success", []]);
    expect(again.steps).toEqual([...checks, ...rehearsal, ...closing, "Migrate", "Finish", ...cleaning]);
    await expectUpgraded();
  });

  test("is not gone on with by another one, and stays closed where the rehearsal of going on fails", async () => {
    await promoteRelease({ at: "Migrate", dies: "migrate" });
    const other = await run(promote, { Release: from, From: from });
    expect(other.steps.at(-1)).toBe("RequireRecordOfStaging!");
    expect((await promoteRelease({ step: "CloseNodes" })).steps.slice(-4)).toEqual(["CloseNodes!", "ChooseOpening", ...cleaning]);
    expect(await states()).toEqual([`upgrading ${release}`, `begun ${release}`]);
  });
});

describe("a release whose packs only the builder has had", () => {
  const packs = () => join(machine.folder, "srv/release/store/var/packs");
  const promoteReplayed = () => run(promote, { Release: replayed, From: offline });
  beforeAll(async () => {
    await load(store, installed);
    // As X-Cart leaves in var/packs what the marketplace gave it.
    const does = async () => void standInPack(packs(), { version: next });
    const { status, errors } = await run(build, { Release: replayed, From: offline }, { before: { step: "Upgrade", does } });
    expect([status, errors]).toEqual(["Success", []]);
  });

  test("is promoted with those of its record", async () => {
    const record = JSON.parse((await cloud.read(cloud.bucket, releaseKeys(replayed).scenario)) ?? "");
    expect(record.packs.map(({ name }: { name: string }) => name)).toContain(`CDev-Core-v${next}.tar.gz`);
    const { status, errors } = await promoteReplayed();
    expect([status, errors]).toEqual(["Success", []]);
    await expectUpgraded(replayed);
  });

  test("is not promoted without them", async () => {
    // Two empty blocks: an archive of nothing.
    await cloud.write(releaseKeys(replayed).packs, new Uint8Array(10_240));
    const { steps, errors } = await promoteReplayed();
    expect([steps.slice(-3), errors[0]]).toEqual([
      ["Prepare!", ...cleaning],
      expect.stringContaining(
        `${releaseKeys(replayed).packs}: got other packs in ${cloud.bucket} than those of ${releaseKeys(replayed).scenario}`,
      ),
    ]);
    await expectUntouched();
  });
});
