import { accessanalyzer } from "./accessanalyzer/index.ts";
import { account } from "./account/index.ts";
import { acm } from "./acm/index.ts";
import { autoscaling } from "./autoscaling/index.ts";
import { backup } from "./backup/index.ts";
import { cloudtrail } from "./cloudtrail/index.ts";
import { cloudwatch } from "./cloudwatch/index.ts";
import { cognito } from "./cognito/index.ts";
import { config } from "./config/index.ts";
import { dynamodb } from "./dynamodb/index.ts";
import { ec2 } from "./ec2/index.ts";
import { efs } from "./efs/index.ts";
import { elasticache } from "./elasticache/index.ts";
import { guardduty } from "./guardduty/index.ts";
import { iam } from "./iam/index.ts";
import { inspector } from "./inspector/index.ts";
import { kms } from "./kms/index.ts";
import { lambda } from "./lambda/index.ts";
import { lb } from "./lb/index.ts";
import { lifecycle } from "./lifecycle/index.ts";
import type { Policy } from "./model/policy.ts";
import { pulumi } from "./pulumi/index.ts";
import { rds } from "./rds/index.ts";
import { route53 } from "./route53/index.ts";
import { s3 } from "./s3/index.ts";
import { secretsmanager } from "./secretsmanager/index.ts";
import { securityhub } from "./securityhub/index.ts";
import { sns } from "./sns/index.ts";
import { sqs } from "./sqs/index.ts";
import { ssm } from "./ssm/index.ts";
import { tag } from "./tag/index.ts";
import { vpc } from "./vpc/index.ts";
import { wafv2 } from "./wafv2/index.ts";

/** Every policy of the pack, by service. */
export const policies: readonly Policy[] = [
  ...accessanalyzer,
  ...account,
  ...acm,
  ...autoscaling,
  ...backup,
  ...cloudtrail,
  ...cloudwatch,
  ...cognito,
  ...config,
  ...dynamodb,
  ...ec2,
  ...efs,
  ...elasticache,
  ...guardduty,
  ...iam,
  ...inspector,
  ...kms,
  ...lambda,
  ...lb,
  ...lifecycle,
  ...pulumi,
  ...rds,
  ...route53,
  ...s3,
  ...secretsmanager,
  ...securityhub,
  ...sns,
  ...sqs,
  ...ssm,
  ...tag,
  ...vpc,
  ...wafv2,
];
