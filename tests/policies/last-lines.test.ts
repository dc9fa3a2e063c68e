import { efsFilesystemConfigureClients } from "../../policies/efs/filesystem-configure-clients.ts";
import { efsFilesystemEnforceTls } from "../../policies/efs/filesystem-enforce-tls.ts";
import { elasticacheReplicationgroupEnforceFinalSnapshot } from "../../policies/elasticache/replicationgroup-enforce-final-snapshot.ts";
import { rdsInstanceEnforceFinalSnapshot } from "../../policies/rds/instance-enforce-final-snapshot.ts";
import { secretsmanagerSecretConfigureRecoveryWindow } from "../../policies/secretsmanager/secret-configure-recovery-window.ts";
import { secretsmanagerSecretDisallowOutsiders } from "../../policies/secretsmanager/secret-disallow-outsiders.ts";
import { vpcSecuritygroupDisallowRemoteAccess } from "../../policies/vpc/securitygroup-disallow-remote-access.ts";
import { broken } from "./broken.ts";
import { document, inStack, testCases } from "./data-cases.ts";
import { add, change, drop, type Mutation, rework, several } from "./mutate.ts";
import { resource, unknown } from "./support.ts";

const database = "aws:rds/instance:Instance";
const cache = "aws:elasticache/replicationGroup:ReplicationGroup";
const secret = "aws:secretsmanager/secret:Secret";
const key = "aws:kms/key:Key";
const point = "aws:efs/accessPoint:AccessPoint";
const filePolicy = "aws:efs/fileSystemPolicy:FileSystemPolicy";
const snapshot = "aws:rds/snapshot:Snapshot";
const plan = "aws:backup/plan:Plan";
const ipSet = "aws:wafv2/ipSet:IpSet";
const rule = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const group = "aws:ec2/securityGroup:SecurityGroup";
const list = "aws:ec2/managedPrefixList:ManagedPrefixList";
const entry = "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry";
const stranger = "arn:aws:iam::999999999999:role/reader";
const own = "arn:aws:iam::123456789012:role/demo-prod-web";

const files = {
  clients: {
    Effect: "Allow",
    Principal: { AWS: own },
    Action: ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"],
    Resource: "*",
    Condition: {
      StringEquals: { "elasticfilesystem:AccessPointArn": "arn:aws:elasticfilesystem:us-east-1:123456789012:access-point/fsap-1" },
    },
  },
  tls: { Effect: "Deny", Principal: { AWS: "*" }, Action: "*", Resource: "*", Condition: { Bool: { "aws:SecureTransport": "false" } } },
};
/** The policy of the shared files as known to AWS, with its parts replaced. */
const filesWith = ({ clients = {}, tls = {} }: { readonly clients?: object; readonly tls?: object }): Mutation =>
  change(filePolicy, { policy: document({ ...files.clients, ...clients }, { ...files.tls, ...tls }) });

const read = { Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: "*" };
const secretRead = (by: object): Mutation =>
  add("aws:secretsmanager/secretPolicy:SecretPolicy", { policy: document({ ...read, ...by }) }, { secretArn: [secret, "application"] });

/** A policy's statements made into others. */
const statements = (
  which: readonly [string, string],
  by: (statements: readonly Record<string, unknown>[]) => readonly object[],
): Mutation =>
  rework(which, "policy", (text) => {
    const { Statement, ...rest } = JSON.parse(String(text));
    return JSON.stringify({ ...rest, Statement: by(Statement) });
  });
const without = (which: readonly [string, string], sid: string) => statements(which, (all) => all.filter(({ Sid }) => Sid !== sid));
const everyoneBut = (which: readonly [string, string], Action: string) =>
  statements(which, (all) => [...all, { Effect: "Allow", NotPrincipal: { AWS: own }, Action, Resource: "*" }]);

const open = (to: string, rest: object): Mutation =>
  add(rule, { description: "x", fromPort: 443, toPort: 443, ipProtocol: "tcp", ...rest }, { securityGroupId: [group, to] });
