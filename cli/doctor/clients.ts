import { AccessAnalyzerClient } from "@aws-sdk/client-accessanalyzer";
import { CloudTrailClient } from "@aws-sdk/client-cloudtrail";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { ConfigServiceClient } from "@aws-sdk/client-config-service";
import { CostExplorerClient } from "@aws-sdk/client-cost-explorer";
import { EC2Client } from "@aws-sdk/client-ec2";
import { GuardDutyClient } from "@aws-sdk/client-guardduty";
import { IAMClient } from "@aws-sdk/client-iam";
import { Inspector2Client } from "@aws-sdk/client-inspector2";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { RDSClient } from "@aws-sdk/client-rds";
import { Route53Client } from "@aws-sdk/client-route-53";
import { S3Client } from "@aws-sdk/client-s3";
import { SecurityHubClient } from "@aws-sdk/client-securityhub";
import { ServiceQuotasClient } from "@aws-sdk/client-service-quotas";
import { SESv2Client } from "@aws-sdk/client-sesv2";
import { SNSClient } from "@aws-sdk/client-sns";
import { SSMClient } from "@aws-sdk/client-ssm";
import { STSClient } from "@aws-sdk/client-sts";

/** The clients of all that is asked. */
export type Clients = ReturnType<typeof createClients>;

/** Milliseconds. A service that is not there, or a network without egress, is a line of the report and no long wait. */
const patience = { connectionTimeout: 3000, requestTimeout: 8000, throwOnRequestTimeout: true };

/** Silences the SDK, whose warnings are lines of the report. */
const silent = { debug() {}, info() {}, warn() {}, error() {} };

/** Clients of a Region, and of us-east-1 for what is there only; they follow the SDK's standard environment. */
export function createClients(region: string) {
  const options = { region, maxAttempts: 2, requestHandler: patience, logger: silent };
  const global = { ...options, region: "us-east-1" };
  return {
    accessAnalyzer: new AccessAnalyzerClient(options),
    cloudTrail: new CloudTrailClient(options),
    config: new ConfigServiceClient(options),
    costs: new CostExplorerClient(global),
    ec2: new EC2Client(options),
    guardDuty: new GuardDutyClient(options),
    iam: new IAMClient(global),
    inspector: new Inspector2Client(options),
    lambda: new LambdaClient(options),
    globalLogs: new CloudWatchLogsClient(global),
    rds: new RDSClient(options),
    route53: new Route53Client(global),
    // An emulated S3 has no host for each bucket.
    s3: new S3Client({ ...options, followRegionRedirects: true, forcePathStyle: process.env.AWS_ENDPOINT_URL !== undefined }),
    securityHub: new SecurityHubClient(options),
    quotas: new ServiceQuotasClient(options),
    globalQuotas: new ServiceQuotasClient(global),
    ses: new SESv2Client(options),
    sns: new SNSClient(options),
    ssm: new SSMClient(options),
    sts: new STSClient(options),
  };
}
