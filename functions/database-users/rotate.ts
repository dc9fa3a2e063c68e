import type { DatabaseUserSecret, DatabaseUsersSettings, RotationEvent } from "../../domain/contracts/database-users.ts";
import { type DatabaseUser, databaseUserNames, databaseUsers } from "../../domain/defaults/database-users.ts";
import { patiently } from "../mysql/patience.ts";
import { connectAs, connectAsMaster } from "./access.ts";
import { newPassword } from "./passwords.ts";
import { keepPending, labelsOf, makeCurrent, userIn } from "./secrets.ts";
import type { Tools } from "./tools.ts";
import { makeUser } from "./users.ts";

/** A rotation of one user's secret. */
interface Rotation {
  readonly user: DatabaseUser;
  readonly secretId: string;
  /** The version that becomes current. */
  readonly version: string;
  readonly current: string | undefined;
}

/**
 * Does one step of a rotation. Each may run again, also beside itself, and after any of them the current password works: a rotation is always
 * of the name that is not current. Throws where Secrets Manager did not ask for it.
 */
export async function rotate({ SecretId, ClientRequestToken, Step }: RotationEvent, tools: Tools): Promise<void> {
  const user = userOf(SecretId, tools.settings);
  const { rotated, current, of } = await labelsOf(tools, SecretId);
  if (!rotated) throw new Error(`${SecretId}: rotation is not enabled`);
  const labels = of(ClientRequestToken);
  if (labels?.includes("AWSCURRENT")) return;
  if (!labels?.includes("AWSPENDING"))
    throw new Error(`${SecretId}: version ${ClientRequestToken} is not AWSPENDING, expected the one that becomes current`);
  await steps[Step]({ user, secretId: SecretId, version: ClientRequestToken, current }, tools);
}

const steps = { createSecret, setSecret, testSecret, finishSecret } as const satisfies Record<RotationEvent["Step"], unknown>;

/** A user of {@link databaseUsers} by its secret. */
function userOf(secretId: string, { secretArns }: DatabaseUsersSettings): DatabaseUser {
  const found = databaseUserNames.find((name) => secretArns[name] === secretId);
  if (!found) throw new Error(`${secretId}: got a secret of no database user, expected one of ${Object.values(secretArns).join(", ")}`);
  return databaseUsers[found];
}

/** Generates a password for the other name, once. */
async function createSecret({ user, secretId, version }: Rotation, tools: Tools): Promise<void> {
  if (await userIn(tools, secretId, { VersionId: version, VersionStage: "AWSPENDING" })) return;
  const current = await userIn(tools, secretId, { VersionStage: "AWSCURRENT" });
  const { host, port, schema: dbname } = tools.settings;
  const username = otherName(user, current?.username);
  const made = new Date().toISOString();
  await keepPending(tools, secretId, version, { engine: "mysql", host, port, dbname, username, password: newPassword(), made });
}

const otherName = ({ names: [first, second] }: DatabaseUser, current: string | undefined): string => (current === first ? second : first);

/** Creates the user, or sets the existing one's new password and exactly its permissions. */
async function setSecret(rotation: Rotation, tools: Tools): Promise<void> {
  const { username: name, password } = await pendingOf(rotation, tools);
  const { schema, requireTls } = tools.settings;
  const connection = await connectAsMaster(tools);
  try {
    await makeUser(connection, { user: rotation.user, name, password, schema, requireTls });
  } finally {
    connection.destroy();
  }
}

/** Opens the database as the new user. */
async function testSecret(rotation: Rotation, tools: Tools): Promise<void> {
  const { username: user, password } = await pendingOf(rotation, tools);
  const connection = await patiently(tools, () => connectAs(tools, { user, password }));
  connection.destroy();
}

async function finishSecret({ secretId, version, current }: Rotation, tools: Tools): Promise<void> {
  await makeCurrent(tools, secretId, version, current);
}

/** The user that is to become current. Throws for one whose password is in use: changing that would lock the nodes out. */
async function pendingOf({ user, secretId, version }: Rotation, tools: Tools): Promise<DatabaseUserSecret> {
  const pending = await userIn(tools, secretId, { VersionId: version, VersionStage: "AWSPENDING" });
  if (!pending) throw new Error(`${secretId}: version ${version} has no user yet, expected createSecret to have made one`);
  const current = await userIn(tools, secretId, { VersionStage: "AWSCURRENT" });
  const expected = otherName(user, current?.username);
  if (pending.username !== expected) throw new Error(`${secretId}: got the pending user ${pending.username}, expected ${expected}`);
  return pending;
}
