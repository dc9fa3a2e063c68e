import { isRecord } from "../../domain/values.ts";
import { add, change, changeOne, drop, type Mutation, rework, say, sayIn, type Which } from "./mutate.ts";
import type { Change } from "./strangers-changes.ts";

const database = "aws:rds/instance:Instance";
const parameters: Which = ["aws:rds/parameterGroup:ParameterGroup", "database"];
const cache: Which = ["aws:elasticache/replicationGroup:ReplicationGroup", "cache"];
const releases = (type: string): Which => [`aws:s3/${type[0]?.toLowerCase()}${type.slice(1)}:${type}`, "releases"];
const archive = (type: string): Which => [`aws:s3/${type[0]?.toLowerCase()}${type.slice(1)}:${type}`, "log-archive"];
const files: Which = ["aws:efs/fileSystemPolicy:FileSystemPolicy", "files"];
const plan = "aws:backup/plan:Plan";
const client = "aws:cognito/userPoolClient:UserPoolClient";
const pool = "aws:cognito/userPool:UserPool";
const fn = "aws:lambda/function:Function";
const document = "aws:ssm/document:Document";
const parameter = (name: string, value: string): Mutation =>
  rework(parameters, "parameters", (all) => [
    ...(Array.isArray(all) ? all.filter((one) => isRecord(one) && one.name !== name) : []),
    { name, value, applyMethod: "immediate" },
  ]);
const rules = (which: Which, by: (rule: Record<string, unknown>) => object): Mutation =>
  rework(which, "rules", (all) => (Array.isArray(all) ? all.filter(isRecord).map(by) : []));
const text = (which: Which, property: string, from: RegExp | string, to: string): Mutation =>
  rework(which, property, (value) => String(value).replace(from, to));

