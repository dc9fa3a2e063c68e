import type { Output } from "@pulumi/pulumi";
import { Alarms } from "../../components/alarms/alarms.ts";
import { Mutes } from "../../components/alarms/mutes.ts";
import { patchingAlarms } from "../../components/alarms/patching-plan.ts";
import { NodeImage } from "../../components/patching/node-image.ts";
import { Patching } from "../../components/patching/patching.ts";
import type { Web } from "../../components/web/web.ts";
import { longestGap } from "../../domain/calendars/windows.ts";
import { patchWindow } from "../settings/resolve/patching.ts";
import type { StoreSettings } from "../settings/resolve/store.ts";
import type { BackupOutputs } from "./backup.ts";
import type { StoreData } from "./data.ts";
import type { Foundation } from "./foundation.ts";

/** Whether patching decides which image nodes start from. */
const movesImage = ({ web }: StoreSettings): boolean => web.image === "latest";

/** The image that nodes start from; none where the settings pin one. */
export function deployNodeImage(settings: StoreSettings, { opts }: Foundation): NodeImage | undefined {
  return movesImage(settings) ? new NodeImage("image", opts) : undefined;
}

/** Parts that patching depends on. */
export interface PatchingParts {
  readonly web: Web;
  readonly data: StoreData;
  readonly backup: BackupOutputs;
  /** Alarms that stop a refresh of the nodes. */
  readonly alarms: readonly Output<string>[];
}

/** Deploys the patching of the nodes, and the alarms that fire when it stops. */
export function deployPatching(settings: StoreSettings, foundation: Foundation, { web, data, backup, alarms }: PatchingParts): void {
  const { patching } = settings;
  const window = patchWindow(patching);
  const longestGapDays = longestGap(window, patching.freeze)?.days ?? 7;
  const { accountId, dataKeyArn, logs, evidence: records, topicArn, opts } = foundation;
  const { functionName } = new Patching(
    "patching",
    {
      region: settings.region,
      accountId,
      window,
      freezes: patching.freeze,
      emergency: patching.emergency,
      soakDays: patching.soak,
      stagingParameter: patching.stagingParameter,
      movesImage: movesImage(settings),
      groupName: web.groupName,
      groupArn: web.groupArn,
      alarms,
      backup: {
        vaultName: backup.backupVault,
        vaultArn: backup.backupVaultArn,
        roleArn: backup.backupRoleArn,
        resourceArns: [data.database.arn, data.files.fileSystemArn],
        keepDays: settings.backup.keep.dailyDays,
      },
      records,
      oneAtATime: settings.functions.reserve ? "reserved" : "spaced",
      dataKeyArn,
      topicArn,
      ...logs,
    },
    opts,
  );
  new Alarms("patching-alarms", { plan: patchingAlarms({ stack: settings.stack, functionName, longestGapDays }), topicArn }, opts);
}

/** Keeps alarms silent that the patch window itself sets off; after all of them are made. */
export function deployMutes({ patching }: StoreSettings, { watching, opts }: Foundation): void {
  const alarms = watching.flatMap(({ made }) => made);
  new Mutes("patching-mutes", { window: patchWindow(patching), freezes: patching.freeze, alarms }, opts);
}
