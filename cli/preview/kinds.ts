/** A number of resources of one kind, in words. */
export interface KindCount {
  readonly kind: string;
  readonly count: number;
}

const acronyms: Readonly<Record<string, string>> = {
  acl: "ACL",
  autoscaling: "Auto Scaling",
  cognito: "Cognito",
  config: "configuration",
  db: "DB",
  dns: "DNS",
  efs: "EFS",
  elasticache: "ElastiCache",
  email: "e-mail",
  iam: "IAM",
  ip: "IP",
  kms: "KMS",
  nat: "NAT",
  rds: "RDS",
  s3: "S3",
  ssm: "SSM",
  vpc: "VPC",
  waf: "WAF",
};

/** Types whose own names say too little without their service, or are no English. */
const names: Readonly<Record<string, string>> = {
  "aws:accessanalyzer/analyzer:Analyzer": "access analyzer",
  "aws:autoscaling/policy:Policy": "scaling policy",
  "aws:backup/selection:Selection": "backup selection",
  "aws:cfg/recorder:Recorder": "configuration recorder",
  "aws:cloudcontrol/resource:Resource": "Cloud Control resource",
  "aws:cognito/userInGroup:UserInGroup": "group membership",
  "aws:ebs/encryptionByDefault:EncryptionByDefault": "default disk encryption",
  "aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess": "snapshot public access block",
  "aws:ec2/eip:Eip": "elastic IP address",
  "aws:ec2/imageBlockPublicAccess:ImageBlockPublicAccess": "image public access block",
  "aws:ec2/serialConsoleAccess:SerialConsoleAccess": "serial console setting",
  "aws:guardduty/detector:Detector": "GuardDuty detector",
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": "OIDC provider",
  "aws:iam/serviceLinkedRole:ServiceLinkedRole": "service-linked role",
  "aws:inspector2/enabler:Enabler": "Inspector enabler",
  "aws:lambda/invocation:Invocation": "function invocation",
  "aws:lambda/permission:Permission": "function permission",
  "aws:networkfirewall/firewall:Firewall": "network firewall",
  "aws:networkfirewall/loggingConfiguration:LoggingConfiguration": "network firewall logging configuration",
  "aws:networkfirewall/ruleGroup:RuleGroup": "network firewall rule group",
  "aws:route53/queryLog:QueryLog": "DNS query log",
  "aws:route53/record:Record": "DNS record",
  "aws:route53/zone:Zone": "hosted zone",
  "aws:s3/bucketObjectv2:BucketObjectv2": "bucket object",
  "aws:securityhub/account:Account": "Security Hub account",
  "aws:ssm/association:Association": "SSM association",
  "aws:ssm/document:Document": "SSM document",
  "random:index/randomPassword:RandomPassword": "password",
  "tls:index/selfSignedCert:SelfSignedCert": "self-signed certificate",
};

/** The last part of a type token: `aws:ec2/subnet:Subnet` → `Subnet`. */
export function typeName(type: string): string {
  return type.split(":").at(-1) ?? type;
}

/** A type in words: `aws:ec2/routeTable:RouteTable` → `route table`. Where AWS has several of a name, its service comes first. */
export function kindOf(type: string): string {
  const own = names[type];
  if (own !== undefined) return own;
  if (type.startsWith("pulumi:providers:")) return "provider";
  const words = typeName(type)
    // One of them is a thing, whatever AWS calls it.
    .replace(/(?<=Attribute|Control|Default|Notification|Setting)s$/, "")
    .replace(/(?<=[a-z0-9])(?=[A-Z])/g, " ")
    .toLowerCase()
    .split(" ");
  const service = ambiguous.has(typeName(type)) ? [type.split(/[:/]/)[1] ?? ""] : [];
  return [...service, ...words].map((word) => acronyms[word] ?? word).join(" ");
}

/** `count` things: `1 subnet`, `12 subnets`, `2 policies`. */
export function counted(count: number, kind: string): string {
  return `${count} ${count === 1 ? kind : plural(kind)}`;
}

/** The plural of an English noun phrase. */
export function plural(kind: string): string {
  if (/[^aeiou]y$/.test(kind)) return `${kind.slice(0, -1)}ies`;
  return /(s|x|ch|sh)$/.test(kind) ? `${kind}es` : `${kind}s`;
}

/** Counts `types` by kind, the most numerous first. */
export function countKinds(types: readonly string[]): KindCount[] {
  const counts = new Map<string, number>();
  for (const type of types) counts.set(kindOf(type), (counts.get(kindOf(type)) ?? 0) + 1);
  return [...counts].map(([kind, count]) => ({ kind, count })).sort((a, b) => b.count - a.count || (a.kind < b.kind ? -1 : 1));
}

const ambiguous: ReadonlySet<string> = new Set([
  "Alias",
  "Cluster",
  "Endpoint",
  "Group",
  "Instance",
  "Key",
  "Parameter",
  "ParameterGroup",
  "Plan",
  "Policy",
  "SubnetGroup",
  "User",
  "UserGroup",
  "Vault",
]);
