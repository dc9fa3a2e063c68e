import { awsBuckets } from "../defaults/aws-buckets.ts";
import { dataPorts } from "../defaults/ports.ts";
import type { Region } from "../defaults/regions.ts";

/** A participant of a store's graph, as the table calls it; functions by their own name. */
export type Participant =
  | "shopper"
  | "shopper by IPv6"
  | "load balancer"
  | "load balancer by IPv6"
  | "nodes"
  | "builder"
  | "copy"
  | "database"
  | "cache"
  | "sessions"
  | "files"
  | "restored"
  | `function ${string}`;

/** Where a call goes. */
export type Callee =
  | { readonly is: Participant }
  /** A service of AWS, which must be called by an endpoint, or may go by NAT where there is none; the action is one that is needed. */
  | {
      readonly service: string;
      readonly action: string;
      readonly orByNat?: true;
      /** @default - this account's credentials, and its own resource, of which the call says nothing */
      readonly as?: Caller;
      /** @default "*" */
      readonly resource?: string;
    }
  /** A bucket of S3 that is not the store's, by its name, by its place in the path, or by an address of S3. */
  | { readonly bucket: string; readonly action: string; readonly as: Caller; readonly by?: "path" | "address" }
  /** One of the store's own buckets; the one that AWS Backup restores into, named in the path. */
  | { readonly own: "releases" | "log-archive" | "restored"; readonly action: string }
  | { readonly host: string }
  /** A name that is only looked up. */
  | { readonly lookup: string }
  /** An address of the internet that was not looked up, and the server name that TLS asks for there. */
  | { readonly address: string; readonly asks?: string }
  /** A host that is looked up outside of the VPC, by a service of AWS. */
  | { readonly outside: string }
  /** A service whose endpoint AWS itself puts beside the nodes, with a group that admits the VPC. */
  | { readonly beside: string }
  /** A link-local address. */
  | { readonly link: string };

/**
 * Owners of the credentials that sign a call and of the resource that it names. `stranger`: this account's, a stranger's resource; `intruder`: a stranger's
 * both; `unsigned`: none.
 */
export type Caller = "stranger" | "intruder" | "unsigned";

/** A conversation of the table: who, with whom, on which port, and why. */
export interface Row {
  readonly who: Participant;
  readonly to: Callee;
  readonly port: number;
  /** @default "tcp" */
  readonly protocol?: "tcp" | "udp";
  /** Why it is needed, or why it must fail. */
  readonly why: string;
}

/** Facts that a table depends on beside the graph. */
export interface StoreFacts {
  readonly region: Region;
  /** Names that shoppers, and the canary, call the store by. */
  readonly storeNames: readonly string[];
  /** Hosts of the internet that nodes call by HTTPS: X-Cart's own, payment providers, those of the settings. */
  readonly hosts: readonly string[];
  /** Where mail is submitted. @default - nowhere by SMTP */
  readonly mail?: { readonly host: string; readonly port: number };
  /** Host of the identity provider that staff sign in with at the load balancer. @default - none */
  readonly identityProvider?: string;
  /** The account stack, whose archive keeps what people do on nodes. @default - there is none, or it is not known */
  readonly accountStack?: string;
}

const services = (who: Participant, actions: Readonly<Record<string, string>>, why: string): Row[] =>
  Object.entries(actions).map(([service, action]) => ({ who, to: { service, action }, port: 443, why: `${service}: ${why}` }));

const own = (who: Participant, bucket: "releases" | "log-archive" | "restored", action: string, why: string): Row => ({
  who,
  to: { own: bucket, action },
  port: 443,
  why,
});

/** AWS's own documents have an ARN without an account. */
const awsDocument = (region: Region) => `arn:aws:ssm:${region}::document/AWS-RunPatchBaseline`;

/** Conversations of every instance of Amazon Linux, whatever it is for. */
const ofInstance = (who: Participant, { region, accountStack }: StoreFacts): Row[] => [
  // docs.aws.amazon.com/AWSEC2/latest/UserGuide/configure-ec2-ntp.html, instancedata-data-retrieval.html, VPC guide "Amazon DNS server".
  { who, to: { link: "169.254.169.123" }, port: 123, protocol: "udp", why: "Clock" },
  { who, to: { link: "169.254.169.254" }, port: 80, why: "Credentials and description of itself" },
  { who, to: { link: "169.254.169.253" }, port: 53, protocol: "udp", why: "Names" },
  ...services(
    who,
    {
      // docs.aws.amazon.com/systems-manager/latest/userguide/setup-create-vpc.html
      ssm: "ssm:UpdateInstanceInformation",
      ssmmessages: "ssmmessages:OpenDataChannel",
      ec2messages: "ec2messages:GetMessages",
      // Sessions are encrypted by a key; objects and parameters are read by it.
      kms: "kms:Decrypt",
      logs: "logs:PutLogEvents",
    },
    "every instance",
  ),
  ...awsBuckets(region).map(
    (bucket): Row => ({
      who,
      to: { bucket, action: "s3:GetObject", as: "unsigned" },
      port: 443,
      why: "Packages, agents, patches",
    }),
  ),
  {
    who,
    to: { service: "ssm", action: "ssm:GetDocument", as: "stranger", resource: awsDocument(region) },
    port: 443,
    why: "ssm: AWS's patching",
  },
  own(who, "releases", "s3:GetObject", "Releases"),
  ...(accountStack === undefined ? [] : [own(who, "log-archive", "s3:PutObject", "What people type in sessions")]),
  // docs.aws.amazon.com/guardduty/latest/ug/managing-gdu-agent-ec2-automated.html: its endpoint is in no graph.
  { who, to: { beside: "guardduty-data" }, port: 443, why: "What GuardDuty's agent saw" },
];

