/** The two kinds of address; WAF has a set for each. */
export const ipVersions = ["ipv4", "ipv6"] as const;

/** One of {@link ipVersions}. */
export type IpVersion = (typeof ipVersions)[number];

/** The name of the set that holds what the login guard blocks; known in advance, so that policies can hold it. */
export const guardSetName = (stack: string, version: IpVersion): string => `${stack}-guard-${version}`;

/** The log group of the nodes' login results; known in advance, since the nodes may write to it. */
export const loginLogName = (stack: string): string => `/${stack}/logins`;

/** Maximum number of addresses in a set of WAF (docs.aws.amazon.com/waf/latest/developerguide/limits.html). */
export const maxSetSize = 10_000;

/**
 * Log lines that reach the guard: failures, and all of the administration, whose successes end a row of failures; also lines that say
 * neither, so that they are counted as bad ones
 * (docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax-for-Metric-Filters.html).
 */
export const loginFilter =
  '{ ($.outcome != "success") || ($.zone != "customer") || ($.outcome NOT EXISTS) || ($.zone NOT EXISTS) || ($.v NOT EXISTS) }';

/** A table whose items are of use for a day: paid by use, encrypted under a key of one's own, and restorable for a week. */
export const secureTable = {
  billingMode: "PAY_PER_REQUEST",
  hashKey: "key",
  rangeKey: "at",
  attributes: [
    { name: "key", type: "S" },
    { name: "at", type: "S" },
  ],
  ttl: { attributeName: "expires", enabled: true },
  pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: 7 },
};

/** A queue of reminders: each is of use once, and the minute's sweep does without, so none is kept for long. */
export const reminderQueue = {
  sqsManagedSseEnabled: true,
  messageRetentionSeconds: 3600,
  receiveWaitTimeSeconds: 20,
};
