import { rdsConfigureActivityStreamKey } from "../../policies/rds/configure-activity-stream-key.ts";
import { rdsConfigureBackupRetention } from "../../policies/rds/configure-backup-retention.ts";
import { rdsConfigureCustomerManagedKey } from "../../policies/rds/configure-customer-managed-key.ts";
import { rdsConfigureModernCa } from "../../policies/rds/configure-modern-ca.ts";
import { rdsConfigureSnapshotKey } from "../../policies/rds/configure-snapshot-key.ts";
import { rdsDisallowDefaultAdministrator } from "../../policies/rds/disallow-default-administrator.ts";
import { rdsDisallowLegacySecurityGroups } from "../../policies/rds/disallow-legacy-security-groups.ts";
import { rdsDisallowPublicAccess } from "../../policies/rds/disallow-public-access.ts";
import { rdsDisallowPublicSnapshots } from "../../policies/rds/disallow-public-snapshots.ts";
import { rdsDisallowPublicSubnets } from "../../policies/rds/disallow-public-subnets.ts";
import { rdsEnableBacktrack } from "../../policies/rds/enable-backtrack.ts";
import { rdsEnableDeletionProtection } from "../../policies/rds/enable-deletion-protection.ts";
import { rdsEnableEnhancedMonitoring } from "../../policies/rds/enable-enhanced-monitoring.ts";
import { rdsEnableIamAuthentication } from "../../policies/rds/enable-iam-authentication.ts";
import { rdsEnableLogExports } from "../../policies/rds/enable-log-exports.ts";
import { rdsEnableMinorUpgrades } from "../../policies/rds/enable-minor-upgrades.ts";
import { rdsEnableMultiAz } from "../../policies/rds/enable-multi-az.ts";
import { rdsEnablePerformanceInsights } from "../../policies/rds/enable-performance-insights.ts";
import { rdsEnableSnapshotTags } from "../../policies/rds/enable-snapshot-tags.ts";
import { rdsEnableStorageEncryption } from "../../policies/rds/enable-storage-encryption.ts";
import { rdsEnforceManagedPassword } from "../../policies/rds/enforce-managed-password.ts";
import { rdsEnforceStrictNetworkAccess } from "../../policies/rds/enforce-strict-network-access.ts";
import { rdsEnforceTls } from "../../policies/rds/enforce-tls.ts";
import { rdsMissingEventSubscriptions } from "../../policies/rds/missing-event-subscriptions.ts";
import { type Case, inStack, maker, testCases } from "./data-cases.ts";
import { resource, unknown, urnOf } from "./support.ts";

const instance = maker("aws:rds/instance:Instance");
const cluster = maker("aws:rds/cluster:Cluster");
const clusterType = "aws:rds/cluster:Cluster";
const groupType = "aws:rds/parameterGroup:ParameterGroup";
/** An unknown value that is made of another resource. */
const later = (type: string, properties: Record<string, unknown>, property: string, of: string) =>
  resource(type, "one", { ...properties, [property]: unknown }, { propertyDependencies: { [property]: [of] } });
const instanceLater = (property: string, of: string, properties: Record<string, unknown> = {}) =>
  later("aws:rds/instance:Instance", properties, property, of);
const member = (name: string, properties: Record<string, unknown> = {}) =>
  resource("aws:rds/clusterInstance:ClusterInstance", name, { clusterIdentifier: "shop", ...properties });
const parameters = (name: string, value: string) => resource(groupType, "params", { name: "params", parameters: [{ name, value }] });
const subscription = (sourceType: string, properties: Record<string, unknown> = {}) =>
  resource("aws:rds/eventSubscription:EventSubscription", sourceType, { sourceType, ...properties });
const securityGroup = (properties: Record<string, unknown>) =>
  resource("aws:ec2/securityGroup:SecurityGroup", "data", { id: "sg-1", ...properties });
const inGroup = instance({ vpcSecurityGroupIds: ["sg-1"] });
const key = urnOf("aws:kms/key:Key", "key");

