/** The target of a service's call, as the graph of a stack can name it. */
export type TargetKind = "bucket" | "function" | "key" | "logGroup" | "queue" | "topic";

/** One call that a service makes. */
export interface UsedAction {
  /** `s3:PutObject`. */
  readonly action: string;
  /**
   * The part after the target's ARN, such as `/{prefix}AWSLogs/{account}/*`. `{account}`, `{region}`, `{partition}`, `{name}`, `{bucket}`,
   * `{prefix}` are the trigger's, `{target}` is the target's ARN. @default - the target itself
   */
  readonly path?: string;
  /** Condition keys that this call alone carries. */
  readonly sends?: Readonly<Record<string, string>>;
}

/** Condition keys that say for whom a service acts: each is known to be sent, known not to be, or unsaid. */
export interface Sent {
  /** Condition keys with their values, in the placeholders of {@link UsedAction.path}. */
  readonly sends?: Readonly<Record<string, string>>;
  /** AWS says, or it has been seen, that they are not there. @default - those of {@link sourceKeys} that are not in `sends` are unsaid */
  readonly omits?: readonly string[];
}

/** Calls of a service on a target's key, on its own behalf. */
export interface KeyUse extends Sent {
  readonly actions: readonly string[];
  /** AWS's page. */
  readonly source: string;
}

/** A service does something to a resource, so the resource's policy must admit it, under conditions that the service really sends. */
export interface ServiceUse extends Sent {
  /** The cause of the call, `flow log`, and its verb, `writes to`. */
  readonly noun: string;
  readonly verb: string;
  readonly types: readonly string[];
  /** Properties of the trigger that name the target; `*` is each element of a list. */
  readonly names: readonly string[];
  /** Beside the one that names the target, where the prefix of keys stands. */
  readonly prefix?: string;
  /** Values that properties of the trigger must have; null: must not be set. An unknown value: the row does not apply. */
  readonly when?: Readonly<Record<string, readonly (string | boolean)[] | null>>;
  /** The resource that the graph must also have for the row to apply. @default - none */
  readonly beside?: "autoScalingGroup" | "configOwnRole" | "malwareProtection";
  /**
   * Any of these is enough: a service, `{region}` as above, `{balancers}` the Region's account of load balancers; after `role:` a role that
   * the target's policy alone admits, after `account:` an account whose IAM has admitted the caller.
   */
  readonly principals: readonly string[];
  readonly target: TargetKind;
  readonly actions: readonly UsedAction[];
  /**
   * Its use of the key that the target is encrypted with; `none`: the service can use no key at all, so S3's own must do.
   * @default - the key is used in another principal's name
   */
  readonly key?: KeyUse | "none";
  /** AWS writes the policy by itself where there is none. @default false */
  readonly isAdmittedByAws?: boolean;
  /** A bucket's ACL can admit it too. @default false */
  readonly isAdmittedByAcl?: boolean;
  /** AWS's page. */
  readonly source: string;
}

/** The condition keys that name on whose behalf a service acts. */
export const sourceKeys = ["aws:SourceArn", "aws:SourceAccount", "aws:SourceOrgID", "aws:SourceOrgPaths", "aws:SourceOwner"] as const;

/** Keys that AWS never fills for a service principal, which is of no account and comes from no network of ours (…/IAM/latest/UserGuide/reference_policies_condition-keys.html). */
export const neverOfServices = [
  "aws:PrincipalAccount",
  "aws:PrincipalArn",
  "aws:PrincipalOrgID",
  "aws:PrincipalOrgPaths",
  "aws:userid",
  "aws:username",
] as const;

/** Facts about any call of a service over AWS's own network. */
export const alwaysOfServices: Readonly<Record<string, string>> = {
  "aws:SecureTransport": "true",
  "aws:PrincipalIsAWSService": "true",
};

const guide = "https://docs.aws.amazon.com";

/** The pages that several rows cite. */
export const pages = {
  topicKeys: `${guide}/sns/latest/dg/sns-key-management.html`,
  events: `${guide}/eventbridge/latest/userguide/eb-use-resource-based.html`,
  s3Notices: `${guide}/AmazonS3/latest/userguide/grant-destinations-permissions-to-s3.html`,
  delivery: `${guide}/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-V2-S3.html`,
} as const;

/** A publisher's use of an encrypted topic's key; SNS names the topic in the key's context. */
export const topicKey = (rest: Sent = {}, source: string = pages.topicKeys): KeyUse => ({
  actions: ["kms:Decrypt", "kms:GenerateDataKey"],
  ...rest,
  sends: { "kms:EncryptionContext:aws:sns:topicArn": "{target}", ...rest.sends },
  source,
});
