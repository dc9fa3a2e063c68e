import { secretsmanagerSecretConfigureCustomerManagedKey } from "../../policies/secretsmanager/secret-configure-customer-managed-key.ts";
import { secretsmanagerSecretEnableRotation } from "../../policies/secretsmanager/secret-enable-rotation.ts";
import { secretsmanagerSecretEnforceRotationOfDatabaseUsers } from "../../policies/secretsmanager/secret-enforce-rotation-of-database-users.ts";
import { maker, testCases } from "./data-cases.ts";
import { resource } from "./support.ts";

const secret = maker("aws:secretsmanager/secret:Secret");
const rotation = (rotationRules: object) =>
  resource("aws:secretsmanager/secretRotation:SecretRotation", "one", { secretId: "secret-1", rotationRules });

const user = (name: string) => resource("aws:secretsmanager/secret:Secret", name, { id: "secret-1" });

testCases([
  [
    secretsmanagerSecretEnforceRotationOfDatabaseUsers,
    "a month is compliant",
    [],
    user("database-store"),
    rotation({ automaticallyAfterDays: 30 }),
  ],
  [
    secretsmanagerSecretEnforceRotationOfDatabaseUsers,
    "never is reported",
    ["the secret has no SecretRotation; add one of 90 days or less"],
    user("database-upgrade"),
  ],
  [secretsmanagerSecretEnforceRotationOfDatabaseUsers, "another secret is none of its business", "notApplicable", user("cache")],
  [secretsmanagerSecretEnableRotation, "a month is compliant", [], secret({ id: "secret-1" }), rotation({ automaticallyAfterDays: 30 })],
  [
    secretsmanagerSecretEnableRotation,
    "a schedule is compliant",
    [],
    secret({ id: "secret-1" }),
    rotation({ scheduleExpression: "rate(10 days)" }),
  ],
  [
    secretsmanagerSecretEnableRotation,
    "a year is reported",
    ["the secret is rotated every 365 days; set 90 or less"],
    secret({ id: "secret-1" }),
    rotation({ automaticallyAfterDays: 365 }),
  ],
  [secretsmanagerSecretEnableRotation, "never is reported", ["the secret has no SecretRotation; add one of 90 days or less"], secret()],
  [
    secretsmanagerSecretEnableRotation,
    "the old inline form is seen",
    ["the secret is rotated every 180 days; set 90 or less"],
    secret({ rotationRules: [{ automaticallyAfterDays: 180 }] }),
  ],
  [
    secretsmanagerSecretConfigureCustomerManagedKey,
    "key and description are compliant",
    [],
    secret({ kmsKeyId: "arn", description: "Password" }),
  ],
  [
    secretsmanagerSecretConfigureCustomerManagedKey,
    "without them it is reported",
    [
      "kmsKeyId is alias/aws/secretsmanager, a key of AWS; set the ARN of a customer-managed key",
      "description is unset; describe the secret's purpose",
    ],
    secret({ kmsKeyId: "alias/aws/secretsmanager" }),
  ],
]);
