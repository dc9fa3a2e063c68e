import type { Output } from "@pulumi/pulumi";
import { Notices } from "../../components/alarms/notices.ts";
import { CopyVaults } from "../../components/backup/copy-vaults.ts";
import { vaultNotices } from "../../components/backup/notice-plan.ts";
import { BackupOrganization } from "../../components/backup/organization.ts";
import { copyNames } from "../../domain/defaults/backup.ts";
import type { AccountSettings } from "../settings/resolve/account.ts";
import type { AccountFoundation } from "./foundation.ts";

/** Outputs for the stores' settings and for a restore: each store's vault, and the role that copies. */
export interface CopiesOutputs {
  readonly copyVaultArns?: Readonly<Record<string, Output<string>>>;
  readonly copyRoleArn?: Output<string>;
}

/** Deploys the vaults for copies of other accounts' stores, the notices of changes to them, and the organization's backup settings. */
export function deployBackupCopies(
  { stack, region, backupCopies, staff }: AccountSettings,
  { accountId, topicArn, opts }: AccountFoundation,
): CopiesOutputs {
  const { from, lock, organization } = backupCopies;
  if (organization) new BackupOrganization("backup-organization", organization, opts);
  if (from.length === 0) return {};
  const breakGlassRole = staff.breakGlass.role;
  const vaults = new CopyVaults("copies", { region, accountId, stores: from, lock, breakGlassRole }, opts);
  const names = from.map((store) => copyNames(stack).vaultOf(store.stack));
  new Notices("copies-notices", { plan: vaultNotices(names), topicArn }, opts);
  return { copyVaultArns: vaults.vaultArns, copyRoleArn: vaults.roleArn };
}
