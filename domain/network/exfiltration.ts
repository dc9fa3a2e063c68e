import { serviceHost } from "../defaults/aws-hosts.ts";
import type { Region } from "../defaults/regions.ts";
import type { Callee, Participant } from "./conversations.ts";

/*
 * How data could leave a compromised node, and what stops it first. A test tries each path on the demo stacks;
 * docs/egress.md and the table in docs/limits.md are generated from it.
 */

export type Layer =
  | "DNS firewall"
  | "nftables"
  | "security group"
  | "network firewall"
  | "endpoint policy"
  | "IAM"
  /** It is open. */
  | "nothing";

/** The layers by `network.egress`: a list of names alone, or beside it a network firewall that reads what TLS asks for. */
export interface Stops {
  readonly names: Layer;
  readonly reads: Layer;
}

export interface ExfiltrationPath {
  /** PHP has no credentials of AWS; root has the node's, and can switch the node's own firewall off. */
  readonly who: "PHP" | "root";
  readonly what: string;
  readonly to: Callee;
  /** @default 443 */
  readonly port?: number;
  /** @default "tcp" */
  readonly protocol?: "tcp" | "udp";
  /** The source of the traffic. @default "nodes" */
  readonly from?: Participant;
  /** The call that IAM decides for the node's role, once every network layer lets it pass. */
  readonly asks?: { readonly action: string; readonly resource: string };
  readonly stops: Layer | Stops;
  /** Of an open path: what limits it otherwise. */
  readonly beside?: string;
}

const stranger = "203.0.113.66";

/** Paths by a name that is on no list. */
const byName = (who: ExfiltrationPath["who"], names: Readonly<Record<string, string>>): ExfiltrationPath[] =>
  Object.entries(names).map(([what, host]) => ({ who, what, to: { host }, stops: "DNS firewall" }));

const namesOf = (region: Region): ExfiltrationPath[] => [
  ...byName("PHP", {
    "an API of another account at API Gateway": `abc123.execute-api.${region}.amazonaws.com`,
    "a load balancer of another account": `mallory-1234.${region}.elb.amazonaws.com`,
    "a function of another account, by its URL": `abc123.lambda-url.${region}.on.aws`,
    "a queue of another account (SQS)": serviceHost("sqs", region),
    "a stream of another account (Firehose)": serviceHost("firehose", region),
    "a table of another account (DynamoDB)": serviceHost("dynamodb", region),
    "a database of another account": `mallory.c0ffee0000ab.${region}.rds.amazonaws.com`,
    "a search domain of another account": `search-mallory.${region}.es.amazonaws.com`,
    "a bucket of another account, by its name": `mallory.s3.${region}.amazonaws.com`,
    "a bucket in another Region": "s3.af-south-1.amazonaws.com",
    "S3 by the name that all Regions share": "s3.amazonaws.com",
    "a distribution of another account (CloudFront)": "d1234.cloudfront.net",
    "a container of Azure's storage": "mallory.blob.core.windows.net",
    "a bucket of Google's storage": "storage.googleapis.com",
    "a worker of Cloudflare": "mallory.workers.dev",
    "a tunnel": "mallory.ngrok.app",
    "a chat's robot": "api.telegram.org",
    "a paste site": "pastebin.com",
    "a host of the attacker's": "mallory.example",
    "a host that only begins like an allowed one": "api.stripe.com.mallory.example",
    "DNS over HTTPS, by its name": "dns.google",
  }),
  {
    who: "root",
    what: "an API of another account at API Gateway",
    to: { host: `abc123.execute-api.${region}.amazonaws.com` },
    stops: "DNS firewall",
  },
  {
    who: "PHP",
    what: "data in the labels of a name that is looked up",
    to: { lookup: "4111111111111111.mallory.example" },
    port: 53,
    protocol: "udp",
    stops: "DNS firewall",
  },
];

const packet = (
  who: ExfiltrationPath["who"],
  what: string,
  port: number,
  protocol: "tcp" | "udp" = "tcp",
  address = stranger,
): ExfiltrationPath => ({
  who,
  what,
  to: { address },
  port,
  protocol,
  stops: who === "PHP" ? "nftables" : "security group",
});

const packets: readonly ExfiltrationPath[] = [
  packet("PHP", "another resolver", 53, "udp"),
  packet("PHP", "another resolver, by TCP", 53),
  packet("PHP", "DNS over TLS", 853),
  packet("PHP", "mail straight to a mail server", 25),
  packet("PHP", "mail by a stranger's provider", 587),
  packet("PHP", "SSH", 22),
  packet("PHP", "a database outside", 3306),
  packet("PHP", "a shell that calls back", 4444),
  packet("PHP", "HTTP without TLS", 80),
  packet("PHP", "QUIC", 443, "udp"),
  packet("PHP", "a clock outside", 123, "udp"),
  packet("PHP", "IPv6", 443, "tcp", "2001:db8::66"),
  { who: "PHP", what: "the node's credentials, to call AWS with", to: { link: "169.254.169.254" }, port: 80, stops: "nftables" },
  packet("root", "another resolver", 53, "udp"),
  packet("root", "mail straight to a mail server", 25),
  packet("root", "a shell that calls back", 4444),
  packet("root", "QUIC", 443, "udp"),
  packet("root", "IPv6", 443, "tcp", "2001:db8::66"),
];

const call = (who: ExfiltrationPath["who"], what: string, to: Callee): ExfiltrationPath => ({ who, what, to, stops: "endpoint policy" });

