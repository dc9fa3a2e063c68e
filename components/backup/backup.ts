import { Plan } from "@pulumi/aws/backup/plan.js";
import { Selection } from "@pulumi/aws/backup/selection.js";
import { VaultNotifications } from "@pulumi/aws/backup/vaultNotifications.js";
import { ComponentResource, type ComponentResourceOptions, getStack, type Input, type Output } from "@pulumi/pulumi";
import {
  airGappedTypes,
  backupRoleNames,
  backupTag,
  continuousTypes,
  everyType,
  type ProtectedType,
  protectedTypes,
  servicePolicies,
  startMinutes,
  vaultEvents,
  vaultNames,
} from "../../domain/defaults/backup.ts";
import type { Region } from "../../domain/defaults/regions.ts";
import { nameTag, typeToken } from "../naming.ts";
import { AirGapped, type AirGappedBounds } from "./air-gapped-vault.ts";
import { type BackupKeep, type BackupSchedule, continuousRule, type PlannedRule, snapshotRules } from "./plan.ts";
import { createBackupRole } from "./role.ts";
import { BackupVault, type VaultLock } from "./vault.ts";

/** Arguments for {@link Backup}. */
export interface BackupArgs {
  readonly region: Region;
  readonly accountId: Input<string>;
  readonly schedule: BackupSchedule;
  readonly keep: BackupKeep;
  /** The lock of both vaults. */
  readonly lock: VaultLock;
  /** The second Region, in which a vault with a key of its own takes copies. */
  readonly copyRegion: Region;
  /** A vault of another account that takes copies too. @default - none */
  readonly copyVaultArn?: string | undefined;
  /** The bounds of an air-gapped vault that takes copies of files and buckets too. @default - none */
  readonly airGapped?: AirGappedBounds | undefined;
  /** The one role of the account that may delete backups; it need not be there. */
  readonly breakGlassRole: string;
  /** Topic that hears of objects that were left out of a backup. */
  readonly topicArn: Input<string>;
  /** Pulumi's protect, of the vaults. */
  readonly protect: boolean;
}

/**
 * AWS Backup plans for every resource with the stack's backup tag: a locked vault, a second one in another Region, an optional
 * air-gapped one, snapshots and continuous backups, and the roles that create and restore them.
 * @see docs/decisions/0017-backups.md
 */
export class Backup extends ComponentResource {
  readonly vault: BackupVault;
  readonly copyVault: BackupVault;
  readonly airGapped: AirGapped | undefined;
  /** Role to back up with, also on demand. */
  readonly backupRoleArn: Output<string>;
  /** Role to restore with. */
  readonly restoreRoleArn: Output<string>;

