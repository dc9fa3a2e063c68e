import { ComponentResource, type ComponentResourceOptions, type Input, type Output, type Resource } from "@pulumi/pulumi";
import { ownKey } from "../keys/own-key.ts";
import { byConfig, byDelivery, byTrail, type KeyPolicyArgs, keyPolicy, throughServices } from "../keys/policy.ts";
import { typeToken } from "../naming.ts";
import { fromDelivery, fromTrail } from "./policy.ts";
import { SecureBucket } from "./secure-bucket.ts";

/** Arguments for {@link LogArchive}. */
export interface LogArchiveArgs extends KeyPolicyArgs {
  /** Days that a log is kept, and cannot be deleted. */
  readonly retentionDays: number;
  /** Where it is logged who asked for what in it. */
  readonly accessLogs: SecureBucket;
  /** The trail that writes here. @default - none */
  readonly trailArn?: Input<string> | undefined;
  /** Object Lock's mode: in `compliance`, no principal can delete before the retention ends, not even root. */
  readonly lock: "governance" | "compliance";
}

/**
 * The account's log archive: an S3 bucket with Object Lock, whose objects cannot be changed or deleted before their retention ends
 * (PCI DSS 10.3.2, 10.5.1).
 * @see docs/decisions/0008-logs.md
 */
export class LogArchive extends ComponentResource {
  readonly bucketName: Output<string>;
  readonly bucketArn: Output<string>;
  readonly keyArn: Output<string>;
  /** Done when the archive takes what its policy lets in. */
  readonly policy: Resource;

  constructor(name: string, args: LogArchiveArgs, opts?: ComponentResourceOptions) {
    super(typeToken("LogArchive"), name, {}, opts);
    const parent = this;

    const key = createKey();
    const bucket = new SecureBucket(
      name,
      {
        accountId: args.accountId,
        keyArn: key.arn,
        expireAfterDays: args.retentionDays,
        keepOldVersionsDays: 1,
        lock: { mode: args.lock === "compliance" ? "COMPLIANCE" : "GOVERNANCE", days: args.retentionDays },
        accessLogBucket: args.accessLogs,
        statements: (arn) => [
          ...fromDelivery(arn, args.accountId),
          ...(args.trailArn ? fromTrail(arn, args.accountId, args.trailArn) : []),
        ],
        protect: true,
      },
      { parent },
    );

    this.bucketName = bucket.bucketName;
    this.bucketArn = bucket.bucketArn;
    this.keyArn = key.arn;
    this.policy = bucket.policy;
    this.registerOutputs({ bucketArn: this.bucketArn, keyArn: this.keyArn });

    function createKey() {
      const policy = keyPolicy(args, [
        ...throughServices(args, ["s3"]),
        byDelivery(args),
        byConfig(args),
        ...(args.trailArn ? byTrail(args.trailArn) : []),
      ]);
      return ownKey(`${name}-key`, { part: name, encrypts: "the log archive", policy }, { parent });
    }
  }
}
