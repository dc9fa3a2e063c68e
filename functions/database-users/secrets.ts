import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceExistsException,
  ResourceNotFoundException,
  type SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from "@aws-sdk/client-secrets-manager";
import type { DatabaseUserSecret } from "../../domain/contracts/database-users.ts";
import { isRecord } from "../../domain/values.ts";
import type { Tools } from "./tools.ts";

/** A version of a secret, by its label and, where it is known, its id. */
interface VersionOf {
  readonly VersionStage: "AWSCURRENT" | "AWSPENDING";
  readonly VersionId?: string;
}

/** Reads a version of a user's secret; undefined if there is no such version, or it has no user and password yet. */
export async function userIn({ secrets }: Tools, SecretId: string, version: VersionOf): Promise<DatabaseUserSecret | undefined> {
  const value = await contentOf(secrets, { SecretId, ...version });
  return isUser(value) ? value : undefined;
}

/** RDS's master user, as its secret has it. Throws where there is none. */
export async function masterIn({ secrets: client, settings }: Tools): Promise<{ readonly user: string; readonly password: string }> {
  const value = await contentOf(client, { SecretId: settings.masterSecretArn, VersionStage: "AWSCURRENT" });
  if (!isRecord(value) || typeof value.username !== "string" || typeof value.password !== "string")
    throw new Error("the master user's secret: got none, expected the one that RDS keeps for the database");
  return { user: value.username, password: value.password };
}

async function contentOf(client: SecretsManagerClient, of: VersionOf & { readonly SecretId: string }): Promise<unknown> {
  try {
    const { SecretString } = await client.send(new GetSecretValueCommand(of));
    return SecretString === undefined ? undefined : JSON.parse(SecretString);
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    // What JSON.parse says of a text has a part of it.
    if (error instanceof SyntaxError) throw new Error(`${of.SecretId}, ${of.VersionStage}: got no JSON`);
    throw error;
  }
}

const isUser = (value: unknown): value is DatabaseUserSecret =>
  isRecord(value) && typeof value.username === "string" && typeof value.password === "string" && typeof value.made === "string";

/** Keeps a version that is to become current. Where it is there already, another run of the same step was faster: nothing is changed. */
export async function keepPending(
  { secrets }: Tools,
  SecretId: string,
  ClientRequestToken: string,
  value: DatabaseUserSecret,
): Promise<void> {
  const version = { SecretId, ClientRequestToken, SecretString: JSON.stringify(value), VersionStages: ["AWSPENDING"] };
  await secrets.send(new PutSecretValueCommand(version)).catch((error: unknown) => {
    if (!(error instanceof ResourceExistsException)) throw error;
  });
}

/** Which version has which labels, and whether the secret is rotated at all. */
export async function labelsOf({ secrets }: Tools, SecretId: string) {
  const { RotationEnabled = false, VersionIdsToStages = {} } = await secrets.send(new DescribeSecretCommand({ SecretId }));
  const labelled = (label: string) => Object.entries(VersionIdsToStages).find(([, labels]) => labels.includes(label))?.[0];
  return { rotated: RotationEnabled, current: labelled("AWSCURRENT"), of: (version: string) => VersionIdsToStages[version] };
}

/**
 * Makes a version the current one. AWSPENDING stays where it is: taking it away by a call of its own tells Secrets Manager that the rotation
 * has failed (docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_lambda-functions.html, finish_secret).
 */
export async function makeCurrent({ secrets }: Tools, SecretId: string, version: string, former: string | undefined): Promise<void> {
  const moved = { SecretId, VersionStage: "AWSCURRENT", MoveToVersionId: version, RemoveFromVersionId: former };
  await secrets.send(new UpdateSecretVersionStageCommand(moved));
}
