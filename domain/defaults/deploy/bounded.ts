import { canaryBeginning } from "../payment-page.ts";

/** Maximum permissions of a store's roles with some services. */
export interface BoundedPermission {
  readonly actions: readonly string[];
  /** Resources: the part after `arn:aws:`, or `*`; `{stack}` and `{canary}` (payment-page.ts) are filled in. */
  readonly resources: readonly string[];
  /** How the store's resources are recognised, as in a deployment's permissions (permission.ts). @default "named" */
  readonly told?: "named" | "own" | "untagged" | "own or untagged";
  /** More that has to hold, by operators of conditions. */
  readonly when?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

const every = (services: string): readonly string[] => services.split(" ").map((service) => `${service}:*`);
const at = (service: string, ...rest: readonly string[]) => rest.map((one) => `${service}:*:*:${one}`);

/** Agents of nodes, and services for a store's functions, in calls that know no resource or only look. */
const withoutResource = [
  ...["autoscaling", "cloudwatch", "ec2", "elasticfilesystem", "logs", "rds", "ssm"].map((service) => `${service}:Describe*`),
  ...["CopyFrom", "Describe", "Get", "List", "PutRestore"].map((verb) => `backup:${verb}*`),
  // Without GetParameter and PutParameter.
  ...["GetCommand", "GetDe", "GetDoc", "GetMan", "List"].map((verb) => `ssm:${verb}*`),
  ...["cloudwatch:GetMetricData", "ec2messages:*", "events:ListRules", "inspector2:List*", "kms:DescribeKey", "s3:ListAllMyBuckets"],
  ...["secretsmanager:GetRandom*", "ssmmessages:*", "tag:Get*"],
];

/** AWS says by this tag whose a master user's secret is. */
const ofInstance = "aws:ResourceTag/aws:rds:primaryDBInstanceArn";

/** The list: a boundary holds 6144 characters, so it names services where the deploy roles' permissions name actions. */
export const boundedPermissions: readonly BoundedPermission[] = [
  { actions: every("acm autoscaling backup ec2 elasticfilesystem kms rds secretsmanager ssm"), resources: ["*"], told: "own" },
  {
    actions: every("autoscaling backup dynamodb lambda logs rds s3 secretsmanager ses sns sqs ssm wafv2"),
    resources: [
      ...at("autoscaling", "*/{stack}-*"),
      // The second is another account's, for copies, whose name ends like this (copyNames); that account says who may copy.
      ...at("backup", "backup-vault:{stack}-*", "backup-vault:*-{stack}"),
      ...at("dynamodb", "table/{stack}-*"),
      ...at("lambda", "function:{stack}-*"),
      ...at(
        "logs",
        "log-group:{stack}-*",
        "log-group:/{stack}/*",
        "log-group:/aws/lambda/{stack}-*",
        "log-group:*cwsyn-{canary}*",
        "log-group:RDSOSMetrics*",
      ),
      ...at("rds", "db:{stack}-*", "og:default:*", "pg:{stack}-*", "snapshot:{stack}-*", "subgrp:{stack}-*"),
      "s3:::{stack}-*",
      ...at("secretsmanager", "secret:{stack}-*"),
      ...at("ses", "configuration-set/{stack}-*"),
      ...at("sns", "{stack}-*"),
      ...at("sqs", "{stack}-*"),
      ...at("ssm", "document/{stack}-*", "parameter/{stack}/*"),
      ...at("wafv2", "regional/ipset/{stack}-*"),
    ],
  },
  { actions: withoutResource, resources: ["*"] },
  // What the agent of a node tells of it, of none that is another store's.
  {
    actions: ["PutCo", "PutInv", "UpdateInstance", "UpdateAssociationS"].map((verb) => `ssm:${verb}*`),
    resources: ["*"],
    told: "own or untagged",
  },
  // A role's own policy says from whose addresses it sends.
  { actions: ["ses:Send*"], resources: at("ses", "identity/*"), told: "own or untagged" },
  { actions: ["ssm:SendCommand", "ssm:GetParameter*"], resources: ["ssm:*::document/AWS-*", "ssm:*::parameter/aws/*"] },
  // Network interfaces of functions, nodes that are being started, and copies that AWS Backup makes for the store, which have no tag yet.
  {
    actions: [
      ...["*NetworkInterface", "*PrivateIpAddresses", "CreateTags", "RunInstances"].map((action) => `ec2:${action}`),
      ...every("elasticfilesystem rds"),
      "backup:TagResource",
    ],
    resources: [
      ...at("ec2", "instance/*", "network-interface/*", "volume/*"),
      "ec2:*::image/*",
      ...at("elasticfilesystem", "*"),
      ...at("rds", "db:awsbackup-*", "snapshot:awsbackup:*"),
      ...at("backup", "recovery-point:*"),
    ],
    told: "untagged",
  },
  {
    actions: every("events s3"),
    resources: ["s3:::awsbackup-*", ...at("events", "rule/AwsBackupManagedRule*", "rule/DO-NOT-DELETE-AmazonGuardDuty*")],
  },
  {
    actions: ["secretsmanager:GetSecretValue"],
    resources: at("secretsmanager", "secret:rds!db-*"),
    when: { ArnLike: { [ofInstance]: at("rds", "db:{stack}-database*", "db:{stack}-c-*").map((arn) => `arn:aws:${arn}`) } },
  },
  // RDS makes the master user's secret in the caller's name, and gives it this tag.
  {
    actions: ["secretsmanager:CreateSecret", "secretsmanager:TagResource"],
    resources: at("secretsmanager", "secret:rds!db-*"),
    when: { Null: { [ofInstance]: "true" } },
  },
];

/** Actions on a key that such a role may never take: all that a key's policy leaves to the break-glass role (keys.ts), in fewer characters, and tags. */
export const neverOnKeys = [
  ...["Delete*", "Disable*", "PutKey*", "Replicate*", "Revoke*", "Schedule*", "UpdateP*", "*agResource"].map((verb) => `kms:${verb}`),
];

/** Length of a store's boundary in characters, by the names in it; a settings check compares it with IAM's 6144. */
export function boundaryLength(stack: string, account: string, zones: readonly string[], reads: readonly string[]): number {
  const ofZones = zones.reduce((sum, id) => sum + id.length + 32, 0);
  // The first one makes a list of what was one place.
  const ofReads = reads.reduce((sum, other) => sum + 3 * other.length + 85, reads.length > 0 ? 2 : 0);
  return 4946 + 27 * stack.length + canaryBeginning(stack).length + 6 * account.length + ofZones + ofReads;
}
