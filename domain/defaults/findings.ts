/** The findings' table: paid by use, under a key of one's own; what is in it comes again within a day. */
export const findingsTable = {
  billingMode: "PAY_PER_REQUEST",
  ttl: { attributeName: "expires", enabled: true },
  pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: 7 },
};

/** A queue of findings: what could not be mailed is tried again for four days, and then kept for people. */
export const findingsQueue = { sqsManagedSseEnabled: true, messageRetentionSeconds: 345_600 };

/** Seconds for which findings are gathered, so that many make one mail, and the most that are taken at once (docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html). */
export const gathering = { maximumBatchingWindowInSeconds: 300, batchSize: 1000 };

/** Tries before a finding is set aside. */
export const findingTries = 10;
