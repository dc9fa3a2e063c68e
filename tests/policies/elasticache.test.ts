import { elasticacheReplicationgroupConfigureCustomerManagedKey } from "../../policies/elasticache/replicationgroup-configure-customer-managed-key.ts";
import { elasticacheReplicationgroupConfigureSubnetGroup } from "../../policies/elasticache/replicationgroup-configure-subnet-group.ts";
import { elasticacheReplicationgroupEnableBackups } from "../../policies/elasticache/replicationgroup-enable-backups.ts";
import { elasticacheReplicationgroupEnableEncryptionAtRest } from "../../policies/elasticache/replicationgroup-enable-encryption-at-rest.ts";
import { elasticacheReplicationgroupEnableEncryptionInTransit } from "../../policies/elasticache/replicationgroup-enable-encryption-in-transit.ts";
import { elasticacheReplicationgroupEnableFailover } from "../../policies/elasticache/replicationgroup-enable-failover.ts";
import { elasticacheReplicationgroupEnableMinorUpgrades } from "../../policies/elasticache/replicationgroup-enable-minor-upgrades.ts";
import { elasticacheReplicationgroupMissingAuthentication } from "../../policies/elasticache/replicationgroup-missing-authentication.ts";
import { elasticacheSecuritygroupDisallowLegacy } from "../../policies/elasticache/securitygroup-disallow-legacy.ts";
import { inStack, maker, testCases } from "./data-cases.ts";
import { resource, unknown, urnOf } from "./support.ts";

const groupType = "aws:elasticache/replicationGroup:ReplicationGroup";
const group = maker(groupType);
const node = maker("aws:elasticache/cluster:Cluster");
const serverless = maker("aws:elasticache/serverlessCache:ServerlessCache");
const key = urnOf("aws:kms/key:Key", "key");
const later = (property: string, properties: Record<string, unknown> = {}) =>
  resource(groupType, "one", { ...properties, [property]: unknown }, { propertyDependencies: { [property]: [key] } });
const eviction = (value: string) =>
  resource("aws:elasticache/parameterGroup:ParameterGroup", "params", {
    name: "params",
    parameters: [{ name: "maxmemory-policy", value }],
  });
const memcached = node({ engine: "memcached", transitEncryptionEnabled: true, subnetGroupName: "own" });
const member = node({ replicationGroupId: "one" });