const listed = (port: number, ...cidrs: readonly string[]): Mutation =>
  several(
    add(list, { addressFamily: "IPv4", maxEntries: 9, name: "offices", entries: cidrs.map((cidr) => ({ cidr })) }),
    add(
      rule,
      { description: "x", fromPort: port, toPort: port, ipProtocol: "tcp" },
      { securityGroupId: [group, "security-edge"], prefixListId: list },
    ),
  );
const listedApart = (port: number, cidr: string): Mutation => several(listed(port), add(entry, { cidr }, { prefixListId: list }));
const copies = (by: (rules: readonly Record<string, unknown>[]) => readonly object[]): Mutation =>
  rework([plan, "backup-snapshots"], "rules", (rules) => by(Array.isArray(rules) ? rules : []));

const weakened: readonly (readonly [control: string, what: string, mutation: Mutation])[] = [
  ["RDS-40", "a database without a last snapshot", change(database, { skipFinalSnapshot: true })],
  ["RDS-40", "the same in text", change(database, { skipFinalSnapshot: "true" })],
  ["RDS-40", "a last snapshot without a name", change(database, { finalSnapshotIdentifier: undefined })],
  ["RDS-40", "automated backups that go with the database", change(database, { deleteAutomatedBackups: true })],
  ["RDS-40", "the same by AWS's default", change(database, { deleteAutomatedBackups: undefined })],
  [
    "RDS-41",
    "a snapshot that another account restores",
    add(snapshot, { sharedAccounts: ["999999999999"] }, { dbInstanceIdentifier: database }),
  ],
  ["RDS-41", "a snapshot for everyone", add(snapshot, { sharedAccounts: ["all"] }, { dbInstanceIdentifier: database })],
  [
    "RDS-41",
    "a copy of a snapshot that another account restores",
    add("aws:rds/snapshotCopy:SnapshotCopy", { sharedAccounts: ["999999999999"] }),
  ],
  ["RDS-04", "a copy of a snapshot for everyone", add("aws:rds/snapshotCopy:SnapshotCopy", { sharedAccounts: ["all"] })],
  [
    "EC2-40",
    "a disk's snapshot for another account",
    add("aws:ec2/snapshotCreateVolumePermission:SnapshotCreateVolumePermission", { accountId: "999999999999", snapshotId: "snap-1" }),
  ],
  [
    "EC2-12",
    "an image for another account",
    add("aws:ec2/amiLaunchPermission:AmiLaunchPermission", { accountId: "999999999999", imageId: "ami-1" }),
  ],
  ["ELC-40", "sessions without a last snapshot", change([cache, "sessions"], { finalSnapshotIdentifier: undefined })],
  ["ELC-04", "sessions without snapshots", change([cache, "sessions"], { snapshotRetentionLimit: 0 })],
  ["SEC-40", "a secret that is gone at once", change([secret, "application"], { recoveryWindowInDays: 0 })],
  ["SEC-40", "the certificate's, gone at once", change([secret, "certificate"], { recoveryWindowInDays: "0" })],
  ["KMS-02", "a key that is gone in a week", change([key, "keys-data"], { deletionWindowInDays: 7 })],
  ["KMS-02", "a key of backups that is off", change([key, "backup"], { isEnabled: false })],
  ["SEC-41", "a secret for anyone", secretRead({ Principal: "*" })],
  ["SEC-41", "a secret for anyone, as AWS writes it", secretRead({ Principal: { AWS: "*" } })],
  ["SEC-41", "a secret for everyone but one", secretRead({ NotPrincipal: { AWS: own } })],
  ["SEC-41", "a secret for a role of another account", secretRead({ Principal: { AWS: [own, stranger] } })],
  ["SEC-41", "a secret for all of another account", secretRead({ Principal: { AWS: "999999999999" } })],
  [
    "SEC-41",
    "a secret whose condition is met by all",
    secretRead({ Principal: "*", Condition: { StringLike: { "aws:PrincipalArn": "*" } } }),
  ],
  ["SEC-41", "the same in the secret itself", change([secret, "application"], { policy: document({ ...read, Principal: "*" }) })],
  ["EFS-03", "files as root", change(point, { posixUser: { uid: 0, gid: 2001 } })],
  ["EFS-03", "files as whom one says to be", change(point, { posixUser: undefined })],
  ["EFS-03", "files with the group of root", change(point, { posixUser: { uid: 2001, gid: 0 } })],
  ["EFS-03", "files with root's group beside", change(point, { posixUser: { uid: 2001, gid: 2001, secondaryGids: [7, 0] } })],
  ["EFS-04", "all files", change(point, { rootDirectory: { path: "/" } })],
  ["EFS-04", "all files, written otherwise", change(point, { rootDirectory: { path: "//." } })],
  ["EFS-04", "all files by default", change(point, { rootDirectory: undefined })],
  [
    "EFS-04",
    "a directory in which everyone writes",
    change(point, { rootDirectory: { path: "/xcart", creationInfo: { ownerUid: 1, ownerGid: 1, permissions: "0777" } } }),
  ],
  ["EFS-40", "files without a policy, in the clear", drop(filePolicy)],
  ["EFS-40", "a refusal of writing alone", filesWith({ tls: { Action: "elasticfilesystem:ClientWrite" } })],
  [
    "EFS-40",
    "a refusal under a second condition",
    filesWith({ tls: { Condition: { Bool: { "aws:SecureTransport": "false", "aws:ViaAWSService": "true" } } } }),
  ],
  ["EFS-40", "a refusal to one alone", filesWith({ tls: { Principal: { AWS: own } } })],
  ["EFS-41", "files without a policy, for anyone who comes", drop(filePolicy)],
  ["EFS-41", "files for anyone", filesWith({ clients: { Principal: "*" } })],
  [
    "EFS-41",
    "files for anyone in the network",
    filesWith({ clients: { Principal: { AWS: "*" }, Condition: { Bool: { "elasticfilesystem:AccessedViaMountTarget": "true" } } } }),
  ],
  ["EFS-41", "files for another account", filesWith({ clients: { Principal: { AWS: stranger } } })],
  ["EFS-41", "files as root", filesWith({ clients: { Action: "elasticfilesystem:Client*" } })],
  ["EFS-41", "files past the access point", filesWith({ clients: { Condition: {} } })],
  [
    "EFS-41",
    "files by any access point",
    filesWith({ clients: { Condition: { StringLike: { "elasticfilesystem:AccessPointArn": "*" } } } }),
  ],
  ["SNS-40", "alerts in the clear", without(["aws:sns/topicPolicy:TopicPolicy", "alerts"], "TlsOnly")],
  ["SNS-02", "alerts from everyone but one", everyoneBut(["aws:sns/topicPolicy:TopicPolicy", "alerts"], "sns:Publish")],
  ["SQS-03", "logins in the clear", without(["aws:sqs/queuePolicy:QueuePolicy", "login-guard"], "TlsOnly")],
  ["SQS-02", "logins for everyone but one", everyoneBut(["aws:sqs/queuePolicy:QueuePolicy", "login-guard"], "sqs:ReceiveMessage")],
  [
    "G8",
    "copies that stay at home",
    copies((rules) =>
      rules.map((one) => ({
        ...one,
        copyActions: [{ destinationVaultArn: "arn:aws:backup:us-east-1:123456789012:backup-vault:demo-prod-backup" }],
      })),
    ),
  ],
  ["G8", "no copies", copies((rules) => rules.map((one) => ({ ...one, copyActions: [] })))],
  ["NET-40", "nodes for all of the network", open("security-web", { cidrIpv4: "10.20.0.0/16" })],
  ["NET-40", "nodes for more than the network", open("security-web", { cidrIpv4: "10.0.0.0/8" })],
  ["NET-40", "endpoints for all of the network", open("security-endpoints", { cidrIpv4: "10.20.0.0/16" })],
  [
    "NET-40",
    "nodes for both halves of the network",
    several(open("security-web", { cidrIpv4: "10.20.0.0/17" }), open("security-web", { cidrIpv4: "10.20.128.0/17" })),
  ],
  ["G20", "a database for all of the network", open("security-database", { cidrIpv4: "10.20.0.0/16", fromPort: 3306, toPort: 3306 })],
  ["NET-03", "SSH for a list that is the internet", listed(22, "0.0.0.0/0")],
  ["NET-03", "SSH for a list of its halves", listed(22, "203.0.113.0/24", "0.0.0.0/1", "128.0.0.0/1")],
  ["NET-03", "SSH for a list whose entries stand apart", listedApart(22, "0.0.0.0/0")],
  ["NET-03", "SSH for a list of many large blocks", listed(22, "3.0.0.0/8", "18.0.0.0/8", "52.0.0.0/8")],
  ["NET-04", "a database's port for a list", listed(3306, "0.0.0.0/0")],
  ["NET-05", "a port of no one's for a list", listed(8443, "0.0.0.0/0")],
  ["WAF-40", "staff who are the internet", change([ipSet, "firewall-staff-ipv4"], { addresses: ["0.0.0.0/1", "128.0.0.0/1"] })],
  ["WAF-40", "staff by IPv6 who are the internet", change([ipSet, "firewall-staff-ipv6"], { addresses: ["::/1", "8000::/1"] })],
  ["WAF-40", "staff in many large blocks", change([ipSet, "firewall-staff-ipv4"], { addresses: ["3.0.0.0/8", "18.0.0.0/8"] })],
  ["WAF-40", "monitors that are the internet", change([ipSet, "firewall-monitor-ipv4"], { addresses: ["128.0.0.0/1"] })],
];

