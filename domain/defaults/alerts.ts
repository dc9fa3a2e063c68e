/** The services that publish a store's alerts: the topic's policy admits them, and the key's lets them encrypt. */
export const alertPublishers = [
  "backup.amazonaws.com",
  "cloudwatch.amazonaws.com",
  "events.amazonaws.com",
  "events.rds.amazonaws.com",
] as const;

/** Those that tell a topic for which account they speak: AWS's pages on them have `aws:SourceAccount` in the topic's policy. */
export const publishersThatNameTheAccount: readonly string[] = ["cloudwatch.amazonaws.com", "events.rds.amazonaws.com"];

/** Those that tell the topic's key so too; for EventBridge AWS rules it out (docs.aws.amazon.com/sns/latest/dg/sns-key-management.html). */
export const keyUsersThatNameTheAccount: readonly string[] = ["cloudwatch.amazonaws.com"];
