import type { Policy } from "../model/policy.ts";
import { airGappedVault, leftOpen } from "./types.ts";

/** Actions that set a vault's approval team. An attacker could name a team of their own: associating the first one needs no approval. */
const refused = ["backup:AssociateBackupVaultMpaApprovalTeam", "backup:DisassociateBackupVaultMpaApprovalTeam"];

export const backupLogicallyairgappedvaultDisallowManualOpening: Policy = {
  name: "aws-backup-logicallyairgappedvault-disallow-manual-opening",
  description: "Only one role may set the approval team that opens an air-gapped vault to another account.",
  severity: "high",
  controls: [
    {
      key: "G28",
      service: "What no other tool checks",
      control: "One role sets who may open an air-gapped vault, and backups are copied into it for as long as it keeps them",
      pci: ["12.10.1"],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation: `Add a VaultPolicy that denies ${refused.join(", ")} to all principals except the break-glass role.`,
  url: "https://docs.aws.amazon.com/aws-backup/latest/devguide/multipartyapproval.html",
  types: [airGappedVault],
  check: (resource, stack) => {
    const open = leftOpen(resource, stack, refused);
    return open.length === 0 ? [] : [`the vault's policy does not deny ${open.join(", ")}; add a statement that does`];
  },
};
