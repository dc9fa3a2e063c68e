import { requestSeconds } from "./request-seconds.ts";

/** Metadata only by token (IMDSv2), and only from the node itself: one hop does not reach a container or proxy (Security Hub EC2.8, EC2.170). */
export const secureMetadata = {
  httpEndpoint: "enabled",
  httpTokens: "required",
  httpPutResponseHopLimit: 1,
  instanceMetadataTags: "disabled",
} as const;

/** The newest Amazon Linux 2023 for Graviton, looked up by EC2 whenever a node starts. */
export const latestImage = "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64";

/** The oldest that a node gets, in seconds: 14 days, so that with a few days of trouble none is older than PCI DSS 6.3.3's month. */
export const maximumNodeAge = 14 * 24 * 3600;

/**
 * Timeouts of the parts of a node's start, in seconds: user data and boot end what takes longer, and give the node up themselves,
 * since then the store's log says why.
 */
export const bootSeconds = {
  /** From the instance's start to user data's first line: the kernel, cloud-init. It cannot be aborted; EC2 needs 20 to 30. */
  system: 60,
  packages: 240,
  /** Each of user data's two calls of AWS: the node's parameter, its files. */
  fetch: 60,
  /** All steps of xcart-boot together. */
  boot: 480,
  /** The part of them for X-Cart's first pages. */
  pages: 150,
  /** Time for a node that gives up to report it: to the log, and to Auto Scaling. */
  farewell: 60,
} as const;

/** Maximum seconds that a node takes from its start to its first request: all parts of {@link bootSeconds} at their longest. */
export const launchSeconds = bootSeconds.system + bootSeconds.packages + 2 * bootSeconds.fetch + bootSeconds.boot + bootSeconds.farewell;

/** Timeouts of the parts of a node's end, in seconds, in the order of host/boot/drain.sh. */
export const drainSeconds = {
  /** Until the node sees that it is to go: it asks every five seconds. */
  notice: 10,
  /** Cron and workers, all at once. */
  jobs: 40,
  /** Requests that still run for the load balancer, and a little more. */
  connections: requestSeconds.drain + 10,
  /** Amazon Linux's unit ends it after five. */
  nginx: 10,
  /** The last run of mail: it sends for so long, a try that hangs is ended, and what is left is handed to another node. */
  mail: { sends: 60, hangs: 20, handsOver: 20 },
  /** The agent sends the log every five seconds. */
  logs: 10,
  /** Its word to auto scaling, and to the log before. */
  farewell: 60,
} as const;

/** Maximum seconds that a node takes to stop: all parts of {@link drainSeconds} at their longest. */
const goingSeconds = Object.values(drainSeconds)
  .flatMap((part) => (typeof part === "number" ? [part] : Object.values(part)))
  .reduce((sum, seconds) => sum + seconds, 0);

/**
 * Lifecycle hooks that Auto Scaling waits for: a new node's signal that it serves, without which it is terminated, and an old one's that it is done
 * (docs.aws.amazon.com/autoscaling/ec2/userguide/lifecycle-hooks.html). Nodes know the names.
 */
export const lifecycleHooks = [
  {
    name: "launching",
    lifecycleTransition: "autoscaling:EC2_INSTANCE_LAUNCHING",
    heartbeatTimeout: launchSeconds,
    defaultResult: "ABANDON",
  },
  {
    name: "terminating",
    lifecycleTransition: "autoscaling:EC2_INSTANCE_TERMINATING",
    heartbeatTimeout: goingSeconds,
    defaultResult: "CONTINUE",
  },
] as const;

/** The parameter that tells nodes at boot what AWS has decided. */
export const nodeParameter = (stack: string): string => `/${stack}/node`;
