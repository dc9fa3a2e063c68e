import { expect, test } from "@jest/globals";
import { keysOf } from "../../policies/catalogue.ts";
import { evaluate } from "../../policies/model/evaluate.ts";
import { type ExportedResource, stackOf } from "../../policies/model/graph.ts";
import { graphWith } from "../stacks/graphs.ts";
import { policiesOf } from "./support.ts";

const own = policiesOf("backup", "dynamodb", "efs", "elasticache", "kms", "pulumi", "rds", "s3", "secretsmanager");
const graphs = { "demo-prod": await graphWith("demo-prod"), "demo-account": await graphWith("demo-account") };
type StackName = keyof typeof graphs;
type Mutation = (resources: readonly ExportedResource[]) => ExportedResource[];

/** Properties of the resources of a type, and of a name where one is given, replaced; undefined takes one away. */
function change(type: string, properties: Record<string, unknown>, name?: string): Mutation {
  return (resources) =>
    resources.map((resource) =>
      isOne(resource, type, name)
        ? { ...resource, inputs: { ...resource.inputs, ...properties }, outputs: { ...resource.outputs, ...properties } }
        : resource,
    );
}

const drop =
  (type: string, name?: string): Mutation =>
  (resources) =>
    resources.filter((resource) => !isOne(resource, type, name));

/** A resource more; `made` names what its properties were made of, by type and name. */
const add =
  (type: string, inputs: Record<string, unknown>, made: Record<string, readonly [string, string]> = {}): Mutation =>
  (resources) => {
    const propertyDependencies = Object.fromEntries(
      Object.entries(made).map(([property, [of, name]]) => [
        property,
        resources.filter((one) => isOne(one, of, name)).map(({ urn }) => urn),
      ]),
    );
    const stack = /^urn:pulumi:[^:]+/.exec(resources[0]?.urn ?? "")?.[0];
    const urn = `${stack}::xcart-hosting::${type}::added`;
    return [...resources, { urn, type, inputs, outputs: inputs, dependencies: [], propertyDependencies }];
  };

/** Pulumi's record says that a property is made of another resource too. */
const madeOf =
  (type: string, name: string, property: string, of: string, ofName: string): Mutation =>
  (resources) =>
    resources.map((resource) => {
      if (!isOne(resource, type, name)) return resource;
      const urns = resources.filter((one) => isOne(one, of, ofName)).map(({ urn }) => urn);
      const made = { ...resource.propertyDependencies, [property]: [...(resource.propertyDependencies?.[property] ?? []), ...urns] };
      return { ...resource, propertyDependencies: made };
    });

const unprotect =
  (type: string): Mutation =>
  (resources) =>
    resources.map((resource) => (resource.type === type ? { ...resource, protect: false } : resource));

const rename =
  (type: string, name: string): Mutation =>
  (resources) =>
    resources.map((resource) => (resource.type === type ? { ...resource, urn: resource.urn.replace(/[^:]*$/, name) } : resource));

/** Parts of a text in a property replaced. */
const rewrite =
  (type: string, name: string, property: string, from: string | RegExp, to: string): Mutation =>
  (resources) =>
    resources.flatMap((resource) => {
      if (!isOne(resource, type, name)) return [resource];
      const text = String(resource.outputs?.[property]).replaceAll(from, to);
      return change(type, { [property]: text }, name)([resource]);
    });

const isOne = ({ type, urn }: ExportedResource, wanted: string, name?: string) =>
  type === wanted && (name === undefined || urn.endsWith(`::${name}`));

const several =
  (...mutations: readonly Mutation[]): Mutation =>
  (resources) =>
    mutations.reduce<ExportedResource[]>((all, mutation) => mutation(all), [...resources]);

/** The controls whose policies report something, mandatory or not, with how often each does. */
function reported(stack: StackName, mutation: Mutation = (resources) => [...resources]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { policy, violations, faults } of evaluate(own, stackOf(mutation(graphs[stack])))) {
    if (faults[0]) throw new Error(faults[0].error);
    for (const control of keysOf(policy)) counts.set(control, (counts.get(control) ?? 0) + violations.length);
  }
  return counts;
}

