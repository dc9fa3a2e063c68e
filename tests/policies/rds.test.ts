import { rdsClusterEnableBacktrack } from "../../policies/rds/cluster-enable-backtrack.ts";
import { rdsClusteractivitystreamConfigureCustomerManagedKey } from "../../policies/rds/clusteractivitystream-configure-customer-managed-key.ts";
import { rdsInstanceConfigureBackupRetention } from "../../policies/rds/instance-configure-backup-retention.ts";
import { rdsInstanceConfigureCustomerManagedKey } from "../../policies/rds/instance-configure-customer-managed-key.ts";
import { rdsInstanceConfigureModernCa } from "../../policies/rds/instance-configure-modern-ca.ts";
import { rdsInstanceDisallowDefaultAdministrator } from "../../policies/rds/instance-disallow-default-administrator.ts";
import { rdsInstanceDisallowMasterForNodes } from "../../policies/rds/instance-disallow-master-for-nodes.ts";
import { rdsInstanceDisallowPublicAccess } from "../../policies/rds/instance-disallow-public-access.ts";
import { rdsInstanceEnableDeletionProtection } from "../../policies/rds/instance-enable-deletion-protection.ts";
import { rdsInstanceEnableEnhancedMonitoring } from "../../policies/rds/instance-enable-enhanced-monitoring.ts";
import { rdsInstanceEnableIamAuthentication } from "../../policies/rds/instance-enable-iam-authentication.ts";
import { rdsInstanceEnableLogExports } from "../../policies/rds/instance-enable-log-exports.ts";
import { rdsInstanceEnableMinorUpgrades } from "../../policies/rds/instance-enable-minor-upgrades.ts";
import { rdsInstanceEnableMultiAz } from "../../policies/rds/instance-enable-multi-az.ts";
import { rdsInstanceEnablePerformanceInsights } from "../../policies/rds/instance-enable-performance-insights.ts";
import { rdsInstanceEnableSnapshotTags } from "../../policies/rds/instance-enable-snapshot-tags.ts";
import { rdsInstanceEnableStorageEncryption } from "../../policies/rds/instance-enable-storage-encryption.ts";
import { rdsInstanceEnforceManagedPassword } from "../../policies/rds/instance-enforce-managed-password.ts";
import { rdsInstanceEnforceStrictNetworkAccess } from "../../policies/rds/instance-enforce-strict-network-access.ts";
import { rdsInstanceEnforceTls } from "../../policies/rds/instance-enforce-tls.ts";
import { rdsInstanceMissingEventSubscriptions } from "../../policies/rds/instance-missing-event-subscriptions.ts";
import { rdsSecuritygroupDisallowLegacy } from "../../policies/rds/securitygroup-disallow-legacy.ts";
import { rdsSnapshotConfigureCustomerManagedKey } from "../../policies/rds/snapshot-configure-customer-managed-key.ts";
import { rdsSnapshotDisallowPublicAccess } from "../../policies/rds/snapshot-disallow-public-access.ts";
import { rdsSubnetgroupDisallowPublicSubnets } from "../../policies/rds/subnetgroup-disallow-public-subnets.ts";
import { document, inStack, maker, testCases } from "./data-cases.ts";
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

/** A role of an instance, with a policy attached. */
const nodeWith = (policy: unknown, more: Parameters<typeof resource>[3] = {}) => [
  resource("aws:iam/role:Role", "node", { name: "node" }),
  resource("aws:iam/instanceProfile:InstanceProfile", "node", { role: "node" }),
  resource("aws:iam/policy:Policy", "web", { arn: "arn:aws:iam::1:policy/web", policy }, more),
  resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "web", { role: "node", policyArn: "arn:aws:iam::1:policy/web" }),
];
const reads = (Resource: string, Condition?: object) =>
  document({ Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource, ...(Condition && { Condition }) });
const ofCopies = (name: string) => ({ ArnLike: { "aws:ResourceTag/aws:rds:primaryDBInstanceArn": `arn:aws:rds:us-east-1:1:db:${name}` } });
const managed = instance({ identifier: "shop-database", manageMasterUserPassword: true });
const masters = "arn:aws:secretsmanager:us-east-1:1:secret:rds!db-*";
const readsMaster = ["the role node of an instance may read the master user's secret; create a database user for it"];

