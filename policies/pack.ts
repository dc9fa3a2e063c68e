// Written by `npm run docs` from the policies' files.
import { accessanalyzerAnalyzerMissingInAccount } from "./accessanalyzer/analyzer-missing-in-account.ts";
import { accountContactMissingForSecurity } from "./account/contact-missing-for-security.ts";
import { accountSpendingMissingAlert } from "./account/spending-missing-alert.ts";
import { acmCertificateConfigureDnsValidation } from "./acm/certificate-configure-dns-validation.ts";
import { acmCertificateConfigureKeyAlgorithm } from "./acm/certificate-configure-key-algorithm.ts";
import { acmCertificateDisallowWildcard } from "./acm/certificate-disallow-wildcard.ts";
import { acmCertificateEnableTransparencyLogging } from "./acm/certificate-enable-transparency-logging.ts";
import { acmCertificateMissingExpiryAlarm } from "./acm/certificate-missing-expiry-alarm.ts";
import { acmCertificateMissingRenewal } from "./acm/certificate-missing-renewal.ts";
import { autoscalingGroupConfigureNodeAge } from "./autoscaling/group-configure-node-age.ts";
import { autoscalingGroupConfigurePropagatedTags } from "./autoscaling/group-configure-propagated-tags.ts";
import { autoscalingGroupDisallowLaunchConfiguration } from "./autoscaling/group-disallow-launch-configuration.ts";
import { autoscalingGroupEnforceLoadBalancerHealth } from "./autoscaling/group-enforce-load-balancer-health.ts";
import { autoscalingGroupMissingPatching } from "./autoscaling/group-missing-patching.ts";
import { backupPlanConfigureFrequencyAndRetention } from "./backup/plan-configure-frequency-and-retention.ts";
import { backupPlanEnableCopies } from "./backup/plan-enable-copies.ts";
import { backupRestoretestingplanMissingRestoreTests } from "./backup/restoretestingplan-missing-restore-tests.ts";
import { backupSelectionEnforceCoverage } from "./backup/selection-enforce-coverage.ts";
import { backupVaultConfigureCustomerManagedKey } from "./backup/vault-configure-customer-managed-key.ts";
import { backupVaultDisallowManualDeletion } from "./backup/vault-disallow-manual-deletion.ts";
import { backupVaultEnableLock } from "./backup/vault-enable-lock.ts";
import { cloudtrailTrailConfigureLogGroup } from "./cloudtrail/trail-configure-log-group.ts";
import { cloudtrailTrailConfigureTopic } from "./cloudtrail/trail-configure-topic.ts";
import { cloudtrailTrailDisallowPublicBucket } from "./cloudtrail/trail-disallow-public-bucket.ts";
import { cloudtrailTrailEnableBucketLogging } from "./cloudtrail/trail-enable-bucket-logging.ts";
import { cloudtrailTrailEnableEncryption } from "./cloudtrail/trail-enable-encryption.ts";
import { cloudtrailTrailEnableEveryEvent } from "./cloudtrail/trail-enable-every-event.ts";
import { cloudtrailTrailEnableInsights } from "./cloudtrail/trail-enable-insights.ts";
import { cloudtrailTrailEnableLogFileValidation } from "./cloudtrail/trail-enable-log-file-validation.ts";
import { cloudtrailTrailEnableObjectEvents } from "./cloudtrail/trail-enable-object-events.ts";
import { cloudtrailTrailMissingInAccount } from "./cloudtrail/trail-missing-in-account.ts";
import { cloudwatchAlarmEnableActions } from "./cloudwatch/alarm-enable-actions.ts";
import { cloudwatchAlarmMissingOnResource } from "./cloudwatch/alarm-missing-on-resource.ts";
import { cloudwatchAlarmMissingSubscriber } from "./cloudwatch/alarm-missing-subscriber.ts";
import { cloudwatchCanaryMissingOnStore } from "./cloudwatch/canary-missing-on-store.ts";
import { cloudwatchEventRuleMissingOnFindings } from "./cloudwatch/event-rule-missing-on-findings.ts";
import { cloudwatchLogGroupConfigureRetention } from "./cloudwatch/log-group-configure-retention.ts";
import { cloudwatchLogGroupEnableEncryption } from "./cloudwatch/log-group-enable-encryption.ts";
import { cloudwatchMetricFilterMissingInAccount } from "./cloudwatch/metric-filter-missing-in-account.ts";
import { cognitoClientConfigureCodeFlow } from "./cognito/client-configure-code-flow.ts";
import { cognitoUserpoolConfigurePasswordStrength } from "./cognito/userpool-configure-password-strength.ts";
import { cognitoUserpoolDisallowSelfSignUp } from "./cognito/userpool-disallow-self-sign-up.ts";
import { cognitoUserpoolEnableDeletionProtection } from "./cognito/userpool-enable-deletion-protection.ts";
import { cognitoUserpoolEnableThreatProtection } from "./cognito/userpool-enable-threat-protection.ts";
import { cognitoUserpoolEnforceMfa } from "./cognito/userpool-enforce-mfa.ts";
import { configConformancePackMissingInAccount } from "./config/conformance-pack-missing-in-account.ts";
import { configHistoryConfigureRetention } from "./config/history-configure-retention.ts";
import { configRecorderEnableRecording } from "./config/recorder-enable-recording.ts";
import { configRecorderMissingInAccount } from "./config/recorder-missing-in-account.ts";
import { configRuleConfigureRemediation } from "./config/rule-configure-remediation.ts";
import { dynamodbTableConfigureCustomerManagedKey } from "./dynamodb/table-configure-customer-managed-key.ts";
import { dynamodbTableEnableDeletionProtection } from "./dynamodb/table-enable-deletion-protection.ts";
import { dynamodbTableEnableRecovery } from "./dynamodb/table-enable-recovery.ts";
import { ec2AccountDisallowPublicSnapshots } from "./ec2/account-disallow-public-snapshots.ts";
import { ec2AccountEnableVolumeEncryptionByDefault } from "./ec2/account-enable-volume-encryption-by-default.ts";
import { ec2ImageConfigureSharingAndEncryption } from "./ec2/image-configure-sharing-and-encryption.ts";
import { ec2NodeConfigureMetadataHops } from "./ec2/node-configure-metadata-hops.ts";
import { ec2NodeDisallowKeyPair } from "./ec2/node-disallow-key-pair.ts";
import { ec2NodeDisallowPublicIp } from "./ec2/node-disallow-public-ip.ts";
import { ec2NodeDisallowSecretsInUserData } from "./ec2/node-disallow-secrets-in-user-data.ts";
import { ec2NodeDisallowSeveralInterfaces } from "./ec2/node-disallow-several-interfaces.ts";
import { ec2NodeEnableEbsOptimization } from "./ec2/node-enable-ebs-optimization.ts";
import { ec2NodeEnableMonitoring } from "./ec2/node-enable-monitoring.ts";
import { ec2NodeEnforceMetadataTokens } from "./ec2/node-enforce-metadata-tokens.ts";
import { ec2NodeEnforceSubnet } from "./ec2/node-enforce-subnet.ts";
import { ec2NodeMissingInstanceProfile } from "./ec2/node-missing-instance-profile.ts";
import { ec2SnapshotEnableEncryption } from "./ec2/snapshot-enable-encryption.ts";
import { ec2VolumeConfigureCustomerManagedKey } from "./ec2/volume-configure-customer-managed-key.ts";
import { ec2VolumeConfigureLifetime } from "./ec2/volume-configure-lifetime.ts";
import { ec2VolumeEnableEncryption } from "./ec2/volume-enable-encryption.ts";
import { efsAccesspointEnforceRootDirectory } from "./efs/accesspoint-enforce-root-directory.ts";
import { efsAccesspointEnforceUserIdentity } from "./efs/accesspoint-enforce-user-identity.ts";
import { efsFilesystemConfigureCustomerManagedKey } from "./efs/filesystem-configure-customer-managed-key.ts";
import { efsFilesystemDisallowSingleZone } from "./efs/filesystem-disallow-single-zone.ts";
import { efsFilesystemEnableEncryption } from "./efs/filesystem-enable-encryption.ts";
import { elasticacheReplicationgroupConfigureCustomerManagedKey } from "./elasticache/replicationgroup-configure-customer-managed-key.ts";
import { elasticacheReplicationgroupConfigureSubnetGroup } from "./elasticache/replicationgroup-configure-subnet-group.ts";
import { elasticacheReplicationgroupEnableBackups } from "./elasticache/replicationgroup-enable-backups.ts";
import { elasticacheReplicationgroupEnableEncryptionAtRest } from "./elasticache/replicationgroup-enable-encryption-at-rest.ts";
import { elasticacheReplicationgroupEnableEncryptionInTransit } from "./elasticache/replicationgroup-enable-encryption-in-transit.ts";
import { elasticacheReplicationgroupEnableFailover } from "./elasticache/replicationgroup-enable-failover.ts";
import { elasticacheReplicationgroupEnableMinorUpgrades } from "./elasticache/replicationgroup-enable-minor-upgrades.ts";
import { elasticacheReplicationgroupMissingAuthentication } from "./elasticache/replicationgroup-missing-authentication.ts";
import { elasticacheSecuritygroupDisallowLegacy } from "./elasticache/securitygroup-disallow-legacy.ts";
import { guarddutyDetectorEnableDetection } from "./guardduty/detector-enable-detection.ts";
import { guarddutyDetectorEnableFeatures } from "./guardduty/detector-enable-features.ts";
import { guarddutyDetectorEnableMalwareProtection } from "./guardduty/detector-enable-malware-protection.ts";
import { guarddutyDetectorMissingInAccount } from "./guardduty/detector-missing-in-account.ts";
import { iamAttachmentDisallowBroadManaged } from "./iam/attachment-disallow-broad-managed.ts";
import { iamGroupMissingMembers } from "./iam/group-missing-members.ts";
import { iamPasswordPolicyConfigureStrength } from "./iam/password-policy-configure-strength.ts";
import { iamPasswordPolicyMissingInAccount } from "./iam/password-policy-missing-in-account.ts";
import { iamPolicyDisallowAdministrator } from "./iam/policy-disallow-administrator.ts";
import { iamPolicyDisallowEveryKey } from "./iam/policy-disallow-every-key.ts";
import { iamPolicyDisallowEveryResource } from "./iam/policy-disallow-every-resource.ts";
import { iamPolicyDisallowFullService } from "./iam/policy-disallow-full-service.ts";
import { iamPolicyDisallowInline } from "./iam/policy-disallow-inline.ts";
import { iamPolicyDisallowPrivilegeEscalation } from "./iam/policy-disallow-privilege-escalation.ts";
import { iamProviderDisallowKeys } from "./iam/provider-disallow-keys.ts";
import { iamRoleConfigureAccountTrust } from "./iam/role-configure-account-trust.ts";
import { iamRoleConfigureOidcClaims } from "./iam/role-configure-oidc-claims.ts";
import { iamRoleConfigureSessionLength } from "./iam/role-configure-session-length.ts";
import { iamRoleConfigureSource } from "./iam/role-configure-source.ts";
import { iamRoleDisallowMixedManagement } from "./iam/role-disallow-mixed-management.ts";
import { iamRoleDisallowPublicTrust } from "./iam/role-disallow-public-trust.ts";
import { iamRoleEnforceMfa } from "./iam/role-enforce-mfa.ts";
import { iamRoleMissingBoundaryOfJobs } from "./iam/role-missing-boundary-of-jobs.ts";
import { iamRoleMissingForSupport } from "./iam/role-missing-for-support.ts";
import { iamUserDisallowPolicies } from "./iam/user-disallow-policies.ts";
import { iamUserDisallowUsers } from "./iam/user-disallow-users.ts";
import { iamUserEnforceMfa } from "./iam/user-enforce-mfa.ts";
import { inspectorEnablerEnableTypes } from "./inspector/enabler-enable-types.ts";
import { inspectorEnablerMissingInAccount } from "./inspector/enabler-missing-in-account.ts";
import { kmsGrantEnforceLeastPrivilege } from "./kms/grant-enforce-least-privilege.ts";
import { kmsKeyConfigureDeletionWindow } from "./kms/key-configure-deletion-window.ts";
import { kmsKeyDisableLockoutBypass } from "./kms/key-disable-lockout-bypass.ts";
import { kmsKeyDisallowWildcardPrincipals } from "./kms/key-disallow-wildcard-principals.ts";
import { kmsKeyEnableKeyRotation } from "./kms/key-enable-key-rotation.ts";
import { kmsKeyMissingDescription } from "./kms/key-missing-description.ts";
import { kmsKeyMissingPolicy } from "./kms/key-missing-policy.ts";
import { lambdaFunctionConfigureRuntime } from "./lambda/function-configure-runtime.ts";
import { lambdaFunctionMissingLogGroup } from "./lambda/function-missing-log-group.ts";
import { lambdaPermissionDisallowPublic } from "./lambda/permission-disallow-public.ts";
import { lbListenerConfigureAcmCertificate } from "./lb/listener-configure-acm-certificate.ts";
import { lbListenerConfigureModernTls } from "./lb/listener-configure-modern-tls.ts";
import { lbListenerEnforceHttps } from "./lb/listener-enforce-https.ts";
import { lbListenerEnforceSignIn } from "./lb/listener-enforce-sign-in.ts";
import { lbLoadbalancerConfigureDesyncMitigation } from "./lb/loadbalancer-configure-desync-mitigation.ts";
import { lbLoadbalancerDisallowClassic } from "./lb/loadbalancer-disallow-classic.ts";
import { lbLoadbalancerEnableAccessLogs } from "./lb/loadbalancer-enable-access-logs.ts";
import { lbLoadbalancerEnableCrossZone } from "./lb/loadbalancer-enable-cross-zone.ts";
import { lbLoadbalancerEnableDeletionProtection } from "./lb/loadbalancer-enable-deletion-protection.ts";
import { lbLoadbalancerEnableInvalidHeaderDrop } from "./lb/loadbalancer-enable-invalid-header-drop.ts";
import { lbLoadbalancerMissingWebAcl } from "./lb/loadbalancer-missing-web-acl.ts";
import { lbTargetgroupConfigureTlsAndHealth } from "./lb/targetgroup-configure-tls-and-health.ts";
import { lifecycleResourceDisallowEnded } from "./lifecycle/resource-disallow-ended.ts";
import { lifecycleResourceMissingSuccessor } from "./lifecycle/resource-missing-successor.ts";
import type { Policy } from "./model/policy.ts";
import { pulumiProviderDisallowDefault } from "./pulumi/provider-disallow-default.ts";
import { pulumiProviderDisallowKeys } from "./pulumi/provider-disallow-keys.ts";
import { pulumiResourceDisallowPlainSecrets } from "./pulumi/resource-disallow-plain-secrets.ts";
import { pulumiResourceEnableProtection } from "./pulumi/resource-enable-protection.ts";
import { rdsClusterEnableBacktrack } from "./rds/cluster-enable-backtrack.ts";
import { rdsClusteractivitystreamConfigureCustomerManagedKey } from "./rds/clusteractivitystream-configure-customer-managed-key.ts";
import { rdsInstanceConfigureBackupRetention } from "./rds/instance-configure-backup-retention.ts";
import { rdsInstanceConfigureCustomerManagedKey } from "./rds/instance-configure-customer-managed-key.ts";
import { rdsInstanceConfigureModernCa } from "./rds/instance-configure-modern-ca.ts";
import { rdsInstanceDisallowDefaultAdministrator } from "./rds/instance-disallow-default-administrator.ts";
import { rdsInstanceDisallowPublicAccess } from "./rds/instance-disallow-public-access.ts";
import { rdsInstanceEnableDeletionProtection } from "./rds/instance-enable-deletion-protection.ts";
import { rdsInstanceEnableEnhancedMonitoring } from "./rds/instance-enable-enhanced-monitoring.ts";
import { rdsInstanceEnableIamAuthentication } from "./rds/instance-enable-iam-authentication.ts";
import { rdsInstanceEnableLogExports } from "./rds/instance-enable-log-exports.ts";
import { rdsInstanceEnableMinorUpgrades } from "./rds/instance-enable-minor-upgrades.ts";
import { rdsInstanceEnableMultiAz } from "./rds/instance-enable-multi-az.ts";
import { rdsInstanceEnablePerformanceInsights } from "./rds/instance-enable-performance-insights.ts";
import { rdsInstanceEnableSnapshotTags } from "./rds/instance-enable-snapshot-tags.ts";
import { rdsInstanceEnableStorageEncryption } from "./rds/instance-enable-storage-encryption.ts";
import { rdsInstanceEnforceManagedPassword } from "./rds/instance-enforce-managed-password.ts";
import { rdsInstanceEnforceStrictNetworkAccess } from "./rds/instance-enforce-strict-network-access.ts";
import { rdsInstanceEnforceTls } from "./rds/instance-enforce-tls.ts";
import { rdsInstanceMissingEventSubscriptions } from "./rds/instance-missing-event-subscriptions.ts";
import { rdsSecuritygroupDisallowLegacy } from "./rds/securitygroup-disallow-legacy.ts";
import { rdsSnapshotConfigureCustomerManagedKey } from "./rds/snapshot-configure-customer-managed-key.ts";
import { rdsSnapshotDisallowPublicAccess } from "./rds/snapshot-disallow-public-access.ts";
import { rdsSubnetgroupDisallowPublicSubnets } from "./rds/subnetgroup-disallow-public-subnets.ts";
import { route53RecordDisallowDangling } from "./route53/record-disallow-dangling.ts";
import { route53ZoneEnableDnssec } from "./route53/zone-enable-dnssec.ts";
import { route53ZoneEnableQueryLogging } from "./route53/zone-enable-query-logging.ts";
import { s3AccesspointEnablePublicAccessBlock } from "./s3/accesspoint-enable-public-access-block.ts";
import { s3AccountEnablePublicAccessBlock } from "./s3/account-enable-public-access-block.ts";
import { s3BucketConfigureCustomerManagedKey } from "./s3/bucket-configure-customer-managed-key.ts";
import { s3BucketConfigureLifecycle } from "./s3/bucket-configure-lifecycle.ts";
import { s3BucketConfigureLogRetention } from "./s3/bucket-configure-log-retention.ts";
import { s3BucketDisableAcls } from "./s3/bucket-disable-acls.ts";
import { s3BucketDisallowLogTampering } from "./s3/bucket-disallow-log-tampering.ts";
import { s3BucketDisallowPublicRead } from "./s3/bucket-disallow-public-read.ts";
import { s3BucketDisallowPublicWrite } from "./s3/bucket-disallow-public-write.ts";
import { s3BucketEnableAccessLogging } from "./s3/bucket-enable-access-logging.ts";
import { s3BucketEnableEncryption } from "./s3/bucket-enable-encryption.ts";
import { s3BucketEnableEventNotifications } from "./s3/bucket-enable-event-notifications.ts";
import { s3BucketEnableObjectLock } from "./s3/bucket-enable-object-lock.ts";
import { s3BucketEnablePublicAccessBlock } from "./s3/bucket-enable-public-access-block.ts";
import { s3BucketEnableReplication } from "./s3/bucket-enable-replication.ts";
import { s3BucketEnableVersioning } from "./s3/bucket-enable-versioning.ts";
import { s3BucketEnforceLeastPrivilege } from "./s3/bucket-enforce-least-privilege.ts";
import { s3BucketEnforceLogDestination } from "./s3/bucket-enforce-log-destination.ts";
import { s3BucketEnforceTls } from "./s3/bucket-enforce-tls.ts";
import { secretsmanagerSecretConfigureCustomerManagedKey } from "./secretsmanager/secret-configure-customer-managed-key.ts";
import { secretsmanagerSecretEnableRotation } from "./secretsmanager/secret-enable-rotation.ts";
import { securityhubAccountMissingInAccount } from "./securityhub/account-missing-in-account.ts";
import { securityhubStandardMissingFsbp } from "./securityhub/standard-missing-fsbp.ts";
import { securityhubStandardMissingPci } from "./securityhub/standard-missing-pci.ts";
import { snsTopicDisallowPublicAccess } from "./sns/topic-disallow-public-access.ts";
import { snsTopicEnableDeliveryLogging } from "./sns/topic-enable-delivery-logging.ts";
import { snsTopicEnableEncryption } from "./sns/topic-enable-encryption.ts";
import { sqsQueueDisallowPublicAccess } from "./sqs/queue-disallow-public-access.ts";
import { sqsQueueEnableEncryption } from "./sqs/queue-enable-encryption.ts";
import { sqsQueueEnforceTls } from "./sqs/queue-enforce-tls.ts";
import { ssmDocumentConfigureIdleLimit } from "./ssm/document-configure-idle-limit.ts";
import { ssmDocumentDisallowPublic } from "./ssm/document-disallow-public.ts";
import { ssmDocumentEnableSessionLogging } from "./ssm/document-enable-session-logging.ts";
import { ssmDocumentMissingSessionPreferences } from "./ssm/document-missing-session-preferences.ts";
import { ssmNodeMissingAgentPermissions } from "./ssm/node-missing-agent-permissions.ts";
import { ssmNodeMissingFileIntegrity } from "./ssm/node-missing-file-integrity.ts";
import { ssmNodeMissingPatchWindow } from "./ssm/node-missing-patch-window.ts";
import { ssmParameterEnableEncryption } from "./ssm/parameter-enable-encryption.ts";
import { ssmPatchBaselineConfigureApproval } from "./ssm/patch-baseline-configure-approval.ts";
import { tagResourceMissingEnvironment } from "./tag/resource-missing-environment.ts";
import { vpcAddressDisallowPublicDns } from "./vpc/address-disallow-public-dns.ts";
import { vpcClockDisallowOutsideTime } from "./vpc/clock-disallow-outside-time.ts";
import { vpcDatastoreConfigureSources } from "./vpc/datastore-configure-sources.ts";
import { vpcDatastoreDisallowEgress } from "./vpc/datastore-disallow-egress.ts";
import { vpcDefaultgroupDisallowRules } from "./vpc/defaultgroup-disallow-rules.ts";
import { vpcElasticipDisallowUnused } from "./vpc/elasticip-disallow-unused.ts";
import { vpcEndpointConfigurePolicy } from "./vpc/endpoint-configure-policy.ts";
import { vpcNetworkDisallowDefaultVpc } from "./vpc/network-disallow-default-vpc.ts";
import { vpcNetworkEnableFlowLogs } from "./vpc/network-enable-flow-logs.ts";
import { vpcNetworkMissingEc2Endpoint } from "./vpc/network-missing-ec2-endpoint.ts";
import { vpcNetworkMissingEgressAllowList } from "./vpc/network-missing-egress-allow-list.ts";
import { vpcNetworkaclConfigureNodeEgress } from "./vpc/networkacl-configure-node-egress.ts";
import { vpcNetworkaclDisallowRemoteAccess } from "./vpc/networkacl-disallow-remote-access.ts";
import { vpcNetworkaclDisallowUnused } from "./vpc/networkacl-disallow-unused.ts";
import { vpcRouteDisallowInternetOutsidePublicTier } from "./vpc/route-disallow-internet-outside-public-tier.ts";
import { vpcSecuritygroupConfigureAuthorisedPorts } from "./vpc/securitygroup-configure-authorised-ports.ts";
import { vpcSecuritygroupConfigureEgressPorts } from "./vpc/securitygroup-configure-egress-ports.ts";
import { vpcSecuritygroupConfigureNodeSources } from "./vpc/securitygroup-configure-node-sources.ts";
import { vpcSecuritygroupDisallowInternetToNodes } from "./vpc/securitygroup-disallow-internet-to-nodes.ts";
import { vpcSecuritygroupDisallowMixedRules } from "./vpc/securitygroup-disallow-mixed-rules.ts";
import { vpcSecuritygroupDisallowRemoteAccess } from "./vpc/securitygroup-disallow-remote-access.ts";
import { vpcSecuritygroupDisallowRiskyPorts } from "./vpc/securitygroup-disallow-risky-ports.ts";
import { vpcSecuritygroupDisallowUnused } from "./vpc/securitygroup-disallow-unused.ts";
import { vpcSecuritygroupMissingDescription } from "./vpc/securitygroup-missing-description.ts";
import { vpcSubnetDisallowInternetForData } from "./vpc/subnet-disallow-internet-for-data.ts";
import { vpcSubnetDisallowNodesInPublicTier } from "./vpc/subnet-disallow-nodes-in-public-tier.ts";
import { vpcSubnetDisallowPublicAddresses } from "./vpc/subnet-disallow-public-addresses.ts";
import { wafv2IpsetConfigureScannerList } from "./wafv2/ipset-configure-scanner-list.ts";
import { wafv2RuleEnableMetrics } from "./wafv2/rule-enable-metrics.ts";
import { wafv2RuleMissingAction } from "./wafv2/rule-missing-action.ts";
import { wafv2WebaclDisallowClassic } from "./wafv2/webacl-disallow-classic.ts";
import { wafv2WebaclEnableLogging } from "./wafv2/webacl-enable-logging.ts";
import { wafv2WebaclEnforceBlocking } from "./wafv2/webacl-enforce-blocking.ts";
import { wafv2WebaclMissingBotRules } from "./wafv2/webacl-missing-bot-rules.ts";
import { wafv2WebaclMissingKnownBadInputs } from "./wafv2/webacl-missing-known-bad-inputs.ts";
import { wafv2WebaclMissingLoginRate } from "./wafv2/webacl-missing-login-rate.ts";
import { wafv2WebaclMissingRules } from "./wafv2/webacl-missing-rules.ts";

