/**
 * How every customer-managed key is made: rotated each year (PCI DSS 3.7.4), deleted after the longest wait that KMS has, 30 days. The check for
 * lock-outs is bypassed since it asks that whoever makes the key may change its policy later, which is the break-glass role's alone.
 */
export const secureKey = {
  enableKeyRotation: true,
  rotationPeriodInDays: 365,
  deletionWindowInDays: 30,
  bypassPolicyLockoutSafetyCheck: true,
} as const;

/**
 * What nobody but the break-glass role does to a key: hand it to somebody else, switch it off, end it, copy it to another Region, or take it
 * from a service that keeps data under it. Each of these makes backups and data unreadable at once, and none is a deployment's.
 */
export const refusedOnKeys = [
  "kms:DeleteImportedKeyMaterial",
  "kms:DisableKey",
  "kms:PutKeyPolicy",
  "kms:ReplicateKey",
  "kms:RevokeGrant",
  "kms:ScheduleKeyDeletion",
  "kms:UpdatePrimaryRegion",
] as const;

/** What of it the break-glass role has a use for: a key's policy is changed with the program, and a key ends with its store. */
export const custodianOfKeys = ["kms:PutKeyPolicy", "kms:ScheduleKeyDeletion"] as const satisfies readonly (typeof refusedOnKeys)[number][];
