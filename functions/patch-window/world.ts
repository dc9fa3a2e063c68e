import type { PatchRecord } from "../../domain/contracts/patch-window.ts";
import type { ImageFacts } from "../../domain/images.ts";
import type { PatchState } from "./state.ts";

/** Where something stands that AWS works on. */
export type Progress = "running" | "succeeded" | "failed";

/** An on-demand backup. */
export interface BackupJob {
  readonly id: string;
  readonly progress: Progress;
  /** What AWS says of a failure. */
  readonly detail?: string | undefined;
}

/** A replacement of all nodes, one after the other. */
export interface Refresh extends BackupJob {
  readonly startedAt: Date;
}

/** What Patch Manager knows of the nodes in service. */
export interface NodePatches {
  /** Packages that they lack, or failed to install. */
  readonly missing: number;
  /** Nodes without a patch state that is new enough, a sentence each: what they lack is not known. */
  readonly unknown: readonly string[];
}

/** What staging says of itself, or why its word is none: who may write its parameter could have written anything. */
export type StagingWord = { readonly state: PatchState } | { readonly fault: string };

/** All that the function sees and does, so that its steps can be told without AWS. Each throws what AWS says. */
export interface World {
  readonly now: () => Date;
  readonly loadState: () => Promise<PatchState | undefined>;
  readonly saveState: (state: PatchState) => Promise<void>;
  /** Undefined where staging has no state yet. */
  readonly stagingState: () => Promise<StagingWord | undefined>;
  /** The image that new nodes start from; undefined where the settings pin it. */
  readonly currentImage: () => Promise<string | undefined>;
  readonly newestImage: () => Promise<string>;
  /** What EC2 says of an image; undefined where it knows none by that id. */
  readonly image: (id: string) => Promise<ImageFacts | undefined>;
  readonly setImage: (id: string) => Promise<void>;
  /** `open`, or why shoppers are not let in: nodes that are upgraded are not patched too. */
  readonly door: () => Promise<string>;
  /** Starts a backup of each resource; the same token a second time starts none, and finds the first. */
  readonly startBackups: (token: string) => Promise<string[]>;
  readonly backups: (ids: readonly string[]) => Promise<BackupJob[]>;
  /** Replacements of the group's nodes, the last first. */
  readonly refreshes: () => Promise<Refresh[]>;
  /** `alarms` stop it; one that rings already may do so at once. */
  readonly startRefresh: (alarms: readonly string[]) => Promise<string>;
  readonly cancelRefresh: () => Promise<void>;
  /** Names of the alarms that ring. */
  readonly ringing: () => Promise<string[]>;
  /** What nodes lack, by patch states that ended at `since` or later. */
  readonly nodePatches: (since: Date) => Promise<NodePatches>;
  /** Switches the installation in the last hour on or off. */
  readonly setInstalling: (on: boolean) => Promise<void>;
  /** Writes a record once; a second time changes nothing. */
  readonly writeRecord: (record: PatchRecord) => Promise<void>;
}