for (const [control, what, mutation] of weakened) broken(control, what, mutation);

const fileSystem = resource("aws:efs/fileSystem:FileSystem", "files", { id: "fs-1" });
const policyOf = (policy: unknown) => resource(filePolicy, "files", { fileSystemId: "fs-1", policy });
const fromList = (prefixListId: unknown) => resource(rule, "ssh", { ipProtocol: "tcp", fromPort: 22, toPort: 22, prefixListId });

testCases([
  [efsFilesystemEnforceTls, "a refusal is compliant", [], fileSystem, policyOf(document(files.clients, files.tls))],
  [
    efsFilesystemConfigureClients,
    "a role through an access point is compliant",
    [],
    fileSystem,
    policyOf(document(files.clients, files.tls)),
  ],
  [efsFilesystemConfigureClients, "a policy of later is unknown", "unknown", fileSystem, policyOf(unknown)],
  [vpcSecuritygroupDisallowRemoteAccess, "a list of another stack is unknown", "unknown", fromList("pl-9")],
  [
    vpcSecuritygroupDisallowRemoteAccess,
    "the list that is named counts, not its neighbour",
    [],
    fromList("pl-1"),
    resource(list, "office", { id: "pl-1", entries: [{ cidr: "203.0.113.0/24" }] }),
    resource(list, "any", { id: "pl-2", entries: [{ cidr: "0.0.0.0/0" }] }),
  ],
  [rdsInstanceEnforceFinalSnapshot, "a copy has none", "notApplicable", resource(database, "copy", { replicateSourceDb: "shop" })],
  [rdsInstanceEnforceFinalSnapshot, "for development it will do", "notApplicable", ...inStack("shop-dev", resource(database, "one"))],
  [
    elasticacheReplicationgroupEnforceFinalSnapshot,
    "nor does a cache of development",
    "notApplicable",
    ...inStack("shop-dev", resource(cache, "one")),
  ],
  [
    secretsmanagerSecretConfigureRecoveryWindow,
    "nor a secret of development",
    "notApplicable",
    ...inStack("shop-dev", resource(secret, "one", { recoveryWindowInDays: 0 })),
  ],
  [secretsmanagerSecretDisallowOutsiders, "a secret without a policy of its own is IAM's", "notApplicable", resource(secret, "one")],
]);
