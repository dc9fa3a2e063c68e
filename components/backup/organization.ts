import { GlobalSettings } from "@pulumi/aws/backup/globalSettings.js";
import { ComponentResource, type ComponentResourceOptions } from "@pulumi/pulumi";
import { typeToken } from "../naming.ts";

/** Arguments for AWS Backup across an organization's accounts. */
export interface BackupOrganizationArgs {
  /** Copy backups from one account to another. */
  readonly copies: boolean;
  /** Ask approval teams who may open an air-gapped vault. */
  readonly multiPartyApproval: boolean;
  /** Let a member account look after the plans of all. */
  readonly delegatedAdministrator: boolean;
}

/**
 * AWS Backup's settings of an organization, which only its management account may change.
 * @see docs/decisions/0065-copies-beyond-the-account.md
 */
export class BackupOrganization extends ComponentResource {
  constructor(
    name: string,
    { copies, multiPartyApproval, delegatedAdministrator }: BackupOrganizationArgs,
    opts?: ComponentResourceOptions,
  ) {
    super(typeToken("BackupOrganization"), name, {}, opts);
    // All three: AWS tells each of them, and what is not named here would differ for ever.
    const globalSettings = {
      isCrossAccountBackupEnabled: String(copies),
      isMpaEnabled: String(multiPartyApproval),
      isDelegatedAdministratorEnabled: String(delegatedAdministrator),
    };
    new GlobalSettings(name, { globalSettings }, { parent: this });
    this.registerOutputs({});
  }
}
