import { Bucket } from "@pulumi/aws/s3/bucket.js";
import { BucketLifecycleConfiguration } from "@pulumi/aws/s3/bucketLifecycleConfiguration.js";
import { BucketLogging } from "@pulumi/aws/s3/bucketLogging.js";
import { BucketNotification } from "@pulumi/aws/s3/bucketNotification.js";
import { BucketObjectLockConfiguration } from "@pulumi/aws/s3/bucketObjectLockConfiguration.js";
import { BucketOwnershipControls } from "@pulumi/aws/s3/bucketOwnershipControls.js";
import { BucketPolicy } from "@pulumi/aws/s3/bucketPolicy.js";
import { BucketPublicAccessBlock } from "@pulumi/aws/s3/bucketPublicAccessBlock.js";
import { BucketServerSideEncryptionConfiguration } from "@pulumi/aws/s3/bucketServerSideEncryptionConfiguration.js";
import { BucketVersioning } from "@pulumi/aws/s3/bucketVersioning.js";
import {
  ComponentResource,
  type ComponentResourceOptions,
  getStack,
  type Input,
  interpolate,
  jsonStringify,
  type Output,
} from "@pulumi/pulumi";
import { notBackedUpTag } from "../../domain/defaults/backup.ts";
import { abortUploadsAfterDays, ownedByBucketOwner, privateBucket } from "../../domain/defaults/buckets.ts";
import type { IamStatement } from "../../domain/iam/statement.ts";
import { backupTags, nameTag, typeToken } from "../naming.ts";
import { tls12Only } from "./policy.ts";

/** Arguments for {@link SecureBucket}. */
export interface SecureBucketArgs {
  /** Part of the bucket's name, which all of AWS shares: `<stack>-<name>-<account>`. */
  readonly accountId: Input<string>;
  /** Key that encrypts objects. @default - S3's own keys, the only ones that a load balancer's logs can be written under */
  readonly keyArn?: Input<string>;
  /** Days after which an object goes. @default - never */
  readonly expireAfterDays?: number;
  /** Days after which a replaced or deleted version goes. */
  readonly keepOldVersionsDays: number;
  /** Objects that expire sooner than the rest, by the beginning of their key. @default - nothing */
  readonly passing?: { readonly prefix: string; readonly days: number };
  /** Object Lock: days for which no version can be deleted; in compliance mode not even by root, and not ever undone. @default - none */
  readonly lock?: { readonly mode: "GOVERNANCE" | "COMPLIANCE"; readonly days: number };
  /** Bucket that server access logs go to, under `s3/`. @default - none: for the log bucket itself */
  readonly accessLogBucket?: SecureBucket;
  /** Whether the stack's backup plans take it in. @default false */
  readonly backedUp?: boolean;
  /** Why no backup plan takes it in, where it holds data. @default - it holds logs, or is backed up */
  readonly notBackedUp?: string;
  /** Statements beside the refusal of requests without TLS. */
  readonly statements?: (bucketArn: Input<string>) => readonly IamStatement[];
  /** Pulumi's protect: `pulumi destroy` and replacements are refused. */
  readonly protect: boolean;
}

/**
 * A private, versioned, encrypted S3 bucket that accepts only TLS.
 * @see docs/decisions/0008-logs.md
 */
export class SecureBucket extends ComponentResource {
  readonly bucketName: Output<string>;
  readonly bucketArn: Output<string>;
  /** Done when the bucket takes what its policy lets in. */
  readonly policy: BucketPolicy;

  constructor(name: string, args: SecureBucketArgs, opts?: ComponentResourceOptions) {
    super(typeToken("SecureBucket"), name, {}, opts);
    const parent = this;

    // Known in advance, so that a preview shows the bucket's policy, and policies can judge it.
    const bucketName = interpolate`${getStack()}-${name}-${args.accountId}`;
    const bucketArn = interpolate`arn:aws:s3:::${bucketName}`;
    const locked = args.lock !== undefined;
    const bucket = new Bucket(
      name,
      {
        bucket: bucketName,
        forceDestroy: false,
        objectLockEnabled: locked,
        tags: { ...nameTag(name), ...(args.backedUp && backupTags()), ...(args.notBackedUp && { [notBackedUpTag]: args.notBackedUp }) },
      },
      { parent, protect: args.protect },
    );
    const of = { bucket: bucket.bucket };
    const accessBlock = new BucketPublicAccessBlock(name, { ...of, ...privateBucket }, { parent });
    new BucketOwnershipControls(name, { ...of, rule: ownedByBucketOwner }, { parent });
    const versioning = new BucketVersioning(name, { ...of, versioningConfiguration: { status: "Enabled" } }, { parent });
    encrypt();
    lock();
    expire();
    if (args.accessLogBucket) logAccess(args.accessLogBucket);
    // What continuous backups follow; without it they stop.
    if (args.backedUp) new BucketNotification(name, { ...of, eventbridge: true }, { parent });

    this.bucketName = bucket.bucket;
    this.bucketArn = bucket.arn;
    this.policy = admit();
    this.registerOutputs({ bucketName: this.bucketName });

    function encrypt() {
      const byDefault = args.keyArn ? { sseAlgorithm: "aws:kms", kmsMasterKeyId: args.keyArn } : { sseAlgorithm: "AES256" };
      // A bucket key asks KMS once for many objects: the same safety for a hundredth of the calls.
      const rules = [{ applyServerSideEncryptionByDefault: byDefault, bucketKeyEnabled: args.keyArn !== undefined }];
      new BucketServerSideEncryptionConfiguration(name, { ...of, rules }, { parent });
    }

    function lock() {
      if (!args.lock) return;
      new BucketObjectLockConfiguration(name, { ...of, rule: { defaultRetention: args.lock } }, { parent, dependsOn: [versioning] });
    }

    function expire() {
      const old = {
        noncurrentVersionExpiration: { noncurrentDays: args.keepOldVersionsDays },
        abortIncompleteMultipartUpload: { daysAfterInitiation: abortUploadsAfterDays },
      };
      const expiration = args.expireAfterDays === undefined ? {} : { expiration: { days: args.expireAfterDays } };
      const passing = args.passing ? [{ id: "passing", prefix: args.passing.prefix, expiration: { days: args.passing.days } }] : [];
      const rules = [{ id: "tidy", prefix: "", ...expiration, ...old }, ...passing];
      new BucketLifecycleConfiguration(
        name,
        { ...of, rules: rules.map(({ id, prefix, ...what }) => ({ id, status: "Enabled", filter: { prefix }, ...what })) },
        { parent, dependsOn: [versioning] },
      );
    }

    function logAccess({ bucketName, policy }: SecureBucket) {
      // S3 asks the target's policy at once.
      const target = {
        targetBucket: bucketName,
        targetPrefix: "s3/",
        targetObjectKeyFormat: { partitionedPrefix: { partitionDateSource: "EventTime" } },
      };
      new BucketLogging(name, { ...of, ...target }, { parent, dependsOn: [policy] });
    }

    function admit() {
      const document = { Version: "2012-10-17", Statement: [...tls12Only(bucketArn), ...(args.statements?.(bucketArn) ?? [])] };
      return new BucketPolicy(name, { ...of, policy: jsonStringify(document) }, { parent, dependsOn: [accessBlock] });
    }
  }
}
