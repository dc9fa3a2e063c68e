import { iamTargetMissingServiceGrant as policy } from "../../../policies/iam/target-missing-service-grant.ts";
import { document, testCases } from "../data-cases.ts";
import { resource, unknown, urnOf } from "../support.ts";

const account = "123456789012";
const arnOf = (service: string, rest: string) => `arn:aws:${service}:eu-west-1:${account}:${rest}`;
const topicArn = arnOf("sns", "alerts");
const keyArn = arnOf("kms", "key/1");
const allow = (service: string, Action: unknown, Resource: unknown = "*", Condition?: object) => ({
  Effect: "Allow",
  Principal: { Service: service },
  Action,
  Resource,
  ...(Condition && { Condition }),
});
const ours = { StringEquals: { "aws:SourceAccount": account } };
const topic = (properties: object = {}) => resource("aws:sns/topic:Topic", "alerts", { arn: topicArn, name: "alerts", ...properties });
const topicPolicy = (...statements: readonly object[]) =>
  resource("aws:sns/topicPolicy:TopicPolicy", "alerts", { arn: topicArn, policy: document(...statements) });
const key = (...statements: readonly object[]) =>
  resource("aws:kms/key:Key", "key", { arn: keyArn, keyId: "1", ...(statements.length > 0 && { policy: document(...statements) }) });
const alarm = resource("aws:cloudwatch/metricAlarm:MetricAlarm", "cpu", { name: "cpu", alarmActions: [topicArn] });
const target = (properties: object = {}) =>
  resource("aws:cloudwatch/eventTarget:EventTarget", "notice", { rule: "notice", arn: topicArn, ...properties });
const bucketArn = "arn:aws:s3:::shop-logs";
const bucket = (properties: object = {}) =>
  resource("aws:s3/bucket:Bucket", "logs", { arn: bucketArn, bucket: "shop-logs", ...properties });
const bucketPolicy = (...statements: readonly object[]) =>
  resource("aws:s3/bucketPolicy:BucketPolicy", "logs", { bucket: "shop-logs", policy: document(...statements) });
const flows = (properties: object = {}) =>
  resource("aws:ec2/flowLog:FlowLog", "flows", { arn: arnOf("ec2", "vpc-flow-log/fl-1"), logDestination: bucketArn, ...properties });
const delivery = "delivery.logs.amazonaws.com";
const checks = allow(delivery, "s3:GetBucketAcl", bucketArn);
const hive = { destinationOptions: { hiveCompatiblePartitions: true } };
const flowPage = "https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-permissions.html";
const notUnder = (path: string) =>
  `this flow log writes to bucket logs, whose policy does not allow ${delivery} to s3:PutObject under ${path}, with aws:SourceAccount, aws:SourceArn; see ${flowPage}`;
const topicPage = "https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html";
const keyUse = ["kms:Decrypt", "kms:GenerateDataKey*"];
const publishes = "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html";
const root = { Effect: "Allow", Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: "kms:*", Resource: "*" };

const deadLetters = resource("aws:sns/topicSubscription:TopicSubscription", "one", {
  topic: topicArn,
  protocol: "https",
  redrivePolicy: JSON.stringify({ deadLetterTargetArn: arnOf("sqs", "dead") }),
});
const queue = (service: string) =>
  resource("aws:sqs/queue:Queue", "dead", {
    arn: arnOf("sqs", "dead"),
    policy: document(allow(service, "sqs:SendMessage", "*", { ArnEquals: { "aws:SourceArn": topicArn } })),
  });

