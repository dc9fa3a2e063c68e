import { LogicallyAirGappedVault } from "@pulumi/aws/backup/logicallyAirGappedVault.js";
import { VaultPolicy } from "@pulumi/aws/backup/vaultPolicy.js";
import { ComponentResource, type ComponentResourceOptions, type Input, interpolate, type Output } from "@pulumi/pulumi";
import { refusedOnAirGapped } from "../../domain/defaults/backup.ts";
import type { Region } from "../../domain/defaults/regions.ts";
import { nameTag, typeToken } from "../naming.ts";
import { vaultPolicy } from "./policy.ts";

/** The bounds of an air-gapped vault, in days: how long what gets in may and must live. They can never be changed. */
export interface AirGappedBounds {
  readonly minimumDays: number;
  readonly maximumDays: number;
}

/** Arguments for {@link AirGapped}. */
export interface AirGappedArgs {
  readonly region: Region;
  readonly accountId: Input<string>;
  /** The vault's name in AWS. */
  readonly vaultName: string;
  readonly bounds: AirGappedBounds;
  /** Alone says which approval team opens the vault to another account. */
  readonly breakGlassRole: string;
}

/**
 * A logically air-gapped backup vault: AWS keeps its contents in an account of its own, in compliance mode from the start, under an
 * AWS-owned key, which this account cannot delete. Always protected: AWS deletes only an empty one, and changing its bounds
 * would replace it. Source: docs.aws.amazon.com/aws-backup/latest/devguide/logicallyairgappedvault.html
 * @see docs/decisions/0065-copies-beyond-the-account.md
 */
export class AirGapped extends ComponentResource {
  /** Known before the vault is there. */
  readonly vaultArn: Output<string>;
  /** In place once no role but break-glass can say who opens the vault. */
  readonly policy: VaultPolicy;

  constructor(name: string, args: AirGappedArgs, opts?: ComponentResourceOptions) {
    super(typeToken("AirGapped"), name, {}, opts);
    const { region, accountId, vaultName, bounds } = args;

    const vault = new LogicallyAirGappedVault(
      name,
      {
        region,
        name: vaultName,
        minRetentionDays: bounds.minimumDays,
        maxRetentionDays: bounds.maximumDays,
        tags: nameTag(name),
      },
      { parent: this, protect: true },
    );
    const breakGlassRoleArn = interpolate`arn:aws:iam::${accountId}:role/${args.breakGlassRole}`;
    this.policy = new VaultPolicy(
      name,
      { region, backupVaultName: vault.name, policy: vaultPolicy({ breakGlassRoleArn, refused: refusedOnAirGapped }) },
      { parent: this },
    );
    this.vaultArn = interpolate`arn:aws:backup:${region}:${accountId}:backup-vault:${vaultName}`;
    this.registerOutputs({ vaultArn: this.vaultArn });
  }
}
