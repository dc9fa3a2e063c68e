import { demandKey } from "../model/demands.ts";
import type { Policy } from "../model/policy.ts";

export const secretsmanagerSecretConfigureCustomerManagedKey: Policy = {
  name: "aws-secretsmanager-secret-configure-customer-managed-key",
  description: "A secret is encrypted with a customer-managed key, and has a description.",
  severity: "medium",
  controls: ["SEC-03"],
  remediation: "Set kmsKeyId to a customer-managed key, and description.",
  url: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html",
  types: ["aws:secretsmanager/secret:Secret"],
  check: (secret) => [
    ...demandKey(secret, "kmsKeyId"),
    ...(secret.has("description") ? [] : ["description is unset; describe the secret's purpose"]),
  ],
};
