import { cloudtrailTrailConfigureLogGroup } from "../../policies/cloudtrail/trail-configure-log-group.ts";
import { cloudtrailTrailConfigureTopic } from "../../policies/cloudtrail/trail-configure-topic.ts";
import { cloudtrailTrailDisallowPublicBucket } from "../../policies/cloudtrail/trail-disallow-public-bucket.ts";
import { cloudtrailTrailEnableBucketLogging } from "../../policies/cloudtrail/trail-enable-bucket-logging.ts";
import { cloudtrailTrailEnableEncryption } from "../../policies/cloudtrail/trail-enable-encryption.ts";
import { cloudtrailTrailEnableEveryEvent } from "../../policies/cloudtrail/trail-enable-every-event.ts";
import { cloudtrailTrailEnableInsights } from "../../policies/cloudtrail/trail-enable-insights.ts";
import { cloudtrailTrailEnableLogFileValidation } from "../../policies/cloudtrail/trail-enable-log-file-validation.ts";
import { cloudtrailTrailEnableObjectEvents } from "../../policies/cloudtrail/trail-enable-object-events.ts";
import { cases } from "./policy-cases.ts";
import { resource, unknown, urnOf } from "./support.ts";

const type = "aws:cloudtrail/trail:Trail";
const trail = (properties: Record<string, unknown> = {}) => resource(type, "trail", properties);
const allRegions = { isMultiRegionTrail: true };
const noManagement = "no event selector takes all management events; add one with readWriteType All";
const advanced = (...fields: readonly unknown[]) => ({ advancedEventSelectors: [{ fieldSelectors: fields }] });
const equals = (field: string, ...values: readonly string[]) => ({ field, equals: values });
const objectData = [{ type: "AWS::S3::Object", values: ["arn:aws:s3"] }];
const noObjects = "no event selector takes reads and writes of AWS::S3::Object; add one";
const bucket = resource("aws:s3/bucket:Bucket", "logs", { bucket: "logs" });
const inBucket = resource(
  type,
  "trail",
  { s3BucketName: unknown },
  { propertyDependencies: { s3BucketName: [urnOf("aws:s3/bucket:Bucket", "logs")] } },
);
const closed = { bucket: "logs", blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true };
const block = (properties: Record<string, unknown>) =>
  resource("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "logs", properties);

cases(
  cloudtrailTrailEnableEveryEvent,
  ["passes a trail of every Region without selectors, which takes all management events", "compliant", trail(allRegions)],
  ["refuses a trail of one Region", ["isMultiRegionTrail is unset; set true"], trail()],
  [
    "refuses a trail that is off and without global events",
    ["enableLogging is false; set true", "includeGlobalServiceEvents is false; set true"],
    trail({ ...allRegions, enableLogging: false, includeGlobalServiceEvents: false }),
  ],
  ["refuses writes only", [noManagement], trail({ ...allRegions, eventSelectors: [{ readWriteType: "WriteOnly" }] })],
  [
    "refuses selectors without management events",
    [noManagement],
    trail({ ...allRegions, eventSelectors: [{ includeManagementEvents: false, dataResources: objectData }] }),
  ],
  [
    "passes an advanced selector of management events",
    "compliant",
    trail({ ...allRegions, ...advanced(equals("eventCategory", "Management")) }),
  ],
  [
    "refuses an advanced selector of writes only",
    [noManagement],
    trail({ ...allRegions, ...advanced(equals("eventCategory", "Management"), equals("readOnly", "false")) }),
  ],
  [
    "refuses an advanced selector without some callers or services",
    [noManagement],
    trail({
      ...allRegions,
      ...advanced(equals("eventCategory", "Management"), { field: "eventSource", notEquals: ["kms.amazonaws.com"] }),
    }),
  ],
  [
    "does not know where a selector is known after apply",
    "unknown",
    resource(type, "trail", { ...allRegions, eventSelectors: unknown }, { propertyDependencies: { eventSelectors: ["urn"] } }),
  ],
);

cases(
  cloudtrailTrailEnableObjectEvents,
  ["refuses a trail without selectors", [noObjects], trail()],
  ["passes classic data events", "compliant", trail({ eventSelectors: [{ dataResources: objectData }] })],
  [
    "refuses classic data events of reads only",
    [noObjects],
    trail({ eventSelectors: [{ readWriteType: "ReadOnly", dataResources: objectData }] }),
  ],
  [
    "passes advanced data events",
    "compliant",
    trail(advanced(equals("eventCategory", "Data"), equals("resources.type", "AWS::S3::Object"))),
  ],
  ["passes where another trail has them", [], trail(), resource(type, "objects", { eventSelectors: [{ dataResources: objectData }] })],
);

cases(
  cloudtrailTrailEnableEncryption,
  [
    "passes with a key that is known after apply",
    "compliant",
    resource(type, "trail", { kmsKeyId: unknown }, { propertyDependencies: { kmsKeyId: ["urn"] } }),
  ],
  ["refuses AWS's own encryption", ["kmsKeyId is unset; set a customer-managed key"], trail()],
);

cases(
  cloudtrailTrailEnableLogFileValidation,
  ["passes with signed files", "compliant", trail({ enableLogFileValidation: true })],
  ["refuses unsigned files", ["enableLogFileValidation is false; set true"], trail({ enableLogFileValidation: false })],
  ["refuses AWS's default", ["enableLogFileValidation is unset; set true"], trail()],
);

cases(
  cloudtrailTrailConfigureLogGroup,
  ["passes with group and role", "compliant", trail({ cloudWatchLogsGroupArn: "arn:group:*", cloudWatchLogsRoleArn: "arn:role" })],
  ["refuses a group without a role", ["cloudWatchLogsRoleArn is unset; set it"], trail({ cloudWatchLogsGroupArn: "arn:group:*" })],
);

cases(
  cloudtrailTrailEnableInsights,
  ["passes with insights", "compliant", trail({ insightSelectors: [{ insightType: "ApiCallRateInsight" }] })],
  ["refuses none", ["insightSelectors is unset; set ApiCallRateInsight and ApiErrorRateInsight"], trail()],
);

cases(
  cloudtrailTrailConfigureTopic,
  ["passes with a topic", "compliant", trail({ snsTopicName: "trail" })],
  ["refuses none", ["snsTopicName is unset; set a topic"], trail()],
);

cases(
  cloudtrailTrailDisallowPublicBucket,
  ["passes with the bucket's split block", "compliant", inBucket, bucket, block(closed)],
  ["finds the bucket by its name as an export has it", "compliant", trail({ s3BucketName: "logs" }), bucket, block(closed)],
  ["refuses a bucket without a block", ["logs has no BucketPublicAccessBlock; add one"], inBucket, bucket],
  [
    "refuses a switch that is off",
    ["logs: blockPublicPolicy is false; set true"],
    inBucket,
    bucket,
    block({ ...closed, blockPublicPolicy: false }),
  ],
  [
    "refuses a public ACL in the old inline form",
    ["logs: acl is public-read; set private"],
    inBucket,
    resource("aws:s3/bucket:Bucket", "logs", { bucket: "logs", acl: "public-read" }),
    block(closed),
  ],
  ["has no opinion on a bucket of another stack", "notApplicable", trail({ s3BucketName: "elsewhere" })],
);

cases(
  cloudtrailTrailEnableBucketLogging,
  ["passes with the split form", "compliant", inBucket, bucket, resource("aws:s3/bucketLogging:BucketLogging", "logs", { bucket: "logs" })],
  [
    "passes with the inline form",
    "compliant",
    inBucket,
    resource("aws:s3/bucket:Bucket", "logs", { bucket: "logs", logging: { targetBucket: "more" } }),
  ],
  ["refuses none", ["logs has no BucketLogging; add one"], inBucket, bucket],
  ["has no opinion on a bucket of another stack", "notApplicable", trail({ s3BucketName: "elsewhere" })],
);
