/** Types by the module and the name, as in `aws:ec2/subnet:Subnet`. */
const of = (service: string, names: string): string[] =>
  names.split(" ").map((name) => `aws:${service}/${name}:${name.charAt(0).toUpperCase()}${name.slice(1)}`);

/** Types that AWS bills nothing for, or that are parts of what has a rule. */
export const freeTypes: ReadonlySet<string> = new Set([
  ...of("account", "alternativeContact"),
  ...of("acm", "certificate"),
  ...of("autoscaling", "lifecycleHook policy"),
  ...of(
    "backup",
    "globalSettings plan regionSettings restoreTestingSelection selection vaultLockConfiguration vaultNotifications vaultPolicy",
  ),
  ...of("budgets", "budget"),
  ...of("cfg", "configurationAggregator deliveryChannel recorderStatus retentionConfiguration"),
  // A trigger is free; what it starts is billed with its schedule.
  ...of("cloudwatch", "alarmMuteRule eventTarget logResourcePolicy logSubscriptionFilter queryDefinition"),
  ...of("cognito", "logDeliveryConfiguration managedLoginBranding user userGroup userInGroup userPoolClient userPoolDomain"),
  ...of("costexplorer", "anomalyMonitor anomalySubscription"),
  ...of("dynamodb", "tableItem"),
  ...of("ebs", "defaultKmsKey encryptionByDefault snapshotBlockPublicAccess"),
  ...of(
    "ec2",
    "allowedImagesSettings defaultNetworkAcl defaultRouteTable defaultSecurityGroup imageBlockPublicAccess instanceMetadataDefaults",
  ),
  // A flow log is billed as what comes into CloudWatch Logs or a bucket; a launch template with the instances of its group.
  ...of("ec2", "flowLog internetGateway launchTemplate networkAcl route routeTable routeTableAssociation securityGroup"),
  ...of("ec2", "serialConsoleAccess subnet vpc vpcBlockPublicAccessOptions"),
  ...of("efs", "accessPoint fileSystemPolicy mountTarget"),
  ...of("elasticache", "parameterGroup subnetGroup"),
  ...of("iam", "accountPasswordPolicy instanceProfile openIdConnectProvider policy role rolePolicyAttachment serviceLinkedRole"),
  ...of("kms", "alias"),
  ...of("lambda", "eventSourceMapping function functionEventInvokeConfig invocation permission"),
  ...of("lb", "listener listenerRule targetGroup"),
  ...of("networkfirewall", "firewallPolicy loggingConfiguration ruleGroup"),
  ...of("rds", "eventSubscription parameterGroup subnetGroup"),
  ...of("route53", "queryLog record resolverFirewallConfig resolverFirewallRule resolverFirewallRuleGroup"),
  ...of("route53", "resolverQueryLogConfig resolverQueryLogConfigAssociation"),
  ...of("s3", "accountPublicAccessBlock bucketLifecycleConfiguration bucketLogging bucketNotification bucketObjectLockConfiguration"),
  ...of("s3", "bucketObjectv2 bucketOwnershipControls bucketPolicy bucketPublicAccessBlock"),
  ...of("s3", "bucketServerSideEncryptionConfiguration bucketVersioning"),
  ...of("scheduler", "scheduleGroup"),
  ...of("secretsmanager", "secretRotation secretVersion"),
  ...of("securityhub", "standardsControlAssociation standardsSubscription"),
  ...of("sesv2", "configurationSetEventDestination emailIdentity emailIdentityMailFromAttributes"),
  ...of("sns", "topicPolicy topicSubscription"),
  ...of("sqs", "queuePolicy"),
  ...of("ssm", "association document maintenanceWindow maintenanceWindowTarget maintenanceWindowTask parameter patchBaseline patchGroup"),
  ...of("ssm", "serviceSetting"),
  ...of("ssoadmin", "accountAssignment managedPolicyAttachment permissionSet permissionSetInlinePolicy"),
  ...of("vpc", "securityGroupEgressRule securityGroupIngressRule"),
  ...of("wafv2", "ipSet webAclAssociation webAclLoggingConfiguration"),
]);

/** Types that cost something that is not in the estimate, and why not. */
export const unpricedTypes: Readonly<Record<string, string>> = {
  "aws:backup/logicallyAirGappedVault:LogicallyAirGappedVault": "vault that is logically air-gapped: its price by GB is not in the table",
  "aws:backup/restoreTestingPlan:RestoreTestingPlan": "restore tests: each bills the test and the hours of what it restores",
  "aws:dynamodb/table:Table": "DynamoDB table: cents, by its reads and writes",
  "aws:guardduty/malwareProtectionPlan:MalwareProtectionPlan": "malware scans of releases: cents, by their size",
  "aws:macie2/account:Account": "Macie: by the objects and GB that it looks at",
  "aws:sns/topic:Topic": "SNS topic: cents, by its emails",
  "aws:sqs/queue:Queue": "SQS queue: cents, by its messages",
};
