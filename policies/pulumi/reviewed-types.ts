export const alarmType = "aws:cloudwatch/metricAlarm:MetricAlarm";
export const filterType = "aws:cloudwatch/logMetricFilter:LogMetricFilter";
export const ruleType = "aws:cloudwatch/eventRule:EventRule";

/** What of one type is held to the demo stacks' resource of the same name. An index is `*`. */
export interface Held {
  /** Properties whose values were reviewed; a number may be ten times as much or as little, since settings change some. */
  readonly same?: readonly string[];
  /** Properties that are set, to whatever the settings say. */
  readonly set?: readonly string[];
  /** Of `same`: those that have no other values beside. */
  readonly exact?: readonly string[];
  /** Properties that name what it belongs to: where all of that is, it is as well. @default - its component */
  readonly of?: readonly string[];
  /** Whether settings take it away alone. */
  readonly optional?: true;
}

/** The same of single names: what the account's setting `ci` brings. */
export const optionalNames: ReadonlySet<string> = new Set(["trail-pipeline", "trail-pipeline-refused", "trail-state-read"]);

/** What alarms, metric filters and event rules ask. */
const asking = {
  [alarmType]: {
    same: [
      "namespace",
      "metricName",
      "statistic",
      "extendedStatistic",
      "comparisonOperator",
      "threshold",
      "evaluationPeriods",
      "period",
      "treatMissingData",
      "dimensions",
      "metricQueries",
    ],
    set: ["alarmDescription", "okActions"],
    exact: ["dimensions"],
    of: ["dimensions", "metricQueries"],
  },
  [filterType]: {
    same: ["logGroupName", "pattern", "metricTransformation.namespace", "metricTransformation.name", "metricTransformation.value"],
    of: ["logGroupName"],
  },
  [ruleType]: { same: ["eventPattern", "scheduleExpression"] },
} satisfies Readonly<Record<string, Held>>;

/** What else tells of something: deliveries, logs, notices. */
const telling = {
  "aws:cloudwatch/eventTarget:EventTarget": { same: ["rule"], set: ["inputTransformer"], of: ["rule"] },
  "aws:cloudwatch/logGroup:LogGroup": {},
  "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": {},
  "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter": { same: ["filterPattern"], of: ["logGroup"] },
  "aws:cognito/logDeliveryConfiguration:LogDeliveryConfiguration": { same: ["logConfigurations.*.logLevel"], of: ["userPoolId"] },
  "aws:elasticache/replicationGroup:ReplicationGroup": { same: ["logDeliveryConfigurations"], set: ["parameterGroupName"] },
  "aws:guardduty/detectorFeature:DetectorFeature": { same: ["additionalConfigurations"], of: ["detectorId"] },
  "aws:lb/loadBalancer:LoadBalancer": { set: ["connectionLogs"] },
  "aws:rds/eventSubscription:EventSubscription": { same: ["sourceType"] },
  "aws:s3/bucketNotification:BucketNotification": { same: ["eventbridge"], of: ["bucket"] },
  "aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination": {
    same: ["configurationSetName", "eventDestination.matchingEventTypes"],
  },
  "aws:sesv2/emailIdentity:EmailIdentity": { same: ["configurationSetName"] },
  "aws:sqs/queue:Queue": { set: ["redrivePolicy"] },
  "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": {
    same: ["loggingFilter.defaultBehavior"],
    of: ["resourceArn"],
  },
} satisfies Readonly<Record<string, Held>>;

/** What keeps copies, and shows that they can be had back. */
const keeping = {
  "aws:backup/plan:Plan": {
    same: ["rules.*.targetVaultName", "rules.*.startWindow", "rules.*.completionWindow"],
    set: ["rules.*.copyActions", "rules.*.schedule"],
    exact: ["rules.*.targetVaultName", "rules.*.startWindow", "rules.*.completionWindow"],
  },
  "aws:backup/restoreTestingPlan:RestoreTestingPlan": {
    same: ["recoveryPointSelection.algorithm", "recoveryPointSelection.recoveryPointTypes", "startWindowHours"],
    set: ["recoveryPointSelection.includeVaults"],
  },
  "aws:backup/restoreTestingSelection:RestoreTestingSelection": {
    same: ["restoreMetadataOverrides", "validationWindowHours"],
    set: ["protectedResourceArns"],
  },
  "aws:backup/selection:Selection": { same: ["conditions"], set: ["resources"], exact: ["conditions"], of: ["planId"] },
  "aws:backup/vaultLockConfiguration:VaultLockConfiguration": { same: ["backupVaultName"] },
  "aws:backup/vaultNotifications:VaultNotifications": { same: ["backupVaultName", "backupVaultEvents"], of: ["backupVaultName"] },
  "aws:backup/vaultPolicy:VaultPolicy": { same: ["backupVaultName"] },
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": { of: ["bucket"] },
} satisfies Readonly<Record<string, Held>>;

