/** How many resources of one kind, the kind in words. */
export interface KindCount {
  readonly kind: string;
  readonly count: number;
}

const acronyms: Readonly<Record<string, string>> = {
  acl: "ACL",
  db: "DB",
  dns: "DNS",
  efs: "EFS",
  eip: "elastic IP",
  elasticache: "ElastiCache",
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

/** The last part of a type token: `aws:ec2/subnet:Subnet` → `Subnet`. */
export function typeName(type: string): string {
  return type.split(":").at(-1) ?? type;
}

/** A type in words: `aws:ec2/routeTable:RouteTable` → `route table`. Where AWS has several of a name, its service comes first. */
export function kindOf(type: string): string {
  if (type.startsWith("pulumi:providers:")) return "provider";
  const words = typeName(type)
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
