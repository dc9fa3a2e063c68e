import { type PatchRecord, type PatchRequest, type PatchResult, wentWell } from "../../domain/contracts/patch-window.ts";
import { type Choice, chooseImage, PINNED } from "./choice.ts";
import { nothingYet, type PatchState, type Run, withImage } from "./state.ts";
import { steps } from "./steps.ts";
import { lastLook, lastStart, type Opening, windowsAround } from "./window.ts";
import type { World } from "./world.ts";

/** Result of one invocation: what the run waits for, or the records that it wrote. */
export interface Tick {
  readonly state: PatchState;
  readonly records: readonly PatchRecord[];
  readonly waits?: string | undefined;
}

/**
 * Does what is due: begins a window, looks after the one under way, records one that is over or was missed. Any run may be killed
 * anywhere; the next one goes on from the state. Throws what AWS says; the next run tries again.
 */
export async function tick(request: PatchRequest, world: World): Promise<Tick> {
  const keeper = new Keeper(request, world, (await world.loadState()) ?? nothingYet);
  const waits = keeper.state.run ? await goOn(keeper) : await beginDue(keeper);
  return { state: keeper.state, records: keeper.records, waits };
}

/** The state of one run, saved before anything else happens. */
class Keeper {
  readonly records: PatchRecord[] = [];
  readonly request: PatchRequest;
  readonly world: World;
  state: PatchState;

  constructor(request: PatchRequest, world: World, state: PatchState) {
    this.request = request;
    this.world = world;
    this.state = state;
  }

  async save(state: PatchState): Promise<void> {
    if (JSON.stringify(state) === JSON.stringify(this.state)) return;
    await this.world.saveState(state);
    this.state = state;
  }

  /** Writes a window's record, and then only lets go of the window. */
  async close(window: { start: Date; end: Date }, result: PatchResult, why: string, more: Partial<PatchRecord> = {}): Promise<void> {
    const record: PatchRecord = {
      version: 1,
      stack: this.request.stack,
      windowStart: window.start.toISOString(),
      windowEnd: window.end.toISOString(),
      recordedAt: this.world.now().toISOString(),
      result,
      why,
      backupJobs: [],
      refreshes: [],
      ...more,
    };
    await this.world.writeRecord(record);
    this.records.push(record);
    const { run: _, inVain = 0, ...rest } = this.state;
    const well = wentWell(result);
    const image = record.image?.after ?? PINNED;
    // What the settings pin has run here, but it is no image that production could take. Whether nodes lack packages is not the image's fault.
    const ran = well || result === "unproven" || result === "starved";
    const known = ran && image !== PINNED ? withImage(rest, image, this.world.now()) : rest;
    const vain = result === "frozen" ? inVain : inVain + 1;
    const after = well ? { patched: this.world.now().toISOString() } : { ...(vain > 0 && { inVain: vain }) };
    await this.save({ ...known, handled: record.windowStart, ...after });
  }
}

async function goOn(keeper: Keeper): Promise<string | undefined> {
  for (;;) {
    const { run } = keeper.state;
    if (!run) return undefined;
    const outcome = await steps[run.step](run, keeper.world, keeper.request);
    if ("result" in outcome) {
      await finish(keeper, run, outcome.result, outcome.why);
      return undefined;
    }
    await keeper.save({ ...keeper.state, run: outcome.run });
    if (outcome.wait !== undefined) return outcome.wait;
  }
}

async function finish(keeper: Keeper, run: Run, came: PatchResult, because: string): Promise<void> {
  // Patches without the image were installed; the operator has to see that the image was refused.
  const result = came === "patched" && run.refused !== undefined ? "refused" : came;
  const why = run.refused === undefined ? because : `${run.refused}; ${because}`;
  await keeper.world.setInstalling(false);
  const { missing: after, unknown } = await keeper.world.nodePatches(new Date(run.windowStart));
  await keeper.close({ start: new Date(run.windowStart), end: new Date(run.windowEnd) }, result, why, {
    ...(run.emergency !== undefined && { emergency: run.emergency }),
    image: { before: run.imageBefore, after: result === "rolled-back" ? run.imageBefore : run.imageAfter },
    backupJobs: run.backupJobs,
    refreshes: run.refreshes,
    missingPatches: { before: run.missingBefore, after },
    ...(unknown.length > 0 && { unknown }),
  });
}

