import { secureDatabase } from "../../domain/defaults/database.ts";
import { type Call, commandOf } from "./calls.ts";
import { isUnderOtherKey } from "./choose.ts";
import type { RestoreContext } from "./context.ts";
import type { Values } from "./lookups.ts";
import type { RestoreRequest } from "./request.ts";
import type { DatabaseFacts } from "./sources.ts";
import type { Step } from "./step.ts";

/** Starts the restore of the database, under a name of its own, beside the one that runs. */
export function startDatabase(context: RestoreContext): Step[] {
  const { request, found } = context;
  const { restored, aside } = request.names;
  const call = restoreCall(context);
  const there = found?.restored && `${restored} exists: ${found.restored.status}`;
  const done = found?.aside ? `${aside} exists: the restored one has taken the store's name` : there;
  const start: Step = {
    title: `Restore the database as ${restored}`,
    commands: [commandOf(call)],
    actions: [{ kind: "call", call }],
    done,
  };
  return takesOwnSnapshot(context) ? [ownSnapshot(context), start] : [start];
}

/** Waits for it, gives it what a restore leaves out, and looks at it. */
export function finishDatabase({ request, values, found }: RestoreContext): Step[] {
  const { restored: identifier, aside } = request.names;
  const call = completeCall(request, values);
  const wait = `aws rds wait db-instance-available --db-instance-identifier ${identifier}`;
  const { restored } = found ?? {};
  const whole = restored?.status === "available" && restored.managedPassword ? "it is available, RDS keeps its password" : undefined;
  const switched = found?.aside && `it is ${request.names.database} now; the one before is ${aside}`;
  return [
    {
      title: "Wait for it, and give it what a restore leaves out: a password that RDS keeps, backups of its own",
      notes: ["A restored MySQL has no managed password, whatever its source had; RDS takes a minute to begin with the change."],
      commands: [wait, commandOf(call), `sleep 60; ${wait}`],
      actions: [
        { kind: "wait-for-database", identifier, password: false },
        { kind: "call", call },
        { kind: "wait-for-database", identifier, password: true },
      ],
      done: switched ?? whole,
    },
    {
      title: "Check that it is as safe as the store's own",
      commands: [
        `aws rds describe-db-instances --db-instance-identifier ${identifier} \\\n  --query "DBInstances[0].[DBInstanceStatus, StorageEncrypted, KmsKeyId, PubliclyAccessible, MultiAZ, DeletionProtection, DBSubnetGroup.DBSubnetGroupName, VpcSecurityGroups[].VpcSecurityGroupId, DBParameterGroups[].DBParameterGroupName]"`,
      ],
      actions: [{ kind: "check-database", identifier }],
      done: switched,
    },
  ];
}

/** Differences between a restored database and what the store's must be, a sentence each. `values` are what it was restored with. */
export function differences(facts: DatabaseFacts, { target, names }: RestoreRequest, values: Values): string[] {
  const wrong = (what: string, got: unknown, expected: unknown) =>
    got === expected || String(expected).startsWith("$")
      ? []
      : [`${names.restored}: got ${what} ${String(got)}, expected ${String(expected)}`];
  return [
    ...wrong("status", facts.status, "available"),
    ...wrong("encryption", facts.encrypted, true),
    ...wrong("key", facts.keyArn, values.DATA_KEY),
    ...wrong("public access", facts.public, false),
    ...wrong("a standby", facts.multiAz, target.database.multiAz),
    ...wrong("deletion protection", facts.protected, target.protection),
    ...wrong("a managed password", facts.managedPassword, true),
    ...wrong("subnet group", facts.subnetGroup, values.SUBNET_GROUP),
    ...wrong("parameter group", facts.parameterGroup, values.PARAMETER_GROUP),
    ...wrong("security group", facts.securityGroups.join(", "), values.SECURITY_GROUP),
  ];
}

/**
 * RDS itself, not AWS Backup, restores its snapshots, also AWS Backup's: only so can everything be said at once that keeps the
 * database safe and Pulumi from wanting another one.
 */
