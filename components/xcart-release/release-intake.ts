import { ComponentResource, type ComponentResourceOptions, getStack, type Input, interpolate, type Output } from "@pulumi/pulumi";
import { typeToken } from "../naming.ts";
import { intakeDocument } from "./intake-document.ts";
import { type ReleasePolicyArgs, takeStatements } from "./policy.ts";
import { Runbook } from "./runbook.ts";

/** Arguments for {@link ReleaseIntake}. */
export interface ReleaseIntakeArgs extends Omit<ReleasePolicyArgs, "stack"> {
  readonly releasesBucket: Input<string>;
  /** The stack that built the releases, in the same account and Region. */
  readonly sourceStack: string;
}

/**
 * Copies X-Cart releases from the stack that built and tried them.
 * @see docs/decisions/0023-releases-of-xcart.md
 */
export class ReleaseIntake extends ComponentResource {
  readonly documentName: Output<string>;

  constructor(name: string, args: ReleaseIntakeArgs, opts?: ComponentResourceOptions) {
    super(typeToken("ReleaseIntake"), name, {}, opts);
    const { region, accountId, releasesBucket, sourceStack } = args;
    // The name that every store's releases bucket has.
    const sourceBucket = interpolate`${sourceStack}-releases-${accountId}`;

    const statements = takeStatements({ ...args, source: { stack: sourceStack, bucketArn: interpolate`arn:aws:s3:::${sourceBucket}` } });
    const runbook = new Runbook(
      "take-release",
      {
        region,
        accountId,
        description: "Takes a release of X-Cart over",
        statements,
        document: (roleArn) => intakeDocument({ stack: getStack(), roleArn, releasesBucket, sourceBucket }),
      },
      { parent: this },
    );

    this.documentName = runbook.documentName;
    this.registerOutputs({ documentName: this.documentName });
  }
}
