/**
 * Operations whose action has another name, or for which AWS asks for no right.
 * Source: docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html, and each service's page in
 * docs.aws.amazon.com/service-authorization/latest/reference
 */
const actions: Readonly<Record<string, string | undefined>> = {
  "lambda:Invoke": "lambda:InvokeFunction",
  "s3:CompleteMultipartUpload": "s3:PutObject",
  "s3:CreateMultipartUpload": "s3:PutObject",
  "s3:DeleteBucketEncryption": "s3:PutEncryptionConfiguration",
  "s3:DeleteBucketLifecycle": "s3:PutLifecycleConfiguration",
  "s3:DeleteBucketOwnershipControls": "s3:PutBucketOwnershipControls",
  "s3:DeleteBucketTagging": "s3:PutBucketTagging",
  "s3:DeleteObjects": "s3:DeleteObject",
  "s3:DeletePublicAccessBlock": "s3:PutBucketPublicAccessBlock",
  "s3:GetBucketAccelerateConfiguration": "s3:GetAccelerateConfiguration",
  "s3:GetBucketCors": "s3:GetBucketCORS",
  "s3:GetBucketEncryption": "s3:GetEncryptionConfiguration",
  "s3:GetBucketLifecycleConfiguration": "s3:GetLifecycleConfiguration",
  "s3:GetBucketNotificationConfiguration": "s3:GetBucketNotification",
  "s3:GetBucketReplication": "s3:GetReplicationConfiguration",
  "s3:GetObjectLockConfiguration": "s3:GetBucketObjectLockConfiguration",
  "s3:GetPublicAccessBlock": "s3:GetBucketPublicAccessBlock",
  "s3:HeadBucket": "s3:ListBucket",
  "s3:HeadObject": "s3:GetObject",
  "s3:ListBuckets": "s3:ListAllMyBuckets",
  "s3:ListObjectVersions": "s3:ListBucketVersions",
  "s3:ListObjects": "s3:ListBucket",
  "s3:ListObjectsV2": "s3:ListBucket",
  "s3:PutBucketCors": "s3:PutBucketCORS",
  "s3:PutBucketEncryption": "s3:PutEncryptionConfiguration",
  "s3:PutBucketLifecycleConfiguration": "s3:PutLifecycleConfiguration",
  "s3:PutBucketNotificationConfiguration": "s3:PutBucketNotification",
  "s3:PutObjectLockConfiguration": "s3:PutBucketObjectLockConfiguration",
  "s3:PutPublicAccessBlock": "s3:PutBucketPublicAccessBlock",
  "s3:UploadPart": "s3:PutObject",
  "sqs:SendMessageBatch": "sqs:SendMessage",
  // docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html, API_GetSessionToken.html
  "sts:GetCallerIdentity": undefined,
  "sts:GetSessionToken": undefined,
};

/** The IAM action of an operation of a service, by the service's prefix in IAM; undefined where AWS asks for none. */
export function actionOf(service: string, operation: string): string | undefined {
  // One right to see budgets and what belongs to them, one to change it.
  if (service === "budgets" && !operation.includes("Tag")) return `budgets:${operation.startsWith("Describe") ? "View" : "Modify"}Budget`;
  const action = `${service}:${operation}`;
  return action in actions ? actions[action] : action;
}