function restoreCall(context: RestoreContext): Call {
  const { request, values, sources } = context;
  const { names, at } = request;
  const source = sources.database;
  const common = settingsOf(request, values);
  if (takesOwnSnapshot(context))
    return {
      operation: "RestoreDBInstanceFromDBSnapshot",
      input: { DBInstanceIdentifier: names.restored, DBSnapshotIdentifier: names.restored, ...common },
    };
  if (source?.kind === "point")
    return {
      operation: "RestoreDBInstanceFromDBSnapshot",
      input: { DBInstanceIdentifier: names.restored, DBSnapshotIdentifier: snapshotName(source.point.arn), ...common },
    };
  const { window } = source ?? {};
  // A deleted database's backups go by its id only.
  const from =
    window && window.status !== "active"
      ? { SourceDbiResourceId: window.resourceId }
      : { SourceDBInstanceIdentifier: window?.identifier ?? names.database };
  return {
    operation: "RestoreDBInstanceToPointInTime",
    input: { ...from, TargetDBInstanceIdentifier: names.restored, RestoreTime: (source?.moment ?? at).toJSDate(), ...common },
  };
}

const snapshotName = (arn: string) => arn.slice(arn.indexOf(":snapshot:") + ":snapshot:".length);

/** Settings that protect it from its first minute. The tag by which AWS Backup finds a database comes with `pulumi up`. */
function settingsOf({ target }: RestoreRequest, values: Values) {
  const { store, environment, stack, database, protection } = target;
  const tags = { project: "xcart-hosting", store, environment, stack, Name: `${stack}-database` };
  return {
    DBInstanceClass: database.instanceClass,
    StorageType: secureDatabase.storageType,
    MaxAllocatedStorage: database.maximumStorageGiB,
    MultiAZ: database.multiAz,
    DBSubnetGroupName: values.SUBNET_GROUP,
    VpcSecurityGroupIds: [values.SECURITY_GROUP],
    DBParameterGroupName: values.PARAMETER_GROUP,
    PubliclyAccessible: secureDatabase.publiclyAccessible,
    EnableIAMDatabaseAuthentication: secureDatabase.iamDatabaseAuthenticationEnabled,
    AutoMinorVersionUpgrade: secureDatabase.autoMinorVersionUpgrade,
    CopyTagsToSnapshot: secureDatabase.copyTagsToSnapshot,
    DeletionProtection: protection,
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
  };
}

/** Restoring takes no managed password for MySQL (docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_RestoreDBInstanceToPointInTime.html). */
function completeCall({ names, target }: RestoreRequest, values: Values): Call {
  return {
    operation: "ModifyDBInstance",
    input: {
      DBInstanceIdentifier: names.restored,
      ManageMasterUserPassword: secureDatabase.manageMasterUserPassword,
      MasterUserSecretKmsKeyId: values.DATA_KEY,
      BackupRetentionPeriod: target.backup.keep.continuousDays,
      ApplyImmediately: true,
    },
  };
}

function takesOwnSnapshot({ request, values, sources }: RestoreContext): boolean {
  const { database } = sources;
  const own = values.DATA_KEY.startsWith("$") ? undefined : { keyArn: values.DATA_KEY };
  return request.fromCopy || (database?.kind === "point" && isUnderOtherKey(own)(database.point));
}

/** A copy is under the key of the copies' vault; under another key than the store's own, Pulumi would want to replace the database. */
function ownSnapshot({ request, values, sources, found }: RestoreContext): Step {
  const source = sources.database;
  const identifier = request.names.restored;
  const call: Call = {
    operation: "CopyDBSnapshot",
    input: {
      SourceDBSnapshotIdentifier: source?.kind === "point" ? source.point.arn : values.DATABASE_POINT,
      TargetDBSnapshotIdentifier: identifier,
      KmsKeyId: values.DATA_KEY,
    },
  };
  return {
    title: `Copy the snapshot under the key of ${request.target.stack}`,
    commands: [commandOf(call), `aws rds wait db-snapshot-available --db-snapshot-identifier ${identifier}`],
    actions: [
      { kind: "call", call },
      { kind: "wait-for-snapshot", identifier },
    ],
    done: found?.snapshot === "available" ? `the snapshot ${identifier} exists` : undefined,
  };
}
