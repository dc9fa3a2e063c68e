import type { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { DatabaseUsersSettings } from "../../domain/contracts/database-users.ts";
import type { Patience } from "../mysql/patience.ts";

/** Dependencies of the function. */
export interface Tools extends Patience {
  readonly settings: DatabaseUsersSettings;
  readonly secrets: SecretsManagerClient;
  /** Writes one line to the function's log as it is. */
  readonly print: (line: string) => void;
}
