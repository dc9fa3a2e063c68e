import { Vault } from "@pulumi/aws/backup/vault.js";
import { VaultLockConfiguration } from "@pulumi/aws/backup/vaultLockConfiguration.js";
import { VaultPolicy } from "@pulumi/aws/backup/vaultPolicy.js";
import { Alias } from "@pulumi/aws/kms/alias.js";
import { Key } from "@pulumi/aws/kms/key.js";
import { ComponentResource, type ComponentResourceOptions, getStack, type Input, interpolate, type Output } from "@pulumi/pulumi";
import { secureKey } from "../../domain/defaults/keys.ts";
import { byCopies, type KeyPolicyArgs, keyPolicy, throughServices } from "../keys/policy.ts";
import { nameTag, typeToken } from "../naming.ts";
import { type CopySource, vaultPolicy } from "./policy.ts";

/** A vault's lock: what is in it stays for its time. */
export interface VaultLock {
  /** `governance` can be removed by the break-glass role, `compliance` cannot be removed. */
  readonly mode: "governance" | "compliance";
  /** Days for which a lock in compliance mode can still be removed, at least 3. */
  readonly changeableForDays: number;
  /** Minimum retention of what gets in, in days. */
  readonly minimumDays: number;
  /** Maximum retention, in days. */
  readonly maximumDays: number;
}

/** Arguments for {@link BackupVault}; `region` is the vault's own. `breakGlassRole` alone may delete what is in it, or change its policy. */
export interface BackupVaultArgs extends KeyPolicyArgs {
  /** The vault's name in AWS. Changing it replaces the vault. */
  readonly vaultName: string;
  readonly lock: VaultLock;
  readonly breakGlassRole: string;
  /** Accounts of one's own whose AWS Backup copies from the vault and into it. @default - none */
  readonly copyAccounts?: readonly Input<string>[];
  /** Another account that copies come from. @default - none */
  readonly copiesFrom?: CopySource | undefined;
  /** Pulumi's protect. */
  readonly protect: boolean;
}

/** The services by which what is in a vault is encrypted: AWS Backup itself, RDS for its snapshots. */
const vaultServices = ["backup", "rds", "elasticfilesystem", "s3"];

/**
 * A locked backup vault, in any Region, with its own key and a policy that denies deleting recovery points.
 * @see docs/decisions/0017-backups.md
 */
export class BackupVault extends ComponentResource {
  readonly vaultName: Output<string>;
  /** Known before the vault is there. */
  readonly vaultArn: Output<string>;
  readonly keyArn: Output<string>;
  /** Done when nothing in the vault can be deleted any more. */
  readonly lock: VaultLockConfiguration;

  constructor(name: string, args: BackupVaultArgs, opts?: ComponentResourceOptions) {
    super(typeToken("BackupVault"), name, {}, opts);
    const parent = this;
    const { region, accountId, vaultName, protect } = args;

    const key = createKey();
    const vault = new Vault(
      name,
      { region, name: vaultName, kmsKeyArn: key.arn, forceDestroy: false, tags: nameTag(name) },
      { parent, protect },
    );
    const of = { region, backupVaultName: vault.name };
    const { mode, changeableForDays, minimumDays, maximumDays } = args.lock;
    const breakGlassRoleArn = interpolate`arn:aws:iam::${accountId}:role/${args.breakGlassRole}`;
    new VaultPolicy(name, { ...of, policy: vaultPolicy({ breakGlassRoleArn, copiesFrom: args.copiesFrom }) }, { parent });

    this.vaultName = vault.name;
    this.vaultArn = interpolate`arn:aws:backup:${region}:${accountId}:backup-vault:${vaultName}`;
    this.keyArn = key.arn;
    this.lock = new VaultLockConfiguration(
      name,
      {
        ...of,
        minRetentionDays: minimumDays,
        maxRetentionDays: maximumDays,
        // That it is there is what makes the mode compliance.
        ...(mode === "compliance" && { changeableForDays }),
      },
      { parent },
    );
    this.registerOutputs({ vaultName: this.vaultName, vaultArn: this.vaultArn });

    function createKey() {
      const { copyAccounts = [] } = args;
      const statements = [...throughServices(args, vaultServices), ...(copyAccounts.length > 0 ? byCopies(copyAccounts) : [])];
      const key = new Key(
        name,
        {
          ...secureKey,
          region,
          description: `Encrypts backups in ${region} (${getStack()})`,
          policy: keyPolicy(args, statements),
          tags: nameTag(name),
        },
        { parent, protect: true },
      );
      new Alias(name, { region, name: `alias/${getStack()}-${name}`, targetKeyId: key.keyId }, { parent });
      return key;
    }
  }
}
