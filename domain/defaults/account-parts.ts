/** One thing that an account, or one of its Regions, has once, and that an organisation or a landing zone may have put there. */
export interface AccountPart {
  /** The resources that the account stack makes otherwise. */
  readonly what: string;
  /** Whether it is there once for all Regions, so that the home stack alone makes it. */
  readonly home?: boolean;
}

/**
 * Parts of an account stack that may be managed elsewhere. Control Tower has AWS Config and a trail of the organisation; delegated administrators
 * switch GuardDuty, Security Hub, Inspector and Access Analyzer on and refuse members' changes; declarative policies of EC2 and guardrails
 * refuse changes of defaults (docs.aws.amazon.com/controltower/latest/userguide/controls.html,
 * docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_declarative.html).
 */
export const accountParts = {
  trail: { what: "the trail with its log, metric filters and alarms", home: true },
  config: { what: "AWS Config's recorder with its role, history and delivery; the conformance pack judges what is recorded all the same" },
  securityHub: { what: "Security Hub and its standards; what it finds is mailed all the same" },
  guardDuty: { what: "GuardDuty's detector and its features" },
  inspector: { what: "Inspector" },
  accessAnalyzer: { what: "the analyzers of access from outside and of unused access" },
  passwordPolicy: { what: "the rules for passwords of IAM users", home: true },
  publicAccessBlock: { what: "the block of public buckets", home: true },
  diskEncryption: { what: "the encryption of disks by default, and its key" },
  ec2Defaults: { what: "EC2's defaults: no public snapshot and image, no stranger's image, IMDSv2, no serial console" },
  backupOptIn: { what: "AWS Backup's say over databases, files and buckets" },
  sessionPreferences: { what: "the document SSM-SessionManagerRunShell with its key and log" },
  alternateContacts: { what: "whom AWS writes to", home: true },
  spending: { what: "the budget and the look for anomalies", home: true },
  staff: { what: "the roles of people", home: true },
} as const satisfies Readonly<Record<string, AccountPart>>;

/** One of {@link accountParts}. */
export type AccountPartName = keyof typeof accountParts;
