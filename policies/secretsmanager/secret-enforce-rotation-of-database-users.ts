import { databasePasswordDays, databaseUserNames, databaseUsers } from "../../domain/defaults/database-users.ts";
import type { Policy } from "../model/policy.ts";
import { rotationFaults } from "./secret-enable-rotation.ts";

const secrets: readonly string[] = databaseUserNames.map((user) => databaseUsers[user].secret);

export const secretsmanagerSecretEnforceRotationOfDatabaseUsers: Policy = {
  name: "aws-secretsmanager-secret-enforce-rotation-of-database-users",
  description: `The passwords of the database's users are changed at least each ${databasePasswordDays.max} days.`,
  severity: "high",
  controls: [
    {
      key: "RDS-25",
      service: "RDS / Aurora MySQL",
      control: "Passwords of the applications' users are rotated within 90 days",
      pci: ["8.6.3"],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation: `Add a SecretRotation with automaticallyAfterDays of ${databasePasswordDays.max} or less.`,
  url: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets.html",
  types: ["aws:secretsmanager/secret:Secret"],
  check: (secret, stack) => (secrets.includes(secret.name) ? rotationFaults(secret, stack) : undefined),
};