/** Paths by names that lead to an endpoint: with a stranger's keys, without any, or with the node's own to what is a stranger's. */
const throughEndpoints = (): ExfiltrationPath[] => {
  const bucket = { bucket: "mallory", action: "s3:PutObject" } as const;
  const service = (name: string, action: string, as: "stranger" | "intruder") => ({ service: name, action, as }) as const;
  return [
    call("PHP", "a bucket of another account in the path, with his signature", { ...bucket, as: "intruder", by: "path" }),
    call("PHP", "a bucket of another account in the path, unsigned", { ...bucket, as: "unsigned", by: "path" }),
    call("PHP", "a bucket of another account by an address of S3", { ...bucket, as: "intruder", by: "address" }),
    call("PHP", "a secret of another account, with his keys", service("secretsmanager", "secretsmanager:CreateSecret", "intruder")),
    call("PHP", "a parameter of another account, with his keys", service("ssm", "ssm:PutParameter", "intruder")),
    call("PHP", "a log of another account, with his keys", service("logs", "logs:PutLogEvents", "intruder")),
    call("PHP", "metrics of another account, with his keys", service("monitoring", "cloudwatch:PutMetricData", "intruder")),
    call("root", "a bucket of another account, with the node's keys", { ...bucket, as: "stranger", by: "path" }),
    call("root", "a role of another account", service("sts", "sts:AssumeRole", "stranger")),
    call(
      "root",
      "a secret of another account, with the node's keys",
      service("secretsmanager", "secretsmanager:PutSecretValue", "stranger"),
    ),
    call("root", "a key of another account", service("kms", "kms:Encrypt", "stranger")),
  ];
};

/** Paths with the node's own credentials to this account's resources, to share them with a stranger. */
const byPermissions = (region: Region): ExfiltrationPath[] => {
  const right = (what: string, service: string, action: string, resource: string): ExfiltrationPath => ({
    who: "root",
    what,
    to: { service, action },
    asks: { action, resource: `arn:aws:${service}:${region}:${resource}` },
    stops: "IAM",
  });
  return [
    right("a snapshot of the node's disk, shared", "ec2", "ec2:ModifySnapshotAttribute", ":snapshot/snap-1"),
    right("a secret, shared by its policy", "secretsmanager", "secretsmanager:PutResourcePolicy", "{account}:secret:shop-1"),
    right("a document, shared", "ssm", "ssm:ModifyDocumentPermission", "{account}:document/shop"),
    right("a database's snapshot, shared", "rds", "rds:ModifyDBSnapshotAttribute", "{account}:snapshot:shop"),
    right("a recovery point, copied to another account", "backup", "backup:StartCopyJob", "{account}:recovery-point:1"),
  ];
};

/** Paths that names and network layers cannot tell from a shop's own traffic. */
const openOnes: readonly ExfiltrationPath[] = [
  {
    who: "PHP",
    what: "a bare address on port 443",
    to: { address: stranger },
    stops: { names: "nothing", reads: "network firewall" },
    beside: "`network.egress: network-firewall`; flow logs and GuardDuty see it",
  },
  {
    who: "PHP",
    what: "DNS over HTTPS at a bare address",
    to: { address: "192.0.2.53", asks: "dns.google" },
    stops: { names: "nothing", reads: "network firewall" },
    beside: "`network.egress: network-firewall`; GuardDuty knows public resolvers",
  },
  {
    who: "PHP",
    what: "a bare address, asking for an allowed name in TLS",
    to: { address: stranger, asks: "my.x-cart.com" },
    stops: "nothing",
    beside: "flow logs have addresses that no allowed name has",
  },
  {
    who: "PHP",
    what: "an allowed host of a CDN, with another of its customers inside (domain fronting)",
    to: { host: "api.stripe.com" },
    stops: "nothing",
    beside: "most CDNs refuse it",
  },
  {
    who: "PHP",
    what: "an account of the attacker's at an allowed provider (payments, mail, tax)",
    to: { host: "api.stripe.com" },
    stops: "nothing",
    beside: "as few hosts as the shop needs: `payments.hosts`, `network.allowedHosts`",
  },
  {
    who: "PHP",
    what: "SES, with keys of another account",
    to: { service: "email", action: "ses:SendEmail", orByNat: true },
    stops: "nothing",
    beside: "`mail.provider`, with which the name is on no list",
  },
  {
    who: "PHP",
    what: "an order mail to the attacker",
    to: { service: "email", action: "ses:SendEmail", orByNat: true },
    stops: "nothing",
    beside: "the relay's log of recipients; outside of prod, `mail.listedOnly`",
  },
  {
    who: "PHP",
    what: "a page or file of the shop, which the attacker fetches as a shopper",
    from: "shopper",
    to: { is: "load balancer" },
    stops: "nothing",
    beside: "the web ACL's and the load balancer's logs; watched files (`files-changed`), the canary's look at pages",
  },
];

/** Every way that is tried, in the order of what stops it. */
export const exfiltrationPaths = (region: Region): ExfiltrationPath[] => [
  ...namesOf(region),
  ...packets,
  ...throughEndpoints(),
  ...byPermissions(region),
  ...openOnes,
];

/** The layers that stop a path, by mode. */
export const stopsOf = ({ stops }: ExfiltrationPath): Stops => (typeof stops === "string" ? { names: stops, reads: stops } : stops);
