import { demandKey } from "../model/demands.ts";
import type { Policy } from "../model/policy.ts";
import { vault } from "./types.ts";

export const backupVaultConfigureCustomerManagedKey: Policy = {
  name: "aws-backup-vault-configure-customer-managed-key",
  description: "Backups are encrypted with a customer-managed key.",
  severity: "medium",
  controls: ["BKP-03"],
  remediation: "Set kmsKeyArn to a customer-managed key.",
  url: "https://docs.aws.amazon.com/aws-backup/latest/devguide/encryption.html",
  types: [vault],
  check: (resource) => demandKey(resource, "kmsKeyArn"),
};
