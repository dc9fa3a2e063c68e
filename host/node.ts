import type { LoginLock } from "../domain/contracts/login-guard.ts";
import type { OrderDeclines } from "../domain/contracts/order-declines.ts";
import type { PinnedRelease } from "../domain/contracts/release.ts";
import type { XcartLine } from "../domain/defaults/xcart-versions.ts";
import type { NodePaymentPage } from "../domain/payment-page/node.ts";

/** One file as it stands on a node. */
export interface HostFile {
  /** Absolute path on the node. */
  readonly path: string;
  /** Permissions, such as `0o644`. Folders above it are made with 0755. */
  readonly mode: number;
  /** `user:group`. @default root:root */
  readonly owner?: string;
  readonly content: string;
}

/** Mail settings of a node. */
export interface NodeMail {
  /** The domain that the store may send email for. */
  readonly domain: string;
  /** The sender address that replaces one of another domain. */
  readonly from: string;
  /** Allowed recipients, each an address or `*@` and a domain. @default - any recipient */
  readonly listed?: readonly string[] | undefined;
  /** The SMTP server of another mail provider. @default - Amazon SES's API */
  readonly provider?: { readonly host: string; readonly port: number } | undefined;
}

/**
 * Arguments for a node's files: only values that are known before anything is provisioned, so that a preview shows the files.
 * Addresses, secrets and ids come at boot, from Parameter Store and Secrets Manager.
 */
export interface NodeSettings {
  readonly stack: string;
  readonly region: string;
  readonly line: XcartLine;
  /** The store's name, and the others that it answers to. */
  readonly domain: string;
  readonly aliases: readonly string[];
  /** A host of its own for the admin area, where the settings name one. */
  readonly adminHost?: string | undefined;
  /** IPv4 blocks of the load balancer's subnets: who may say where a request comes from. */
  readonly balancerBlocks: readonly string[];
  /** Memory of a node in MiB, by its instance type. */
  readonly memoryMiB: number;
  /** Virtual CPUs of a node. */
  readonly cpus: number;
  /** Largest request body in MiB: elsewhere, and where the admin area takes uploads and imports. */
  readonly bodyMiB: { readonly standard: number; readonly uploads: number };
  /** Whether X-Cart's API, its login and the add-on for language models are enabled. @default false */
  readonly api?: boolean;
  /** Days that browsers remember to use HTTPS only. */
  readonly hstsDays: number;
  /** IPv4 block of the VPC: where database, caches, files and the resolver are. */
  readonly networkBlock: string;
  readonly mail: NodeMail;
  /** Limits of failed logins. */
  readonly loginLock: LoginLock;
  /** Maximum declined payments before browsers have to answer a challenge. */
  readonly orderDeclines: OrderDeclines;
  /** The approved scripts and policy of the payment page. @default - nothing is approved yet */
  readonly paymentPage?: NodePaymentPage | undefined;
  /** The release of X-Cart that the node runs. @default - none yet: a page says that the store is being set up */
  readonly release?: PinnedRelease | undefined;
}

/** Name of a release's folder on a node. It includes the checksum, so that a folder with other content is never mistaken for it. */
export const releaseFolder = ({ name, sha256 }: PinnedRelease): string => `${name}-${sha256.slice(0, 16)}`;

/**
 * Values that are known only after deployment: the JSON of the parameter `/<stack>/node`, which boot stores at `nodePaths.values`.
 * It names secrets and never contains their values.
 */
export interface NodeValues {
  readonly releasesBucket: string;
  readonly databaseHost: string;
  /** Secret of the database's user `store` (domain/contracts/database-users.ts), and of the caches' form (`host`, `port`, `password`). */
  readonly databaseSecretArn: string;
  readonly cacheSecretArn: string;
  readonly sessionsSecretArn: string;
  /** Secret of X-Cart's own keys: `appSecret`, `sharedSecretKey` (passwords are hashed with it, so it never changes), `authCode`; alphanumeric. */
  readonly applicationSecretArn: string;
  /** Secret of the key that X-Cart's API signs its tokens with: `privateKey` as PEM; `passphrase` where it has one. */
  readonly apiSecretArn: string;
  readonly fileSystemId: string;
  readonly accessPointId: string;
  /** The role that may send mail by SES, and nothing else. @default - another provider sends */
  readonly mailRoleArn?: string;
  /** Secret of another provider: `username`, `password`. @default - SES sends */
  readonly mailSecretArn?: string;
}