/** Conversations of each function in the VPC, by its name; a missing one is a fault of the table. */
const functions: Readonly<Record<string, (facts: StoreFacts) => readonly Row[]>> = {
  canary: ({ storeNames }) =>
    storeNames.map((host) => ({
      who: "function canary",
      to: { host },
      port: 443,
      why: "Walks the store by its public name, by NAT and through its firewall",
    })),
  "database-users": () => [
    { who: "function database-users", to: { is: "database" }, port: dataPorts.database, why: "Makes the users, tries their passwords" },
    ...services("function database-users", { secretsmanager: "secretsmanager:PutSecretValue" }, "keeps their passwords"),
  ],
  "restore-validation": () => [
    { who: "function restore-validation", to: { is: "restored" }, port: dataPorts.database, why: "Reads a restored database" },
    ...services(
      "function restore-validation",
      {
        backup: "backup:PutRestoreValidationResult",
        elasticfilesystem: "elasticfilesystem:DescribeFileSystems",
        rds: "rds:ModifyDBInstance",
      },
      "finds what was restored, tells the outcome",
    ),
    own("function restore-validation", "restored", "s3:ListBucket", "Reads a restored bucket"),
  ],
};

/** The names of the functions in the VPC that the table knows. */
export const knownFunctions: readonly string[] = Object.keys(functions);

/** Every conversation without which a store does not work. Rows about a participant that a graph does not have do not count. */
export const neededConversations = (facts: StoreFacts): Row[] => [
  ...atTheEdge(facts),
  ...ofNodes(facts),
  ...ofBuilder(facts),
  ...Object.values(functions).flatMap((rows) => rows(facts)),
];

const atTheEdge = ({ identityProvider }: StoreFacts): Row[] => [
  { who: "shopper", to: { is: "load balancer" }, port: 443, why: "Shop" },
  { who: "shopper", to: { is: "load balancer" }, port: 80, why: "Redirect to HTTPS" },
  { who: "shopper by IPv6", to: { is: "load balancer by IPv6" }, port: 443, why: "Shop" },
  { who: "shopper by IPv6", to: { is: "load balancer by IPv6" }, port: 80, why: "Redirect to HTTPS" },
  { who: "load balancer", to: { is: "nodes" }, port: 443, why: "Requests, health checks" },
  ...(identityProvider ? [{ who: "load balancer", to: { outside: identityProvider }, port: 443, why: "Staff sign in" } as const] : []),
];

const ofNodes = (facts: StoreFacts): Row[] => [
  { who: "nodes", to: { is: "database" }, port: dataPorts.database, why: "MySQL" },
  { who: "nodes", to: { is: "cache" }, port: dataPorts.cache, why: "Valkey" },
  { who: "nodes", to: { is: "sessions" }, port: dataPorts.cache, why: "Valkey" },
  { who: "nodes", to: { is: "files" }, port: dataPorts.files, why: "NFS" },
  ...ofInstance("nodes", facts),
  ...services(
    "nodes",
    {
      secretsmanager: "secretsmanager:GetSecretValue",
      autoscaling: "autoscaling:CompleteLifecycleAction",
      ec2: "ec2:DescribeTags",
      monitoring: "cloudwatch:PutMetricData",
      sts: "sts:AssumeRole",
    },
    "boot, metrics, secrets, mail",
  ),
  ...facts.hosts.map((host): Row => ({ who: "nodes", to: { host }, port: 443, why: "Payments, licence, other allowed hosts" })),
  ...facts.storeNames.map((host): Row => ({ who: "nodes", to: { host }, port: 443, why: "X-Cart calls itself by its public name" })),
  facts.mail
    ? { who: "nodes", to: { host: facts.mail.host }, port: facts.mail.port, why: "Mail" }
    : { who: "nodes", to: { service: "email", action: "ses:SendEmail", orByNat: true }, port: 443, why: "Mail, by SES's API" },
];

const ofBuilder = (facts: StoreFacts): Row[] => [
  { who: "builder", to: { is: "copy" }, port: dataPorts.database, why: "Upgrades the copy of the database" },
  {
    who: "builder",
    to: { is: "database" },
    port: dataPorts.database,
    why: "Upgrades the store's own database, when a release is promoted",
  },
  ...ofInstance("builder", facts),
  ...services("builder", { secretsmanager: "secretsmanager:GetSecretValue" }, "password of the copy"),
  { who: "builder", to: { service: "rds", action: "rds:DescribeDBInstances", orByNat: true }, port: 443, why: "rds: where the copy is" },
  own("builder", "releases", "s3:PutObject", "The release that was built"),
  ...facts.hosts.map((host): Row => ({ who: "builder", to: { host }, port: 443, why: "Marketplace, packages" })),
];

/** The callee of a row, for people. */
export function calleeOf({ to }: Row): string {
  if ("bucket" in to) return `bucket ${to.bucket}`;
  if ("own" in to) return `bucket ${to.own}`;
  if ("service" in to) return to.service;
  if ("is" in to) return to.is;
  if ("beside" in to) return to.beside;
  if ("lookup" in to) return to.lookup;
  if ("address" in to) return to.address;
  return "host" in to ? to.host : "link" in to ? to.link : to.outside;
}
