import type { Policy } from "../model/policy.ts";
import { documentType, sessionInputs } from "./types.ts";

export const ssmDocumentEnableSessionLogging: Policy = {
  name: "aws-ssm-document-enable-session-logging",
  description: "Sessions are encrypted in transit, and recorded in an encrypted log.",
  severity: "high",
  controls: ["SSM-05"],
  remediation: "Set kmsKeyId, and cloudWatchLogGroupName or s3BucketName with its encryption enabled.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ssm-controls.html#ssm-6",
  types: [documentType],
  check: (document) => {
    const inputs = sessionInputs(document);
    if (!inputs) return undefined;
    const { kmsKeyId, cloudWatchLogGroupName, cloudWatchEncryptionEnabled, s3BucketName, s3EncryptionEnabled } = inputs;
    return [
      ...(kmsKeyId ? [] : ["inputs.kmsKeyId is unset; set a key"]),
      ...(cloudWatchLogGroupName || s3BucketName ? [] : ["inputs name neither a log group nor a bucket; set cloudWatchLogGroupName"]),
      ...(cloudWatchLogGroupName && cloudWatchEncryptionEnabled !== true
        ? ["inputs.cloudWatchEncryptionEnabled is not true; set true"]
        : []),
      ...(s3BucketName && s3EncryptionEnabled !== true ? ["inputs.s3EncryptionEnabled is not true; set true"] : []),
    ];
  },
};