/** Paths on a node. */
export const nodePaths = {
  /** The release that runs: a link to `/srv/xcart/releases/<name and checksum>`, owned by root, read-only to PHP. */
  app: "/srv/xcart/current",
  releases: "/srv/xcart/releases",
  /** EFS: what all nodes share. Its folders are mounted into the release (host/boot/mounts.ts). */
  shared: "/srv/xcart/shared",
  /** Local to the node, gone with it: PHP's `tmp`, and `var/<release>`, the `var` of a release. The folder itself is root's. */
  local: "/srv/xcart/local",
  /** {@link NodeSettings} and {@link NodeValues} as JSON, for what runs on the node. */
  settings: "/etc/xcart/node.json",
  values: "/etc/xcart/values.json",
  /** Authorities that sign the certificates of RDS, as PEM; `nodeCommands.environment` makes the folder of them that OpenSSL looks up by hash. */
  databaseAuthorities: "/etc/xcart/rds.pem",
  databaseAuthorityFolder: "/etc/xcart/rds-ca",
  /** Certificate and key of the node itself, made at boot. */
  certificate: "/etc/xcart/tls/node.crt",
  certificateKey: "/etc/xcart/tls/node.key",
  /** Environment of PHP: written at boot from Secrets Manager, readable by the pool's master only. */
  environment: "/etc/xcart/environment",
  /** The same as the pool takes it, so that a reload of PHP-FPM is enough after a password has changed. */
  poolEnvironment: "/etc/xcart/pool-environment.conf",
  /** The key of X-Cart's API, and what its signatures are verified with: readable by PHP's group. */
  apiKeys: "/etc/xcart/jwt",
  /** The program that PHP's mail() calls, and the folder where it queues email: PHP writes there, and the relay takes messages from there. */
  sendmail: "/usr/local/bin/xcart-sendmail",
  mail: "/srv/xcart/mail",
  /** PHP of the node's own: health, login lines, leases. Owned by root. */
  host: "/srv/xcart/host",
  /** Web root while there is no release. */
  setup: "/srv/xcart/host/setup",
  fpmSocket: "/run/php-fpm/xcart.sock",
  /** Log of login results, one line of JSON each; the CloudWatch agent ships it. */
  loginLog: "/var/log/xcart/logins.jsonl",
  accessLog: "/var/log/nginx/access.jsonl",
  /** Log of browsers' reports on the content security policy, one line of JSON each. */
  reportLog: "/var/log/nginx/reports.jsonl",
  /**
   * The health check: PHP behind nginx's `/healthz`, 200 or 503. With the parameter `HEALTH_DETAILS` it names which of PHP, database,
   * cache and files fails; without it, for outside clients, it says only `ok` or `failing`.
   */
  health: "/srv/xcart/host/health.php",
  /** Marker file of a closed store: nginx shows shoppers the closed page, and cron and workers do not start. */
  closed: "/run/xcart/closed",
  /** Marker file while the database belongs to another release than the node's: the store is closed to staff too. */
  closedToStaff: "/run/xcart/closed-to-staff",
} as const;

/**
 * Scripts that boot calls, by others than boot. The units of a store (`/etc/systemd/system/xcart-*`) say `WantedBy=xcart.target`
 * and `PartOf=xcart.target`: boot enables those that have an `[Install]`, and starts the target once the node is healthy; a drain stops it.
 */
export const nodeCommands = {
  /** Mounts into the release what is not its own; again at any time. */
  mounts: "/usr/local/sbin/xcart-mounts",
  /** Writes `nodePaths.environment` from `nodePaths.values` and the secrets; again at any time. */
  environment: "/usr/local/sbin/xcart-environment",
} as const;

/** Users of a node. */
export const nodeUsers = {
  /** Runs PHP; owns nothing of the code. */
  php: "xcart",
  /** Runs nginx. */
  web: "nginx",
} as const;