const database = "aws:rds/instance:Instance";
const cache = "aws:elasticache/replicationGroup:ReplicationGroup";
const files = "aws:efs/fileSystem:FileSystem";
const point = "aws:efs/accessPoint:AccessPoint";
const table = "aws:dynamodb/table:Table";
const bucket = "aws:s3/bucket:Bucket";
const bucketPolicy = "aws:s3/bucketPolicy:BucketPolicy";
const block = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";
const lifecycle = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";
const encryption = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
const key = "aws:kms/key:Key";
const group = "aws:rds/parameterGroup:ParameterGroup";
const plan = "aws:backup/plan:Plan";
const vault = "aws:backup/vault:Vault";
const airGapped = "aws:backup/logicallyAirGappedVault:LogicallyAirGappedVault";
const copiesOfAll = { Effect: "Allow", Principal: "*", Action: "backup:CopyIntoBackupVault", Resource: "*" };
const lock = "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration";
const everyone = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:ACTION","Resource":"*"}]}';
const readsSecrets = (Resource: string, of?: string) => {
  const Condition = of && { ArnLike: { "aws:ResourceTag/aws:rds:primaryDBInstanceArn": `arn:aws:rds:us-east-1:123456789012:${of}` } };
  const statement = { Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource, ...(Condition && { Condition }) };
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
};
const rule = (expiration: number, transitions: readonly object[] = []) => ({
  rules: [
    {
      id: "tidy",
      status: "Enabled",
      abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
      expiration: { days: expiration },
      transitions,
    },
  ],
});
const goodRule = { ruleName: "daily", schedule: "cron(0 3 * * ? *)", lifecycle: { deleteAfter: 35 }, copyActions: [{}] };

