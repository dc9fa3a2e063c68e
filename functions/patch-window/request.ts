import type { Freeze, PatchWindow } from "../../components/patching/windows.ts";

/** What a run of the function is told, every few minutes, by its schedule. */
export interface PatchRequest {
  readonly stack: string;
  readonly window: PatchWindow;
  readonly freezes: readonly Freeze[];
  /** Patches although frozen, until the end of that day (`YYYY-MM-DD`, in the window's time zone). @default - no emergency */
  readonly emergency?: { readonly reason: string; readonly until: string };
  /** Days that an image has run in staging before this store takes it; 0 takes the newest. */
  readonly soakDays: number;
  /** SSM parameter in which staging notes the images that it ran, and since when. Given where `soakDays` is not 0. */
  readonly stagingParameter?: string;
  /** SSM parameter that new nodes take their image from (`aws:ec2:image`). */
  readonly imageParameter: string;
  /** SSM parameter that AWS publishes the newest image under. */
  readonly newestParameter: string;
  /** SSM parameter in which the function keeps where it is, and the images that this store ran. */
  readonly stateParameter: string;
  readonly groupName: string;
  /** Alarms that stop a refresh and have the former image brought back. */
  readonly alarms: readonly string[];
  /** SSM maintenance window that installs what is left; it is switched off while frozen. */
  readonly maintenanceWindowId: string;
  readonly backup: {
    readonly vaultName: string;
    readonly roleArn: string;
    /** What is backed up before a window changes anything: database and files. */
    readonly resourceArns: readonly string[];
  };
  /** Canary whose last run must have passed before and after. */
  readonly canaryName: string;
  /** Bucket of the records, the log archive, and the prefix in it. */
  readonly records: { readonly bucket: string; readonly prefix: string };
}

/** How a window went. */
export type PatchResult = "patched" | "nothing-to-do" | "frozen" | "failed" | "rolled-back" | "missed";

/** One window's record, as it stands in the log archive (PCI DSS 6.3.3, 10.5.1). */
export interface PatchRecord {
  readonly version: 1;
  readonly stack: string;
  /** ISO 8601, of the window. */
  readonly windowStart: string;
  readonly windowEnd: string;
  readonly result: PatchResult;
  /** One sentence of why. */
  readonly why: string;
  readonly emergency?: string;
  readonly image: { readonly before: string; readonly after: string };
  readonly backupJobs: readonly string[];
  readonly refreshId?: string;
  /** Packages that were missing before and after, from Patch Manager's last scan. */
  readonly missingPatches: { readonly before: number; readonly after: number };
  /** Seconds from the window's start to the result. */
  readonly seconds: number;
}
