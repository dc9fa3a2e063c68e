import type { Policy } from "../model/policy.ts";
import { holdersOf, key, replicaKey } from "./types.ts";

export const kmsKeyMissingPolicy: Policy = {
  name: "aws-kms-key-missing-policy",
  description: "A key says itself who may use it; AWS's default lets every administrator of the account decrypt.",
  severity: "medium",
  controls: ["KMS-03"],
  remediation: "Set policy: who administers the key, and who uses it through which services.",
  url: "https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html",
  types: [key, replicaKey],
  check: (resource, stack) =>
    holdersOf(resource, stack).length === 0 ? ["policy is unset; set a policy that names administrators and users of the key"] : [],
};