const cases: readonly Case[] = [
  [rdsDisallowPublicAccess, "a private database is compliant", [], instance({ publiclyAccessible: false })],
  [rdsDisallowPublicAccess, "a public one is not", ["publiclyAccessible is true; set false"], instance({ publiclyAccessible: true })],
  [
    rdsDisallowPublicAccess,
    "nor is a public instance of a cluster",
    ["publiclyAccessible is true; set false"],
    member("a", { publiclyAccessible: true }),
  ],
  [rdsDisallowPublicAccess, "an unknown setting is unknown", "unknown", instanceLater("publiclyAccessible", key)],
  [rdsEnableStorageEncryption, "an encrypted database is compliant", [], instance({ storageEncrypted: true })],
  [rdsEnableStorageEncryption, "without a word it is not", ["storageEncrypted is unset; set true"], instance()],
  [
    rdsEnableStorageEncryption,
    "nor is a cluster that says no",
    ["storageEncrypted is false; set true"],
    cluster({ storageEncrypted: false }),
  ],
  [rdsEnableStorageEncryption, "an unknown setting is unknown", "unknown", instanceLater("storageEncrypted", key)],
  [rdsConfigureCustomerManagedKey, "a key known after apply is one's own", [], instanceLater("kmsKeyId", key)],
  [rdsConfigureCustomerManagedKey, "no key is none", ["kmsKeyId is unset; set the ARN of a customer-managed key"], cluster()],
  [
    rdsConfigureCustomerManagedKey,
    "AWS's key is not one's own",
    ["kmsKeyId is alias/aws/rds, a key of AWS; set the ARN of a customer-managed key"],
    instance({ kmsKeyId: "alias/aws/rds" }),
  ],
  [rdsConfigureCustomerManagedKey, "a replica has its source's key", "notApplicable", instance({ replicateSourceDb: "shop" })],
  [
    rdsDisallowPublicSnapshots,
    "a snapshot for everybody is reported",
    ["sharedAccounts has all, which is everybody; name accounts, or none"],
    resource("aws:rds/snapshot:Snapshot", "one", { sharedAccounts: ["all"] }),
  ],
  [
    rdsDisallowPublicSnapshots,
    "one for an account is compliant",
    [],
    resource("aws:rds/clusterSnapshot:ClusterSnapshot", "one", { sharedAccounts: ["123456789012"] }),
  ],
  [
    rdsConfigureSnapshotKey,
    "a copy without key is reported",
    ["kmsKeyId is unset; set the ARN of a customer-managed key"],
    resource("aws:rds/snapshotCopy:SnapshotCopy", "one"),
  ],
  [
    rdsConfigureSnapshotKey,
    "a copy with one is compliant",
    [],
    resource("aws:rds/snapshotCopy:SnapshotCopy", "one", { kmsKeyId: "arn:aws:kms:eu-west-1:1:key/1" }),
  ],
  [rdsEnableMinorUpgrades, "minor versions are on by default", [], instance()],
  [
    rdsEnableMinorUpgrades,
    "off is reported",
    ["autoMinorVersionUpgrade is false; set true"],
    member("a", { autoMinorVersionUpgrade: false }),
  ],
  [
    rdsEnableLogExports,
    "MySQL's logs are exported",
    [],
    instance({ engine: "mysql", enabledCloudwatchLogsExports: ["slowquery", "error"] }),
  ],
  [
    rdsEnableLogExports,
    "a missing one is named",
    ['enabledCloudwatchLogsExports is ["error"]; add slowquery'],
    instance({ engine: "mysql", enabledCloudwatchLogsExports: ["error"] }),
  ],
  [
    rdsEnableLogExports,
    "Aurora has an audit log as well",
    ["enabledCloudwatchLogsExports is unset; add audit, error, slowquery"],
    cluster({ engine: "aurora-mysql" }),
  ],
  [
    rdsEnableLogExports,
    "of other engines any log will do",
    ["enabledCloudwatchLogsExports is unset; set the logs that the engine has"],
    instance({ engine: "oracle-ee" }),
  ],
  [rdsDisallowDefaultAdministrator, "a name of one's own is compliant", [], instance({ username: "xcart_admin" })],
  [
    rdsDisallowDefaultAdministrator,
    "a default is reported",
    ["masterUsername is Admin; set a name that cannot be guessed"],
    cluster({ masterUsername: "Admin" }),
  ],
  [rdsDisallowDefaultAdministrator, "a replica has none", "notApplicable", instance({ replicateSourceDb: "shop" })],
  [rdsDisallowDefaultAdministrator, "an unknown name is unknown", "unknown", instanceLater("username", key)],
  [rdsEnableIamAuthentication, "on is compliant", [], instance({ engine: "mysql", iamDatabaseAuthenticationEnabled: true })],
  [
    rdsEnableIamAuthentication,
    "off is reported",
    ["iamDatabaseAuthenticationEnabled is unset; set true"],
    cluster({ engine: "aurora-mysql" }),
  ],
  [rdsEnableIamAuthentication, "Oracle has no such thing", "notApplicable", instance({ engine: "oracle-ee" })],
  [rdsConfigureBackupRetention, "a week is enough", [], instance({ backupRetentionPeriod: 7 })],
  [rdsConfigureBackupRetention, "nothing is not", ["backupRetentionPeriod is unset; set 7 or more"], cluster()],
  [rdsConfigureBackupRetention, "a replica's source has the backups", "notApplicable", instance({ replicateSourceDb: "shop" })],
  [rdsConfigureBackupRetention, "an unknown period is unknown", "unknown", instanceLater("backupRetentionPeriod", key)],
  [rdsEnableMultiAz, "a standby is compliant", [], instance({ multiAz: true })],
  [rdsEnableMultiAz, "none is reported", ["multiAz is unset; set true"], instance()],
  [rdsEnableMultiAz, "for development none is needed", "notApplicable", ...inStack("shop-dev", instance())],
  [rdsEnableMultiAz, "a cluster of two is compliant", [], cluster({ id: "shop" }), member("a"), member("b")],
  [
    rdsEnableMultiAz,
    "a cluster of one is reported",
    ["the cluster has 1 instance; add one in another zone"],
    cluster({ id: "shop" }),
    member("a"),
  ],
  [rdsEnableMultiAz, "a Multi-AZ cluster is compliant", [], cluster({ dbClusterInstanceClass: "db.m6gd.large" })],
  [rdsEnableDeletionProtection, "on is compliant", [], instance({ deletionProtection: true })],
  [rdsEnableDeletionProtection, "off is reported", ["deletionProtection is false; set true"], cluster({ deletionProtection: false })],
  [rdsEnableDeletionProtection, "for staging it may be off", "notApplicable", ...inStack("shop-staging", instance())],
  [rdsEnableSnapshotTags, "on is compliant", [], cluster({ copyTagsToSnapshot: true })],
  [rdsEnableSnapshotTags, "off is reported", ["copyTagsToSnapshot is unset; set true"], instance()],
  [
    rdsEnforceTls,
    "TLS required is compliant",
    [],
    instance({ engine: "mysql", parameterGroupName: "params" }),
    parameters("require_secure_transport", "1"),
  ],
  [
    rdsEnforceTls,
    "TLS not required is reported",
    ["require_secure_transport is 0 in params; set require_secure_transport to 1 in a parameter group"],
    instance({ engine: "mysql", parameterGroupName: "params" }),
    parameters("require_secure_transport", "0"),
  ],
  [
    rdsEnforceTls,
    "a group known after apply is found by what it is made of",
    ["rds.force_ssl is unset in params; set rds.force_ssl to 1 in a parameter group"],
    instanceLater("parameterGroupName", urnOf(groupType, "params"), { engine: "postgres" }),
    resource(groupType, "params", { parameters: [] }),
  ],
  [
    rdsEnforceTls,
    "AWS's own group is reported",
    ["parameterGroupName is unset; set require_secure_transport to 1 in a parameter group"],
    instance({ engine: "mariadb" }),
  ],
  [rdsEnforceTls, "a group of another stack is unknown", "unknown", instance({ engine: "mysql", parameterGroupName: "theirs" })],
  [rdsEnforceTls, "for development it may be off", "notApplicable", ...inStack("shop-dev", instance({ engine: "mysql" }))],
  [rdsEnforceTls, "Oracle does it by option groups", "notApplicable", instance({ engine: "oracle-ee" })],
  [
    rdsEnforceTls,
    "a cluster has a group of its own kind",
    [],
    cluster({ engine: "aurora-mysql", dbClusterParameterGroupName: "params" }),
    resource("aws:rds/clusterParameterGroup:ClusterParameterGroup", "params", {
      name: "params",
      parameters: [{ name: "require_secure_transport", value: "ON" }],
    }),
  ],
  [rdsEnableEnhancedMonitoring, "an interval is compliant", [], instance({ monitoringInterval: 60 })],
  [rdsEnableEnhancedMonitoring, "none is reported", ["monitoringInterval is 0; set 1 or more"], member("a", { monitoringInterval: 0 })],
  [
    rdsEnableEnhancedMonitoring,
    "the cluster's interval counts",
    [],
    resource(clusterType, "shop", { id: "shop", monitoringInterval: 30 }),
    member("a"),
  ],
  [
    rdsEnablePerformanceInsights,
    "on with a key is compliant",
    [],
    instanceLater("performanceInsightsKmsKeyId", key, { performanceInsightsEnabled: true }),
  ],
  [
    rdsEnablePerformanceInsights,
    "off is reported",
    ["performanceInsightsEnabled is unset; set true"],
    instance({ instanceClass: "db.m7g.large" }),
  ],
  [
    rdsEnablePerformanceInsights,
    "on without key is reported",
    ["performanceInsightsKmsKeyId is unset; set the ARN of a customer-managed key"],
    member("a", { performanceInsightsEnabled: true }),
  ],
  [
    rdsEnablePerformanceInsights,
    "the smallest MySQL has none",
    "notApplicable",
    instance({ engine: "mysql", instanceClass: "db.t4g.micro" }),
  ],
  [
    rdsDisallowPublicSubnets,
    "a subnet that gives out public addresses is reported",
    ["subnetIds has open, a public subnet; use private ones"],
    resource("aws:rds/subnetGroup:SubnetGroup", "one", { subnetIds: ["subnet-1"] }),
    resource("aws:ec2/subnet:Subnet", "open", { id: "subnet-1", mapPublicIpOnLaunch: true }),
  ],
  [
    rdsDisallowPublicSubnets,
    "a subnet with a route to an internet gateway is reported",
    ["subnetIds has open, a public subnet; use private ones"],
    resource("aws:rds/subnetGroup:SubnetGroup", "one", { subnetIds: ["subnet-1"] }),
    resource("aws:ec2/subnet:Subnet", "open", { id: "subnet-1" }),
    resource("aws:ec2/routeTableAssociation:RouteTableAssociation", "one", { subnetId: "subnet-1", routeTableId: "rtb-1" }),
    resource("aws:ec2/routeTable:RouteTable", "one", { id: "rtb-1" }),
    resource("aws:ec2/route:Route", "one", { routeTableId: "rtb-1", gatewayId: "igw-1" }),
  ],
  [
    rdsDisallowPublicSubnets,
    "a private subnet is compliant",
    [],
    resource("aws:rds/subnetGroup:SubnetGroup", "one", { subnetIds: ["subnet-1"] }),
    resource("aws:ec2/subnet:Subnet", "closed", { id: "subnet-1" }),
  ],
  [
    rdsEnforceStrictNetworkAccess,
    "another group is compliant",
    [],
    inGroup,
    securityGroup({ ingress: [{ protocol: "tcp", fromPort: 3306, toPort: 3306, securityGroups: ["sg-2"] }] }),
  ],
  [
    rdsEnforceStrictNetworkAccess,
    "the internet in an inline rule is reported",
    ["data lets in 0.0.0.0/0 (ingress.0); let in security groups only"],
    inGroup,
    securityGroup({ ingress: [{ protocol: "tcp", cidrBlocks: ["0.0.0.0/0"] }] }),
  ],
  [
    rdsEnforceStrictNetworkAccess,
    "a way out in a rule of the old kind is reported",
    ["data lets out to ::/0 (out); remove the rule"],
    inGroup,
    securityGroup({}),
    resource("aws:ec2/securityGroupRule:SecurityGroupRule", "out", {
      securityGroupId: "sg-1",
      type: "egress",
      protocol: "-1",
      ipv6CidrBlocks: ["::/0"],
    }),
  ],
  [
    rdsEnforceStrictNetworkAccess,
    "every protocol in a rule of the new kind is reported",
    ["data lets in every protocol (in); let in the store's port only"],
    inGroup,
    securityGroup({}),
    resource("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "in", {
      securityGroupId: "sg-1",
      ipProtocol: "-1",
      cidrIpv4: "10.0.0.0/8",
    }),
  ],
  [
    rdsMissingEventSubscriptions,
    "subscriptions to all three kinds are compliant",
    [],
    instance({ identifier: "shop" }),
    subscription("db-instance", { sourceIds: ["shop"], eventCategories: ["configuration change", "failure", "maintenance"] }),
    subscription("db-parameter-group"),
    subscription("db-security-group"),
  ],
  [
    rdsMissingEventSubscriptions,
    "one that is off or of another database does not count",
    [
      "nobody hears of failure, maintenance of a db-cluster; add an EventSubscription",
      "nobody hears of configuration change of a db-parameter-group; add an EventSubscription",
    ],
    cluster({ clusterIdentifier: "shop" }),
    subscription("db-cluster", { sourceIds: ["theirs"] }),
    subscription("db-parameter-group", { enabled: false }),
    subscription("db-security-group"),
  ],
  [rdsEnforceManagedPassword, "a managed password is compliant", [], cluster({ manageMasterUserPassword: true })],
  [
    rdsEnforceManagedPassword,
    "one in the program is reported",
    ["manageMasterUserPassword is unset; set true"],
    instance({ password: "hunter2" }),
  ],
  [rdsEnforceManagedPassword, "a replica has its source's", "notApplicable", instance({ replicateSourceDb: "shop" })],
  [rdsEnableBacktrack, "a window is compliant", [], cluster({ engine: "aurora-mysql", backtrackWindow: 3600 })],
  [rdsEnableBacktrack, "none is reported", ["backtrackWindow is unset; set 1 or more"], cluster({ engine: "aurora-mysql" })],
  [rdsEnableBacktrack, "PostgreSQL has none", "notApplicable", cluster({ engine: "aurora-postgresql" })],
  [rdsConfigureModernCa, "AWS's choice is compliant", [], instance()],
  [
    rdsConfigureModernCa,
    "an ended CA is reported",
    ["caCertIdentifier is rds-ca-2019, which has ended; set rds-ca-rsa2048-g1"],
    instance({ caCertIdentifier: "rds-ca-2019" }),
  ],
  [rdsConfigureModernCa, "a new CA is compliant", [], cluster({ caCertificateIdentifier: "rds-ca-ecc384-g1" })],
  [
    rdsConfigureActivityStreamKey,
    "AWS's key is not one's own",
    ["kmsKeyId is alias/aws/rds, a key of AWS; set the ARN of a customer-managed key"],
    resource("aws:rds/clusterActivityStream:ClusterActivityStream", "one", { kmsKeyId: "alias/aws/rds" }),
  ],
  [
    rdsDisallowLegacySecurityGroups,
    "a DB security group is reported",
    ["a DB security group of EC2-Classic; use aws.ec2.SecurityGroup and vpcSecurityGroupIds"],
    resource("aws:rds/securityGroup:SecurityGroup", "one"),
  ],
  [
    rdsDisallowLegacySecurityGroups,
    "so is a database that names one",
    ["securityGroupNames is set; use vpcSecurityGroupIds"],
    instance({ securityGroupNames: ["old"] }),
  ],
];

testCases(cases);
