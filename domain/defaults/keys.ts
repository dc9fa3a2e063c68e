/**
 * Settings of every customer-managed key: rotated each year (PCI DSS 3.7.4), deleted after KMS's maximum wait of 30 days. The check for
 * lock-outs is bypassed: it requires that the principal that makes the key may change its policy later, and only the break-glass role may.
 */
export const secureKey = {
  enableKeyRotation: true,
  rotationPeriodInDays: 365,
  deletionWindowInDays: 30,
  bypassPolicyLockoutSafetyCheck: true,
} as const;

/**
 * Actions on a key for the break-glass role alone: give it to another principal, disable it, delete it, copy it to another Region, or take it
 * from a service that keeps data under it. Each of these makes backups and data unreadable at once, and no deployment needs one.
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

/** The part of it that the break-glass role needs: a key's policy is changed with the program, and a key ends with its store. */
export const custodianOfKeys = ["kms:PutKeyPolicy", "kms:ScheduleKeyDeletion"] as const satisfies readonly (typeof refusedOnKeys)[number][];
