import { type Input, interpolate } from "@pulumi/pulumi";
import { evidencePrefix, passSetName, toldParameter, watchLog, watchNamespace, watchPlaces } from "../../domain/defaults/payment-page.ts";
import type { Region } from "../../domain/defaults/regions.ts";
import { allow, type IamStatement } from "../../domain/iam/statement.ts";
import type { EvidencePlace } from "../backup/validation-policy.ts";

/** Resources that the watch may reach, and nothing else. ARNs are known in advance, so that a preview shows them. */
export interface WatchPolicyArgs {
  readonly stack: string;
  readonly region: Region;
  readonly accountId: Input<string>;
  /** The topic that hears what is new. */
  readonly topicArn: Input<string>;
  readonly evidence: EvidencePlace;
  /** The bucket in which the runtime leaves each run's report. */
  readonly runsBucketArn: Input<string>;
  readonly logKeyArn: Input<string>;
}

/**
 * The canary's statements. A browser that meets hostile pages runs by them: it writes evidence and reads none, and no secret is in its reach.
 * What the runtime needs: docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Canaries_CanaryPermissions.html.
 */
export function watchStatements(args: WatchPolicyArgs): IamStatement[] {
  const { stack, region, accountId, evidence, runsBucketArn } = args;
  const through = (service: string) => ({ StringEquals: { "kms:ViaService": `${service}.${region}.amazonaws.com` } });
  return [
    // Without CreateLogGroup: the stack makes it, under its key and with its retention.
    allow(
      "OwnLog",
      ["logs:CreateLogStream", "logs:PutLogEvents"],
      interpolate`arn:aws:logs:${region}:${accountId}:log-group:${watchLog(stack)}:*`,
    ),
    allow("Runs", ["s3:PutObject"], interpolate`${runsBucketArn}/${watchPlaces.runs}/*`),
    allow("RunsBucket", ["s3:GetBucketLocation"], runsBucketArn),
    // It knows no resource; the namespace is AWS's own, in which nothing of ours is counted.
    allow("RunsCounted", ["cloudwatch:PutMetricData"], "*", { StringEquals: { "cloudwatch:namespace": watchNamespace } }),
    allow("Evidence", ["s3:PutObject"], interpolate`${evidence.bucketArn}/${evidencePrefix(stack)}*`),
    ...(evidence.keyArns.length > 0 ? [allow("EvidenceKey", ["kms:GenerateDataKey"], evidence.keyArns, through("s3"))] : []),
    allow("Mail", ["sns:Publish"], args.topicArn),
    allow("MailKey", ["kms:Decrypt", "kms:GenerateDataKey"], args.logKeyArn, through("sns")),
    allow(
      "Told",
      ["ssm:GetParameter", "ssm:PutParameter"],
      interpolate`arn:aws:ssm:${region}:${accountId}:parameter${toldParameter(stack)}`,
    ),
    // The last part is an id that WAF makes up.
    allow(
      "Pass",
      ["wafv2:GetIPSet", "wafv2:UpdateIPSet"],
      interpolate`arn:aws:wafv2:${region}:${accountId}:regional/ipset/${passSetName(stack)}/*`,
    ),
  ];
}
