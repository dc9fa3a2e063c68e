import { ComponentResource, type ComponentResourceOptions, getStack, type Input, type Output } from "@pulumi/pulumi";
import { backupRoleNames, copyNames, servicePolicies } from "../../domain/defaults/backup.ts";
import type { Region } from "../../domain/defaults/regions.ts";
import { typeToken } from "../naming.ts";
import { createBackupRole } from "./role.ts";
import { BackupVault, type VaultLock } from "./vault.ts";

/** A store of another account whose backups are copied here. */
export interface CopiedStore {
  readonly stack: string;
  readonly accountId: string;
}

/** Arguments for {@link CopyVaults}. */
export interface CopyVaultsArgs {
  readonly region: Region;
  readonly accountId: Input<string>;
  readonly stores: readonly CopiedStore[];
  /** Of each vault. */
  readonly lock: VaultLock;
  /** The one role of this account that may delete copies; the stores' accounts cannot. */
  readonly breakGlassRole: string;
}

/**
 * Vaults for other accounts' backups: for each store a locked vault with its own key, into which only that store's backup role may
 * copy, and the role with which AWS Backup copies backups back. Always protected.
 * @see docs/decisions/0065-copies-beyond-the-account.md
 */
export class CopyVaults extends ComponentResource {
  /** ARNs of the vaults, by the stack of their store. */
  readonly vaultArns: Readonly<Record<string, Output<string>>>;
  readonly roleArn: Output<string>;

  constructor(name: string, args: CopyVaultsArgs, opts?: ComponentResourceOptions) {
    super(typeToken("CopyVaults"), name, {}, opts);
    const parent = this;
    const { region, accountId, lock, breakGlassRole } = args;
    const names = copyNames(getStack());

    this.vaultArns = Object.fromEntries(args.stores.map((store) => [store.stack, createVault(store).vaultArn]));
    const policies = servicePolicies.backup;
    this.roleArn = createBackupRole(
      name,
      { roleName: names.role, description: "Copies backups back to their account", policies },
      parent,
    ).role.arn;
    this.registerOutputs({ roleArn: this.roleArn });

    function createVault({ stack, accountId: from }: CopiedStore) {
      return new BackupVault(
        `${name}-${stack}`,
        {
          region,
          accountId,
          vaultName: names.vaultOf(stack),
          lock,
          breakGlassRole,
          copyAccounts: [accountId, from],
          copiesFrom: { accountId: from, role: backupRoleNames(stack).backup },
          protect: true,
        },
        { parent },
      );
    }
  }
}
