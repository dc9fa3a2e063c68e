import { demandKey } from "../model/demands.ts";
import type { Policy } from "../model/policy.ts";

export const efsFilesystemConfigureCustomerManagedKey: Policy = {
  name: "aws-efs-filesystem-configure-customer-managed-key",
  description: "Shared files are encrypted with a customer-managed key, whose use can be controlled and audited.",
  severity: "medium",
  controls: ["EFS-02"],
  remediation: "Set kmsKeyId to a customer-managed key; this replaces the file system.",
  url: "https://docs.aws.amazon.com/efs/latest/ug/encryption-at-rest.html",
  types: ["aws:efs/fileSystem:FileSystem"],
  check: (files) => demandKey(files, "kmsKeyId"),
};
