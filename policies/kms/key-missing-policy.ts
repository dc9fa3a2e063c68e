import type { Policy } from "../model/policy.ts";
import { holdersOf, key, replicaKey } from "./types.ts";

export const kmsKeyMissingPolicy: Policy = {
  name: "aws-kms-key-missing-policy",
  description: "A key's policy names its users; AWS's default allows every administrator of the account to decrypt.",
  severity: "medium",
  controls: ["KMS-03"],
  remediation: "Set a policy that names the key's administrators, and its users with their services.",
  url: "https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html",
  types: [key, replicaKey],
  check: (resource, stack) =>
    holdersOf(resource, stack).length === 0 ? ["policy is unset; set a policy that names administrators and users of the key"] : [],
};
