/** The services that publish a store's alerts: the topic's policy admits them, and the key's lets them encrypt. */
export const alertPublishers = [
  "backup.amazonaws.com",
  "cloudwatch.amazonaws.com",
  "events.amazonaws.com",
  "events.rds.amazonaws.com",
] as const;
