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