testCases([
  [elasticacheReplicationgroupEnableEncryptionAtRest, "on is compliant", [], group({ atRestEncryptionEnabled: "true" })],
  [elasticacheReplicationgroupEnableEncryptionAtRest, "off is reported", ["atRestEncryptionEnabled is unset; set true"], group()],
  [
    elasticacheReplicationgroupEnableEncryptionAtRest,
    "a single node of Redis cannot",
    ["a single node cannot encrypt its disk; create a replication group of one node"],
    node({ engine: "redis" }),
  ],
  [elasticacheReplicationgroupEnableEncryptionAtRest, "memcached and members are not judged", "notApplicable", memcached],
  [elasticacheReplicationgroupEnableEncryptionAtRest, "an unknown setting is unknown", "unknown", later("atRestEncryptionEnabled")],
  [
    elasticacheReplicationgroupEnableEncryptionInTransit,
    "required is compliant",
    [],
    group({ transitEncryptionEnabled: true, transitEncryptionMode: "required" }),
  ],
  [
    elasticacheReplicationgroupEnableEncryptionInTransit,
    "preferred is reported",
    ["transitEncryptionMode is preferred, which accepts connections without TLS too; set required"],
    group({ transitEncryptionEnabled: true, transitEncryptionMode: "preferred" }),
  ],
  [
    elasticacheReplicationgroupEnableEncryptionInTransit,
    "off is reported, of memcached too",
    ["transitEncryptionEnabled is unset; set true"],
    node({ engine: "memcached" }),
  ],
  [elasticacheReplicationgroupEnableEncryptionInTransit, "a member is its group's matter", "notApplicable", member],
  [elasticacheReplicationgroupMissingAuthentication, "a token known after apply is compliant", [], later("authToken")],
  [elasticacheReplicationgroupMissingAuthentication, "users are compliant", [], group({ userGroupIds: ["shop"] })],
  [
    elasticacheReplicationgroupMissingAuthentication,
    "none is reported",
    ["authToken and userGroupIds are unset; set one of them"],
    group(),
  ],
  [
    elasticacheReplicationgroupMissingAuthentication,
    "a serverless cache has users",
    ["userGroupId is unset; set a user group"],
    serverless(),
  ],
  [
    elasticacheReplicationgroupMissingAuthentication,
    "a single node has no password",
    ["a single node has no password; create a replication group of one node with authToken"],
    node({ engine: "redis" }),
  ],
  [elasticacheReplicationgroupMissingAuthentication, "memcached has none", "notApplicable", memcached],
  [elasticacheReplicationgroupEnableBackups, "a snapshot a day is compliant", [], group({ snapshotRetentionLimit: 1 })],
  [
    elasticacheReplicationgroupEnableBackups,
    "none is reported",
    ["snapshotRetentionLimit is 0; set 1 or more"],
    group({ snapshotRetentionLimit: 0 }),
  ],
  [
    elasticacheReplicationgroupEnableBackups,
    "none is reported where nothing may be evicted",
    ["snapshotRetentionLimit is unset; set 1 or more"],
    group({ parameterGroupName: "params" }),
    eviction("noeviction"),
  ],
  [
    elasticacheReplicationgroupEnableBackups,
    "a cache that drops entries needs none",
    "notApplicable",
    group({ parameterGroupName: "params" }),
    eviction("allkeys-lru"),
  ],
  [elasticacheReplicationgroupEnableMinorUpgrades, "on by default", [], group()],
  [
    elasticacheReplicationgroupEnableMinorUpgrades,
    "off is reported",
    ["autoMinorVersionUpgrade is false; set true"],
    node({ autoMinorVersionUpgrade: "false" }),
  ],
  [elasticacheReplicationgroupConfigureSubnetGroup, "a group of one's own is compliant", [], later("subnetGroupName")],
  [
    elasticacheReplicationgroupConfigureSubnetGroup,
    "none is reported",
    ["subnetGroupName is unset; set private subnets of your own"],
    group(),
  ],
  [
    elasticacheReplicationgroupConfigureSubnetGroup,
    "the default is reported",
    ["subnetGroupName is default; set private subnets of your own"],
    node({ subnetGroupName: "default" }),
  ],
  [
    elasticacheReplicationgroupConfigureSubnetGroup,
    "a serverless cache has subnets",
    ["subnetIds is unset; set private subnets of your own"],
    serverless(),
  ],
  [
    elasticacheReplicationgroupConfigureSubnetGroup,
    "a public subnet in a group is reported",
    ["subnetIds has open, a public subnet; use private subnets"],
    resource("aws:elasticache/subnetGroup:SubnetGroup", "one", { subnetIds: ["subnet-1"] }),
    resource("aws:ec2/subnet:Subnet", "open", { id: "subnet-1", mapPublicIpOnLaunch: true }),
  ],
  [elasticacheReplicationgroupConfigureCustomerManagedKey, "a key known after apply is compliant", [], later("kmsKeyId")],
  [
    elasticacheReplicationgroupConfigureCustomerManagedKey,
    "none is reported",
    ["kmsKeyId is unset; set the ARN of a customer-managed key"],
    serverless(),
  ],
  [
    elasticacheReplicationgroupEnableFailover,
    "a replica that takes over is compliant",
    [],
    group({ automaticFailoverEnabled: true, multiAzEnabled: true, numCacheClusters: 2 }),
  ],
  [
    elasticacheReplicationgroupEnableFailover,
    "a single node is reported",
    ["automaticFailoverEnabled is unset; set true", "multiAzEnabled is unset; set true", "numCacheClusters is 1; set 2 or more"],
    group({ numCacheClusters: 1 }),
  ],
  [
    elasticacheReplicationgroupEnableFailover,
    "for staging it will do",
    "notApplicable",
    ...inStack("shop-staging", group({ numCacheClusters: 1 })),
  ],
  [
    elasticacheSecuritygroupDisallowLegacy,
    "a cache security group is reported",
    ["it is a cache security group of EC2-Classic; use aws.ec2.SecurityGroup and securityGroupIds"],
    resource("aws:elasticache/securityGroup:SecurityGroup", "one"),
  ],
  [
    elasticacheSecuritygroupDisallowLegacy,
    "so is a cache that names one",
    ["securityGroupNames is set; use securityGroupIds"],
    group({ securityGroupNames: ["old"] }),
  ],
  [elasticacheSecuritygroupDisallowLegacy, "others are compliant", [], group({ securityGroupNames: [] })],
]);