/** Begins the window that is open and has no record yet, and records one that was missed. */
async function beginDue(keeper: Keeper): Promise<string | undefined> {
  const { open, last, next } = windowsAround(keeper.request, keeper.world.now());
  const { handled } = keeper.state;
  // A new store has missed nothing, not even the window that it was made in.
  if (handled === undefined) {
    const late = open && keeper.world.now() > lastStart(open.end);
    await keeper.save({ ...keeper.state, handled: (late ? open : last).start.toISOString() });
  }
  if (handled !== undefined && handled < last.start.toISOString()) await closeUnused(keeper, last);
  if (!open || (keeper.state.handled ?? "") >= open.start.toISOString()) {
    await keeper.world.setInstalling(false);
    return `for the window of ${next.start.toISOString()}`;
  }
  if (open.frozenBy) {
    await keeper.world.setInstalling(false);
    await closeUnused(keeper, open);
    return undefined;
  }
  const door = await keeper.world.door();
  if (door !== "open" && keeper.world.now() <= lastStart(open.end)) {
    await keeper.world.setInstalling(false);
    return `until the store is open: it is ${door}`;
  }
  return await beginWindow(keeper, open);
}

async function closeUnused(keeper: Keeper, window: Opening): Promise<void> {
  if (window.frozenBy) {
    const { from, to, reason } = window.frozenBy;
    await keeper.close(window, "frozen", `frozen from ${from} to ${to}: ${reason}`);
  } else await keeper.close(window, "missed", "nothing ran in this window: the function, its schedule or its permissions failed");
}

async function beginWindow(keeper: Keeper, window: Opening): Promise<string | undefined> {
  const { world, request } = keeper;
  const emergency = window.emergency === undefined ? {} : { emergency: window.emergency };
  const choice = (await whyNot(window, world)) ?? (await chooseImage(request, world));
  if ("why" in choice) {
    await keeper.close(window, choice.result, choice.why, emergency);
    return undefined;
  }
  const { missing, unknown } = await world.nodePatches(lastLook(world.now()));
  if (choice.before === choice.after && missing === 0 && unknown.length === 0) {
    await closeIdle(keeper, window, choice, emergency);
    return undefined;
  }
  const run: Run = {
    windowStart: window.start.toISOString(),
    windowEnd: window.end.toISOString(),
    step: "backup",
    ...emergency,
    imageBefore: choice.before,
    imageAfter: choice.after,
    missingBefore: missing,
    // A parameter's ARN in it may be long, and the state is not.
    ...(choice.refused !== undefined && { refused: choice.refused.slice(0, 500) }),
    ...(unknown.length > 0 && { unknownBefore: unknown.length }),
    stepSince: world.now().toISOString(),
    backupJobs: [],
    refreshes: [],
  };
  await keeper.save({ ...keeper.state, run });
  return await goOn(keeper);
}

/** Records a window in which nothing has to be done, or can be. */
async function closeIdle(
  keeper: Keeper,
  window: Opening,
  { before, after, starved, refused }: Choice,
  emergency: Partial<PatchRecord>,
): Promise<void> {
  const more = { ...emergency, image: { before, after }, missingPatches: { before: 0, after: 0 } };
  if (refused !== undefined) await keeper.close(window, "refused", `${refused}; the image stays ${after}, and nodes lack nothing`, more);
  else if (starved === undefined) await keeper.close(window, "nothing-to-do", `${after} is the image to run, and nodes lack nothing`, more);
  else await keeper.close(window, "starved", starved, more);
}

interface Refusal {
  readonly result: "failed" | "missed";
  readonly why: string;
}

/** Reason not to begin the window at all. */
async function whyNot({ end }: Opening, world: World): Promise<Refusal | undefined> {
  const door = await world.door();
  if (door !== "open") return { result: "missed", why: `the store was ${door}, and its nodes are not replaced meanwhile` };
  if (world.now() > lastStart(end)) return { result: "missed", why: "the first run came too late in the window to replace the nodes" };
  const firing = await world.firing();
  return firing.length > 0 ? { result: "failed", why: `${firing.join(", ")} fired before anything was changed` } : undefined;
}
