/** How every customer-managed key is made: rotated each year (PCI DSS 3.7.4), deleted after the longest wait that KMS has, 30 days. */
export const secureKey = {
  enableKeyRotation: true,
  rotationPeriodInDays: 365,
  deletionWindowInDays: 30,
  bypassPolicyLockoutSafetyCheck: false,
} as const;
