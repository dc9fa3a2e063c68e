import { efsConfigureCustomerManagedKey } from "../../policies/efs/configure-customer-managed-key.ts";
import { efsDisallowSingleZone } from "../../policies/efs/disallow-single-zone.ts";
import { efsEnableEncryption } from "../../policies/efs/enable-encryption.ts";
import { efsEnforceRootDirectory } from "../../policies/efs/enforce-root-directory.ts";
import { efsEnforceUserIdentity } from "../../policies/efs/enforce-user-identity.ts";
import { elasticacheConfigureCustomerManagedKey } from "../../policies/elasticache/configure-customer-managed-key.ts";
import { elasticacheConfigureSubnetGroup } from "../../policies/elasticache/configure-subnet-group.ts";
import { elasticacheDisallowLegacySecurityGroups } from "../../policies/elasticache/disallow-legacy-security-groups.ts";
import { elasticacheEnableBackups } from "../../policies/elasticache/enable-backups.ts";
import { elasticacheEnableEncryptionAtRest } from "../../policies/elasticache/enable-encryption-at-rest.ts";
import { elasticacheEnableEncryptionInTransit } from "../../policies/elasticache/enable-encryption-in-transit.ts";
import { elasticacheEnableFailover } from "../../policies/elasticache/enable-failover.ts";
import { elasticacheEnableMinorUpgrades } from "../../policies/elasticache/enable-minor-upgrades.ts";
import { elasticacheMissingAuthentication } from "../../policies/elasticache/missing-authentication.ts";
import { type Case, inStack, maker, testCases } from "./data-cases.ts";
import { resource, unknown, urnOf } from "./support.ts";

const groupType = "aws:elasticache/replicationGroup:ReplicationGroup";
const group = maker(groupType);
const node = maker("aws:elasticache/cluster:Cluster");
const serverless = maker("aws:elasticache/serverlessCache:ServerlessCache");
const files = maker("aws:efs/fileSystem:FileSystem");
const point = maker("aws:efs/accessPoint:AccessPoint");
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

