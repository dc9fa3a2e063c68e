/** One of AWS Config's managed rules, and what it is asked. */
export interface ManagedRule {
  /** AWS's name of it, in capitals. */
  readonly identifier: string;
  /** Its requirement of a resource, for readers. */
  readonly asks: string;
  /** The requirements of PCI DSS v4.0.1 that it serves. */
  readonly requirements: readonly string[];
  /** Its parameters, as the text that AWS Config takes. @default - AWS's own */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Asks of what the account has only once, so in the home Region alone. @default false */
  readonly global?: boolean;
}

/**
 * Rules of AWS Config beside Security Hub's standards (PCI DSS v4.0.1, Foundational Security Best Practices), which bring rules of
 * their own at no price. Chosen from the rules of AWS's conformance packs for PCI DSS (awslabs/aws-config-rules,
 * Operational-Best-Practices-for-PCI-DSS*.yaml) for the services that a store uses; what a standard asks already is not here: a finding that
 * comes twice is read once, and paid for.
 */
export const managedRules: readonly ManagedRule[] = [
  { identifier: "ALB_WAF_ENABLED", asks: "A load balancer has a web ACL.", requirements: ["6.4.2"] },
  { identifier: "ELBV2_ACM_CERTIFICATE_REQUIRED", asks: "Listeners have certificates of ACM.", requirements: ["4.2.1"] },
  { identifier: "NO_UNRESTRICTED_ROUTE_TO_IGW", asks: "No private route table leads to the internet.", requirements: ["1.3.1", "1.4.4"] },
  { identifier: "EC2_INSTANCE_PROFILE_ATTACHED", asks: "A node has a role, so it needs no stored keys.", requirements: ["8.6.2"] },
  { identifier: "EC2_NO_AMAZON_KEY_PAIR", asks: "No node has a key pair: there is no login by SSH.", requirements: ["2.2.7", "8.2.2"] },
  { identifier: "EC2_SECURITY_GROUP_ATTACHED_TO_ENI_PERIODIC", asks: "No group is left over.", requirements: ["1.2.7"] },
  {
    identifier: "EC2_VOLUME_INUSE_CHECK",
    asks: "No disk outlives its node.",
    requirements: ["3.2.1"],
    parameters: { deleteOnTermination: "true" },
  },
  {
    identifier: "CW_LOGGROUP_RETENTION_PERIOD_CHECK",
    asks: "Logs are kept for a year.",
    requirements: ["10.5.1"],
    parameters: { MinRetentionTime: "365" },
  },
  { identifier: "CLOUDWATCH_LOG_GROUP_ENCRYPTED", asks: "Logs lie under a key of the account's own.", requirements: ["10.3.2"] },
  { identifier: "CLOUDWATCH_ALARM_ACTION_ENABLED_CHECK", asks: "Alarms are not muted.", requirements: ["10.7.2"] },
  {
    identifier: "CLOUDWATCH_ALARM_ACTION_CHECK",
    asks: "Alarms have an action.",
    requirements: ["10.7.2", "12.10.5"],
    parameters: { alarmActionRequired: "true", insufficientDataActionRequired: "false", okActionRequired: "false" },
  },
  {
    identifier: "CLOUDTRAIL_SECURITY_TRAIL_ENABLED",
    asks: "A trail records everything, signed and encrypted.",
    requirements: ["10.2.1", "10.3.4"],
    global: true,
  },
  { identifier: "RDS_RESOURCES_PROTECTED_BY_BACKUP_PLAN", asks: "Databases are backed up.", requirements: ["12.10.1"] },
  { identifier: "S3_RESOURCES_PROTECTED_BY_BACKUP_PLAN", asks: "Buckets are backed up.", requirements: ["12.10.1"] },
  {
    identifier: "BACKUP_PLAN_MIN_FREQUENCY_AND_MIN_RETENTION_CHECK",
    asks: "Backups are made daily and kept for five weeks.",
    requirements: ["12.10.1"],
    parameters: { requiredFrequencyValue: "1", requiredFrequencyUnit: "days", requiredRetentionDays: "35" },
  },
  { identifier: "BACKUP_RECOVERY_POINT_MANUAL_DELETION_DISABLED", asks: "Backups cannot be deleted by hand.", requirements: ["10.3.4"] },
  { identifier: "S3_BUCKET_VERSIONING_ENABLED", asks: "Buckets keep what is replaced.", requirements: ["10.3.2"] },
  { identifier: "SECRETSMANAGER_USING_CMK", asks: "Secrets lie under a key of the account's own.", requirements: ["3.6.1", "8.3.2"] },
  { identifier: "SNS_ENCRYPTED_KMS", asks: "Alerts are encrypted.", requirements: ["3.5.1"] },
  { identifier: "IAM_NO_INLINE_POLICY_CHECK", asks: "Permissions stand in policies of their own.", requirements: ["7.2.2"], global: true },
  { identifier: "IAM_GROUP_HAS_USERS_CHECK", asks: "No group is left over.", requirements: ["7.2.4"], global: true },
  { identifier: "IAM_USER_GROUP_MEMBERSHIP_CHECK", asks: "Users have permissions by groups only.", requirements: ["7.2.2"], global: true },
];

/**
 * Limits of AWS Config: rules in a pack, characters of a template given in the call, and the days that history is kept at most
 * (docs.aws.amazon.com/config/latest/developerguide/configlimits.html, API_PutConformancePack, API_PutRetentionConfiguration).
 */
export const configLimits = { rulesInPack: 130, templateCharacters: 51_200, retentionDays: 2557 } as const;

/** The service-linked role that AWS Config records by; an account has one, and Security Hub's Config.1 wants this one. */
export const configRole = "aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig";
