import { statementsOf } from "../model/documents.ts";
import type { Policy } from "../model/policy.ts";
import { custodians } from "./custody.ts";
import { externalKey, key, replicaKey } from "./types.ts";

export const kmsKeyDisableLockoutBypass: Policy = {
  name: "aws-kms-key-disable-lockout-bypass",
  description: "KMS refuses a key policy that could no longer be changed, unless the policy names the one role that may change it.",
  severity: "high",
  controls: ["KMS-03"],
  remediation: "Remove bypassPolicyLockoutSafetyCheck, or deny kms:PutKeyPolicy to all but a role that the policy names.",
  url: "https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html",
  types: [key, replicaKey, externalKey, "aws:kms/keyPolicy:KeyPolicy"],
  check: (resource) => {
    if (!resource.isTrue("bypassPolicyLockoutSafetyCheck")) return [];
    const named = resource.has("policy") && custodians(statementsOf(resource, "policy") ?? [], "kms:PutKeyPolicy").length > 0;
    return named ? [] : ["bypassPolicyLockoutSafetyCheck is true, and the policy names no role that may change it; set false"];
  },
};
