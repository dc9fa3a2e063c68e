import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { type DBInstance, DescribeDBInstancesCommand, ModifyDBInstanceCommand } from "@aws-sdk/client-rds";
import type { Connection } from "mysql2/promise";
import { type Access, connect } from "../../mysql/connection.ts";
import { patiently } from "../../mysql/patience.ts";
import type { Tools } from "../tools.ts";

/** Prefix of the resources that a restore test creates (docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing-inferred-metadata.html). */
const restoredPrefix = "awsbackup-restore-test-";

/**
 * Makes a restored instance reachable: it gets a random password, which is in this process's memory and in RDS only. A restored
 * instance knows the passwords of its source's past, and its secret stayed with the source. Throws for an instance that no restore test made.
 */
export async function takeOver(identifier: string, tools: Tools): Promise<Access> {
  if (!identifier.startsWith(restoredPrefix))
    throw new Error(`${identifier}: not made by a restore test, expected a name that begins with ${restoredPrefix}; its password stays`);
  const instance = await settled(identifier, tools);
  // 40 characters without /, " and @; RDS for MySQL takes 41 at most.
  const password = randomBytes(30).toString("base64url");
  await tools.rds.send(
    new ModifyDBInstanceCommand({
      DBInstanceIdentifier: identifier,
      ApplyImmediately: true,
      MasterUserPassword: password,
      ...(instance.MasterUserSecret && { ManageMasterUserPassword: false }),
    }),
  );
  const { Endpoint, MasterUsername } = await settled(identifier, tools);
  if (!Endpoint?.Address || !Endpoint.Port || !MasterUsername)
    throw new Error(`${identifier}: no address yet, expected one of an available instance`);
  const { name, certificateFile } = tools.settings.database;
  return { host: Endpoint.Address, port: Endpoint.Port, user: MasterUsername, password, database: name, certificateFile };
}

/** The instance, once nothing of it is being changed. */
async function settled(identifier: string, { rds, pace, deadline }: Tools): Promise<DBInstance> {
  const end = Math.min(deadline, Date.now() + pace.patience);
  for (;;) {
    const { DBInstances } = await rds.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier: identifier }));
    const instance = DBInstances?.[0];
    if (!instance) throw new Error(`${identifier}: RDS does not know it`);
    if (instance.DBInstanceStatus === "available" && !instance.PendingModifiedValues?.MasterUserPassword) return instance;
    if (Date.now() > end) throw new Error(`${identifier}: still ${instance.DBInstanceStatus}, expected it to become available`);
    await sleep(pace.poll);
  }
}

/** Connects, for reading only, as soon as the new password is taken: RDS applies it some time after it says that it is available. */
export const connectPatiently = async (access: Access, tools: Tools): Promise<Connection> =>
  await patiently(tools, async () => {
    const connection = await connect(access);
    await connection.query("SET SESSION TRANSACTION READ ONLY");
    return connection;
  });
