import { randomUUID } from "node:crypto";
import { CreateSecretCommand, PutSecretValueCommand, RotateSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { beforeFirstRotation, type DatabaseUsersSettings, type RotationEvent } from "../../domain/contracts/database-users.ts";
import { type DatabaseUserName, databaseUserNames, databaseUsers } from "../../domain/defaults/database-users.ts";
import { rotate } from "../../functions/database-users/rotate.ts";
import { userIn } from "../../functions/database-users/secrets.ts";
import type { Tools } from "../../functions/database-users/tools.ts";
import type { EmulatedAws } from "./emulators/aws.ts";
import type { MariaDb } from "./emulators/mariadb.ts";

/** What RDS lets its master user do (docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.MasterAccounts.html), as far as MariaDB has it. */
const masterRights =
  "SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, RELOAD, PROCESS, REFERENCES, INDEX, ALTER, SHOW DATABASES, CREATE TEMPORARY TABLES, LOCK TABLES, EXECUTE, REPLICATION SLAVE, REPLICATION CLIENT, CREATE VIEW, SHOW VIEW, CREATE ROUTINE, ALTER ROUTINE, CREATE USER, EVENT, TRIGGER";

/** The steps in Secrets Manager's order. */
export const rotationSteps = [
  "createSecret",
  "setSecret",
  "testSecret",
  "finishSecret",
] as const satisfies readonly RotationEvent["Step"][];

/** The users of a database of a test's own, their secrets in an emulated account, and the function that rotates them. */
export interface UsersStage {
  readonly tools: Tools;
  readonly secrets: SecretsManagerClient;
  /** The lines of metrics that the function wrote. */
  readonly printed: string[];
  /** Begins a rotation as Secrets Manager does: an empty version that is to become current. */
  begin(user: DatabaseUserName): Promise<Omit<RotationEvent, "Step">>;
  /** A whole rotation. */
  rotate(user: DatabaseUserName): Promise<void>;
  current(user: DatabaseUserName): ReturnType<typeof userIn>;
}

/** A master user in the database, as on RDS, and secrets as `pulumi up` makes them. The schema is there. */
export async function usersStage(database: MariaDb, account: EmulatedAws, schema = "xcart"): Promise<UsersStage> {
  const secrets = new SecretsManagerClient(account.client);
  const master = { username: "xcart_admin", password: "aMaster'sPassword" };
  await database.root.query(`CREATE OR REPLACE USER ${master.username} IDENTIFIED BY "${master.password}"`);
  await database.root.query(`GRANT ${masterRights} ON *.* TO ${master.username} WITH GRANT OPTION`);
  const create = async (Name: string, value: unknown) => {
    const { ARN } = await secrets.send(new CreateSecretCommand({ Name, SecretString: JSON.stringify(value) }));
    return ARN ?? "";
  };
  const secretArns = { store: "", upgrade: "" };
  for (const user of databaseUserNames)
    secretArns[user] = await create(`shop-prod-${databaseUsers[user].secret}-${randomUUID()}`, beforeFirstRotation);
  const settings: DatabaseUsersSettings = {
    ...{ stack: "shop-prod", host: "127.0.0.1", port: database.port, schema, requireTls: true, secretArns },
    masterSecretArn: await create(`rds!db-${randomUUID()}`, master),
    certificateFile: database.certificateFile,
  };
  const configured = {
    RotationLambdaARN: `arn:aws:lambda:us-east-1:${account.accountId}:function:shop-prod-database-users`,
    RotationRules: { AutomaticallyAfterDays: 30 },
  };
  const printed: string[] = [];
  const print = (line: string) => void printed.push(line);
  const tools: Tools = { settings, secrets, deadline: Date.now() + 600_000, pace: { poll: 50, patience: 1000 }, print };
  const begin = async (user: DatabaseUserName) => {
    const [SecretId, ClientRequestToken] = [secretArns[user], randomUUID()];
    await secrets.send(new RotateSecretCommand({ SecretId, ClientRequestToken, ...configured }));
    return { SecretId, ClientRequestToken };
  };
  return {
    ...{ tools, secrets, printed, begin },
    rotate: async (user) => {
      const event = await begin(user);
      for (const Step of rotationSteps) await rotate({ ...event, Step }, tools);
    },
    current: (user) => userIn(tools, secretArns[user], { VersionStage: "AWSCURRENT" }),
  };
}

/** Overwrites what a secret says now. */
export async function overwrite({ secrets }: UsersStage, SecretId: string, value: unknown): Promise<void> {
  await secrets.send(new PutSecretValueCommand({ SecretId, SecretString: JSON.stringify(value) }));
}
