import { RegionSettings } from "@pulumi/aws/backup/regionSettings.js";
import { ComponentResource, type ComponentResourceOptions } from "@pulumi/pulumi";
import { protectedTypes } from "../../domain/defaults/backup.ts";
import { typeToken } from "../naming.ts";

/**
 * Opts this account and Region in to AWS Backup for the resource types that stores use; other types stay as they are. Plans name their
 * types and do not depend on it; on-demand backups and the console do.
 * @see docs/decisions/0017-backups.md
 */
export class BackupOptIn extends ComponentResource {
  constructor(name: string, opts?: ComponentResourceOptions) {
    super(typeToken("BackupOptIn"), name, {}, opts);
    const resourceTypeOptInPreference = Object.fromEntries(Object.keys(protectedTypes).map((type) => [type, true]));
    new RegionSettings(name, { resourceTypeOptInPreference }, { parent: this });
    this.registerOutputs({});
  }
}
