import { type Input, interpolate } from "@pulumi/pulumi";
import { malwareScan, refusedDeletions, refusedReading, refusedTagging, writtenOnce } from "../../domain/defaults/releases.ts";
import type { IamStatement } from "../../domain/iam/statement.ts";

/** Roles that are exempt from the refusals of {@link refuseChanges}. */
export interface ReleaseKeepers {
  /** May delete, and read what is malware. */
  readonly breakGlassRoleArn: Input<string>;
  /** Writes the verdicts. */
  readonly scanRoleArn: Input<string>;
}

/**
 * Refuses all principals to overwrite a release, to delete one, to change a scan's verdict, and to read malware. Statements about
 * writing have no exception: to restore a release is to delete what took its place. Uploads in parts are refused too: their first calls
 * take no header, nothing here makes any, and S3 has no checksum of the whole of what came in parts
 * (docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes-enforce.html).
 */
export function refuseChanges(bucketArn: Input<string>, { breakGlassRoleArn, scanRoleArn }: ReleaseKeepers): IamStatement[] {
  const folders = Object.values(writtenOnce).map((prefix) => interpolate`${bucketArn}/${prefix}*`);
  const anyone = { Effect: "Deny", Principal: "*", Resource: folders };
  const butFor = (...roles: readonly Input<string>[]) => ({ ArnNotEquals: { "aws:PrincipalArn": roles } });
  return [
    { Sid: "WrittenOnce", ...anyone, Action: "s3:PutObject", Condition: { Null: { "s3:if-none-match": "true" } } },
    { Sid: "NobodyDeletes", ...anyone, Action: refusedDeletions, Condition: butFor(breakGlassRoleArn) },
    { Sid: "VerdictsStand", ...anyone, Action: refusedTagging, Condition: butFor(breakGlassRoleArn, scanRoleArn) },
    {
      Sid: "NobodyReadsMalware",
      ...anyone,
      Action: refusedReading,
      Condition: { ...butFor(breakGlassRoleArn), StringEquals: { [`s3:ExistingObjectTag/${malwareScan.tag}`]: malwareScan.threat } },
    },
  ];
}
