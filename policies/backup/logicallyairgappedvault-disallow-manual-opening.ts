import type { Policy } from "../model/policy.ts";
import { airGappedVault, leftOpen } from "./types.ts";

/** Who says whose approval opens a vault may name a team of their own: the first one needs nobody's consent. */
const refused = ["backup:AssociateBackupVaultMpaApprovalTeam", "backup:DisassociateBackupVaultMpaApprovalTeam"];

export const backupLogicallyairgappedvaultDisallowManualOpening: Policy = {
  name: "aws-backup-logicallyairgappedvault-disallow-manual-opening",
  description: "Nobody but one role says which approval team opens an air-gapped vault to another account.",
  severity: "high",
  controls: [
    {
      key: "G28",
      service: "What no other tool checks",
      control: "Who opens an air-gapped vault is said by one role, and something is copied into it for as long as it keeps things",
      pci: ["12.10.1"],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation: `Add a VaultPolicy that denies ${refused.join(", ")} to everybody but the break-glass role.`,
  url: "https://docs.aws.amazon.com/aws-backup/latest/devguide/multipartyapproval.html",
  types: [airGappedVault],
  check: (resource, stack) => {
    const open = leftOpen(resource, stack, refused);
    return open.length === 0 ? [] : [`the vault's policy does not deny ${open.join(", ")}; add a statement that does`];
  },
};