testCases([
  // Topics, and what SNS writes for a topic without a policy.
  [policy, "SNS's own policy admits an alarm", [], alarm, topic()],
  [policy, "a topic of another stack is not judged", "notApplicable", alarm],
  [
    policy,
    "SNS's own policy does not allow EventBridge",
    [
      `this EventBridge target publishes to topic alerts, whose policy does not allow events.amazonaws.com to sns:Publish, without aws:SourceOwner; see ${publishes}`,
    ],
    target(),
    topic(),
  ],
  [
    policy,
    "a statement for EventBridge is compliant",
    [],
    target(),
    topic(),
    topicPolicy(allow("events.amazonaws.com", "sns:Publish", topicArn)),
  ],
  [
    policy,
    "of a source in a topic's policy AWS says both, so nothing is said",
    [],
    target(),
    topic(),
    topicPolicy(allow("events.amazonaws.com", "SNS:Publish", "*", { ArnEquals: { "aws:SourceArn": arnOf("events", "rule/notice") } })),
  ],
  [policy, "a target with a role asks by the role", "notApplicable", target({ roleArn: "arn" }), topic()],
  [
    policy,
    "principal * narrowed to the account is compliant",
    [],
    alarm,
    topic(),
    topicPolicy({ ...allow("", "sns:*", "*", ours), Principal: "*" }),
  ],
  [
    policy,
    "a policy known only after apply is unknown",
    "unknown",
    alarm,
    topic(),
    resource("aws:sns/topicPolicy:TopicPolicy", "a", { arn: topicArn, policy: unknown }),
  ],
  [
    policy,
    "another account's source is reported",
    [
      "this alarm publishes to topic alerts, whose policy does not allow cloudwatch.amazonaws.com to sns:Publish, with aws:SourceAccount, aws:SourceArn, aws:SourceOwner; see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html",
    ],
    alarm,
    topic(),
    topicPolicy(allow("cloudwatch.amazonaws.com", "sns:Publish", "*", { StringEquals: { "aws:SourceAccount": "999999999999" } })),
  ],
  // Keys of topics.
  [
    policy,
    "AWS's key of topics is reported",
    [
      "this alarm publishes to topic alerts, whose key alias/aws/sns is AWS managed and allows no service; use a customer-managed key that allows cloudwatch.amazonaws.com",
    ],
    alarm,
    topic({ kmsMasterKeyId: "alias/aws/sns" }),
  ],
  [policy, "a key of another stack is not judged", [], alarm, topic({ kmsMasterKeyId: "alias/other" })],
  [
    policy,
    "an account's root admits no service, and an alias leads to its key",
    [
      `this alarm publishes to topic alerts, whose key key does not allow cloudwatch.amazonaws.com to kms:Decrypt, kms:GenerateDataKey, with kms:EncryptionContext:aws:sns:topicArn, aws:SourceAccount, aws:SourceArn; see ${topicPage}`,
    ],
    alarm,
    topic({ kmsMasterKeyId: "alias/shop" }),
    key(root),
    resource("aws:kms/alias:Alias", "shop", { name: "alias/shop", targetKeyId: "1" }),
  ],
  [
    policy,
    "a key without a policy of its own admits no service",
    [
      `this EventBridge target publishes to topic alerts, whose key key does not allow events.amazonaws.com to kms:Decrypt, kms:GenerateDataKey, with kms:EncryptionContext:aws:sns:topicArn, without aws:SourceAccount, aws:SourceArn, aws:SourceOrgID; see ${topicPage}`,
    ],
    target(),
    topic({ kmsMasterKeyId: keyArn }),
    topicPolicy(allow("events.amazonaws.com", "sns:Publish")),
    key(),
  ],
  [
    policy,
    "a key that admits alarms of the account is compliant",
    [],
    alarm,
    topic({ kmsMasterKeyId: keyArn }),
    key(root, allow("cloudwatch.amazonaws.com", keyUse, "*", ours)),
  ],
  [
    policy,
    "a key that asks EventBridge for a source is reported",
    [
      `this EventBridge target publishes to topic alerts, whose key key does not allow events.amazonaws.com to kms:Decrypt, kms:GenerateDataKey, with kms:EncryptionContext:aws:sns:topicArn, without aws:SourceAccount, aws:SourceArn, aws:SourceOrgID; see ${topicPage}`,
    ],
    target(),
    topic({ kmsMasterKeyId: keyArn }),
    topicPolicy(allow("events.amazonaws.com", "sns:Publish")),
    key(root, allow("events.amazonaws.com", keyUse, "*", ours)),
  ],
  [
    policy,
    "one that asks for the topic is compliant",
    [],
    target(),
    topic({ kmsMasterKeyId: keyArn }),
    topicPolicy(allow("events.amazonaws.com", "sns:Publish")),
    key(root, allow("events.amazonaws.com", keyUse, "*", { StringEquals: { "kms:EncryptionContext:aws:sns:topicArn": topicArn } })),
  ],
  // Buckets.
  [
    policy,
    "flow logs under their account are compliant",
    [],
    flows(),
    bucket(),
    bucketPolicy(checks, allow(delivery, "s3:PutObject", `${bucketArn}/AWSLogs/${account}/*`, ours)),
  ],
  [policy, "a bucket without a policy is given one by AWS", [], flows(hive), bucket()],
  [
    policy,
    "flow logs in Hive's partitions are reported where the policy has the plain path",
    [notUnder(`AWSLogs/aws-account-id=${account}/aws-service=vpcflowlogs/*`)],
    flows(hive),
    bucket(),
    bucketPolicy(checks, allow(delivery, "s3:PutObject", `${bucketArn}/AWSLogs/${account}/*`, ours)),
  ],
  [
    policy,
    "a folder that the policy does not have is reported",
    [notUnder(`flows/AWSLogs/${account}/vpcflowlogs/*`)],
    flows({ logDestination: `${bucketArn}/flows/` }),
    bucket(),
    bucketPolicy(checks, allow(delivery, "s3:PutObject", `${bucketArn}/AWSLogs/*`)),
  ],
  [
    policy,
    "a folder that no one knows yet is sought in the policy",
    [],
    { ...flows({ logDestination: unknown }), propertyDependencies: { logDestination: [urnOf("aws:s3/bucket:Bucket", "logs")] } },
    bucket(),
    bucketPolicy(checks, allow(delivery, "s3:PutObject", `${bucketArn}/flows/AWSLogs/${account}/*`, ours)),
  ],
  [policy, "a load balancer's logs by its Region's old account are compliant", [], ...balancer({ AWS: "arn:aws:iam::156460612806:root" })],
  [policy, "by the service are compliant", [], ...balancer({ Service: "logdelivery.elasticloadbalancing.amazonaws.com" })],
  [
    policy,
    "by another Region's account are reported",
    [
      `this load balancer's access log writes to bucket logs, whose policy does not allow logdelivery.elasticloadbalancing.amazonaws.com to s3:PutObject under alb/AWSLogs/${account}/elasticloadbalancing/*; see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html`,
    ],
    ...balancer({ AWS: "arn:aws:iam::127311923021:root" }),
  ],
  [
    policy,
    "a load balancer cannot write under a key",
    [
      "this load balancer's access log writes to bucket logs, which is encrypted with a key that logdelivery.elasticloadbalancing.amazonaws.com cannot use; encrypt it with S3's own (AES256)",
    ],
    ...balancer({ Service: "logdelivery.elasticloadbalancing.amazonaws.com" }),
    resource("aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration", "logs", {
      bucket: "shop-logs",
      rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: keyArn } }],
    }),
  ],
  [
    policy,
    "access logs that an ACL lets in are compliant",
    [],
    resource("aws:s3/bucketLogging:BucketLogging", "shop", { bucket: "shop", targetBucket: "shop-logs", targetPrefix: "s3/" }),
    bucket({ acl: "log-delivery-write" }),
    bucketPolicy({
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: "*",
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    }),
  ],
  // Keys that resources name.
  [
    policy,
    "a log group under a key of other log groups is reported",
    [
      "this log group is encrypted under key key, whose policy does not allow logs.eu-west-1.amazonaws.com to kms:Decrypt, with kms:EncryptionContext:aws:logs:arn; see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html",
      "this log group is encrypted under key key, whose policy does not allow logs.eu-west-1.amazonaws.com to kms:Encrypt, with kms:EncryptionContext:aws:logs:arn; see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html",
      "this log group is encrypted under key key, whose policy does not allow logs.eu-west-1.amazonaws.com to kms:GenerateDataKey, with kms:EncryptionContext:aws:logs:arn; see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html",
    ],
    resource("aws:cloudwatch/logGroup:LogGroup", "web", { name: "web", kmsKeyId: keyArn }),
    key(
      root,
      allow("logs.eu-west-1.amazonaws.com", "kms:*", "*", {
        ArnLike: { "kms:EncryptionContext:aws:logs:arn": arnOf("logs", "log-group:other*") },
      }),
    ),
  ],
  [
    policy,
    "a database under a key that is used through other services is reported",
    [
      "this database is encrypted under key key, whose policy does not allow account 123456789012 to kms:CreateGrant, with kms:ViaService, kms:CallerAccount, kms:GrantIsForAWSResource; see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service",
    ],
    resource("aws:rds/instance:Instance", "db", { kmsKeyId: keyArn }),
    key({ ...root, Condition: { StringEquals: { "kms:ViaService": "ec2.eu-west-1.amazonaws.com" } } }),
  ],
  [policy, "one that is used through RDS is compliant", [], resource("aws:rds/instance:Instance", "db", { kmsKeyId: keyArn }), key(root)],
]);

testCases([
  [policy, "dead letters of a subscription that the queue's policy lets in are compliant", [], deadLetters, queue("sns.amazonaws.com")],
  [
    policy,
    "those that it does not let in are reported",
    [
      "this subscription's dead letters go to queue dead, whose policy does not allow sns.amazonaws.com to sqs:SendMessage, with aws:SourceArn; see https://docs.aws.amazon.com/sns/latest/dg/subscribe-sqs-queue-to-sns-topic.html",
    ],
    deadLetters,
    queue("events.amazonaws.com"),
  ],
]);

function balancer(principal: object) {
  return [
    resource("aws:lb/loadBalancer:LoadBalancer", "alb", {
      arn: arnOf("elasticloadbalancing", "loadbalancer/app/shop/1"),
      loadBalancerType: "application",
      accessLogs: { bucket: "shop-logs", prefix: "alb", enabled: true },
    }),
    bucket(),
    bucketPolicy({ ...allow("", "s3:PutObject", `${bucketArn}/alb/AWSLogs/${account}/*`), Principal: principal }),
  ];
}