/** Data, secrets, copies, sign-in and code. */
export const data: readonly Change[] = [
  ["aws-rds-instance-enforce-tls", "a database that speaks in the clear", parameter("require_secure_transport", "0")],
  ["aws-rds-instance-enforce-tls", "the same by its word", parameter("require_secure_transport", "OFF")],
  ["aws-pulumi-resource-disallow-weakening-values", "files of clients read by the database", parameter("local_infile", "1")],
  ["aws-pulumi-resource-disallow-weakening-values", "old TLS at the database", parameter("tls_version", "TLSv1,TLSv1.1,TLSv1.2")],
  ["aws-pulumi-resource-disallow-weakening-values", "statements of everyone in a table", parameter("log_output", "TABLE")],
  ["aws-pulumi-resource-disallow-weakening-values", "slow statements unlogged", parameter("slow_query_log", "0")],
  ["aws-pulumi-resource-disallow-weakening-values", "all statements with their values in a log", parameter("general_log", "1")],
  [
    "aws-pulumi-resource-disallow-weakening-values",
    "old passwords at the database",
    parameter("default_authentication_plugin", "mysql_native_password"),
  ],
  [
    "aws-pulumi-resource-disallow-weakening-values",
    "functions of binary logs by anyone",
    parameter("log_bin_trust_function_creators", "1"),
  ],
  [
    "aws-pulumi-resource-disallow-weakening-values",
    "an option group of a stranger's",
    change(database, { optionGroupName: "memcached-open" }),
  ],
  ["aws-rds-instance-enable-log-exports", "a database without logs", change(database, { enabledCloudwatchLogsExports: [] })],
  [
    "aws-pulumi-resource-disallow-foreign-accounts",
    "a database of a stranger's snapshot",
    change(database, { snapshotIdentifier: "arn:aws:rds:us-east-1:999988887777:snapshot:s" }),
  ],
  [
    "aws-pulumi-resource-disallow-foreign-accounts",
    "a database that replicates from elsewhere",
    change(database, { replicateSourceDb: "arn:aws:rds:us-east-1:999988887777:db:d" }),
  ],
  [
    "aws-rds-instance-configure-backup-retention",
    "a database whose copies go with it",
    change(database, { deleteAutomatedBackups: true, backupRetentionPeriod: 1 }),
  ],
  ["aws-lifecycle-resource-disallow-ended", "a database of an old engine", change(database, { engineVersion: "5.7.44" })],
  [
    "aws-rds-instance-enforce-managed-password",
    "a database with a password of the settings",
    change(database, { manageMasterUserPassword: false, password: "Hunter2Hunter2Hunter2" }),
  ],
  ["aws-vpc-datastore-configure-sources", "a database on another port", change(database, { port: 33060 })],
  [
    "aws-elasticache-replicationgroup-enable-encryption-in-transit",
    "a cache that prefers TLS",
    change(cache, { transitEncryptionMode: "preferred" }),
  ],
  ["aws-elasticache-replicationgroup-missing-authentication", "a cache without a password", change(cache, { authToken: undefined })],
  ["aws-lifecycle-resource-disallow-ended", "a cache of an old engine", change(cache, { engine: "redis", engineVersion: "5.0.6" })],
  [
    "aws-pulumi-resource-disallow-foreign-kinds",
    "a bucket open by an ACL",
    add("aws:s3/bucketAcl:BucketAcl", { acl: "public-read" }, { bucket: releases("Bucket") }),
  ],
  ["aws-s3-bucket-disallow-public-write", "a bucket open by its own property", change(releases("Bucket"), { acl: "public-read-write" })],
  [
    "aws-s3-bucket-disable-acls",
    "ACLs that count again",
    change(releases("BucketOwnershipControls"), { rule: { objectOwnership: "ObjectWriter" } }),
  ],
  [
    "aws-s3-bucket-disallow-public-read",
    "a bucket's objects for AWS's users",
    say(releases("BucketPolicy"), {
      Principal: "*",
      Action: "s3:GetObject",
      Resource: "arn:aws:s3:::demo-prod-releases-123456789012/*",
      Condition: { StringLike: { "aws:PrincipalArn": "*" } },
    }),
  ],
  [
    "aws-s3-bucket-enforce-least-privilege",
    "a bucket's objects for a referer",
    say(releases("BucketPolicy"), {
      Principal: "*",
      Action: "s3:GetObject",
      Resource: "*",
      Condition: { StringLike: { "aws:Referer": "https://shop.example.com/*" } },
    }),
  ],
  [
    "aws-s3-bucket-disallow-public-read",
    "a bucket's objects for an address that may be missing",
    say(releases("BucketPolicy"), {
      Principal: "*",
      Action: "s3:GetObject",
      Resource: "*",
      Condition: { IpAddressIfExists: { "aws:SourceIp": "203.0.113.0/26" } },
    }),
  ],
  [
    "aws-s3-bucket-disallow-public-write",
    "a bucket's objects for half of the internet",
    say(releases("BucketPolicy"), {
      Principal: "*",
      Action: "s3:*",
      Resource: "*",
      Condition: { IpAddress: { "aws:SourceIp": ["0.0.0.0/1", "128.0.0.0/1"] } },
    }),
  ],
  [
    "aws-s3-bucket-enforce-least-privilege",
    "a bucket that may be deleted",
    say(releases("BucketPolicy"), {
      Principal: { AWS: "arn:aws:iam::123456789012:root" },
      Action: ["s3:DeleteBucket", "s3:PutBucketPolicy"],
      Resource: "*",
    }),
  ],
  [
    "aws-s3-bucket-enable-public-access-block",
    "a public block with one hole",
    change(releases("BucketPublicAccessBlock"), { restrictPublicBuckets: false }),
  ],
  [
    "aws-pulumi-resource-disallow-foreign-kinds",
    "a website of a bucket",
    add(
      "aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration",
      { indexDocument: { suffix: "index.html" } },
      { bucket: releases("Bucket") },
    ),
  ],
  [
    "aws-pulumi-resource-disallow-foreign-kinds",
    "other sites that read a bucket",
    add(
      "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration",
      { corsRules: [{ allowedOrigins: ["*"], allowedMethods: ["GET", "PUT"] }] },
      { bucket: releases("Bucket") },
    ),
  ],
  [
    "aws-s3-bucket-enable-versioning",
    "versions that stop",
    change(releases("BucketVersioning"), { versioningConfiguration: { status: "Suspended" } }),
  ],
  [
    "aws-s3-bucket-configure-log-retention",
    "logs that go after a month",
    rules(["aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", "logs"], (rule) => ({ ...rule, expiration: { days: 30 } })),
  ],
  [
    "aws-s3-bucket-enable-object-lock",
    "an archive that locks for a day",
    change(archive("BucketObjectLockConfiguration"), { rule: { defaultRetention: { mode: "GOVERNANCE", days: 1 } } }),
    "demo-account",
  ],
  [
    "aws-s3-bucket-enforce-tls",
    "an archive's policy without its denials",
    rework(archive("BucketPolicy"), "policy", (value) =>
      JSON.stringify({ Statement: JSON.parse(String(value)).Statement.filter(({ Effect }: { Effect: string }) => Effect === "Allow") }),
    ),
    "demo-account",
  ],
  [
    "aws-efs-filesystem-configure-clients",
    "files mounted by anyone",
    say(files, { Principal: { AWS: "*" }, Action: "elasticfilesystem:ClientMount" }),
  ],
  [
    "aws-efs-filesystem-configure-clients",
    "files that the root writes",
    say(files, { Principal: { AWS: "arn:aws:iam::123456789012:root" }, Action: "elasticfilesystem:ClientRootAccess" }),
  ],
  [
    "aws-efs-filesystem-configure-clients",
    "files without an access point",
    text(files, "policy", "elasticfilesystem:AccessPointArn", "elasticfilesystem:AccessedViaMountTarget"),
  ],
  [
    "aws-efs-accesspoint-enforce-root-directory",
    "the whole of the files",
    changeOne("aws:efs/accessPoint:AccessPoint", { rootDirectory: { path: "/" } }),
  ],
  [
    "aws-efs-accesspoint-enforce-user-identity",
    "files as root",
    changeOne("aws:efs/accessPoint:AccessPoint", { posixUser: { uid: 0, gid: 0 } }),
  ],
  ["aws-backup-selection-enforce-coverage", "files not in copies", change("aws:efs/fileSystem:FileSystem", { tags: {} })],
  [
    "aws-backup-plan-configure-frequency-and-retention",
    "copies kept for a week",
    rules([plan, "backup-snapshots"], (rule) => ({ ...rule, lifecycle: { deleteAfter: 7 } })),
  ],
  [
    "aws-backup-plan-configure-frequency-and-retention",
    "copies once a month",
    rules([plan, "backup-snapshots"], (rule) => ({ ...rule, schedule: "cron(0 6 1 * ? *)" })),
    "demo-dev",
  ],
  [
    "aws-backup-plan-enable-copies",
    "copies that stay at home",
    rules([plan, "backup-snapshots"], (rule) => ({ ...rule, copyActions: [] })),
  ],
  [
    "aws-backup-plan-enable-copies",
    "no continuous copies",
    rules([plan, "backup-continuous"], (rule) => ({ ...rule, enableContinuousBackup: false })),
  ],
  [
    "aws-backup-selection-enforce-coverage",
    "copies of databases only",
    change("aws:backup/selection:Selection", { resources: ["arn:aws:rds:*:*:db:*"] }),
  ],
  [
    "aws-backup-selection-enforce-coverage",
    "copies of what has another tag",
    rework("aws:backup/selection:Selection", "conditions", () => [{ stringEquals: [{ key: "aws:ResourceTag/backup", value: "never" }] }]),
  ],
  [
    "aws-backup-selection-enforce-coverage",
    "copies but for the database",
    change("aws:backup/selection:Selection", { notResources: ["arn:aws:rds:*:*:db:*"] }),
  ],
  [
    "aws-backup-vault-enable-lock",
    "a vault of one day",
    change("aws:backup/vaultLockConfiguration:VaultLockConfiguration", { minRetentionDays: 1 }),
  ],
  [
    "aws-backup-vault-enable-lock",
    "a vault without a lock",
    drop(["aws:backup/vaultLockConfiguration:VaultLockConfiguration", "backup-copy"]),
  ],
  [
    "aws-backup-vault-disallow-manual-deletion",
    "a vault that anyone empties",
    change(["aws:backup/vaultPolicy:VaultPolicy", "backup"], { policy: '{"Version":"2012-10-17","Statement":[]}' }),
  ],
  [
    "aws-backup-vault-disallow-manual-deletion",
    "a vault's policy with a wider exception",
    text(["aws:backup/vaultPolicy:VaultPolicy", "backup"], "policy", "role/break-glass", "role/*"),
  ],
  [
    "aws-backup-restoretestingplan-missing-restore-tests",
    "restores never tried",
    drop("aws:backup/restoreTestingSelection:RestoreTestingSelection"),
  ],
  [
    "aws-backup-restoretestingplan-missing-restore-tests",
    "restores tried once a year",
    change("aws:backup/restoreTestingPlan:RestoreTestingPlan", { scheduleExpression: "cron(0 9 1 1 ? *)" }),
  ],
  [
    "aws-secretsmanager-secret-enforce-rotation-of-database-users",
    "a database's secret that rotates each year",
    changeOne("aws:secretsmanager/secretRotation:SecretRotation", { rotationRules: { automaticallyAfterDays: 365 } }),
  ],
  [
    "aws-pulumi-resource-disallow-weakening-values",
    "a secret copied to another Region",
    changeOne("aws:secretsmanager/secret:Secret", { replicas: [{ region: "eu-west-1" }] }),
  ],
  [
    "aws-secretsmanager-secret-configure-recovery-window",
    "a secret gone at once",
    changeOne("aws:secretsmanager/secret:Secret", { recoveryWindowInDays: 0 }),
  ],
  [
    "aws-ssm-parameter-enable-encryption",
    "a parameter with a password",
    add("aws:ssm/parameter:Parameter", { name: "/demo-prod/db-password", type: "String", value: "Hunter2Hunter2" }),
  ],
  [
    "aws-cognito-client-configure-code-flow",
    "a sign-in by passwords",
    change(client, { explicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_ADMIN_USER_PASSWORD_AUTH"] }),
  ],
  ["aws-cognito-client-configure-code-flow", "tokens in addresses", change(client, { allowedOauthFlows: ["code", "implicit"] })],
  ["aws-cognito-userpool-enforce-planned-staff", "tokens that last for months", change(client, { refreshTokenValidity: 129600 })],
  ["aws-cognito-client-configure-code-flow", "tokens that no one takes back", change(client, { enableTokenRevocation: false })],
  ["aws-cognito-client-configure-code-flow", "a sign-in that says who exists", change(client, { preventUserExistenceErrors: "LEGACY" })],
  ["aws-cognito-userpool-enforce-planned-staff", "a sign-in without a secret", change(client, { generateSecret: false })],
  [
    "aws-cognito-userpool-enforce-planned-staff",
    "a client that writes attributes",
    change(client, { writeAttributes: ["email", "custom:role"], allowedOauthScopes: ["openid", "aws.cognito.signin.user.admin"] }),
  ],
  [
    "aws-cognito-userpool-enforce-planned-staff",
    "other providers of staff",
    change(client, { supportedIdentityProviders: ["COGNITO", "Google"] }),
  ],
  ["aws-cognito-userpool-enforce-mfa", "a second factor by choice", change(pool, { mfaConfiguration: "OPTIONAL" })],
  [
    "aws-cognito-userpool-enforce-mfa",
    "a second factor by SMS",
    change(pool, {
      smsConfiguration: { snsCallerArn: "arn:aws:iam::123456789012:role/x", externalId: "x" },
      smsAuthenticationMessage: "{####}",
    }),
  ],
  [
    "aws-cognito-userpool-enforce-planned-staff",
    "passwords taken back by mail",
    change(pool, { accountRecoverySetting: { recoveryMechanisms: [{ name: "verified_email", priority: 1 }] } }),
  ],
  [
    "aws-cognito-userpool-disallow-self-sign-up",
    "staff who sign themselves up",
    change(pool, { adminCreateUserConfig: { allowAdminCreateUserOnly: false } }),
  ],
  [
    "aws-cognito-userpool-enable-threat-protection",
    "a sign-in without the threats",
    change(pool, { userPoolAddOns: { advancedSecurityMode: "OFF" } }),
  ],
  [
    "aws-pulumi-resource-disallow-weakening-values",
    "devices that are believed",
    change(pool, { deviceConfiguration: { challengeRequiredOnNewDevice: false, deviceOnlyRememberedOnUserPrompt: false } }),
  ],
  ["aws-lambda-function-configure-runtime", "a function's code of an old language", changeOne(fn, { runtime: "nodejs12.x" })],
  [
    "aws-pulumi-resource-disallow-plain-secrets",
    "a function with a password",
    change([fn, "canary"], { environment: { variables: { DB_PASSWORD: "Hunter2Hunter2Hunter2" } } }),
  ],
  [
    "aws-pulumi-resource-disallow-weakening-values",
    "a function that begins with another's code",
    change([fn, "patching"], { environment: { variables: { NODE_OPTIONS: "--require /tmp/x.js", AWS_LAMBDA_EXEC_WRAPPER: "/opt/x" } } }),
  ],
  [
    "aws-lambda-permission-disallow-public",
    "a function that anyone calls",
    add("aws:lambda/permission:Permission", { action: "lambda:InvokeFunction", principal: "*" }, { function: fn }),
  ],
  [
    "aws-lambda-permission-disallow-public",
    "a function that any bucket calls",
    add("aws:lambda/permission:Permission", { action: "lambda:InvokeFunction", principal: "s3.amazonaws.com" }, { function: fn }),
  ],
  [
    "aws-pulumi-resource-disallow-foreign-accounts",
    "a function that an organization calls",
    add("aws:lambda/permission:Permission", { action: "lambda:*", principal: "*", principalOrgId: "o-a1b2c3d4e5" }, { function: fn }),
  ],
  [
    "aws-pulumi-resource-disallow-foreign-accounts",
    "a function's files of others",
    changeOne(fn, {
      fileSystemConfig: { arn: "arn:aws:elasticfilesystem:us-east-1:999988887777:access-point/fsap-1", localMountPath: "/mnt/x" },
    }),
  ],
  [
    "aws-pulumi-resource-disallow-foreign-accounts",
    "events from a stranger's stream",
    changeOne("aws:lambda/eventSourceMapping:EventSourceMapping", { eventSourceArn: "arn:aws:sqs:us-east-1:999988887777:q" }),
  ],
  [
    "aws-pulumi-resource-disallow-foreign-accounts",
    "failures sent to a stranger",
    changeOne("aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig", {
      destinationConfig: { onFailure: { destination: "arn:aws:sqs:us-east-1:999988887777:q" } },
    }),
  ],
  [
    "aws-ssm-document-enforce-parameter-values",
    "a runbook that runs what it is told",
    text([document, "node-console"], "content", /"allowedPattern":"[^"]*"/, '"allowedPattern":".*"'),
  ],
  [
    "aws-pulumi-resource-disallow-foreign-hosts",
    "an agent's package of a stranger",
    add("aws:ssm/association:Association", { name: "AWS-RunRemoteScript", parameters: { sourceInfo: '{"path":"https://example.net/x"}' } }),
  ],
  [
    "aws-pulumi-resource-disallow-weakening-values",
    "an association that runs commands",
    changeOne("aws:ssm/association:Association", { name: "AWS-RunShellScript", parameters: { commands: "id" } }),
  ],
  [
    "aws-ssm-patch-baseline-configure-approval",
    "patches that wait",
    rework("aws:ssm/patchBaseline:PatchBaseline", "approvalRules", (all) =>
      Array.isArray(all) ? all.filter(isRecord).map((rule) => ({ ...rule, approveAfterDays: 90 })) : [],
    ),
  ],
  [
    "aws-pulumi-resource-disallow-weakening-values",
    "patches that are refused",
    change("aws:ssm/patchBaseline:PatchBaseline", { rejectedPatches: ["*"], rejectedPatchesAction: "BLOCK" }),
  ],
  [
    "aws-pulumi-resource-disallow-foreign-hosts",
    "patches from elsewhere",
    change("aws:ssm/patchBaseline:PatchBaseline", {
      sources: [{ name: "x", products: ["*"], configuration: "[x]\nbaseurl=https://repo.example.net/" }],
    }),
  ],
  ["aws-ssm-node-missing-patch-window", "a window that is off", change("aws:ssm/maintenanceWindow:MaintenanceWindow", { enabled: false })],
  [
    "aws-ssm-node-missing-patch-window",
    "a window that only looks",
    text("aws:ssm/maintenanceWindowTask:MaintenanceWindowTask", "taskArn", "AWS-RunPatchBaseline", "AWS-RunShellScript"),
  ],
  [
    "aws-sqs-queue-disallow-public-access",
    "a queue that anyone fills",
    sayIn("aws:sqs/queuePolicy:QueuePolicy", {
      Principal: { AWS: ["*"] },
      Action: "SQS:SendMessage",
      Resource: "*",
      Condition: { ArnLike: { "aws:SourceArn": "*" } },
    }),
  ],
  [
    "aws-sns-topic-disallow-public-access",
    "a topic that anyone hears",
    sayIn("aws:sns/topicPolicy:TopicPolicy", {
      Principal: { AWS: "*" },
      Action: "sns:Subscribe",
      Resource: "*",
      Condition: { StringLike: { "sns:Endpoint": "*" } },
    }),
  ],
  ["aws-sns-topic-enable-encryption", "a topic in the clear", changeOne("aws:sns/topic:Topic", { kmsMasterKeyId: undefined })],
];
