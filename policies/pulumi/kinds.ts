import type { Stack } from "../model/stack.ts";
import inDemos from "./kinds.json" with { type: "json" };

/** Kinds of resource that no demo stack has, and the settings that make them. */
const bySettings = {
  store: { "aws:backup/logicallyAirGappedVault:LogicallyAirGappedVault": "backup.airGapped" },
  account: {
    "aws:backup/globalSettings:GlobalSettings": "backupCopies.organization",
    "aws:backup/vault:Vault": "backupCopies.from",
    "aws:backup/vaultLockConfiguration:VaultLockConfiguration": "backupCopies.from",
    "aws:backup/vaultNotifications:VaultNotifications": "backupCopies.from",
    "aws:backup/vaultPolicy:VaultPolicy": "backupCopies.from",
    "aws:cfg/configurationAggregator:ConfigurationAggregator": "config.aggregate",
    "aws:costexplorer/anomalyMonitor:AnomalyMonitor": "spending.anomalyMonitorArn",
    "aws:costexplorer/anomalySubscription:AnomalySubscription": "spending.anomalyMonitorArn",
    "aws:ec2/vpcBlockPublicAccessOptions:VpcBlockPublicAccessOptions": "defaults.vpcBlockPublicAccess",
    "aws:macie2/account:Account": "detection.macie",
    "aws:ssoadmin/accountAssignment:AccountAssignment": "staff.identityCenter",
    "aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment": "staff.identityCenter",
    "aws:ssoadmin/permissionSet:PermissionSet": "staff.identityCenter",
    "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy": "staff.identityCenter",
  },
} satisfies Record<keyof typeof inDemos, Readonly<Record<string, string>>>;

/** CloudFormation types that may be created through Cloud Control, which could create any type, each with its purpose. */
const cloudControl: Readonly<Record<string, string>> = {
  "AWS::CertificateManager::AcmeDomainValidation": "certificates by ACM's own ACME endpoint",
  "AWS::CertificateManager::AcmeEndpoint": "certificates by ACM's own ACME endpoint",
  "AWS::CertificateManager::AcmeExternalAccountBinding": "certificates by ACM's own ACME endpoint",
  "AWS::Cognito::UserPoolRiskConfigurationAttachment": "the sign-in's threat protection",
  "AWS::EC2::SubnetCidrBlock": "a subnet's IPv6 range",
};

const kinds = {
  store: new Set([...inDemos.store, ...Object.keys(bySettings.store)]),
  account: new Set([...inDemos.account, ...Object.keys(bySettings.account)]),
};

/** All of them, of stores and accounts. */
export const kindTypes: readonly string[] = Object.values(kinds).flatMap((types) => [...types]);

/** Whether a stack of this repository makes resources of a type. */
export const makesKind = (stack: Stack, type: string): boolean =>
  type.startsWith("xcart-hosting:index:") || kinds[stack.isAccount ? "account" : "store"].has(type);

/** Whether a stack of this repository makes a type of CloudFormation by Cloud Control. */
export const makesByCloudControl = (typeName: string): boolean => typeName in cloudControl;