const mutations: readonly (readonly [control: string, what: string, mutation: Mutation, stack?: StackName])[] = [
  ["RDS-01", "the database gets a public address", change(database, { publiclyAccessible: true })],
  ["RDS-02", "the database's storage is not encrypted", change(database, { storageEncrypted: false })],
  ["RDS-02", "nothing is said of the database's encryption", change(database, { storageEncrypted: undefined })],
  ["RDS-03", "the database has no key of its own", change(database, { kmsKeyId: undefined })],
  ["RDS-04", "a snapshot is shared with everyone", add("aws:rds/snapshot:Snapshot", { sharedAccounts: ["all"] })],
  ["RDS-05", "a snapshot is copied without a key", add("aws:rds/snapshotCopy:SnapshotCopy", {})],
  ["RDS-06", "the database gets no minor versions", change(database, { autoMinorVersionUpgrade: false })],
  ["RDS-07", "the database exports no logs", change(database, { enabledCloudwatchLogsExports: undefined })],
  ["RDS-07", "the database exports one log", change(database, { enabledCloudwatchLogsExports: ["error"] })],
  ["RDS-08", "the administrator is called admin", change(database, { username: "admin" })],
  ["RDS-09", "the database has no sign-in by IAM", change(database, { iamDatabaseAuthenticationEnabled: false })],
  ["RDS-10", "backups are kept one day", change(database, { backupRetentionPeriod: 1 })],
  ["RDS-10", "backups are off", change(database, { backupRetentionPeriod: 0 })],
  ["RDS-11", "the database has no standby", change(database, { multiAz: false })],
  ["RDS-12", "the database can be deleted", change(database, { deletionProtection: false })],
  ["RDS-13", "snapshots get no tags", change(database, { copyTagsToSnapshot: undefined })],
  [
    "RDS-14",
    "the database takes connections without TLS",
    change(group, { parameters: [{ name: "require_secure_transport", value: "0" }] }),
  ],
  ["RDS-14", "the parameter is not set", change(group, { parameters: [] })],
  ["RDS-15", "the operating system is not monitored", change(database, { monitoringInterval: 0 })],
  ["RDS-16", "Performance Insights is off", change(database, { performanceInsightsEnabled: false })],
  ["RDS-16", "Performance Insights has a key of AWS", change(database, { performanceInsightsKmsKeyId: undefined })],
  [
    "RDS-17",
    "the database's subnet gives out public addresses",
    change("aws:ec2/subnet:Subnet", { mapPublicIpOnLaunch: true }, "network-data-1"),
  ],
  [
    "RDS-17",
    "the database's group lets in the internet",
    add(
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
      { ipProtocol: "tcp", fromPort: 3306, toPort: 3306, cidrIpv4: "0.0.0.0/0" },
      { securityGroupId: ["aws:ec2/securityGroup:SecurityGroup", "security-database"] },
    ),
  ],
  ["RDS-18", "no one hears of the database", drop("aws:rds/eventSubscription:EventSubscription", "database-instance")],
  ["RDS-18", "the subscription is off", change("aws:rds/eventSubscription:EventSubscription", { enabled: false }, "database-groups")],
  ["RDS-19", "the password is in the program", change(database, { manageMasterUserPassword: undefined, password: "hunter2hunter2" })],
  ["RDS-20", "an Aurora cluster has no backtrack", add("aws:rds/cluster:Cluster", { engine: "aurora-mysql" })],
  ["RDS-21", "the database's CA has ended", change(database, { caCertIdentifier: "rds-ca-2019" })],
  ["RDS-22", "an activity stream has no key", add("aws:rds/clusterActivityStream:ClusterActivityStream", {})],
  ["RDS-24", "nodes may read every secret", change("aws:iam/policy:Policy", { policy: readsSecrets("*") }, "web")],
  [
    "RDS-24",
    "nodes may read the master user's secret",
    change("aws:iam/policy:Policy", { policy: readsSecrets("arn:aws:secretsmanager:us-east-1:123456789012:secret:rds!db-*") }, "web"),
  ],
  ["RDS-24", "the nodes' policy is made of the database's secret", madeOf("aws:iam/policy:Policy", "web", "policy", database, "database")],
  [
    "RDS-24",
    "the builder may read the store's own database's secret",
    change(
      "aws:iam/policy:Policy",
      { policy: readsSecrets("arn:aws:secretsmanager:us-east-1:123456789012:secret:rds!db-*", "db:demo-prod-*") },
      "builder",
    ),
  ],
  ["RDS-25", "no one rotates the store's user", drop("aws:secretsmanager/secretRotation:SecretRotation", "database-store")],
  [
    "RDS-25",
    "the upgrade's user is rotated once a year",
    change("aws:secretsmanager/secretRotation:SecretRotation", { rotationRules: { automaticallyAfterDays: 365 } }, "database-upgrade"),
  ],
  ["RDS-23", "there is a DB security group", add("aws:rds/securityGroup:SecurityGroup", {})],
  ["ELC-01", "the cache's disk is not encrypted", change(cache, { atRestEncryptionEnabled: false }, "cache")],
  ["ELC-02", "the cache speaks without TLS", change(cache, { transitEncryptionEnabled: false }, "sessions")],
  ["ELC-02", "the cache also speaks without TLS", change(cache, { transitEncryptionMode: "preferred" }, "sessions")],
  ["ELC-03", "the cache has no password", change(cache, { authToken: undefined }, "cache")],
  ["ELC-04", "sessions are not backed up", change(cache, { snapshotRetentionLimit: 0 }, "sessions")],
  ["ELC-05", "the cache gets no minor versions", change(cache, { autoMinorVersionUpgrade: false }, "cache")],
  ["ELC-06", "the cache is in the default VPC", change(cache, { subnetGroupName: undefined }, "cache")],
  ["ELC-07", "the cache has no key of its own", change(cache, { kmsKeyId: undefined }, "cache")],
  ["ELC-08", "the cache does not fail over", change(cache, { automaticFailoverEnabled: false }, "cache")],
  ["ELC-08", "the cache is in one zone", change(cache, { multiAzEnabled: false }, "cache")],
  ["ELC-09", "there is a cache security group", add("aws:elasticache/securityGroup:SecurityGroup", {})],
  ["DDB-01", "the guard's table has no key of its own", change(table, { serverSideEncryption: { enabled: true } })],
  ["DDB-02", "the guard's table cannot be restored", change(table, { pointInTimeRecovery: undefined })],
  ["DDB-03", "the guard's table can be deleted", change(table, { deletionProtectionEnabled: false })],
  ["EFS-01", "the files are not encrypted", change(files, { encrypted: false })],
  ["EFS-02", "the files have no key of their own", change(files, { kmsKeyId: undefined })],
  ["EFS-03", "the access point takes any user", change(point, { posixUser: undefined })],
  ["EFS-03", "the access point makes everyone root", change(point, { posixUser: { uid: 0, gid: 0 } })],
  ["EFS-04", "the access point shows everything", change(point, { rootDirectory: { path: "/" } })],
  ["EFS-05", "the files are in one zone", change(files, { availabilityZoneName: "us-east-1a" })],
  ["S3-01", "the account's block lacks a setting", add("aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock", {}), "demo-account"],
  ["S3-02", "a bucket has no block", drop(block, "releases")],
  ["S3-02", "a bucket's block lacks a setting", change(block, { restrictPublicBuckets: false }, "logs")],
  ["S3-03", "everyone reads", change(bucketPolicy, { policy: everyone.replace("ACTION", "GetObject") }, "releases")],
  ["S3-03", "the bucket's ACL is public", change(bucket, { acl: "public-read" }, "releases")],
  ["S3-04", "everyone writes", change(bucketPolicy, { policy: everyone.replace("ACTION", "PutObject") }, "releases")],
  ["S3-05", "requests without TLS are let in", drop(bucketPolicy, "releases")],
  ["S3-05", "requests with TLS are refused instead", rewrite(bucketPolicy, "releases", "policy", '"false"', '"true"')],
  ["S3-05", "objects are forgotten", rewrite(bucketPolicy, "logs", "policy", /,"arn:aws:s3:::[^"]*\/\*"\]/g, "]")],
  ["S3-06", "a bucket says nothing of encryption", drop(encryption, "logs")],
  [
    "S3-07",
    "a bucket has S3's own key",
    change(encryption, { rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] }, "releases"),
  ],
  [
    "S3-08",
    "a bucket keeps no versions",
    change("aws:s3/bucketVersioning:BucketVersioning", { versioningConfiguration: { status: "Suspended" } }),
  ],
  ["S3-09", "the archive is not locked", drop(lock), "demo-account"],
  [
    "S3-09",
    "access logs go to a bucket with a lock",
    change(bucket, { objectLockConfiguration: { rule: { defaultRetention: { days: 400 } } } }, "logs"),
  ],
  ["S3-10", "a bucket's requests are not logged", drop("aws:s3/bucketLogging:BucketLogging")],
  ["S3-11", "a bucket has no lifecycle", drop(lifecycle, "releases")],
  ["S3-11", "uploads are never given up", change(lifecycle, { rules: [{ status: "Enabled", expiration: { days: 400 } }] }, "logs")],
  ["S3-12", "ACLs work", drop("aws:s3/bucketOwnershipControls:BucketOwnershipControls", "logs")],
  ["S3-13", "someone may change the policy", rewrite(bucketPolicy, "logs", "policy", "s3:PutObject", "s3:*")],
  [
    "S3-17",
    "an access point can be public",
    add("aws:s3/accessPoint:AccessPoint", { publicAccessBlockConfiguration: { blockPublicPolicy: false } }),
  ],
  ["KMS-01", "a key is not rotated", change(key, { enableKeyRotation: false }, "keys-data")],
  ["KMS-01", "a key is rotated too seldom", change(key, { rotationPeriodInDays: 2560 }, "keys-data")],
  ["KMS-02", "a key goes within a week", change(key, { deletionWindowInDays: 7 }, "keys-logs")],
  ["KMS-02", "a key is off", change(key, { isEnabled: false }, "keys-logs")],
  [
    "KMS-03",
    "everyone may use a key",
    rewrite(key, "keys-data", "policy", /arn:aws:iam::\d+:root"\},"Action":\["kms:Can/g, '*"},"Action":["kms:Can'),
  ],
  ["KMS-03", "a key has no policy", change(key, { policy: undefined }, "keys-data")],
  [
    "KMS-03",
    "the lock-out check is off, and no one is named who may change the policy",
    rewrite(key, "keys-data", "policy", /"ArnNotEquals":\{[^}]*\}/g, '"ArnNotEquals":{}'),
  ],
  ["KMS-05", "IAM says who hands a key over", rewrite(key, "keys-data", "policy", /"kms:PutKeyPolicy","kms:Rep/g, '"kms:Rep')],
  ["KMS-05", "a key goes within a week, if someone says so", rewrite(key, "keys-logs", "policy", /"NumericLessThan"/g, '"NumericEquals"')],
  ["KMS-04", "a key says nothing of itself", change(key, { description: undefined }, "keys-data")],
  ["SEC-03", "a secret has no key of its own", change("aws:secretsmanager/secret:Secret", { kmsKeyId: undefined }, "cache")],
  ["BKP-01", "the database has no tag", change(database, { tags: {} }, "database")],
  ["G9", "no plan selects anything", drop("aws:backup/selection:Selection")],
  ["G9", "a bucket has no tag", change(bucket, { tags: {} }, "releases")],
  ["BKP-02", "a plan keeps backups a week", add(plan, { rules: [{ ...goodRule, lifecycle: { deleteAfter: 7 } }] })],
  ["BKP-03", "a vault has no key of its own", add(vault, { name: "vault" })],
  ["BKP-04", "backups can be deleted by hand", add(vault, { name: "vault" })],
  ["G6", "a vault is not locked", add(vault, { name: "vault" })],
  ["G8", "backups stay in the Region", add(plan, { rules: [{ ...goodRule, copyActions: [] }] })],
  ["G7", "no restore of files is tested", drop("aws:backup/restoreTestingSelection:RestoreTestingSelection", "restore-tests-efs")],
  ["BKP-04", "the break-glass role's refusal is gone", drop("aws:backup/vaultPolicy:VaultPolicy", "backup")],
  ["G6", "the copies' lock is gone", drop("aws:backup/vaultLockConfiguration:VaultLockConfiguration", "backup-copy")],
  ["G8", "only continuous backups are left", drop(plan, "backup-snapshots")],
  ["G28", "an air-gapped vault is opened by anyone who comes first, and gets no copy", add(airGapped, { name: "far" })],
  [
    "G29",
    "anyone may copy into the vault",
    rewrite("aws:backup/vaultPolicy:VaultPolicy", "backup", "policy", '"Statement":[', `"Statement":[${JSON.stringify(copiesOfAll)},`),
  ],
  [
    "G29",
    "another account uses the data key",
    rewrite(key, "keys-data", "policy", '"arn:aws:iam::123456789012:root"', '"arn:aws:iam::210987654321:root"'),
  ],
  [
    "G7",
    "restores are tested every year",
    add("aws:backup/restoreTestingPlan:RestoreTestingPlan", { scheduleExpression: "cron(0 3 1 1 ? *)" }),
  ],
  ["G14", "logs are kept three months", change(lifecycle, rule(90), "logs")],
  ["G14", "logs go to Glacier at once", change(lifecycle, rule(400, [{ days: 30, storageClass: "GLACIER" }]), "logs")],
  [
    "G14",
    "the archive's lock ends before the year",
    change(lock, { rule: { defaultRetention: { mode: "GOVERNANCE", days: 30 } } }),
    "demo-account",
  ],
  [
    "G15",
    "staff may delete logs",
    rewrite(
      bucketPolicy,
      "logs",
      "policy",
      /\{"Service":"delivery[^}]*\},"Action":"s3:PutObject"/g,
      '{"AWS":"arn:aws:iam::123456789012:role/staff"},"Action":"s3:DeleteObject"',
    ),
  ],
  ["G15", "the load balancer may not write its logs", rewrite(bucketPolicy, "logs", "policy", "logdelivery.", "delivery.")],
  ["G23", "the database is not protected", unprotect(database)],
  ["G23", "the log archive is not protected", unprotect(bucket), "demo-account"],
  ["G23", "a provider has a key", change("pulumi:providers:aws", { accessKey: "AKIAIOSFODNN7EXAMPLE" })],
  ["G23", "resources come from the default provider", rename("pulumi:providers:aws", "default_7_48_0")],
  ["G23", "a password is in plain text", change("aws:secretsmanager/secretVersion:SecretVersion", { secretString: "hunter2" }, "cache")],
  ["G23", "the stack gives out a password", change("pulumi:pulumi:Stack", { databasePassword: "hunter2" })],
];

test.each(["demo-prod", "demo-account"] as const)(
  "%s as it is: no mandatory policy about data reports anything, and none fails",
  (stack) => {
    const found = evaluate(
      own.filter(({ advisoryBecause }) => advisoryBecause === undefined),
      stackOf(graphs[stack]),
    );
    expect(
      found.flatMap(({ policy, violations, faults }) => [...violations, ...faults].map((one) => [policy.name, one.resource.name, one])),
    ).toEqual([]);
  },
);

test.each(mutations)("%s: when %s, a policy of that control says so", (control, _, mutation, stack = "demo-prod") => {
  const before = reported(stack).get(control) ?? 0;
  expect(reported(stack, mutation).get(control)).toBeGreaterThan(before);
});

// These are not provisioned yet: their policies report without a mutation, and a change can only make them content.
test.each([
  [
    "SEC-01",
    several(
      add(
        "aws:secretsmanager/secretRotation:SecretRotation",
        { rotationRules: { automaticallyAfterDays: 30 } },
        { secretId: ["aws:secretsmanager/secret:Secret", "cache"] },
      ),
    ),
  ],
  ["S3-14", add("aws:s3/bucketReplicationConfig:BucketReplicationConfig", {}, { bucket: [bucket, "releases"] })],
  ["S3-16", add("aws:s3/bucketNotification:BucketNotification", {}, { bucket: [bucket, "logs"] })],
])("%s, which the program does not provision yet, is reported less once it does", (control, mutation) => {
  const before = reported("demo-prod").get(control) ?? 0;
  expect(before).toBeGreaterThan(0);
  expect(reported("demo-prod", mutation).get(control)).toBeLessThan(before);
});
