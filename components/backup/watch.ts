import { ComponentResource, type ComponentResourceOptions, getStack, type Input, jsonStringify } from "@pulumi/pulumi";
import type { WatchedAirGapped, WatchSettings } from "../../domain/contracts/backup-watch.ts";
import type { ProtectedType } from "../../domain/defaults/backup.ts";
import type { Region } from "../../domain/defaults/regions.ts";
import { StoreFunction } from "../function/function.ts";
import type { InputsOf } from "../function/inputs.ts";
import { FunctionTrigger } from "../function/trigger.ts";
import { typeToken } from "../naming.ts";
import type { EvidencePlace } from "./validation-policy.ts";
import type { VaultLock } from "./vault.ts";
import { watchStatements } from "./watch-policy.ts";

/** A vault that is watched. */
interface WatchedVault {
  readonly name: string;
  readonly region: Region;
  readonly arn: Input<string>;
}

/** Arguments for {@link BackupWatch}. */
export interface BackupWatchArgs {
  /** Topic that hears when calls get lost. */
  readonly topicArn: Input<string>;
  readonly accountId: Input<string>;
  readonly vaults: { readonly own: WatchedVault; readonly copies: WatchedVault };
  readonly lock: Pick<VaultLock, "minimumDays" | "maximumDays">;
  /** The air-gapped vault, with what its lock should be. @default - none */
  readonly airGapped?: (WatchedAirGapped & { readonly arn: Input<string> }) | undefined;
  /** The vault of another account that copies go to. @default - none */
  readonly copyVaultArn?: string | undefined;
  /** Resources that must have backups, each with its name in metrics and alarms. */
  readonly resources: readonly { readonly name: string; readonly arn: Input<string> }[];
  /** The types that restore tests are made of. */
  readonly types: readonly ProtectedType[];
  readonly evidence: EvidencePlace;
  readonly logKeyArn: Input<string>;
  readonly logRetentionDays: number;
}

/**
 * An hourly function that measures the age of the newest backup, copy and restore test, and whether the vault locks are on, for
 * alarms.
 * @see docs/decisions/0018-restore-tests-and-their-watch.md
 */
export class BackupWatch extends ComponentResource {
  readonly function: StoreFunction;

  constructor(name: string, args: BackupWatchArgs, opts?: ComponentResourceOptions) {
    super(typeToken("BackupWatch"), name, {}, opts);
    const parent = this;
    const { accountId, vaults, evidence } = args;

    this.function = createFunction();
    new FunctionTrigger(
      name,
      {
        topicArn: args.topicArn,
        calls: this.function,
        description: "Age of backups, copies and restore tests",
        when: { schedule: "rate(1 hour)" },
      },
      { parent },
    );
    this.registerOutputs({});

    function createFunction() {
      return new StoreFunction(
        name,
        {
          source: "backup-watch",
          description: "Checks the age of backups, copies and restore tests, and the vaults' locks",
          statements: watchStatements({
            vaultArns: [vaults.own, vaults.copies, ...(args.airGapped ? [args.airGapped] : [])].map(({ arn }) => arn),
            copiesAway: args.copyVaultArn !== undefined,
            evidence,
            stack: getStack(),
          }),
          environment: { BACKUP_WATCH: jsonStringify(settings()) },
          timeoutSeconds: 60,
          memoryMiB: 256,
          logKeyArn: args.logKeyArn,
          logRetentionDays: args.logRetentionDays,
        },
        { parent },
      );
    }

    function settings(): InputsOf<WatchSettings> {
      const lock = { minimumDays: args.lock.minimumDays, maximumDays: args.lock.maximumDays };
      const watched = ({ name, region }: WatchedVault) => ({ name, region, lock });
      const { airGapped, copyVaultArn } = args;
      return {
        stack: getStack(),
        resources: args.resources,
        vaults: { own: watched(vaults.own), copies: watched(vaults.copies) },
        ...(airGapped && { airGapped: apart(airGapped) }),
        ...(copyVaultArn !== undefined && { copyVaultArn }),
        restoreTests: { types: args.types, bucket: evidence.bucketName, accountId },
      };
    }
  }
}

/** The function's settings of the air-gapped vault. */
const apart = ({ arn: _, ...airGapped }: NonNullable<BackupWatchArgs["airGapped"]>): WatchedAirGapped => airGapped;
