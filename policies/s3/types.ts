import { type PolicyStatement, statementsOf } from "../model/documents.ts";
import type { Resource, Stack } from "../model/stack.ts";
import { asList } from "../model/values.ts";

/** A bucket's type, also as it was called until version 7 of the provider. */
export const buckets = ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"];

/** Parts of a bucket that can be separate resources. */
type Part =
  | "Acl"
  | "LifecycleConfiguration"
  | "Logging"
  | "Notification"
  | "ObjectLockConfiguration"
  | "OwnershipControls"
  | "Policy"
  | "PublicAccessBlock"
  | "ReplicationConfig"
  | "ServerSideEncryptionConfiguration"
  | "Versioning";

/** The types of a part, new and old. */
export const partTypes = (part: Part): string[] => [`aws:s3/bucket${part}:Bucket${part}`, `aws:s3/bucket${part}V2:Bucket${part}V2`];

/** The resources of a stack that are such a part of a bucket. */
export const partsOf = (bucket: Resource, part: Part, stack: Stack): Resource[] => stack.referring(bucket, "bucket", partTypes(part));

/** The statements of a bucket's policy, in the bucket or split from it. */
export const policyOf = (bucket: Resource, stack: Stack): PolicyStatement[] =>
  [bucket, ...partsOf(bucket, "Policy", stack)].flatMap((holder) => statementsOf(holder, "policy") ?? []);

/** The values of properties that are written as an object, a list of one, or not at all. */
export const inline = (resource: Resource, ...properties: readonly string[]): unknown[] =>
  properties.flatMap((property) => asList(resource.get(property)));
