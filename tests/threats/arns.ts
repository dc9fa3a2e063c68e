import type { Properties } from "../../cli/offline/wire.ts";
import { placeholder } from "../support/offline.ts";
import { accountId, region, zoneOf } from "./names.ts";

/** A resource as `deploy` asks what AWS would say of it. */
interface Made {
  readonly type: string;
  readonly name: string;
  readonly inputs: Properties;
}

const here = `${region}:${accountId}`;

/** What stands behind `arn:aws:` of a resource with an own name. */
const byType: Readonly<Record<string, (own: string, made: Made, stack: string) => string>> = {
  "aws:acm/certificate:Certificate": (own) => `acm:${here}:certificate/${own}`,
  "aws:autoscaling/group:Group": (own) => `autoscaling:${here}:autoScalingGroup:1:autoScalingGroupName/${own}`,
  "aws:backup/vault:Vault": (own, { inputs }) => `backup:${String(inputs.region ?? region)}:${accountId}:backup-vault:${own}`,
  "aws:cloudtrail/trail:Trail": (own) => `cloudtrail:${here}:trail/${own}`,
  "aws:cloudwatch/eventRule:EventRule": (own) => `events:${here}:rule/${own}`,
  "aws:cloudwatch/logGroup:LogGroup": (own) => `logs:${here}:log-group:${own}`,
  "aws:cloudwatch/metricAlarm:MetricAlarm": (own) => `cloudwatch:${here}:alarm:${own}`,
  "aws:cognito/userPool:UserPool": (own) => `cognito-idp:${here}:userpool/${region}_${own}`,
  "aws:dynamodb/table:Table": (own) => `dynamodb:${here}:table/${own}`,
  "aws:ec2/launchTemplate:LaunchTemplate": (own) => `ec2:${here}:launch-template/lt-${own}`,
  "aws:efs/accessPoint:AccessPoint": (own) => `elasticfilesystem:${here}:access-point/fsap-${own}`,
  "aws:efs/fileSystem:FileSystem": (own) => `elasticfilesystem:${here}:file-system/fs-${own}`,
  "aws:elasticache/replicationGroup:ReplicationGroup": (own) => `elasticache:${here}:replicationgroup:${own}`,
  "aws:iam/policy:Policy": (own) => `iam::${accountId}:policy/${own}`,
  "aws:iam/role:Role": (own) => `iam::${accountId}:role/${own}`,
  "aws:kms/key:Key": (own, { inputs }) => `kms:${String(inputs.region ?? region)}:${accountId}:key/${own}`,
  "aws:lambda/function:Function": (own) => `lambda:${here}:function:${own}`,
  "aws:lb/listener:Listener": (own) => `elasticloadbalancing:${here}:listener/app/${own}/1/1`,
  "aws:lb/loadBalancer:LoadBalancer": (own) => `elasticloadbalancing:${here}:loadbalancer/app/${own}/1`,
  "aws:rds/instance:Instance": (own) => `rds:${here}:db:${own}`,
  "aws:route53/zone:Zone": (_own, _made, stack) => `route53:::hostedzone/${zoneOf(stack)}`,
  "aws:s3/bucket:Bucket": (own) => `s3:::${own}`,
  "aws:scheduler/schedule:Schedule": (own) => `scheduler:${here}:schedule/${own}/${own}`,
  "aws:secretsmanager/secret:Secret": (own) => `secretsmanager:${here}:secret:${own}-a1b2c3`,
  "aws:sns/topic:Topic": (own) => `sns:${here}:${own}`,
  "aws:sqs/queue:Queue": (own) => `sqs:${here}:${own}`,
  "aws:ssm/parameter:Parameter": (own) => `ssm:${here}:parameter${own}`,
  "aws:wafv2/ipSet:IpSet": (own) => `wafv2:${here}:regional/ipset/${own}/1`,
  "aws:wafv2/webAcl:WebAcl": (own) => `wafv2:${here}:regional/webacl/${own}/1`,
};

/** The name that AWS knows a resource by: its own, or the one that Pulumi gives. */
export const physicalName = (stack: string, { name, inputs }: Pick<Made, "name" | "inputs">): string =>
  String(inputs.bucket ?? inputs.identifier ?? inputs.replicationGroupId ?? inputs.name ?? `${stack}-${name}-1`);

/** The ARN that AWS gives a resource; undefined for what the threats are not about. */
export function arnOf(stack: string, made: Made): string | undefined {
  const rest = byType[made.type]?.(physicalName(stack, made), made, stack);
  return rest === undefined ? undefined : `arn:aws:${rest}`;
}

/** The secret of RDS's master user. */
export const masterSecret = `arn:aws:secretsmanager:${here}:secret:rds!db-1-a1b2c3`;

/** What AWS answers of what a stack makes, so that policies name what they name in an account. */
export function answersOf(stack: string): (made: Made) => Properties {
  return (made) => {
    const arn = arnOf(stack, made);
    if (made.type === "aws:route53/zone:Zone") return { zoneId: zoneOf(stack), arn };
    const secret = made.type === "aws:rds/instance:Instance" && {
      masterUserSecrets: [{ secretArn: masterSecret, secretStatus: "active", kmsKeyId: "1" }],
    };
    const named = placeholder("name", made.name) !== undefined && made.inputs.name === undefined && { name: physicalName(stack, made) };
    return arn === undefined ? {} : { arn, ...named, ...secret };
  };
}