/** What runs again and again: functions and their schedules, patching, health. */
const running = {
  "aws:accessanalyzer/analyzer:Analyzer": { same: ["type"], optional: true },
  "aws:autoscaling/group:Group": {
    same: ["enabledMetrics", "healthCheckGracePeriod", "initialLifecycleHooks", "instanceRefresh.preferences.minHealthyPercentage"],
    set: ["instanceRefresh.preferences.alarmSpecification.alarms", "targetGroupArns"],
  },
  "aws:autoscaling/lifecycleHook:LifecycleHook": {
    same: ["defaultResult", "heartbeatTimeout", "lifecycleTransition"],
    of: ["autoscalingGroupName"],
  },
  "aws:autoscaling/policy:Policy": { same: ["targetTrackingConfiguration"], of: ["autoscalingGroupName"] },
  "aws:cloudcontrol/resource:Resource": {},
  "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl": {},
  "aws:ec2/defaultRouteTable:DefaultRouteTable": {},
  "aws:lambda/eventSourceMapping:EventSourceMapping": {},
  "aws:lambda/function:Function": {
    same: ["timeout", "loggingConfig.logFormat", "loggingConfig.applicationLogLevel", "loggingConfig.systemLogLevel"],
  },
  "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig": { same: ["functionName"], of: ["functionName"] },
  "aws:lb/listener:Listener": {
    same: ["routingHttpResponseXContentTypeOptionsHeaderValue", "routingHttpResponseXFrameOptionsHeaderValue"],
    set: ["routingHttpResponseStrictTransportSecurityHeaderValue"],
  },
  "aws:lb/targetGroup:TargetGroup": {
    same: ["healthCheck.interval", "healthCheck.matcher", "healthCheck.timeout", "healthCheck.unhealthyThreshold"],
  },
  "aws:rds/instance:Instance": { set: ["masterUserSecretKmsKeyId", "parameterGroupName"] },
  "aws:route53/resolverFirewallRuleGroupAssociation:ResolverFirewallRuleGroupAssociation": { same: ["mutationProtection"] },
  "aws:scheduler/schedule:Schedule": { same: ["groupName", "scheduleExpression", "target.retryPolicy"] },
  "aws:ssm/association:Association": { same: ["name", "scheduleExpression", "targets"], set: ["parameters"] },
  "aws:ssm/maintenanceWindow:MaintenanceWindow": { same: ["cutoff", "duration"], set: ["schedule"] },
  "aws:ssm/maintenanceWindowTarget:MaintenanceWindowTarget": { same: ["targets"], of: ["windowId"] },
  "aws:ssm/maintenanceWindowTask:MaintenanceWindowTask": {
    same: ["maxConcurrency", "maxErrors", "taskArn", "taskInvocationParameters.runCommandParameters.timeoutSeconds"],
    set: ["targets.*.values"],
    of: ["windowId"],
  },
  "aws:ssm/patchBaseline:PatchBaseline": { same: ["approvalRules.*.patchFilters", "operatingSystem"] },
  "aws:ssm/patchGroup:PatchGroup": { same: ["patchGroup"], of: ["baselineId"] },
  "aws:synthetics/canary:Canary": {
    same: ["artifactConfig.s3Encryption.encryptionMode", "failureRetentionPeriod", "successRetentionPeriod"],
    set: ["s3Version"],
  },
} satisfies Readonly<Record<string, Held>>;

/** What is held to the demo stacks, by type. */
export const held: Readonly<Record<string, Held>> = { ...asking, ...telling, ...keeping, ...running };

/** The types whose values `aws-cloudwatch-alarm-configure-reviewed-values` looks at. */
export const askingTypes = Object.keys(asking);

/** The types whose values `aws-pulumi-resource-configure-reviewed-values` looks at. */
export const otherTypes = Object.keys(held).filter((type) => !askingTypes.includes(type));
