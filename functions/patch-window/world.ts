import type { PatchRecord } from "../../domain/contracts/patch-window.ts";
import type { ImageFacts } from "../../domain/images.ts";
import type { PatchState } from "./state.ts";

/** Progress of an operation of AWS. */
export type Progress = "running" | "succeeded" | "failed";

/** An on-demand backup. */
export interface BackupJob {
  readonly id: string;
  readonly progress: Progress;
  /** AWS's reason for a failure. */
  readonly detail?: string | undefined;
}

/** A replacement of all nodes, one after the other. */
export interface Refresh extends BackupJob {
  readonly startedAt: Date;
}

/** Patch states of the nodes in service. */
export interface NodePatches {
  /** Packages that they lack, or failed to install. */
  readonly missing: number;
  /** Nodes without a recent patch state, one sentence each: their missing patches are unknown. */
  readonly unknown: readonly string[];
}

/** Staging's state, or its fault: its parameter may have been forged. */
export type StagingWord = { readonly state: PatchState } | { readonly fault: string };

/** Everything outside the function, so that its steps can be tested without AWS. Each call throws AWS's errors. */
export interface World {
  readonly now: () => Date;
  readonly loadState: () => Promise<PatchState | undefined>;
  readonly saveState: (state: PatchState) => Promise<void>;
  /** Undefined where staging has no state yet. */
  readonly stagingState: () => Promise<StagingWord | undefined>;
  /** The image that new nodes start from; undefined where the settings pin it. */
  readonly currentImage: () => Promise<string | undefined>;
  readonly newestImage: () => Promise<string>;
  /** An image as EC2 describes it; undefined if there is none with that id. */
  readonly image: (id: string) => Promise<ImageFacts | undefined>;
  readonly setImage: (id: string) => Promise<void>;
  /** `open`, or why the store is closed: its nodes are not patched during an upgrade. */
  readonly door: () => Promise<string>;
  /** Starts a backup of each resource; the same token a second time starts none, and finds the first. */
  readonly startBackups: (token: string) => Promise<string[]>;
  readonly backups: (ids: readonly string[]) => Promise<BackupJob[]>;
  /** Replacements of the group's nodes, the last first. */
  readonly refreshes: () => Promise<Refresh[]>;
  /** Starts a replacement, which `alarms` stop; one that is firing already may stop it at once. */
  readonly startRefresh: (alarms: readonly string[]) => Promise<string>;
  readonly cancelRefresh: () => Promise<void>;
  /** Names of the alarms that are firing. */
  readonly firing: () => Promise<string[]>;
  /** Missing patches of the nodes, by patch states that ended at `since` or later. */
  readonly nodePatches: (since: Date) => Promise<NodePatches>;
  /** Switches the installation in the last hour on or off. */
  readonly setInstalling: (on: boolean) => Promise<void>;
  /** Writes a record once; a second time changes nothing. */
  readonly writeRecord: (record: PatchRecord) => Promise<void>;
}