/** Every policy of the pack, by service. */
export const policies: readonly Policy[] = [
  accessanalyzerAnalyzerMissingInAccount,
  accountContactMissingForSecurity,
  accountSpendingMissingAlert,
  acmCertificateConfigureDnsValidation,
  acmCertificateConfigureKeyAlgorithm,
  acmCertificateDisallowWildcard,
  acmCertificateEnableTransparencyLogging,
  acmCertificateMissingExpiryAlarm,
  acmCertificateMissingRenewal,
  autoscalingGroupConfigureNodeAge,
  autoscalingGroupConfigurePropagatedTags,
  autoscalingGroupDisallowLaunchConfiguration,
  autoscalingGroupEnforceLoadBalancerHealth,
  autoscalingGroupMissingPatching,
  backupPlanConfigureFrequencyAndRetention,
  backupPlanEnableCopies,
  backupRestoretestingplanMissingRestoreTests,
  backupSelectionEnforceCoverage,
  backupVaultConfigureCustomerManagedKey,
  backupVaultDisallowManualDeletion,
  backupVaultEnableLock,
  cloudtrailTrailConfigureLogGroup,
  cloudtrailTrailConfigureTopic,
  cloudtrailTrailDisallowPublicBucket,
  cloudtrailTrailEnableBucketLogging,
  cloudtrailTrailEnableEncryption,
  cloudtrailTrailEnableEveryEvent,
  cloudtrailTrailEnableInsights,
  cloudtrailTrailEnableLogFileValidation,
  cloudtrailTrailEnableObjectEvents,
  cloudtrailTrailMissingInAccount,
  cloudwatchAlarmEnableActions,
  cloudwatchAlarmMissingOnResource,
  cloudwatchAlarmMissingSubscriber,
  cloudwatchCanaryMissingOnStore,
  cloudwatchEventRuleMissingOnFindings,
  cloudwatchLogGroupConfigureRetention,
  cloudwatchLogGroupEnableEncryption,
  cloudwatchMetricFilterMissingInAccount,
  cognitoClientConfigureCodeFlow,
  cognitoUserpoolConfigurePasswordStrength,
  cognitoUserpoolDisallowSelfSignUp,
  cognitoUserpoolEnableDeletionProtection,
  cognitoUserpoolEnableThreatProtection,
  cognitoUserpoolEnforceMfa,
  configConformancePackMissingInAccount,
  configHistoryConfigureRetention,
  configRecorderEnableRecording,
  configRecorderMissingInAccount,
  configRuleConfigureRemediation,
  dynamodbTableConfigureCustomerManagedKey,
  dynamodbTableEnableDeletionProtection,
  dynamodbTableEnableRecovery,
  ec2AccountDisallowPublicSnapshots,
  ec2AccountEnableVolumeEncryptionByDefault,
  ec2ImageConfigureSharingAndEncryption,
  ec2NodeConfigureMetadataHops,
  ec2NodeDisallowKeyPair,
  ec2NodeDisallowPublicIp,
  ec2NodeDisallowSecretsInUserData,
  ec2NodeDisallowSeveralInterfaces,
  ec2NodeEnableEbsOptimization,
  ec2NodeEnableMonitoring,
  ec2NodeEnforceMetadataTokens,
  ec2NodeEnforceSubnet,
  ec2NodeMissingInstanceProfile,
  ec2SnapshotEnableEncryption,
  ec2VolumeConfigureCustomerManagedKey,
  ec2VolumeConfigureLifetime,
  ec2VolumeEnableEncryption,
  efsAccesspointEnforceRootDirectory,
  efsAccesspointEnforceUserIdentity,
  efsFilesystemConfigureCustomerManagedKey,
  efsFilesystemDisallowSingleZone,
  efsFilesystemEnableEncryption,
  elasticacheReplicationgroupConfigureCustomerManagedKey,
  elasticacheReplicationgroupConfigureSubnetGroup,
  elasticacheReplicationgroupEnableBackups,
  elasticacheReplicationgroupEnableEncryptionAtRest,
  elasticacheReplicationgroupEnableEncryptionInTransit,
  elasticacheReplicationgroupEnableFailover,
  elasticacheReplicationgroupEnableMinorUpgrades,
  elasticacheReplicationgroupMissingAuthentication,
  elasticacheSecuritygroupDisallowLegacy,
  guarddutyDetectorEnableDetection,
  guarddutyDetectorEnableFeatures,
  guarddutyDetectorEnableMalwareProtection,
  guarddutyDetectorMissingInAccount,
  iamAttachmentDisallowBroadManaged,
  iamGroupMissingMembers,
  iamPasswordPolicyConfigureStrength,
  iamPasswordPolicyMissingInAccount,
  iamPolicyDisallowAdministrator,
  iamPolicyDisallowEveryKey,
  iamPolicyDisallowEveryResource,
  iamPolicyDisallowFullService,
  iamPolicyDisallowInline,
  iamPolicyDisallowPrivilegeEscalation,
  iamProviderDisallowKeys,
  iamRoleConfigureAccountTrust,
  iamRoleConfigureOidcClaims,
  iamRoleConfigureSessionLength,
  iamRoleConfigureSource,
  iamRoleDisallowMixedManagement,
  iamRoleDisallowPublicTrust,
  iamRoleEnforceMfa,
  iamRoleMissingBoundaryOfJobs,
  iamRoleMissingForSupport,
  iamUserDisallowPolicies,
  iamUserDisallowUsers,
  iamUserEnforceMfa,
  inspectorEnablerEnableTypes,
  inspectorEnablerMissingInAccount,
  kmsGrantEnforceLeastPrivilege,
  kmsKeyConfigureDeletionWindow,
  kmsKeyDisableLockoutBypass,
  kmsKeyDisallowWildcardPrincipals,
  kmsKeyEnableKeyRotation,
  kmsKeyMissingDescription,
  kmsKeyMissingPolicy,
  lambdaFunctionConfigureRuntime,
  lambdaFunctionMissingLogGroup,
  lambdaPermissionDisallowPublic,
  lbListenerConfigureAcmCertificate,
  lbListenerConfigureModernTls,
  lbListenerEnforceHttps,
  lbListenerEnforceSignIn,
  lbLoadbalancerConfigureDesyncMitigation,
  lbLoadbalancerDisallowClassic,
  lbLoadbalancerEnableAccessLogs,
  lbLoadbalancerEnableCrossZone,
  lbLoadbalancerEnableDeletionProtection,
  lbLoadbalancerEnableInvalidHeaderDrop,
  lbLoadbalancerMissingWebAcl,
  lbTargetgroupConfigureTlsAndHealth,
  lifecycleResourceDisallowEnded,
  lifecycleResourceMissingSuccessor,
  pulumiProviderDisallowDefault,
  pulumiProviderDisallowKeys,
  pulumiResourceDisallowPlainSecrets,
  pulumiResourceEnableProtection,
  rdsClusterEnableBacktrack,
  rdsClusteractivitystreamConfigureCustomerManagedKey,
  rdsInstanceConfigureBackupRetention,
  rdsInstanceConfigureCustomerManagedKey,
  rdsInstanceConfigureModernCa,
  rdsInstanceDisallowDefaultAdministrator,
  rdsInstanceDisallowPublicAccess,
  rdsInstanceEnableDeletionProtection,
  rdsInstanceEnableEnhancedMonitoring,
  rdsInstanceEnableIamAuthentication,
  rdsInstanceEnableLogExports,
  rdsInstanceEnableMinorUpgrades,
  rdsInstanceEnableMultiAz,
  rdsInstanceEnablePerformanceInsights,
  rdsInstanceEnableSnapshotTags,
  rdsInstanceEnableStorageEncryption,
  rdsInstanceEnforceManagedPassword,
  rdsInstanceEnforceStrictNetworkAccess,
  rdsInstanceEnforceTls,
  rdsInstanceMissingEventSubscriptions,
  rdsSecuritygroupDisallowLegacy,
  rdsSnapshotConfigureCustomerManagedKey,
  rdsSnapshotDisallowPublicAccess,
  rdsSubnetgroupDisallowPublicSubnets,
  route53RecordDisallowDangling,
  route53ZoneEnableDnssec,
  route53ZoneEnableQueryLogging,
  s3AccesspointEnablePublicAccessBlock,
  s3AccountEnablePublicAccessBlock,
  s3BucketConfigureCustomerManagedKey,
  s3BucketConfigureLifecycle,
  s3BucketConfigureLogRetention,
  s3BucketDisableAcls,
  s3BucketDisallowLogTampering,
  s3BucketDisallowPublicRead,
  s3BucketDisallowPublicWrite,
  s3BucketEnableAccessLogging,
  s3BucketEnableEncryption,
  s3BucketEnableEventNotifications,
  s3BucketEnableObjectLock,
  s3BucketEnablePublicAccessBlock,
  s3BucketEnableReplication,
  s3BucketEnableVersioning,
  s3BucketEnforceLeastPrivilege,
  s3BucketEnforceLogDestination,
  s3BucketEnforceTls,
  secretsmanagerSecretConfigureCustomerManagedKey,
  secretsmanagerSecretEnableRotation,
  securityhubAccountMissingInAccount,
  securityhubStandardMissingFsbp,
  securityhubStandardMissingPci,
  snsTopicDisallowPublicAccess,
  snsTopicEnableDeliveryLogging,
  snsTopicEnableEncryption,
  sqsQueueDisallowPublicAccess,
  sqsQueueEnableEncryption,
  sqsQueueEnforceTls,
  ssmDocumentConfigureIdleLimit,
  ssmDocumentDisallowPublic,
  ssmDocumentEnableSessionLogging,
  ssmDocumentMissingSessionPreferences,
  ssmNodeMissingAgentPermissions,
  ssmNodeMissingFileIntegrity,
  ssmNodeMissingPatchWindow,
  ssmParameterEnableEncryption,
  ssmPatchBaselineConfigureApproval,
  tagResourceMissingEnvironment,
  vpcAddressDisallowPublicDns,
  vpcClockDisallowOutsideTime,
  vpcDatastoreConfigureSources,
  vpcDatastoreDisallowEgress,
  vpcDefaultgroupDisallowRules,
  vpcElasticipDisallowUnused,
  vpcEndpointConfigurePolicy,
  vpcNetworkDisallowDefaultVpc,
  vpcNetworkEnableFlowLogs,
  vpcNetworkMissingEc2Endpoint,
  vpcNetworkMissingEgressAllowList,
  vpcNetworkaclConfigureNodeEgress,
  vpcNetworkaclDisallowRemoteAccess,
  vpcNetworkaclDisallowUnused,
  vpcRouteDisallowInternetOutsidePublicTier,
  vpcSecuritygroupConfigureAuthorisedPorts,
  vpcSecuritygroupConfigureEgressPorts,
  vpcSecuritygroupConfigureNodeSources,
  vpcSecuritygroupDisallowInternetToNodes,
  vpcSecuritygroupDisallowMixedRules,
  vpcSecuritygroupDisallowRemoteAccess,
  vpcSecuritygroupDisallowRiskyPorts,
  vpcSecuritygroupDisallowUnused,
  vpcSecuritygroupMissingDescription,
  vpcSubnetDisallowInternetForData,
  vpcSubnetDisallowNodesInPublicTier,
  vpcSubnetDisallowPublicAddresses,
  wafv2IpsetConfigureScannerList,
  wafv2RuleEnableMetrics,
  wafv2RuleMissingAction,
  wafv2WebaclDisallowClassic,
  wafv2WebaclEnableLogging,
  wafv2WebaclEnforceBlocking,
  wafv2WebaclMissingBotRules,
  wafv2WebaclMissingKnownBadInputs,
  wafv2WebaclMissingLoginRate,
  wafv2WebaclMissingRules,
];
