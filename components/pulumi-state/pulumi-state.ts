import { ComponentResource, type ComponentResourceOptions, getStack, type Input, interpolate, type Output } from "@pulumi/pulumi";
import { planDays, plansPrefix, secretsName, stateName, stateVersionDays } from "../../domain/defaults/pulumi-state.ts";
import type { IamStatement } from "../../domain/iam/statement.ts";
import { SecureBucket } from "../buckets/secure-bucket.ts";
import { deployRoles, planRoles } from "../ci-roles/names.ts";
import { ownKey } from "../keys/own-key.ts";
import { byAccount, byRoles, type KeyPolicyArgs, keyPolicy, throughServices } from "../keys/policy.ts";
import { typeToken } from "../naming.ts";

/** Arguments for {@link PulumiState}. */
export interface PulumiStateArgs extends KeyPolicyArgs {
  /** Name of the one role that may delete previous versions. */
  readonly breakGlassRole: string;
  /** Where it is logged who asked for what. */
  readonly accessLogs: SecureBucket;
  /** Stores that keep their state here. */
  readonly stores: readonly string[];
}

/**
 * An S3 bucket for Pulumi's state with its own key, whose old versions only break-glass can delete, and a key for each stack's secrets, so
 * that the role that deploys one store cannot read another's. These keys admit the pipeline's roles; which of them, the roles' own policies say
 * (components/ci-roles/state.ts): only break-glass changes a key's policy, and a new store must not require that.
 * @see docs/decisions/0067-what-was-approved-is-what-runs.md
 */
export class PulumiState extends ComponentResource {
  readonly bucketName: Output<string>;

  constructor(name: string, args: PulumiStateArgs, opts?: ComponentResourceOptions) {
    super(typeToken("PulumiState"), name, {}, opts);
    const parent = this;
    const { accountId } = args;

    const policy = keyPolicy(args, throughServices(args, ["s3"]));
    const key = ownKey(`${name}-key`, { part: stateName, encrypts: "Pulumi's state", policy }, { parent });
    const bucket = new SecureBucket(
      stateName,
      {
        accountId,
        keyArn: key.arn,
        keepOldVersionsDays: stateVersionDays,
        passing: { prefix: `${plansPrefix}/`, days: planDays },
        accessLogBucket: args.accessLogs,
        notBackedUp: "its previous versions stay, and only break-glass deletes them",
        statements: (arn) => [versionsStay(arn, interpolate`arn:aws:iam::${accountId}:role/${args.breakGlassRole}`)],
        protect: true,
      },
      { parent },
    );
    // The principal that deploys the account, whom IAM knows: the first time none of its roles is there.
    sealSecrets(getStack(), byAccount(args));
    for (const stack of args.stores)
      sealSecrets(
        stack,
        byRoles(
          args,
          [deployRoles, planRoles].map((roles) => roles(getStack())),
        ),
      );

    this.bucketName = bucket.bucketName;
    this.registerOutputs({ bucketName: this.bucketName });

    function sealSecrets(stack: string, users: IamStatement) {
      const encrypts = `secrets in Pulumi's state of ${stack}`;
      ownKey(`${name}-${stack}`, { part: secretsName(stack), encrypts, policy: keyPolicy(args, [users]) }, { parent });
    }
  }
}

/** Keeps what a broken or emptied state is restored from: what is deleted or overwritten stays a previous version, until the lifecycle removes it. */
function versionsStay(bucketArn: Input<string>, breakGlassRoleArn: Input<string>): IamStatement {
  return {
    Sid: "VersionsStay",
    Effect: "Deny",
    Principal: { AWS: "*" },
    Action: ["s3:DeleteBucket", "s3:DeleteObjectVersion"],
    Resource: [bucketArn, interpolate`${bucketArn}/*`],
    Condition: { ArnNotEquals: { "aws:PrincipalArn": breakGlassRoleArn } },
  };
}
