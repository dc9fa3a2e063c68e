import { z } from "zod";
import { weekdays } from "../calendars/windows.ts";

const day = z.iso.date();

/** The schedule's request for each run of the function. The settings have checked it; this only keeps a wrong stack from running. */
export const patchRequest = z.object({
  stack: z.string().min(1),
  window: z.object({ weekday: z.enum(weekdays), start: z.string().regex(/^\d\d:\d\d$/), hours: z.int().min(3), timezone: z.string() }),
  freezes: z.array(z.object({ from: day, to: day, reason: z.string() })),
  /** Patches although frozen, through that day of the window's time zone. @default - no emergency */
  emergency: z.object({ reason: z.string(), until: day }).optional(),
  /** Days that an image has run in staging before this store takes it; 0 takes the newest. */
  soakDays: z.int().min(0),
  /** SSM parameter in which staging keeps its {@link PatchState}. Given where `soakDays` is not 0. */
  stagingParameter: z.string().optional(),
  /** SSM parameter that new nodes take their image from; none where the settings pin an image. */
  imageParameter: z.string().optional(),
  /** SSM parameter under which AWS publishes the newest image. */
  newestParameter: z.string(),
  /** SSM parameter of the function's own: its {@link PatchState}. */
  stateParameter: z.string(),
  /** Key that the state is sealed with. */
  stateKeyArn: z.string(),
  groupName: z.string(),
  /** Patch group of the nodes, by which Patch Manager counts what is missing. */
  patchGroup: z.string(),
  /** Alarms, the canary's among them, that keep a window from beginning and cause a rollback to the previous image. */
  alarms: z.array(z.string()),
  /** SSM maintenance window that installs what is left; it is switched off while frozen. */
  maintenanceWindowId: z.string(),
  /** The backup before a window changes anything: of database and files, and where to. */
  backup: z.object({ vaultName: z.string(), roleArn: z.string(), resourceArns: z.array(z.string()), keepDays: z.int().min(1) }),
  /** Bucket of the records, the log archive, and the prefix in it. */
  records: z.object({ bucket: z.string(), prefix: z.string() }),
});

/** The outcome of {@link patchRequest}. */
export type PatchRequest = z.output<typeof patchRequest>;

/**
 * The result of a window. `missed`: nothing ran in it, or too late to begin. `unproven`: it ran, but which patches nodes lack is unknown.
 * `starved`: the image that is due has not run in staging, which has had its time. `refused`: the image that was named is not one of
 * Amazon's, or cannot be what staging ran; nodes keep theirs.
 */
export const patchResults = [
  "patched",
  "nothing-to-do",
  "frozen",
  "failed",
  "rolled-back",
  "missed",
  "unproven",
  "starved",
  "refused",
] as const;

/** One of {@link patchResults}. */
export type PatchResult = (typeof patchResults)[number];

/** Whether a window left the store as patched as it can be. */
export const wentWell = (result: PatchResult): boolean => result === "patched" || result === "nothing-to-do";

/** Consecutive unsuccessful windows after which an operator has to act: two are half of the month that PCI DSS 6.3.3 allows. */
export const unsuccessfulWindows = 2;

/** One window's record, as it stands in the log archive (PCI DSS 6.3.3, kept by 10.5.1). Times are ISO 8601 in UTC. */
export interface PatchRecord {
  readonly version: 1;
  readonly stack: string;
  readonly windowStart: string;
  readonly windowEnd: string;
  readonly recordedAt: string;
  readonly result: PatchResult;
  /** One sentence of why. */
  readonly why: string;
  /** Why it ran although frozen. */
  readonly emergency?: string;
  readonly image?: { readonly before: string; readonly after: string };
  readonly backupJobs: readonly string[];
  readonly refreshes: readonly string[];
  /** Packages that nodes lack, from Patch Manager's last scan, before and after. */
  readonly missingPatches?: { readonly before: number; readonly after: number };
  /** Nodes of which it is not known what they lack, a sentence each. @default - none */
  readonly unknown?: readonly string[];
}

/** Names of what the function counts, in the namespace `xcart` with the dimension `stack`. */
export const metrics = {
  /** 1 for a window that came to its end as it should, frozen ones too. */
  succeeded: "PatchWindowSucceeded",
  /** 1 for a window that did not end well, but for frozen ones. */
  failed: "PatchWindowFailed",
  /** Days since a window last patched the store, or found nothing to do. */
  daysSincePatched: "DaysSincePatched",
  /** Packages that nodes lack; a node of which that is not known counts for one. */
  missingPatches: "MissingPatches",
  /** Nodes in service without a patch state of the last two days. */
  unknownNodes: "NodesWithoutPatchState",
  /** Windows in a row, frozen ones left out, that came to nothing. */
  inVain: "PatchWindowsInVain",
  /** 1 while the image of new nodes is none that EC2 says is Amazon's. */
  foreignImage: "ForeignImage",
  /** Days since the image of new nodes was published. */
  imageAgeDays: "ImageAgeDays",
  /** Days until the first thing that the store is made of gets no more fixes. */
  daysToEndOfLife: "DaysToEndOfLife",
} as const;