testCases([
  [
    rdsInstanceDisallowMasterForNodes,
    "another secret is compliant",
    [],
    managed,
    ...nodeWith(reads("arn:aws:secretsmanager:us-east-1:1:secret:shop-database-store-*")),
  ],
  [rdsInstanceDisallowMasterForNodes, "that of copies is compliant", [], managed, ...nodeWith(reads(masters, ofCopies("shop-c-*")))],
  [rdsInstanceDisallowMasterForNodes, "any of RDS's is reported", readsMaster, managed, ...nodeWith(reads(masters))],
  [
    rdsInstanceDisallowMasterForNodes,
    "that of the database by its tag is reported",
    readsMaster,
    managed,
    ...nodeWith(reads(masters, ofCopies("shop-*"))),
  ],
  [
    rdsInstanceDisallowMasterForNodes,
    "a policy that is not known and made of the database is reported",
    readsMaster,
    managed,
    ...nodeWith(unknown, { propertyDependencies: { policy: [urnOf("aws:rds/instance:Instance", "one")] } }),
  ],
  [rdsInstanceDisallowMasterForNodes, "one that is not known and made of others is compliant", [], managed, ...nodeWith(unknown)],
  [
    rdsInstanceDisallowMasterForNodes,
    "a password that RDS does not keep has no secret",
    "notApplicable",
    instance(),
    ...nodeWith(reads("*")),
  ],
]);

