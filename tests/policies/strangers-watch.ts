import { isRecord } from "../../domain/values.ts";
import { add, change, changeOne, drop, type Mutation, rework, several, type Which } from "./mutate.ts";
import type { Change } from "./strangers-changes.ts";

const alarmType = "aws:cloudwatch/metricAlarm:MetricAlarm";
const alarm = (name: string, properties: Record<string, unknown>): Mutation => change([alarmType, name], properties);
const filterType = "aws:cloudwatch/logMetricFilter:LogMetricFilter";
const filter = (name: string, properties: Record<string, unknown>): Mutation => change([filterType, name], properties);
const trail: Which = ["aws:cloudtrail/trail:Trail", "trail"];
const recorder = "aws:cfg/recorder:Recorder";
const detector = "aws:guardduty/detector:Detector";
const eventRule = "aws:cloudwatch/eventRule:EventRule";
const subscription = "aws:sns/topicSubscription:TopicSubscription";
const selectors = (by: (all: readonly Record<string, unknown>[]) => readonly object[]): Mutation =>
  rework(trail, "advancedEventSelectors", (all) => by(Array.isArray(all) ? all.filter(isRecord) : []));

/** What would tell of all this, made deaf. */
export const watch: readonly Change[] = [
  ["aws-cloudwatch-alarm-enable-actions", "an alarm that calls no one", alarm("login-attack", { actionsEnabled: false })],
  ["aws-cloudwatch-alarm-enable-actions", "an alarm with no one to call", alarm("login-attack", { alarmActions: [] })],
  ["aws-cloudwatch-alarm-configure-reviewed-values", "an alarm that never fires", alarm("login-attack", { threshold: 1e9 })],
  [
    "aws-cloudwatch-alarm-configure-reviewed-values",
    "an alarm that asks the other way",
    alarm("files-changed", { comparisonOperator: "LessThanThreshold" }),
  ],
  [
    "aws-cloudwatch-alarm-configure-reviewed-values",
    "an alarm of a day of periods",
    alarm("files-changed", { evaluationPeriods: 24, datapointsToAlarm: 24 }),
  ],
  [
    "aws-cloudwatch-alarm-configure-reviewed-values",
    "an alarm that takes silence for health",
    alarm("files-silent", { treatMissingData: "notBreaching" }),
  ],
  [
    "aws-cloudwatch-alarm-configure-reviewed-values",
    "an alarm of the guard that takes silence for health",
    alarm("login-guard-late", { treatMissingData: "ignore" }),
  ],
  ["aws-cloudwatch-alarm-configure-reviewed-values", "an alarm of another metric", alarm("canary", { metricName: "NoSuch" })],
  [
    "aws-cloudwatch-alarm-configure-reviewed-values",
    "an alarm of another store's metric",
    alarm("canary", { namespace: "xcart/demo-dev" }),
  ],
  ["aws-cloudwatch-alarm-configure-reviewed-values", "an alarm that is gone", drop([alarmType, "files-changed"])],
  [
    "aws-cloudwatch-alarm-configure-reviewed-values",
    "the trail's alarm that never fires",
    alarm("trail-root-use", { threshold: 1000 }),
    "demo-account",
  ],
  [
    "aws-cloudwatch-alarm-configure-reviewed-values",
    "the trail's alarm that is silent",
    alarm("trail-silent", { treatMissingData: "notBreaching" }),
    "demo-account",
  ],
  [
    "aws-cloudwatch-alarm-configure-reviewed-values",
    "an alarm of the root's use that is gone",
    drop([alarmType, "trail-root-use"]),
    "demo-account",
  ],
  [
    "aws-cloudwatch-alarm-configure-reviewed-values",
    "an alarm of deleted data that is gone",
    drop([alarmType, "trail-data-deletion"]),
    "demo-account",
  ],
  [
    "aws-cloudwatch-mute-rule-disallow-other-alarms",
    "alarms made mute",
    add("aws:cloudwatch/alarmMuteRule:AlarmMuteRule", { muteTargets: ["*"] }),
  ],
  [
    "aws-pulumi-resource-disallow-foreign-kinds",
    "a composite that holds alarms back",
    several(
      add("aws:cloudwatch/compositeAlarm:CompositeAlarm", {
        alarmRule: "FALSE",
        actionsSuppressor: { alarm: "x", extensionPeriod: 3600, waitPeriod: 3600 },
      }),
    ),
  ],
  [
    "aws-cloudwatch-alarm-configure-reviewed-values",
    "a filter that finds nothing",
    filter("node-log-BootFailed", { pattern: '{ $.event = "never" }' }),
  ],
  [
    "aws-cloudwatch-alarm-configure-reviewed-values",
    "a filter that counts nothing",
    filter("node-log-BootFailed", { metricTransformation: { name: "BootFailed", namespace: "xcart-nodes/demo-prod", value: "0" } }),
  ],
  [
    "aws-cloudwatch-alarm-configure-reviewed-values",
    "a filter of root's use that looks for another",
    rework([filterType, "trail-root-use"], "pattern", () => '{ $.userIdentity.type = "Roots" }'),
    "demo-account",
  ],
  [
    "aws-cloudwatch-alarm-configure-reviewed-values",
    "a filter of keys that forgets one call",
    rework([filterType, "trail-keys"], "pattern", (text) => String(text).replace("DisableKey", "EnableKey")),
    "demo-account",
  ],
  [
    "aws-cloudwatch-alarm-configure-reviewed-values",
    "a filter of policies narrowed to one role",
    rework(
      [filterType, "trail-iam-policies"],
      "pattern",
      (text) => `{ ($.requestParameters.roleName = "x") && ${String(text).slice(1, -1)} }`,
    ),
    "demo-account",
  ],
  [
    "aws-cloudwatch-alarm-configure-reviewed-values",
    "a filter on another log",
    filter("trail-root-use", { logGroupName: "/other" }),
    "demo-account",
  ],
  ["aws-cloudtrail-trail-enable-every-event", "a trail of one Region", change(trail, { isMultiRegionTrail: false }), "demo-account"],
  ["aws-cloudtrail-trail-enable-every-event", "a trail that stands still", change(trail, { enableLogging: false }), "demo-account"],
  [
    "aws-cloudtrail-trail-enable-every-event",
    "a trail without global services",
    change(trail, { includeGlobalServiceEvents: false }),
    "demo-account",
  ],
  [
    "aws-cloudtrail-trail-enable-every-event",
    "a trail of writes only",
    selectors((all) =>
      all.map((one, at) =>
        at === 0
          ? {
              ...one,
              fieldSelectors: [
                { field: "eventCategory", equals: ["Management"] },
                { field: "readOnly", equals: ["false"] },
              ],
            }
          : one,
      ),
    ),
    "demo-account",
  ],
  [
    "aws-cloudtrail-trail-enable-every-event",
    "a trail without what KMS does",
    selectors((all) =>
      all.map((one, at) =>
        at === 0
          ? {
              ...one,
              fieldSelectors: [
                { field: "eventCategory", equals: ["Management"] },
                { field: "eventSource", notEquals: ["kms.amazonaws.com", "rdsdata.amazonaws.com"] },
              ],
            }
          : one,
      ),
    ),
    "demo-account",
  ],
  ["aws-cloudtrail-trail-enable-object-events", "a trail without objects", selectors((all) => all.slice(0, 1)), "demo-account"],
  [
    "aws-cloudtrail-trail-enable-every-event",
    "a trail without someone's own calls",
    selectors((all) =>
      all.map((one, at) =>
        at === 0
          ? {
              ...one,
              fieldSelectors: [
                { field: "eventCategory", equals: ["Management"] },
                { field: "userIdentity.arn", notEquals: ["arn:aws:iam::123456789012:role/x"] },
              ],
            }
          : one,
      ),
    ),
    "demo-account",
  ],
  [
    "aws-config-recorder-enable-recording",
    "the recorder stopped",
    changeOne("aws:cfg/recorderStatus:RecorderStatus", { isEnabled: false }),
    "demo-account",
  ],
  [
    "aws-pulumi-resource-disallow-weakening-values",
    "the recorder once a day",
    change(recorder, { recordingMode: { recordingFrequency: "DAILY" } }),
    "demo-account",
  ],
  [
    "aws-config-recorder-enable-recording",
    "the recorder but for roles",
    change(recorder, {
      recordingGroup: {
        allSupported: false,
        exclusionByResourceTypes: [{ resourceTypes: ["AWS::IAM::Role"] }],
        recordingStrategies: [{ useOnly: "EXCLUSION_BY_RESOURCE_TYPES" }],
      },
    }),
    "demo-account",
  ],
  [
    "aws-pulumi-resource-disallow-weakening-values",
    "the recorder but for roles, by the mode",
    change(recorder, {
      recordingMode: {
        recordingFrequency: "CONTINUOUS",
        recordingModeOverride: { resourceTypes: ["AWS::EC2::SecurityGroup"], recordingFrequency: "DAILY" },
      },
    }),
    "demo-account",
  ],
  [
    "aws-config-history-configure-retention",
    "histories kept for a month",
    change("aws:cfg/retentionConfiguration:RetentionConfiguration", { retentionPeriodInDays: 30 }),
    "demo-account",
  ],
  [
    "aws-pulumi-resource-disallow-weakening-values",
    "GuardDuty six hours late",
    change(detector, { findingPublishingFrequency: "SIX_HOURS" }),
    "demo-account",
  ],
  ["aws-guardduty-detector-enable-detection", "GuardDuty off", change(detector, { enable: false }), "demo-account"],
  [
    "aws-guardduty-detector-enable-features",
    "GuardDuty without objects",
    change(["aws:guardduty/detectorFeature:DetectorFeature", "detection-S3_DATA_EVENTS"], { status: "DISABLED" }),
    "demo-account",
  ],
  [
    "aws-pulumi-resource-disallow-foreign-kinds",
    "GuardDuty that files findings away",
    add("aws:guardduty/filter:Filter", {
      action: "ARCHIVE",
      rank: 1,
      findingCriteria: { criterions: [{ field: "severity", greaterThanOrEqual: "1" }] },
    }),
    "demo-account",
  ],
  [
    "aws-pulumi-resource-disallow-foreign-kinds",
    "GuardDuty that believes a list",
    add("aws:guardduty/iPSet:IPSet", { activate: true, location: "https://s3.amazonaws.com/x/y" }),
    "demo-account",
  ],
  [
    "aws-inspector-enabler-enable-types",
    "Inspector without functions",
    change("aws:inspector2/enabler:Enabler", { resourceTypes: ["EC2"] }),
    "demo-account",
  ],
  [
    "aws-pulumi-resource-disallow-foreign-kinds",
    "Inspector that suppresses",
    add("aws:inspector2/filter:Filter", { action: "SUPPRESS", filterCriteria: {} }),
    "demo-account",
  ],
  [
    "aws-pulumi-resource-disallow-weakening-values",
    "Security Hub without new controls",
    change("aws:securityhub/account:Account", { autoEnableControls: false }),
    "demo-account",
  ],
  [
    "aws-pulumi-resource-disallow-foreign-kinds",
    "Security Hub that suppresses",
    add("aws:securityhub/automationRule:AutomationRule", {
      ruleName: "x",
      actions: [{ findingFieldsUpdate: { workflow: { status: "SUPPRESSED" } } }],
    }),
    "demo-account",
  ],
  [
    "aws-pulumi-resource-disallow-foreign-kinds",
    "Access Analyzer that files findings away",
    add("aws:accessanalyzer/archiveRule:ArchiveRule", {
      analyzerName: "demo-account-external",
      filters: [{ criteria: "isPublic", eqs: ["true"] }],
    }),
    "demo-account",
  ],
  [
    "aws-cloudwatch-alarm-configure-reviewed-values",
    "findings of low weight only",
    rework([eventRule, "findings"], "eventPattern", (text) => String(text).replace(/"CRITICAL"|"HIGH"/g, '"INFORMATIONAL"')),
    "demo-account",
  ],
  [
    "aws-pulumi-resource-disallow-weakening-values",
    "a rule of findings that is off",
    changeOne(eventRule, { state: "DISABLED" }),
    "demo-account",
  ],
  ["aws-pulumi-resource-disallow-weakening-values", "a rule of mails that is off", changeOne(eventRule, { state: "DISABLED" })],
  [
    "aws-cloudwatch-alarm-configure-reviewed-values",
    "a rule that matches another source",
    rework(eventRule, "eventPattern", (text) => String(text).replaceAll('"aws.', '"example.')),
  ],
  [
    "aws-pulumi-resource-disallow-weakening-values",
    "a subscriber that hears one kind",
    changeOne(subscription, { filterPolicy: '{"never":["x"]}' }),
  ],
  [
    "aws-sns-topic-enable-delivery-logging",
    "a subscriber by plain HTTP",
    changeOne(subscription, { protocol: "http", endpoint: "http://shop.example.com/x" }),
  ],
  ["aws-cloudwatch-alarm-missing-subscriber", "no subscriber", drop(subscription)],
  [
    "aws-cloudwatch-log-group-configure-retention",
    "a log kept for a week",
    changeOne("aws:cloudwatch/logGroup:LogGroup", { retentionInDays: 7 }),
  ],
  [
    "aws-cloudwatch-log-group-enable-encryption",
    "a log without its key",
    changeOne("aws:cloudwatch/logGroup:LogGroup", { kmsKeyId: undefined }),
  ],
  [
    "aws-pulumi-resource-disallow-weakening-values",
    "a log of rare reading",
    changeOne("aws:cloudwatch/logGroup:LogGroup", { logGroupClass: "INFREQUENT_ACCESS" }),
  ],
  [
    "aws-lambda-function-enforce-planned-login-guard",
    "the guard's log filtered to nothing",
    change("aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter", { filterPattern: '{ $.outcome = "never" }' }),
  ],
  [
    "aws-pulumi-resource-disallow-foreign-kinds",
    "logs whose fields are masked",
    add("aws:cloudwatch/logDataProtectionPolicy:LogDataProtectionPolicy", { logGroupName: "/demo-prod/web", policyDocument: "{}" }),
  ],
  [
    "aws-pulumi-resource-disallow-weakening-values",
    "the sign-in's log without its events",
    change("aws:cognito/logDeliveryConfiguration:LogDeliveryConfiguration", { logConfigurations: [] }),
  ],
  ["aws-route53-zone-enable-query-logging", "the zone's names unlogged", drop("aws:route53/queryLog:QueryLog")],
  [
    "aws-lb-loadbalancer-enable-access-logs",
    "the load balancer's log off",
    change("aws:lb/loadBalancer:LoadBalancer", { accessLogs: { enabled: false, bucket: "demo-prod-logs-123456789012" } }),
  ],
  [
    "aws-iam-target-missing-service-grant",
    "the load balancer's log elsewhere",
    change("aws:lb/loadBalancer:LoadBalancer", { accessLogs: { enabled: true, bucket: "their-logs" } }),
  ],
  [
    "aws-account-spending-missing-alert",
    "a budget that tells no one",
    change("aws:budgets/budget:Budget", { notifications: [] }),
    "demo-account",
  ],
  [
    "aws-pulumi-resource-disallow-foreign-hosts",
    "contacts of a stranger",
    changeOne("aws:account/alternativeContact:AlternativeContact", { emailAddress: "them@example.net" }),
    "demo-account",
  ],
  [
    "aws-iam-password-policy-configure-strength",
    "passwords of eight characters",
    change("aws:iam/accountPasswordPolicy:AccountPasswordPolicy", { minimumPasswordLength: 8 }),
    "demo-account",
  ],
  [
    "aws-s3-account-enable-public-access-block",
    "public buckets in the account",
    change("aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock", { blockPublicPolicy: false }),
    "demo-account",
  ],
  [
    "aws-ec2-account-disallow-public-snapshots",
    "public snapshots",
    change("aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess", { state: "unblocked" }),
    "demo-account",
  ],
  [
    "aws-pulumi-resource-disallow-weakening-values",
    "public images",
    change("aws:ec2/imageBlockPublicAccess:ImageBlockPublicAccess", { state: "unblocked" }),
    "demo-account",
  ],
  [
    "aws-ssm-account-disallow-public-documents",
    "public documents",
    changeOne("aws:ssm/serviceSetting:ServiceSetting", { settingValue: "Enable" }),
    "demo-account",
  ],
  [
    "aws-ec2-account-enforce-allowed-images",
    "images of anyone",
    change("aws:ec2/allowedImagesSettings:AllowedImagesSettings", { imageCriterions: [{ imageProviders: ["amazon", "999988887777"] }] }),
    "demo-account",
  ],
  [
    "aws-ec2-account-enforce-allowed-images",
    "images that are only counted",
    change("aws:ec2/allowedImagesSettings:AllowedImagesSettings", { state: "audit-mode" }),
    "demo-account",
  ],
  [
    "aws-pulumi-resource-disallow-weakening-values",
    "the serial console",
    change("aws:ec2/serialConsoleAccess:SerialConsoleAccess", { enabled: true }),
    "demo-account",
  ],
  [
    "aws-pulumi-resource-disallow-weakening-values",
    "tokens that are optional in the account",
    change("aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults", { httpTokens: "optional" }),
    "demo-account",
  ],
  [
    "aws-ec2-account-enable-volume-encryption-by-default",
    "disks in the clear",
    change("aws:ebs/encryptionByDefault:EncryptionByDefault", { enabled: false }),
    "demo-account",
  ],
  [
    "aws-ssm-document-enable-session-logging",
    "sessions that leave no record",
    rework("aws:ssm/document:Document", "content", (text) =>
      String(text)
        .replace(/"s3BucketName":"[^"]*"/, '"s3BucketName":""')
        .replace(/"cloudWatchLogGroupName":"[^"]*"/, '"cloudWatchLogGroupName":""'),
    ),
    "demo-account",
  ],
  [
    "aws-ssm-document-configure-idle-limit",
    "sessions that idle for an hour",
    rework("aws:ssm/document:Document", "content", (text) =>
      String(text).replace(/"idleSessionTimeout":"?\d+"?/, '"idleSessionTimeout":"60"'),
    ),
    "demo-account",
  ],
  [
    "aws-pulumi-resource-disallow-weakening-values",
    "backups of databases opted out",
    change("aws:backup/regionSettings:RegionSettings", { resourceTypeOptInPreference: { EFS: true, RDS: false, S3: true } }),
    "demo-account",
  ],
  [
    "aws-rds-instance-disallow-public-access",
    "in dev: a database open to the internet",
    change("aws:rds/instance:Instance", { publiclyAccessible: true }),
    "demo-dev",
  ],
  [
    "aws-ec2-node-configure-metadata-hops",
    "in dev: nodes with old tokens",
    changeOne("aws:ec2/launchTemplate:LaunchTemplate", { metadataOptions: { httpTokens: "optional" } }),
    "demo-dev",
  ],
];
