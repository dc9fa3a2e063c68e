import { Plan } from "@pulumi/aws/backup/plan.js";
import { Selection } from "@pulumi/aws/backup/selection.js";
import { VaultNotifications } from "@pulumi/aws/backup/vaultNotifications.js";
import { Role } from "@pulumi/aws/iam/role.js";
import { RolePolicyAttachment } from "@pulumi/aws/iam/rolePolicyAttachment.js";
import { ComponentResource, type ComponentResourceOptions, getStack, type Input, jsonStringify, type Output } from "@pulumi/pulumi";
import {
  backupRoleNames,
  backupTag,
  continuousTypes,
  type ProtectedType,
  protectedTypes,
  servicePolicies,
  startMinutes,
  vaultEvents,
  vaultNames,
} from "../../domain/defaults/backup.ts";
import type { Region } from "../../domain/defaults/regions.ts";
import { nameTag, typeToken } from "../naming.ts";
import { type BackupKeep, type BackupSchedule, continuousRule, type PlannedRule, snapshotRules } from "./plan.ts";
import { trustBackup } from "./policy.ts";
import { BackupVault, type VaultLock } from "./vault.ts";

/** What {@link Backup} is made of. */
export interface BackupArgs {
  readonly region: Region;
  readonly accountId: Input<string>;
  readonly schedule: BackupSchedule;
  readonly keep: BackupKeep;
  /** Of both vaults. */
  readonly lock: VaultLock;
  /** The second Region, in which a vault with a key of its own takes copies. */
  readonly copyRegion: Region;
  /** A vault of another account in the own Region that takes copies too. @default - none */
  readonly copyVaultArn?: string | undefined;
  /** The one role of the account that may delete backups; it need not be there. */
  readonly breakGlassRole: string;
  /** Topic that hears of objects that were left out of a backup. */
  readonly topicArn: Input<string>;
  /** Pulumi's protect, of the vaults. */
  readonly protect: boolean;
}

/**
 * Backups of whatever carries the stack's backup tag: a locked vault and a second one in another Region, plans for snapshots and for
 * continuous backups, and the roles that make and restore them.
 */
export class Backup extends ComponentResource {
  readonly vault: BackupVault;
  readonly copyVault: BackupVault;
  /** Role to back up with, also on demand. */
  readonly backupRoleArn: Output<string>;
  /** Role to restore with. */
  readonly restoreRoleArn: Output<string>;

  constructor(name: string, args: BackupArgs, opts?: ComponentResourceOptions) {
    super(typeToken("Backup"), name, {}, opts);
    const parent = this;

    const names = vaultNames(getStack());
    const vault = createVault(name, names.own, args.region);
    const copyVault = createVault(`${name}-copy`, names.copies, args.copyRegion);
    const backupRole = createRole("backup", "Backs up what the store holds");
    const restoreRole = createRole("restore", "Restores what the store holds");
    createPlan("snapshots", snapshotRules(args.schedule, args.keep), Object.values(protectedTypes));
    createPlan(
      "continuous",
      [continuousRule(args.schedule, args.keep)],
      continuousTypes.map((type: ProtectedType) => protectedTypes[type]),
    );
    new VaultNotifications(
      name,
      { backupVaultName: vault.vaultName, snsTopicArn: args.topicArn, backupVaultEvents: [...vaultEvents] },
      { parent },
    );

    this.vault = vault;
    this.copyVault = copyVault;
    this.backupRoleArn = backupRole.role.arn;
    this.restoreRoleArn = restoreRole.role.arn;
    this.registerOutputs({ backupRoleArn: this.backupRoleArn, restoreRoleArn: this.restoreRoleArn });

    function createVault(part: string, vaultName: string, region: Region) {
      const { accountId, lock, protect, copyVaultArn, breakGlassRole } = args;
      return new BackupVault(
        part,
        {
          region,
          accountId,
          vaultName,
          lock,
          protect,
          breakGlassRole,
          copyAccountId: copyVaultArn?.split(":")[4],
        },
        { parent },
      );
    }

    function createRole(part: "backup" | "restore", description: string) {
      const role = new Role(
        `${name}-${part}`,
        {
          name: backupRoleNames(getStack())[part],
          description,
          assumeRolePolicy: jsonStringify(trustBackup),
          maxSessionDuration: 3600,
          tags: nameTag(`${name}-${part}`),
        },
        { parent },
      );
      const attachments = servicePolicies[part].map(
        (policyArn) =>
          new RolePolicyAttachment(`${name}-${part}-${policyArn.split("/").at(-1)}`, { role: role.name, policyArn }, { parent }),
      );
      return { role, attachments };
    }

    function createPlan(part: string, rules: readonly PlannedRule[], resources: readonly string[]) {
      const plan = new Plan(
        `${name}-${part}`,
        { name: `${getStack()}-${part}`, rules: rules.map(ruleOf), tags: nameTag(`${name}-${part}`) },
        // Nothing gets in before it is sure that it stays.
        { parent, dependsOn: [vault.lock, copyVault.lock] },
      );
      new Selection(
        `${name}-${part}`,
        {
          name: `${getStack()}-${part}`,
          planId: plan.id,
          iamRoleArn: backupRole.role.arn,
          // Types named like this are backed up even where the account's settings leave them out.
          resources: [...resources],
          conditions: [{ stringEquals: [{ key: `aws:ResourceTag/${backupTag}`, value: getStack() }] }],
        },
        { parent, dependsOn: backupRole.attachments },
      );
    }

    function ruleOf(rule: PlannedRule) {
      const { deleteAfter, coldStorageAfter } = rule;
      const lifecycle = { deleteAfter, ...(coldStorageAfter !== undefined && { coldStorageAfter }) };
      const destinations = [copyVault.vaultArn, ...(args.copyVaultArn ? [args.copyVaultArn] : [])];
      const isContinuous = rule.name === "continuous";
      return {
        ruleName: rule.name,
        targetVaultName: vault.vaultName,
        schedule: rule.schedule,
        scheduleExpressionTimezone: args.schedule.timeZone,
        startWindow: startMinutes.within,
        completionWindow: args.schedule.completeWithinHours * 60,
        lifecycle,
        ...(isContinuous
          ? // A copy of a continuous backup is a snapshot, and those are copied already.
            { enableContinuousBackup: true }
          : { copyActions: destinations.map((destinationVaultArn) => ({ destinationVaultArn, lifecycle })) }),
      };
    }
  }
}
