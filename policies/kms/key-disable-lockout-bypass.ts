import type { Policy } from "../model/policy.ts";
import { externalKey, key, replicaKey } from "./types.ts";

export const kmsKeyDisableLockoutBypass: Policy = {
  name: "aws-kms-key-disable-lockout-bypass",
  description: "KMS refuses a key policy that nobody could change any more.",
  severity: "high",
  controls: ["KMS-03"],
  remediation: "Leave bypassPolicyLockoutSafetyCheck out.",
  url: "https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html",
  types: [key, replicaKey, externalKey, "aws:kms/keyPolicy:KeyPolicy"],
  check: (resource) => (resource.isTrue("bypassPolicyLockoutSafetyCheck") ? ["bypassPolicyLockoutSafetyCheck is true; set false"] : []),
};