testCases([
  [rdsInstanceDisallowPublicAccess, "a private database is compliant", [], instance({ publiclyAccessible: false })],
  [
    rdsInstanceDisallowPublicAccess,
    "a public one is not",
    ["publiclyAccessible is true; set false"],
    instance({ publiclyAccessible: true }),
  ],
  [
    rdsInstanceDisallowPublicAccess,
    "nor is a public instance of a cluster",
    ["publiclyAccessible is true; set false"],
    member("a", { publiclyAccessible: true }),
  ],
  [rdsInstanceDisallowPublicAccess, "an unknown setting is unknown", "unknown", instanceLater("publiclyAccessible", key)],
  [rdsInstanceEnableStorageEncryption, "an encrypted database is compliant", [], instance({ storageEncrypted: true })],
  [rdsInstanceEnableStorageEncryption, "without a word it is not", ["storageEncrypted is unset; set true"], instance()],
  [
    rdsInstanceEnableStorageEncryption,
    "nor is a cluster that says no",
    ["storageEncrypted is false; set true"],
    cluster({ storageEncrypted: false }),
  ],
  [rdsInstanceEnableStorageEncryption, "an unknown setting is unknown", "unknown", instanceLater("storageEncrypted", key)],
  [rdsInstanceConfigureCustomerManagedKey, "a key known after apply is one's own", [], instanceLater("kmsKeyId", key)],
  [rdsInstanceConfigureCustomerManagedKey, "no key is none", ["kmsKeyId is unset; set the ARN of a customer-managed key"], cluster()],
  [
    rdsInstanceConfigureCustomerManagedKey,
    "AWS's key is not one's own",
    ["kmsKeyId is alias/aws/rds, a key of AWS; set the ARN of a customer-managed key"],
    instance({ kmsKeyId: "alias/aws/rds" }),
  ],
  [rdsInstanceConfigureCustomerManagedKey, "a replica has its source's key", "notApplicable", instance({ replicateSourceDb: "shop" })],
  [
    rdsSnapshotDisallowPublicAccess,
    "a snapshot for everyone is reported",
    ["sharedAccounts has all, which makes the snapshot public; remove it"],
    resource("aws:rds/snapshot:Snapshot", "one", { sharedAccounts: ["all"] }),
  ],
  [
    rdsSnapshotDisallowPublicAccess,
    "one for an account is compliant",
    [],
    resource("aws:rds/clusterSnapshot:ClusterSnapshot", "one", { sharedAccounts: ["123456789012"] }),
  ],
  [
    rdsSnapshotConfigureCustomerManagedKey,
    "a copy without key is reported",
    ["kmsKeyId is unset; set the ARN of a customer-managed key"],
    resource("aws:rds/snapshotCopy:SnapshotCopy", "one"),
  ],
  [
    rdsSnapshotConfigureCustomerManagedKey,
    "a copy with one is compliant",
    [],
    resource("aws:rds/snapshotCopy:SnapshotCopy", "one", { kmsKeyId: "arn:aws:kms:eu-west-1:1:key/1" }),
  ],
  [rdsInstanceEnableMinorUpgrades, "minor versions are on by default", [], instance()],
  [
    rdsInstanceEnableMinorUpgrades,
    "off is reported",
    ["autoMinorVersionUpgrade is false; set true"],
    member("a", { autoMinorVersionUpgrade: false }),
  ],
  [
    rdsInstanceEnableLogExports,
    "MySQL's logs are exported",
    [],
    instance({ engine: "mysql", enabledCloudwatchLogsExports: ["slowquery", "error"] }),
  ],
  [
    rdsInstanceEnableLogExports,
    "a missing one is named",
    ['enabledCloudwatchLogsExports is ["error"]; add slowquery'],
    instance({ engine: "mysql", enabledCloudwatchLogsExports: ["error"] }),
  ],
  [
    rdsInstanceEnableLogExports,
    "Aurora has an audit log as well",
    ["enabledCloudwatchLogsExports is unset; add audit, error, slowquery"],
    cluster({ engine: "aurora-mysql" }),
  ],
  [
    rdsInstanceEnableLogExports,
    "of other engines any log will do",
    ["enabledCloudwatchLogsExports is unset; set the logs that the engine has"],
    instance({ engine: "oracle-ee" }),
  ],
  [rdsInstanceDisallowDefaultAdministrator, "a name of one's own is compliant", [], instance({ username: "xcart_admin" })],
  [
    rdsInstanceDisallowDefaultAdministrator,
    "a default is reported",
    ["masterUsername is Admin; set a name that cannot be guessed"],
    cluster({ masterUsername: "Admin" }),
  ],
  [rdsInstanceDisallowDefaultAdministrator, "a replica has none", "notApplicable", instance({ replicateSourceDb: "shop" })],
  [rdsInstanceDisallowDefaultAdministrator, "an unknown name is unknown", "unknown", instanceLater("username", key)],
  [rdsInstanceEnableIamAuthentication, "on is compliant", [], instance({ engine: "mysql", iamDatabaseAuthenticationEnabled: true })],
  [
    rdsInstanceEnableIamAuthentication,
    "off is reported",
    ["iamDatabaseAuthenticationEnabled is unset; set true"],
    cluster({ engine: "aurora-mysql" }),
  ],
  [rdsInstanceEnableIamAuthentication, "Oracle has no such thing", "notApplicable", instance({ engine: "oracle-ee" })],
  [rdsInstanceConfigureBackupRetention, "a week is enough", [], instance({ backupRetentionPeriod: 7 })],
  [rdsInstanceConfigureBackupRetention, "nothing is not", ["backupRetentionPeriod is unset; set 7 or more"], cluster()],
  [rdsInstanceConfigureBackupRetention, "a replica's source has the backups", "notApplicable", instance({ replicateSourceDb: "shop" })],
  [rdsInstanceConfigureBackupRetention, "an unknown period is unknown", "unknown", instanceLater("backupRetentionPeriod", key)],
  [rdsInstanceEnableMultiAz, "a standby is compliant", [], instance({ multiAz: true })],
  [rdsInstanceEnableMultiAz, "none is reported", ["multiAz is unset; set true"], instance()],
  [rdsInstanceEnableMultiAz, "for development none is needed", "notApplicable", ...inStack("shop-dev", instance())],
  [rdsInstanceEnableMultiAz, "a cluster of two is compliant", [], cluster({ id: "shop" }), member("a"), member("b")],
  [
    rdsInstanceEnableMultiAz,
    "a cluster of one is reported",
    ["the cluster has 1 instance; add one in another zone"],
    cluster({ id: "shop" }),
    member("a"),
  ],
  [rdsInstanceEnableMultiAz, "a Multi-AZ cluster is compliant", [], cluster({ dbClusterInstanceClass: "db.m6gd.large" })],
  [rdsInstanceEnableDeletionProtection, "on is compliant", [], instance({ deletionProtection: true })],
  [
    rdsInstanceEnableDeletionProtection,
    "off is reported",
    ["deletionProtection is false; set true"],
    cluster({ deletionProtection: false }),
  ],
  [rdsInstanceEnableDeletionProtection, "for staging it may be off", "notApplicable", ...inStack("shop-staging", instance())],
  [rdsInstanceEnableSnapshotTags, "on is compliant", [], cluster({ copyTagsToSnapshot: true })],
  [rdsInstanceEnableSnapshotTags, "off is reported", ["copyTagsToSnapshot is unset; set true"], instance()],
  [
    rdsInstanceEnforceTls,
    "TLS required is compliant",
    [],
    instance({ engine: "mysql", parameterGroupName: "params" }),
    parameters("require_secure_transport", "1"),
  ],
  [
    rdsInstanceEnforceTls,
    "TLS not required is reported",
    ["require_secure_transport is 0 in params; set require_secure_transport to 1 in a parameter group"],
    instance({ engine: "mysql", parameterGroupName: "params" }),
    parameters("require_secure_transport", "0"),
  ],
  [
    rdsInstanceEnforceTls,
    "a group known after apply is found by what it is made of",
    ["rds.force_ssl is unset in params; set rds.force_ssl to 1 in a parameter group"],
    instanceLater("parameterGroupName", urnOf(groupType, "params"), { engine: "postgres" }),
    resource(groupType, "params", { parameters: [] }),
  ],
  [
    rdsInstanceEnforceTls,
    "AWS's own group is reported",
    ["parameterGroupName is unset; set require_secure_transport to 1 in a parameter group"],
    instance({ engine: "mariadb" }),
  ],
  [rdsInstanceEnforceTls, "a group of another stack is unknown", "unknown", instance({ engine: "mysql", parameterGroupName: "theirs" })],
  [rdsInstanceEnforceTls, "for development it may be off", "notApplicable", ...inStack("shop-dev", instance({ engine: "mysql" }))],
  [rdsInstanceEnforceTls, "Oracle does it by option groups", "notApplicable", instance({ engine: "oracle-ee" })],
  [
    rdsInstanceEnforceTls,
    "a cluster has a group of its own kind",
    [],
    cluster({ engine: "aurora-mysql", dbClusterParameterGroupName: "params" }),
    resource("aws:rds/clusterParameterGroup:ClusterParameterGroup", "params", {
      name: "params",
      parameters: [{ name: "require_secure_transport", value: "ON" }],
    }),
  ],
  [rdsInstanceEnableEnhancedMonitoring, "an interval is compliant", [], instance({ monitoringInterval: 60 })],
  [
    rdsInstanceEnableEnhancedMonitoring,
    "none is reported",
    ["monitoringInterval is 0; set 1 or more"],
    member("a", { monitoringInterval: 0 }),
  ],
  [
    rdsInstanceEnableEnhancedMonitoring,
    "the cluster's interval counts",
    [],
    resource(clusterType, "shop", { id: "shop", monitoringInterval: 30 }),
    member("a"),
  ],
  [
    rdsInstanceEnablePerformanceInsights,
    "on with a key is compliant",
    [],
    instanceLater("performanceInsightsKmsKeyId", key, { performanceInsightsEnabled: true }),
  ],
  [
    rdsInstanceEnablePerformanceInsights,
    "off is reported",
    ["performanceInsightsEnabled is unset; set true"],
    instance({ instanceClass: "db.m7g.large" }),
  ],
  [
    rdsInstanceEnablePerformanceInsights,
    "on without key is reported",
    ["performanceInsightsKmsKeyId is unset; set the ARN of a customer-managed key"],
    member("a", { performanceInsightsEnabled: true }),
  ],
  [
    rdsInstanceEnablePerformanceInsights,
    "the smallest MySQL has none",
    "notApplicable",
    instance({ engine: "mysql", instanceClass: "db.t4g.micro" }),
  ],
  [
    rdsSubnetgroupDisallowPublicSubnets,
    "a subnet that gives out public addresses is reported",
    ["subnetIds has open, a public subnet; use private subnets"],
    resource("aws:rds/subnetGroup:SubnetGroup", "one", { subnetIds: ["subnet-1"] }),
    resource("aws:ec2/subnet:Subnet", "open", { id: "subnet-1", mapPublicIpOnLaunch: true }),
  ],
  [
    rdsSubnetgroupDisallowPublicSubnets,
    "a subnet with a route to an internet gateway is reported",
    ["subnetIds has open, a public subnet; use private subnets"],
    resource("aws:rds/subnetGroup:SubnetGroup", "one", { subnetIds: ["subnet-1"] }),
    resource("aws:ec2/subnet:Subnet", "open", { id: "subnet-1" }),
    resource("aws:ec2/routeTableAssociation:RouteTableAssociation", "one", { subnetId: "subnet-1", routeTableId: "rtb-1" }),
    resource("aws:ec2/routeTable:RouteTable", "one", { id: "rtb-1" }),
    resource("aws:ec2/route:Route", "one", { routeTableId: "rtb-1", gatewayId: "igw-1" }),
  ],
  [
    rdsSubnetgroupDisallowPublicSubnets,
    "a private subnet is compliant",
    [],
    resource("aws:rds/subnetGroup:SubnetGroup", "one", { subnetIds: ["subnet-1"] }),
    resource("aws:ec2/subnet:Subnet", "closed", { id: "subnet-1" }),
  ],
  [
    rdsInstanceEnforceStrictNetworkAccess,
    "another group is compliant",
    [],
    inGroup,
    securityGroup({ ingress: [{ protocol: "tcp", fromPort: 3306, toPort: 3306, securityGroups: ["sg-2"] }] }),
  ],
  [
    rdsInstanceEnforceStrictNetworkAccess,
    "the internet in an inline rule is reported",
    ["data allows ingress from 0.0.0.0/0 (ingress.0); allow security groups only"],
    inGroup,
    securityGroup({ ingress: [{ protocol: "tcp", cidrBlocks: ["0.0.0.0/0"] }] }),
  ],
  [
    rdsInstanceEnforceStrictNetworkAccess,
    "a way out in a rule of the old kind is reported",
    ["data allows egress to ::/0 (out); remove the rule"],
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
    rdsInstanceEnforceStrictNetworkAccess,
    "every protocol in a rule of the new kind is reported",
    ["data allows every protocol (in); allow the data store's port only"],
    inGroup,
    securityGroup({}),
    resource("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "in", {
      securityGroupId: "sg-1",
      ipProtocol: "-1",
      cidrIpv4: "10.0.0.0/8",
    }),
  ],
  [
    rdsInstanceMissingEventSubscriptions,
    "subscriptions to all three kinds are compliant",
    [],
    instance({ identifier: "shop" }),
    subscription("db-instance", { sourceIds: ["shop"], eventCategories: ["configuration change", "failure", "maintenance"] }),
    subscription("db-parameter-group"),
    subscription("db-security-group"),
  ],
  [
    rdsInstanceMissingEventSubscriptions,
    "one that is off or of another database does not count",
    [
      "no EventSubscription reports failure, maintenance of a db-cluster; add one",
      "no EventSubscription reports configuration change of a db-parameter-group; add one",
    ],
    cluster({ clusterIdentifier: "shop" }),
    subscription("db-cluster", { sourceIds: ["theirs"] }),
    subscription("db-parameter-group", { enabled: false }),
    subscription("db-security-group"),
  ],
  [rdsInstanceEnforceManagedPassword, "a managed password is compliant", [], cluster({ manageMasterUserPassword: true })],
  [
    rdsInstanceEnforceManagedPassword,
    "one in the program is reported",
    ["manageMasterUserPassword is unset; set true"],
    instance({ password: "hunter2" }),
  ],
  [rdsInstanceEnforceManagedPassword, "a replica has its source's", "notApplicable", instance({ replicateSourceDb: "shop" })],
  [rdsClusterEnableBacktrack, "a window is compliant", [], cluster({ engine: "aurora-mysql", backtrackWindow: 3600 })],
  [rdsClusterEnableBacktrack, "none is reported", ["backtrackWindow is unset; set 1 or more"], cluster({ engine: "aurora-mysql" })],
  [rdsClusterEnableBacktrack, "PostgreSQL has none", "notApplicable", cluster({ engine: "aurora-postgresql" })],
  [rdsInstanceConfigureModernCa, "AWS's choice is compliant", [], instance()],
  [
    rdsInstanceConfigureModernCa,
    "an ended CA is reported",
    ["caCertIdentifier is rds-ca-2019, which has ended; set rds-ca-rsa2048-g1"],
    instance({ caCertIdentifier: "rds-ca-2019" }),
  ],
  [rdsInstanceConfigureModernCa, "a new CA is compliant", [], cluster({ caCertificateIdentifier: "rds-ca-ecc384-g1" })],
  [
    rdsClusteractivitystreamConfigureCustomerManagedKey,
    "AWS's key is not one's own",
    ["kmsKeyId is alias/aws/rds, a key of AWS; set the ARN of a customer-managed key"],
    resource("aws:rds/clusterActivityStream:ClusterActivityStream", "one", { kmsKeyId: "alias/aws/rds" }),
  ],
  [
    rdsSecuritygroupDisallowLegacy,
    "a DB security group is reported",
    ["it is a DB security group of EC2-Classic; use aws.ec2.SecurityGroup and vpcSecurityGroupIds"],
    resource("aws:rds/securityGroup:SecurityGroup", "one"),
  ],
  [
    rdsSecuritygroupDisallowLegacy,
    "so is a database that names one",
    ["securityGroupNames is set; use vpcSecurityGroupIds"],
    instance({ securityGroupNames: ["old"] }),
  ],
]);
