import { z } from "zod";
import { dayOf } from "../../../domain/calendars/days.ts";
import { type PatchPlan, promotions, slowest } from "../../../domain/calendars/promotions.ts";
import { nextWindows } from "../../../domain/calendars/windows.ts";
import { patchParameters } from "../../../domain/defaults/patching.ts";
import { fault, valueAt } from "../faults.ts";
import { patchWindow, resolvePatching } from "../resolve/patching.ts";
import { storeSchema } from "../schema/store.ts";

/*
 * Patches meet dev, then staging, then production: what no stack's file can show alone. Each file is read only as far as the order
 * goes, so that another fault in staging's, or a waiver there that has ended, never stops production.
 */

const { environment, region, accountId, patching } = storeSchema.shape;

const read = z.object({ environment, region, accountId, patching, web: z.object({ image: z.string().optional() }).optional() });

/** The parts of a stack's file that the order depends on. */
interface Member {
  readonly stack: string;
  readonly region: string;
  readonly accountId?: string | undefined;
  readonly soak: number;
  /** The image that its settings pin. */
  readonly pinned?: string | undefined;
  readonly plan: PatchPlan;
}

/** Days in which critical fixes have to be installed (PCI DSS 6.3.3). */
const MONTH_DAYS = 30;

const millisecondsADay = 86_400_000;

/**
 * Faults of the order in which a store's stacks are patched in the year after `from`, as far as it concerns `stack`: one
 * sentence each. `settingsOf` reads what another stack's file holds, undefined where there is none. A stack whose own settings are wrong
 * has no order yet, and is not reported here.
 */
export function orderFaults(stack: string, settings: unknown, settingsOf: (stack: string) => unknown, from: Date): string[] {
  const own = memberOf(stack, settings);
  const [, store, ending] = /^(.+)-(staging|prod)$/.exec(stack) ?? [];
  if (!own || own.pinned || !store) return [];
  if (ending === "staging") {
    const dev = memberOf(`${store}-dev`, settingsOf(`${store}-dev`));
    return dev ? devFaults(own, dev, from) : [];
  }
  return own.soak > 0 ? stagingFaults(own, `${store}-staging`, { settings, settingsOf, from }) : [];
}

function memberOf(stack: string, settings: unknown): Member | undefined {
  const { data } = read.safeParse(settings);
  if (!data) return undefined;
  const { soak, freeze } = resolvePatching(data.patching, stack.slice(0, -data.environment.length - 1), data.environment);
  const image = data.web?.image ?? "latest";
  return {
    stack,
    region: data.region,
    accountId: data.accountId,
    soak,
    pinned: image === "latest" ? undefined : image,
    plan: { window: patchWindow(data.patching), freezes: freeze, soakDays: soak },
  };
}

/** Requires that one of dev's windows has ended in the week before each of staging's. */
function devFaults({ plan: staging }: Member, { stack, pinned, plan: dev }: Member, from: Date): string[] {
  if (pinned) return [];
  const steady = staging.window.timezone === dev.window.timezone && staging.freezes.length + dev.freezes.length === 0;
  const weeks = steady ? 2 : 52;
  const before = new Date(from.getTime() - 14 * millisecondsADay);
  const tried = nextWindows(dev.window, dev.freezes, before, weeks + 4).filter(({ frozenBy }) => !frozenBy);
  const open = nextWindows(staging.window, staging.freezes, from, weeks).filter(({ frozenBy }) => !frozenBy);
  const bare = open.find(
    ({ start }) => !tried.some((one) => one.end <= start && one.start.getTime() > start.getTime() - 7 * millisecondsADay),
  );
  return bare
    ? [`patching.window: got a window on ${dayOf(bare.start)} without one of ${stack} in the week before, expected dev to be patched first`]
    : [];
}

interface Files {
  readonly settings: unknown;
  readonly settingsOf: (stack: string) => unknown;
  readonly from: Date;
}

/** Production takes images that have soaked in a staging, which has to be there, and in the same Region, and whose windows and freezes leave no fix waiting for over a month. */
function stagingFaults(production: Member, sibling: string, { settings, settingsOf, from }: Files): string[] {
  const { soak } = production;
  const written = valueAt(settings, ["patching", "stagingParameter"]);
  if (typeof written === "string" && !written.endsWith(patchParameters.state(sibling))) return [];
  const found = settingsOf(sibling);
  if (found === undefined) {
    const expected = `0, or a staging stack in which images run first: add Pulumi.${sibling}.yaml, or set patching.stagingParameter`;
    return written === undefined ? [fault("patching.soak", soak, expected)] : [];
  }
  const staging = memberOf(sibling, found);
  if (!staging) return [fault("patching.soak", soak, `0 until ${sibling} can be read: npx store check ${sibling} says what is wrong`)];
  const unlike = likenessFaults(production, staging, written !== undefined);
  return unlike.length > 0 ? unlike : waitFaults(production, staging, from);
}

function likenessFaults(production: Member, staging: Member, named: boolean): string[] {
  const { stack, region, accountId, pinned } = staging;
  const { soak } = production;
  if (pinned) return [fault("patching.soak", soak, `0 while web.image of ${stack} pins ${pinned}: no newer image runs there`)];
  if (region !== production.region)
    return [fault("patching.soak", soak, `0, since ${stack} is in ${region}: the same image has another id in each Region`)];
  const apart = accountId !== undefined && production.accountId !== undefined && accountId !== production.accountId;
  if (!apart || named) return [];
  const expected = `the ARN of ${patchParameters.state(stack)} in ${accountId}, shared with this account, since ${stack} belongs to that account`;
  return [fault("patching.stagingParameter", undefined, expected)];
}

/** Limits how long a fix waits because of freezes. Without one it waits for both windows and the days between: at most three weeks. */
function waitFaults({ plan: production }: Member, { stack, plan: staging }: Member, from: Date): string[] {
  const lastDay = [...production.freezes, ...staging.freezes]
    .map(({ to }) => to)
    .sort()
    .at(-1);
  if (lastDay === undefined) return [];
  // Six weeks after the last freeze all is as if there had been none.
  const weeks = Math.ceil((Date.parse(lastDay) - from.getTime()) / (7 * millisecondsADay)) + 6;
  if (weeks < 2) return [];
  const { windows, oldestDays } = promotions(staging, production, from, Math.min(weeks, 52));
  if (oldestDays <= MONTH_DAYS) return [];
  const late = slowest(windows);
  const got = late?.missed
    ? `a fix that just misses ${stack} on ${dayOf(late.missed)} and comes here on ${dayOf(late.taken)} (${oldestDays.toFixed(1)} days)`
    : `no image of ${stack} that has run there for ${production.soakDays} days`;
  return [`patching: got ${got}, expected at most ${MONTH_DAYS} days (PCI DSS 6.3.3); shorten the freeze or the soak`];
}
