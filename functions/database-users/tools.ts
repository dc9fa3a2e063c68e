import type { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { DatabaseUsersSettings } from "../../domain/contracts/database-users.ts";

/** What the function works with. */
export interface Tools {
  readonly settings: DatabaseUsersSettings;
  readonly secrets: SecretsManagerClient;
  /** When work has to end, so that there is time left to say so; milliseconds since 1970. */
  readonly deadline: number;
  readonly pace: Pace;
  /** Writes one line to the function's log as it is. */
  readonly print: (line: string) => void;
}

/** How long is waited, in milliseconds. */
export interface Pace {
  /** Between two tries. */
  readonly poll: number;
  /** For a database that cannot be reached, or a master password that has just changed. */
  readonly patience: number;
}
