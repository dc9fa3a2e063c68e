import type { PatchRequest, PatchResult } from "../../domain/contracts/patch-window.ts";
import { outdated } from "../../domain/images.ts";
import { verdictOn } from "./choice.ts";
import type { Run } from "./state.ts";
import { giveUp, installFrom, lastStart, latestRollback } from "./window.ts";
import type { Progress, Refresh, World } from "./world.ts";

/** Outcome of one step: the run continues, waits for the next invocation, or has ended. */
export type StepOutcome =
  | { readonly run: Run; readonly wait?: string }
  | { readonly result: Exclude<PatchResult, "frozen" | "missed" | "nothing-to-do" | "starved" | "refused">; readonly why: string };

type Step = (run: Run, world: World, request: PatchRequest) => Promise<StepOutcome>;

/** The steps of a run. Each may run twice: after a run was killed, the next one continues from its last step. */
export const steps: Readonly<Record<Run["step"], Step>> = { backup, refresh, install, rollback };

const enter = (run: Run, step: Run["step"], world: World, more: Partial<Run> = {}): StepOutcome => ({
  run: { ...run, ...more, step, stepSince: world.now().toISOString() },
});
const endOf = (run: Run) => new Date(run.windowEnd);

/** Backs up first, so that every later step can be undone. */
async function backup(run: Run, world: World): Promise<StepOutcome> {
  const jobs = await world.backups(run.backupJobs.length > 0 ? run.backupJobs : await world.startBackups(run.windowStart));
  const started = { ...run, backupJobs: jobs.map(({ id }) => id) };
  const failed = jobs.find(({ progress }) => progress === "failed");
  if (failed)
    return { result: "failed", why: `backup ${failed.id} failed${failed.detail ? `: ${failed.detail}` : ""}; nothing was changed` };
  if (jobs.every(({ progress }) => progress === "succeeded")) return enter(started, "refresh", world);
  if (world.now() >= lastStart(endOf(run)))
    return { result: "failed", why: "the backup took so long that no time was left for the nodes; nothing was changed" };
  return { run: started, wait: "for the backup" };
}

/** New nodes from the new image, one after the other. */
async function refresh(run: Run, world: World, { alarms }: PatchRequest): Promise<StepOutcome> {
  if (run.imageAfter === run.imageBefore) return enter(run, "install", world);
  const found = await ownRefresh(run, world);
  const firing = await world.firing();
  if (firing.length > 0) {
    if (found?.progress === "running") await world.cancelRefresh();
    return enter(run, "rollback", world, { why: `${firing.join(", ")} fired while nodes started from ${run.imageAfter}` });
  }
  if (!found && world.now() > lastStart(endOf(run)))
    return { result: "failed", why: "no time was left to replace the nodes; nothing was changed" };
  if (!found) {
    // The backup took its time, and the state that names the image may be forged.
    const verdict = await verdictOn(run.imageAfter, world);
    const refused = "why" in verdict ? verdict.why : outdated(verdict.own, world.now());
    return refused === undefined
      ? await begin(run, world, run.imageAfter, alarms)
      : { result: "failed", why: `no node was replaced: ${refused}` };
  }
  return await settle(run, found, world, {
    until: giveUp(endOf(run)),
    succeeded: () => enter(run, "install", world),
    failed: (why) => enter(run, "rollback", world, { why }),
  });
}

/** Installs the patches that the image lacks, by the maintenance window in the last hour; if alarms fire after it, rolls back to the previous image. */
async function install(run: Run, world: World): Promise<StepOutcome> {
  const over = world.now() >= endOf(run);
  const firing = await world.firing();
  if (firing.length > 0) {
    await world.setInstalling(false);
    const why = `${firing.join(", ")} fired after the nodes were patched`;
    return run.imageAfter === run.imageBefore ? { result: "failed", why } : enter(run, "rollback", world, { why });
  }
  await world.setInstalling(!over);
  if (!over) return { run, wait: world.now() < installFrom(endOf(run)) ? "for the last hour" : "for the installation of what is left" };
  // A node that came late is scanned within minutes, and the last installation may still be under way.
  const { unknown } = await world.nodePatches(new Date(run.windowStart));
  if (unknown.length === 0) return { result: "patched", why: describe(run) };
  if (world.now() < giveUp(endOf(run))) return { run, wait: "for Patch Manager's word on each node" };
  return { result: "unproven", why: `${describe(run)}; unknown: ${unknown.join(", ")}` };
}

function describe({ imageBefore, imageAfter }: Run): string {
  return imageBefore === imageAfter ? `the image stays ${imageAfter}; what it lacked was installed` : `${imageBefore} → ${imageAfter}`;
}

/** Returns to the previous image. */
async function rollback(run: Run, world: World, { alarms }: PatchRequest): Promise<StepOutcome> {
  const why = run.why ?? "";
  const found = await ownRefresh(run, world);
  if (!found) {
    // Even if it is deprecated by now, it is better than the image that failed.
    const verdict = await verdictOn(run.imageBefore, world);
    if ("why" in verdict) return { result: "failed", why: `${why}; nodes cannot return to ${run.imageBefore}: ${verdict.why}` };
    // The firing alarms caused this rollback, and would stop it too.
    const firing = await world.firing();
    return await begin(
      run,
      world,
      run.imageBefore,
      alarms.filter((alarm) => !firing.includes(alarm)),
    );
  }
  return await settle(run, found, world, {
    until: latestRollback(new Date(run.stepSince)),
    succeeded: () => ({ result: "rolled-back", why }),
    failed: (again) => ({ result: "failed", why: `${why}; the rollback to ${run.imageBefore} failed too: ${again}` }),
  });
}

/** The replacement that this step has started, also if the run was killed before it could note it. */
async function ownRefresh(run: Run, world: World): Promise<Refresh | undefined> {
  const since = new Date(run.stepSince);
  return (await world.refreshes()).find(({ startedAt }) => startedAt >= since);
}

async function begin(run: Run, world: World, image: string, alarms: readonly string[]): Promise<StepOutcome> {
  if ((await world.currentImage()) !== image) await world.setImage(image);
  // Waits until the new value is in effect: until then nodes would start from the previous one
  // (docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-ec2-aliases.html). A pinned image is no parameter.
  const current = await world.currentImage();
  if (current !== undefined && current !== image) return { run, wait: `for Parameter Store to take ${image}` };
  const [newest] = await world.refreshes();
  // Of an earlier step, still being cancelled: AWS runs one at a time.
  if (newest?.progress === "running") return { run, wait: `for refresh ${newest.id} to end` };
  const id = await world.startRefresh(alarms);
  return { run: { ...run, refreshes: [...run.refreshes, id] }, wait: `for refresh ${id}` };
}

async function settle(
  run: Run,
  { id, progress, detail }: Refresh,
  world: World,
  then: { readonly until: Date; readonly succeeded: () => StepOutcome; readonly failed: (why: string) => StepOutcome },
): Promise<StepOutcome> {
  const outcomes: Record<Exclude<Progress, "running">, () => StepOutcome> = {
    succeeded: then.succeeded,
    failed: () => then.failed(`refresh ${id} failed${detail ? `: ${detail}` : ""}`),
  };
  if (progress !== "running") return outcomes[progress]();
  if (world.now() < then.until) return { run, wait: `for refresh ${id}` };
  await world.cancelRefresh();
  return then.failed(`refresh ${id} had not ended by ${then.until.toISOString()}`);
}