const cases: readonly Case[] = [
  [elasticacheEnableEncryptionAtRest, "on is compliant", [], group({ atRestEncryptionEnabled: "true" })],
  [elasticacheEnableEncryptionAtRest, "off is reported", ["atRestEncryptionEnabled is unset; set true"], group()],
  [
    elasticacheEnableEncryptionAtRest,
    "a single node of Redis cannot",
    ["a single node cannot encrypt what it writes to disk; make a replication group of one node"],
    node({ engine: "redis" }),
  ],
  [elasticacheEnableEncryptionAtRest, "memcached and members are not judged", "notApplicable", memcached],
  [elasticacheEnableEncryptionAtRest, "an unknown setting is unknown", "unknown", later("atRestEncryptionEnabled")],
  [
    elasticacheEnableEncryptionInTransit,
    "required is compliant",
    [],
    group({ transitEncryptionEnabled: true, transitEncryptionMode: "required" }),
  ],
  [
    elasticacheEnableEncryptionInTransit,
    "preferred is reported",
    ["transitEncryptionMode is preferred, which also takes connections without TLS; set required"],
    group({ transitEncryptionEnabled: true, transitEncryptionMode: "preferred" }),
  ],
  [
    elasticacheEnableEncryptionInTransit,
    "off is reported, of memcached too",
    ["transitEncryptionEnabled is unset; set true"],
    node({ engine: "memcached" }),
  ],
  [elasticacheEnableEncryptionInTransit, "a member is its group's matter", "notApplicable", member],
  [elasticacheMissingAuthentication, "a token known after apply is compliant", [], later("authToken")],
  [elasticacheMissingAuthentication, "users are compliant", [], group({ userGroupIds: ["shop"] })],
  [elasticacheMissingAuthentication, "none is reported", ["authToken and userGroupIds are unset; set one of them"], group()],
  [elasticacheMissingAuthentication, "a serverless cache has users", ["userGroupId is unset; set a group of users"], serverless()],
  [
    elasticacheMissingAuthentication,
    "a single node has no password",
    ["a single node has no password; make a replication group of one node with authToken"],
    node({ engine: "redis" }),
  ],
  [elasticacheMissingAuthentication, "memcached has none", "notApplicable", memcached],
  [elasticacheEnableBackups, "a snapshot a day is compliant", [], group({ snapshotRetentionLimit: 1 })],
  [elasticacheEnableBackups, "none is reported", ["snapshotRetentionLimit is 0; set 1 or more"], group({ snapshotRetentionLimit: 0 })],
  [
    elasticacheEnableBackups,
    "none is reported where nothing may be evicted",
    ["snapshotRetentionLimit is unset; set 1 or more"],
    group({ parameterGroupName: "params" }),
    eviction("noeviction"),
  ],
  [
    elasticacheEnableBackups,
    "a cache that drops entries needs none",
    "notApplicable",
    group({ parameterGroupName: "params" }),
    eviction("allkeys-lru"),
  ],
  [elasticacheEnableMinorUpgrades, "on by default", [], group()],
  [
    elasticacheEnableMinorUpgrades,
    "off is reported",
    ["autoMinorVersionUpgrade is false; set true"],
    node({ autoMinorVersionUpgrade: "false" }),
  ],
  [elasticacheConfigureSubnetGroup, "a group of one's own is compliant", [], later("subnetGroupName")],
  [elasticacheConfigureSubnetGroup, "none is reported", ["subnetGroupName is unset; set private subnets of your own"], group()],
  [
    elasticacheConfigureSubnetGroup,
    "the default is reported",
    ["subnetGroupName is default; set private subnets of your own"],
    node({ subnetGroupName: "default" }),
  ],
  [
    elasticacheConfigureSubnetGroup,
    "a serverless cache has subnets",
    ["subnetIds is unset; set private subnets of your own"],
    serverless(),
  ],
  [
    elasticacheConfigureSubnetGroup,
    "a public subnet in a group is reported",
    ["subnetIds has open, a public subnet; use private ones"],
    resource("aws:elasticache/subnetGroup:SubnetGroup", "one", { subnetIds: ["subnet-1"] }),
    resource("aws:ec2/subnet:Subnet", "open", { id: "subnet-1", mapPublicIpOnLaunch: true }),
  ],
  [elasticacheConfigureCustomerManagedKey, "a key known after apply is compliant", [], later("kmsKeyId")],
  [elasticacheConfigureCustomerManagedKey, "none is reported", ["kmsKeyId is unset; set the ARN of a customer-managed key"], serverless()],
  [
    elasticacheEnableFailover,
    "a replica that takes over is compliant",
    [],
    group({ automaticFailoverEnabled: true, multiAzEnabled: true, numCacheClusters: 2 }),
  ],
  [
    elasticacheEnableFailover,
    "a single node is reported",
    ["automaticFailoverEnabled is unset; set true", "multiAzEnabled is unset; set true", "numCacheClusters is 1; set 2 or more"],
    group({ numCacheClusters: 1 }),
  ],
  [elasticacheEnableFailover, "for staging it will do", "notApplicable", ...inStack("shop-staging", group({ numCacheClusters: 1 }))],
  [
    elasticacheDisallowLegacySecurityGroups,
    "a cache security group is reported",
    ["a cache security group of EC2-Classic; use aws.ec2.SecurityGroup and securityGroupIds"],
    resource("aws:elasticache/securityGroup:SecurityGroup", "one"),
  ],
  [
    elasticacheDisallowLegacySecurityGroups,
    "so is a cache that names one",
    ["securityGroupNames is set; use securityGroupIds"],
    group({ securityGroupNames: ["old"] }),
  ],
  [elasticacheDisallowLegacySecurityGroups, "others are compliant", [], group({ securityGroupNames: [] })],
  [efsEnableEncryption, "encrypted files are compliant", [], files({ encrypted: true })],
  [efsEnableEncryption, "others are reported", ["encrypted is unset; set true"], files()],
  [efsConfigureCustomerManagedKey, "a key is compliant", [], files({ kmsKeyId: "arn:aws:kms:eu-west-1:1:key/1" })],
  [efsConfigureCustomerManagedKey, "none is reported", ["kmsKeyId is unset; set the ARN of a customer-managed key"], files()],
  [efsEnforceUserIdentity, "a user is compliant", [], point({ posixUser: { uid: 2001, gid: 2001 } })],
  [
    efsEnforceUserIdentity,
    "root is reported",
    ["the uid of posixUser is 0; set the uid of the application's user"],
    point({ posixUser: [{ uid: 0 }] }),
  ],
  [efsEnforceUserIdentity, "anybody is reported", ["the uid of posixUser is unset; set the uid of the application's user"], point()],
  [efsEnforceRootDirectory, "a directory is compliant", [], point({ rootDirectory: { path: "/xcart" } })],
  [
    efsEnforceRootDirectory,
    "everything is reported",
    ["rootDirectory.path is /; set a directory below /"],
    point({ rootDirectory: { path: "/" } }),
  ],
  [efsDisallowSingleZone, "several zones are compliant", [], files()],
  [
    efsDisallowSingleZone,
    "one is reported",
    ["availabilityZoneName is set: files are in one zone only; leave it out"],
    files({ availabilityZoneName: "eu-west-1a" }),
  ],
  [
    efsDisallowSingleZone,
    "for development it will do",
    "notApplicable",
    ...inStack("shop-dev", files({ availabilityZoneName: "eu-west-1a" })),
  ],
];

testCases(cases);
