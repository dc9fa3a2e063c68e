import { RegionSettings } from "@pulumi/aws/backup/regionSettings.js";
import { ComponentResource, type ComponentResourceOptions } from "@pulumi/pulumi";
import { protectedTypes } from "../../domain/defaults/backup.ts";
import { typeToken } from "../naming.ts";

/**
 * Lets AWS Backup look after what stores hold, in this account and Region; types that stores do not have stay as they are. Stores' plans
 * name their types and do not depend on it; on-demand backups and people who look in the console do.
 */
export class BackupOptIn extends ComponentResource {
  constructor(name: string, opts?: ComponentResourceOptions) {
    super(typeToken("BackupOptIn"), name, {}, opts);
    const resourceTypeOptInPreference = Object.fromEntries(Object.keys(protectedTypes).map((type) => [type, true]));
    new RegionSettings(name, { resourceTypeOptInPreference }, { parent: this });
    this.registerOutputs({});
  }
}
