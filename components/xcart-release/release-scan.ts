import { MalwareProtectionPlan } from "@pulumi/aws/guardduty/malwareProtectionPlan.js";
import { Role } from "@pulumi/aws/iam/role.js";
import { ComponentResource, type ComponentResourceOptions, getStack, type Input, interpolate } from "@pulumi/pulumi";
import type { Region } from "../../domain/defaults/regions.ts";
import { malwareScan, scanRoleName, writtenOnce } from "../../domain/defaults/releases.ts";
import { allow, type IamStatement } from "../../domain/iam/statement.ts";
import type { SecureBucket } from "../buckets/secure-bucket.ts";
import { nameTag, typeToken } from "../naming.ts";
import { grant } from "../role-policy.ts";
import { through } from "./policy.ts";

/** Arguments for {@link ReleaseScan}. */
export interface ReleaseScanArgs {
  readonly region: Region;
  readonly accountId: Input<string>;
  readonly bucket: SecureBucket;
  readonly dataKeyArn: Input<string>;
}

/**
 * A GuardDuty malware protection plan that scans and tags each release and distribution as it is uploaded.
 * @see docs/decisions/0064-releases-by-content.md
 */
export class ReleaseScan extends ComponentResource {
  constructor(name: string, args: ReleaseScanArgs, opts?: ComponentResourceOptions) {
    super(typeToken("ReleaseScan"), name, {}, opts);
    const parent = this;
    const { bucket } = args;

    const description = "Scans releases of X-Cart for malware";
    const role = new Role(
      name,
      {
        name: scanRoleName(getStack()),
        description,
        assumeRolePolicy: JSON.stringify(trustScan),
        maxSessionDuration: 3600,
        tags: nameTag(name),
      },
      { parent },
    );
    const permission = grant(name, { roleName: role.name, description, statements: scanStatements(args) }, { parent });
    new MalwareProtectionPlan(
      name,
      {
        role: role.arn,
        protectedResource: { s3Bucket: { bucketName: bucket.bucketName, objectPrefixes: Object.values(writtenOnce) } },
        actions: [{ taggings: [{ status: "ENABLED" }] }],
        tags: nameTag(name),
      },
      // GuardDuty tries at once what it may do.
      { parent, dependsOn: [permission, bucket.policy] },
    );
    this.registerOutputs({});
  }
}

/** Trust policy without a condition on the source: GuardDuty documents none that it sets, and a role can be handed to a service in its own account only. */
const trustScan = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: malwareScan.service }, Action: "sts:AssumeRole" }],
} as const;

/** Permissions that GuardDuty needs (docs.aws.amazon.com/guardduty/latest/ug/malware-protection-s3-iam-policy-prerequisite.html), in these folders alone. */
export function scanStatements({ region, accountId, bucket: { bucketArn }, dataKeyArn }: ReleaseScanArgs): IamStatement[] {
  const objects = Object.values(writtenOnce).map((prefix) => interpolate`${bucketArn}/${prefix}*`);
  const rule = interpolate`arn:aws:events:${region}:${accountId}:rule/DO-NOT-DELETE-AmazonGuardDutyMalwareProtectionS3*`;
  return [
    allow(
      "ManagedRule",
      ["DeleteRule", "PutRule", "PutTargets", "RemoveTargets"].map((action) => `events:${action}`),
      rule,
      {
        StringEquals: { "events:ManagedBy": malwareScan.service },
      },
    ),
    allow("LookAtManagedRule", ["events:DescribeRule", "events:ListTargetsByRule"], rule),
    allow("BucketEvents", ["s3:GetBucketNotification", "s3:PutBucketNotification"], bucketArn),
    allow("Owner", ["s3:ListBucket"], bucketArn),
    // It writes this one to see whether it may.
    allow("Trial", ["s3:PutObject"], interpolate`${bucketArn}/malware-protection-resource-validation-object`),
    allow("Scan", ["s3:GetObject", "s3:GetObjectVersion"], objects),
    allow("Verdict", ["s3:GetObjectTagging", "s3:GetObjectVersionTagging", "s3:PutObjectTagging", "s3:PutObjectVersionTagging"], objects),
    allow("UseKey", ["kms:Decrypt", "kms:GenerateDataKey"], dataKeyArn, through(region, ["s3"])),
  ];
}