  constructor(name: string, args: BackupArgs, opts?: ComponentResourceOptions) {
    super(typeToken("Backup"), name, {}, opts);
    const parent = this;

    const names = vaultNames(getStack());
    const vault = createVault(name, names.own, args.region, sharedWith(args));
    const copyVault = createVault(`${name}-copy`, names.copies, args.copyRegion);
    const airGapped = createAirGapped();
    const backupRole = createRole("backup", "Backs up what the store holds");
    const restoreRole = createRole("restore", "Restores what the store holds");
    createSnapshotPlans();
    createPlan("continuous", [ruleOf(continuousRule(args.schedule, args.keep))], continuousTypes);
    new VaultNotifications(
      name,
      { backupVaultName: vault.vaultName, snsTopicArn: args.topicArn, backupVaultEvents: [...vaultEvents] },
      { parent },
    );

    this.vault = vault;
    this.copyVault = copyVault;
    this.airGapped = airGapped;
    this.backupRoleArn = backupRole.role.arn;
    this.restoreRoleArn = restoreRole.role.arn;
    this.registerOutputs({ backupRoleArn: this.backupRoleArn, restoreRoleArn: this.restoreRoleArn });

    function createVault(part: string, vaultName: string, region: Region, shared: ReturnType<typeof sharedWith> = {}) {
      const { accountId, lock, protect, breakGlassRole } = args;
      return new BackupVault(part, { region, accountId, vaultName, lock, protect, breakGlassRole, ...shared }, { parent });
    }

    function createAirGapped() {
      const { region, accountId, breakGlassRole, airGapped: bounds } = args;
      const vaultName = names.airGapped;
      return bounds && new AirGapped(`${name}-air-gapped`, { region, accountId, vaultName, bounds, breakGlassRole }, { parent });
    }

    function createRole(part: "backup" | "restore", description: string) {
      const roleName = backupRoleNames(getStack())[part];
      return createBackupRole(`${name}-${part}`, { roleName, description, policies: servicePolicies[part] }, parent);
    }

    /** A plan's rules are for all that it selects, and a copy that AWS does not take is a failed job: so what an air-gapped vault takes has a plan of its own. */
    function createSnapshotPlans() {
      const rules = snapshotRules(args.schedule, args.keep);
      const copies = [copyVault.vaultArn, ...(args.copyVaultArn ? [args.copyVaultArn] : [])];
      const apart: readonly ProtectedType[] = airGapped ? airGappedTypes : [];
      createPlan(
        "snapshots",
        rules.map((rule) => ruleOf(rule, copies)),
        everyType.filter((type) => !apart.includes(type)),
      );
      if (airGapped)
        createPlan(
          "air-gapped",
          rules.map((rule) => ruleOf(rule, copies, airGapped.vaultArn)),
          apart,
        );
    }

    function createPlan(part: string, rules: ReturnType<typeof ruleOf>[], types: readonly ProtectedType[]) {
      const plan = new Plan(
        `${name}-${part}`,
        { name: `${getStack()}-${part}`, rules, tags: nameTag(`${name}-${part}`) },
        // Nothing gets in before it is sure that it stays.
        { parent, dependsOn: [vault.lock, copyVault.lock, ...(airGapped ? [airGapped.policy] : [])] },
      );
      new Selection(
        `${name}-${part}`,
        {
          name: `${getStack()}-${part}`,
          planId: plan.id,
          iamRoleArn: backupRole.role.arn,
          // Types named like this are backed up even where the account's settings leave them out.
          resources: types.map((type) => protectedTypes[type]),
          conditions: [{ stringEquals: [{ key: `aws:ResourceTag/${backupTag}`, value: getStack() }] }],
        },
        { parent, dependsOn: backupRole.attachments },
      );
    }

    function ruleOf(rule: PlannedRule, copies: readonly Input<string>[] = [], apart?: Input<string>) {
      const { deleteAfter, coldStorageAfter } = rule;
      const lifecycle = { deleteAfter, ...(coldStorageAfter !== undefined && { coldStorageAfter }) };
      return {
        ruleName: rule.name,
        targetVaultName: vault.vaultName,
        schedule: rule.schedule,
        scheduleExpressionTimezone: args.schedule.timeZone,
        startWindow: startMinutes.within,
        completionWindow: args.schedule.completeWithinHours * 60,
        lifecycle,
        ...(rule.name === "continuous"
          ? // A copy of a continuous backup is a snapshot, and those are copied already.
            { enableContinuousBackup: true }
          : {
              copyActions: [
                ...copies.map((destinationVaultArn) => ({ destinationVaultArn, lifecycle })),
                // Warm all its life: what is in cold storage cannot be copied out of it, to another account above all.
                ...(apart === undefined ? [] : [{ destinationVaultArn: apart, lifecycle: { deleteAfter } }]),
              ],
            }),
      };
    }
  }
}

/** The account that the store's vault is shared with where copies go to another one: its AWS Backup reads what is copied, and may bring it back. */
function sharedWith({ accountId, copyVaultArn }: BackupArgs) {
  const other = copyVaultArn?.split(":")[4];
  return other === undefined ? {} : { copyAccounts: [accountId, other], copiesFrom: { accountId: other } };
}
