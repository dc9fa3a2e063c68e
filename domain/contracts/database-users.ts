import type { DatabaseUserName } from "../defaults/database-users.ts";

/*
 * Who the database's users are, and what changes their passwords: components/database-users and functions/database-users agree on this.
 * Names and privileges are data: domain/defaults/database-users.ts.
 *
 * Secrets Manager calls the function with {@link RotationEvent}, the steps one after the other, each again where it failed
 * (docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_lambda-functions.html). A schedule calls it to check that the
 * passwords work and how old they are; `pulumi up` and a restore call it to wait until they do.
 */

/** The JSON of a user's secret, by AWS's names (docs.aws.amazon.com/secretsmanager/latest/userguide/reference_secret_json_structure.html). */
export interface DatabaseUserSecret {
  readonly engine: "mysql";
  readonly host: string;
  readonly port: number;
  readonly dbname: string;
  readonly username: string;
  /** Letters and digits. */
  readonly password: string;
  /** When the password was made, ISO 8601. */
  readonly made: string;
}

/**
 * The value of a secret until its first rotation, which `pulumi up` starts and waits for: no user, no password. Every reader of a secret has
 * to expect it.
 */
export interface DatabaseUserSecretBefore {
  readonly waitingFor: string;
}

/** The value of {@link DatabaseUserSecretBefore}. */
export const beforeFirstRotation: DatabaseUserSecretBefore = { waitingFor: "first rotation" };

/** The function's settings, as JSON in `DATABASE_USERS`. Nothing in it is secret. */
export interface DatabaseUsersSettings {
  readonly stack: string;
  readonly host: string;
  readonly port: number;
  readonly schema: string;
  /** The master user's secret, of RDS. */
  readonly masterSecretArn: string;
  readonly secretArns: Readonly<Record<DatabaseUserName, string>>;
  /** Whether a user may come with TLS only; false where the settings relax `database.requireTls`. */
  readonly requireTls: boolean;
  /** PEM file of who may have signed the database's certificate. @default "/var/runtime/ca-cert.pem", AWS's own in Lambda's runtime of Node.js */
  readonly certificateFile?: string;
}

/** The event that Secrets Manager calls the function with. */
export interface RotationEvent {
  readonly SecretId: string;
  /** The version that becomes current. */
  readonly ClientRequestToken: string;
  readonly Step: "createSecret" | "setSecret" | "testSecret" | "finishSecret";
}

/** Waits until both users' current passwords work, or throws after some minutes with what is wrong. */
export const expectUsers = { expect: "users" } as const;

/** The metrics, with the dimensions `stack` and `user`. */
export const databaseUserMetrics = {
  /** 1 where the user's current password opens the database, 0 where not. */
  works: "DatabaseUserWorks",
  /** Days since the password was made. */
  age: "DatabasePasswordAge",
} as const;
