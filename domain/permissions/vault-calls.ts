import type { ProviderCall } from "./permission.ts";
import { calls } from "./recorded-by-hand.ts";

const airGapped = "arn:aws:backup:{region}:{account}:backup-vault:{stack}-*";
const vaultTypes = {
  airGapped: "aws:backup/logicallyAirGappedVault:LogicallyAirGappedVault",
  vault: "aws:backup/vault:Vault",
  lock: "aws:backup/vaultLockConfiguration:VaultLockConfiguration",
  policy: "aws:backup/vaultPolicy:VaultPolicy",
} as const;
const readVault = ["DescribeBackupVault", "ListTags"].map((operation) => ["read", operation] as const);
const tagVault = ["TagResource", "UntagResource"].map((operation) => ["update", operation] as const);

/**
 * Calls of vaults that no demo stack has: air-gapped ones, which moto lacks, and an account's for copies of other accounts' stores.
 * Source: docs.aws.amazon.com/aws-backup/latest/devguide/API_Operations.html
 */
export const vaultCalls: readonly ProviderCall[] = [
  ...calls(
    vaultTypes.airGapped,
    "backup",
    [["create", "CreateLogicallyAirGappedBackupVault"], ...readVault, ...tagVault, ["delete", "DeleteBackupVault"]],
    airGapped,
  ),
  ...[
    ...calls(vaultTypes.vault, "backup", [["create", "CreateBackupVault"], ...readVault, ...tagVault], airGapped),
    ...calls(
      vaultTypes.lock,
      "backup",
      [
        ["create", "PutBackupVaultLockConfiguration"],
        ["read", "DescribeBackupVault"],
      ],
      airGapped,
    ),
    ...calls(
      vaultTypes.policy,
      "backup",
      [
        ["create", "PutBackupVaultAccessPolicy"],
        ["read", "GetBackupVaultAccessPolicy"],
      ],
      airGapped,
    ),
    ...calls(
      "aws:backup/globalSettings:GlobalSettings",
      "backup",
      [
        ["create", "UpdateGlobalSettings"],
        ["read", "DescribeGlobalSettings"],
      ],
      "*",
    ),
  ].map((call) => ({ ...call, ofAccount: true })),
];
