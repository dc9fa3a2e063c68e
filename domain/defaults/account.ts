/**
 * Passwords of IAM users, should there be any. PCI DSS 4.0.1: 8.3.6 asks for 12 characters, 8.3.7 for none of the last four, 8.3.9 for
 * 90 days; what checks ask beyond that (Checkov CKV_AWS_10, Security Hub IAM.10) costs nothing.
 */
export const passwordPolicy = {
  minimumPasswordLength: 14,
  passwordReusePrevention: 24,
  maxPasswordAge: 90,
  requireLowercaseCharacters: true,
  requireUppercaseCharacters: true,
  requireNumbers: true,
  requireSymbols: true,
  allowUsersToChangePassword: true,
  hardExpiry: false,
} as const;

/** EC2's defaults where a launch sets nothing: IMDSv2, one hop, so no container gets at a node's role (Security Hub EC2.8, EC2.170). */
export const metadataDefaults = {
  httpTokens: "required",
  httpPutResponseHopLimit: 1,
  instanceMetadataTags: "disabled",
} as const;

/** Block on public sharing: of all snapshots, those already public included, and of images that are not public yet (Security Hub EC2.1, EC2.182). */
export const neverPublic = { snapshots: "block-all-sharing", images: "block-new-sharing" } as const;

/**
 * Whether documents of Systems Manager may be shared publicly, by Region: while it is `Disable`, no further document can become public
 * (docs.aws.amazon.com/systems-manager/latest/userguide/documents-ssm-sharing.html, block public sharing).
 */
export const documentSharing = { setting: "/ssm/documents/console/public-sharing-permission", value: "Disable" } as const;

/** The kinds of contacts that AWS writes to beside the account's owner (Security Hub Account.1). */
export const contactKinds = ["security", "billing", "operations"] as const;

/** Maximum number of addresses in a budget's notification (docs.aws.amazon.com/cost-management/latest/userguide/management-limits.html). */
export const maxBudgetAddresses = 10;

/** A working day, in seconds: no session of a person lasts longer, and no second factor counts for longer. */
export const workingDaySeconds = 8 * 3600;
