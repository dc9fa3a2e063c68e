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
  ["an alarm that calls nobody", alarm("login-attack", { actionsEnabled: false })],
  ["an alarm with no one to call", alarm("login-attack", { alarmActions: [] })],
  ["an alarm that never fires", alarm("login-attack", { threshold: 1e9 })],
  ["an alarm that asks the other way", alarm("files-changed", { comparisonOperator: "LessThanThreshold" })],
  ["an alarm of a day of periods", alarm("files-changed", { evaluationPeriods: 24, datapointsToAlarm: 24 })],
  ["an alarm that takes silence for health", alarm("files-silent", { treatMissingData: "notBreaching" })],
  ["an alarm of the guard that takes silence for health", alarm("login-guard-late", { treatMissingData: "ignore" })],
  ["an alarm of another metric", alarm("canary", { metricName: "NoSuch" })],
  ["an alarm of another store's metric", alarm("canary", { namespace: "xcart/demo-dev" })],
  ["an alarm that is gone", drop([alarmType, "files-changed"])],
  ["the trail's alarm that never fires", alarm("trail-root-use", { threshold: 1000 }), "demo-account"],
  ["the trail's alarm that is silent", alarm("trail-silent", { treatMissingData: "notBreaching" }), "demo-account"],
  ["an alarm of the root's use that is gone", drop([alarmType, "trail-root-use"]), "demo-account"],
  ["an alarm of deleted data that is gone", drop([alarmType, "trail-data-deletion"]), "demo-account"],
  ["alarms made mute", add("aws:cloudwatch/alarmMuteRule:AlarmMuteRule", { muteTargets: ["*"] })],
  [
    "a composite that holds alarms back",
    several(
      add("aws:cloudwatch/compositeAlarm:CompositeAlarm", {
        alarmRule: "FALSE",
        actionsSuppressor: { alarm: "x", extensionPeriod: 3600, waitPeriod: 3600 },
      }),
    ),
  ],
  ["a filter that finds nothing", filter("node-log-BootFailed", { pattern: '{ $.event = "never" }' })],
  [
    "a filter that counts nothing",
    filter("node-log-BootFailed", { metricTransformation: { name: "BootFailed", namespace: "xcart-nodes/demo-prod", value: "0" } }),
  ],
  [
    "a filter of root's use that looks for another",
    rework([filterType, "trail-root-use"], "pattern", () => '{ $.userIdentity.type = "Roots" }'),
    "demo-account",
  ],
  [
    "a filter of keys that forgets one call",
    rework([filterType, "trail-keys"], "pattern", (text) => String(text).replace("DisableKey", "EnableKey")),
    "demo-account",
  ],
  [
    "a filter of policies narrowed to one role",
    rework(
      [filterType, "trail-iam-policies"],
      "pattern",
      (text) => `{ ($.requestParameters.roleName = "x") && ${String(text).slice(1, -1)} }`,
    ),
    "demo-account",
  ],
  ["a filter on another log", filter("trail-root-use", { logGroupName: "/other" }), "demo-account"],
  ["a trail of one Region", change(trail, { isMultiRegionTrail: false }), "demo-account"],
  ["a trail that stands still", change(trail, { enableLogging: false }), "demo-account"],
  ["a trail without global services", change(trail, { includeGlobalServiceEvents: false }), "demo-account"],
  [
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
  ["a trail without objects", selectors((all) => all.slice(0, 1)), "demo-account"],
  ["a trail without functions", selectors((all) => all.slice(0, 3)), "demo-account"],
  [
    "a trail without somebody's own calls",
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
  ["the recorder stopped", changeOne("aws:cfg/recorderStatus:RecorderStatus", { isEnabled: false }), "demo-account"],
  ["the recorder once a day", change(recorder, { recordingMode: { recordingFrequency: "DAILY" } }), "demo-account"],
  [
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
    "histories kept for a month",
    change("aws:cfg/retentionConfiguration:RetentionConfiguration", { retentionPeriodInDays: 30 }),
    "demo-account",
  ],
  [
    "Config's rules without one",
    rework("aws:cfg/conformancePack:ConformancePack", "templateBody", (text) => {
      const { Resources } = JSON.parse(String(text));
      delete Resources.AlbWafEnabled;
      return JSON.stringify({ Resources });
    }),
    "demo-account",
  ],
  ["GuardDuty six hours late", change(detector, { findingPublishingFrequency: "SIX_HOURS" }), "demo-account"],
  ["GuardDuty off", change(detector, { enable: false }), "demo-account"],
  [
    "GuardDuty without objects",
    change(["aws:guardduty/detectorFeature:DetectorFeature", "detection-S3_DATA_EVENTS"], { status: "DISABLED" }),
    "demo-account",
  ],
  [
    "GuardDuty that files findings away",
    add("aws:guardduty/filter:Filter", {
      action: "ARCHIVE",
      rank: 1,
      findingCriteria: { criterions: [{ field: "severity", greaterThanOrEqual: "1" }] },
    }),
    "demo-account",
  ],
  [
    "GuardDuty that believes a list",
    add("aws:guardduty/iPSet:IPSet", { activate: true, location: "https://s3.amazonaws.com/x/y" }),
    "demo-account",
  ],
  ["Inspector without functions", change("aws:inspector2/enabler:Enabler", { resourceTypes: ["EC2"] }), "demo-account"],
  ["Inspector that suppresses", add("aws:inspector2/filter:Filter", { action: "SUPPRESS", filterCriteria: {} }), "demo-account"],
  [
    "Security Hub's control off",
    add("aws:securityhub/standardsControlAssociation:StandardsControlAssociation", {
      associationStatus: "DISABLED",
      securityControlId: "CloudTrail.1",
      standardsArn: "arn:aws:securityhub:us-east-1::standards/pci-dss/v/4.0.1",
      updatedReason: "x",
    }),
    "demo-account",
  ],
  ["Security Hub without new controls", change("aws:securityhub/account:Account", { autoEnableControls: false }), "demo-account"],
  [
    "Security Hub that suppresses",
    add("aws:securityhub/automationRule:AutomationRule", {
      ruleName: "x",
      actions: [{ findingFieldsUpdate: { workflow: { status: "SUPPRESSED" } } }],
    }),
    "demo-account",
  ],
  [
    "Access Analyzer that files findings away",
    add("aws:accessanalyzer/archiveRule:ArchiveRule", {
      analyzerName: "demo-account-external",
      filters: [{ criteria: "isPublic", eqs: ["true"] }],
    }),
    "demo-account",
  ],
  [
    "findings of low weight only",
    rework([eventRule, "findings"], "eventPattern", (text) => String(text).replace(/"CRITICAL"|"HIGH"/g, '"INFORMATIONAL"')),
    "demo-account",
  ],
  ["a rule of findings that is off", changeOne(eventRule, { state: "DISABLED" }), "demo-account"],
  ["a rule of mails that is off", changeOne(eventRule, { state: "DISABLED" })],
  ["a rule that matches another source", rework(eventRule, "eventPattern", (text) => String(text).replaceAll('"aws.', '"example.'))],
  ["a subscriber that hears one kind", changeOne(subscription, { filterPolicy: '{"never":["x"]}' })],
  ["a subscriber by plain HTTP", changeOne(subscription, { protocol: "http", endpoint: "http://shop.example.com/x" })],
  ["no subscriber", drop(subscription)],
  ["a log kept for a week", changeOne("aws:cloudwatch/logGroup:LogGroup", { retentionInDays: 7 })],
  ["a log without its key", changeOne("aws:cloudwatch/logGroup:LogGroup", { kmsKeyId: undefined })],
  ["a log of rare reading", changeOne("aws:cloudwatch/logGroup:LogGroup", { logGroupClass: "INFREQUENT_ACCESS" })],
  [
    "the guard's log filtered to nothing",
    change("aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter", { filterPattern: '{ $.outcome = "never" }' }),
  ],
  [
    "logs sent on to another",
    add("aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter", {
      logGroup: "/demo-prod/logins",
      filterPattern: "",
      destinationArn: "arn:aws:kinesis:us-east-1:123456789012:stream/x",
    }),
  ],
  [
    "logs that another account reads",
    add("aws:cloudwatch/logResourcePolicy:LogResourcePolicy", {
      policyName: "x",
      policyDocument:
        '{"Statement":[{"Effect":"Allow","Principal":{"Service":"delivery.logs.amazonaws.com"},"Action":"logs:*","Resource":"*"}]}',
    }),
  ],
  [
    "logs whose fields are masked",
    add("aws:cloudwatch/logDataProtectionPolicy:LogDataProtectionPolicy", { logGroupName: "/demo-prod/web", policyDocument: "{}" }),
  ],
  [
    "the sign-in's log without its events",
    change("aws:cognito/logDeliveryConfiguration:LogDeliveryConfiguration", { logConfigurations: [] }),
  ],
  ["the zone's names unlogged", drop("aws:route53/queryLog:QueryLog")],
  ["the zone unsigned", drop("aws:route53/hostedZoneDnsSec:HostedZoneDnsSec")],
  [
    "the load balancer's log off",
    change("aws:lb/loadBalancer:LoadBalancer", { accessLogs: { enabled: false, bucket: "demo-prod-logs-123456789012" } }),
  ],
  [
    "the load balancer's log elsewhere",
    change("aws:lb/loadBalancer:LoadBalancer", { accessLogs: { enabled: true, bucket: "their-logs" } }),
  ],
  ["a budget of a million", change("aws:budgets/budget:Budget", { limitAmount: "1000000.00" }), "demo-account"],
  ["a budget that tells nobody", change("aws:budgets/budget:Budget", { notifications: [] }), "demo-account"],
  [
    "contacts of a stranger",
    changeOne("aws:account/alternativeContact:AlternativeContact", { emailAddress: "them@example.net" }),
    "demo-account",
  ],
  [
    "passwords of eight characters",
    change("aws:iam/accountPasswordPolicy:AccountPasswordPolicy", { minimumPasswordLength: 8 }),
    "demo-account",
  ],
  [
    "public buckets in the account",
    change("aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock", { blockPublicPolicy: false }),
    "demo-account",
  ],
  ["public snapshots", change("aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess", { state: "unblocked" }), "demo-account"],
  ["public images", change("aws:ec2/imageBlockPublicAccess:ImageBlockPublicAccess", { state: "unblocked" }), "demo-account"],
  ["public documents", changeOne("aws:ssm/serviceSetting:ServiceSetting", { settingValue: "Enable" }), "demo-account"],
  [
    "images of anybody",
    change("aws:ec2/allowedImagesSettings:AllowedImagesSettings", { imageCriterions: [{ imageProviders: ["amazon", "999988887777"] }] }),
    "demo-account",
  ],
  ["images that are only counted", change("aws:ec2/allowedImagesSettings:AllowedImagesSettings", { state: "audit-mode" }), "demo-account"],
  ["the serial console", change("aws:ec2/serialConsoleAccess:SerialConsoleAccess", { enabled: true }), "demo-account"],
  [
    "tokens that are optional in the account",
    change("aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults", { httpTokens: "optional" }),
    "demo-account",
  ],
  ["disks in the clear", change("aws:ebs/encryptionByDefault:EncryptionByDefault", { enabled: false }), "demo-account"],
  [
    "sessions that leave no record",
    rework("aws:ssm/document:Document", "content", (text) =>
      String(text)
        .replace(/"s3BucketName":"[^"]*"/, '"s3BucketName":""')
        .replace(/"cloudWatchLogGroupName":"[^"]*"/, '"cloudWatchLogGroupName":""'),
    ),
    "demo-account",
  ],
  [
    "sessions that idle for an hour",
    rework("aws:ssm/document:Document", "content", (text) =>
      String(text).replace(/"idleSessionTimeout":"?\d+"?/, '"idleSessionTimeout":"60"'),
    ),
    "demo-account",
  ],
  [
    "backups of databases opted out",
    change("aws:backup/regionSettings:RegionSettings", { resourceTypeOptInPreference: { EFS: true, RDS: false, S3: true } }),
    "demo-account",
  ],
  ["in dev: a database open to the internet", change("aws:rds/instance:Instance", { publiclyAccessible: true }), "demo-dev"],
  [
    "in dev: a firewall that only counts",
    rework("aws:wafv2/webAcl:WebAcl", "defaultAction", () => ({ block: undefined, allow: {} })),
    "demo-dev",
  ],
  [
    "in dev: nodes with old tokens",
    changeOne("aws:ec2/launchTemplate:LaunchTemplate", { metadataOptions: { httpTokens: "optional" } }),
    "demo-dev",
  ],
];
