import type { Policy } from "../model/policy.ts";
import type { Resource } from "../model/stack.ts";
import { externalKey, key, replicaKey } from "./types.ts";

export const kmsKeyMissingDescription: Policy = {
  name: "aws-kms-key-missing-description",
  description: "A key has a description, and a spec that fits its usage.",
  severity: "low",
  controls: ["KMS-04"],
  remediation: "Set description; choose a keyUsage and a customerMasterKeySpec that fit.",
  url: "https://docs.aws.amazon.com/kms/latest/developerguide/create-keys.html",
  types: [key, replicaKey, externalKey],
  check: (resource) => [
    ...(resource.has("description") ? [] : ["description is unset; describe what the key encrypts"]),
    ...misfit(resource),
  ],
};

/** Symmetric keys encrypt, elliptic curves sign or agree on keys, HMAC keys authenticate; RSA does either. */
function misfit(resource: Resource): string[] {
  const spec = resource.text("customerMasterKeySpec") ?? "SYMMETRIC_DEFAULT";
  const usage = resource.text("keyUsage") ?? "ENCRYPT_DECRYPT";
  const fits = spec === "SYMMETRIC_DEFAULT" ? usage === "ENCRYPT_DECRYPT" : !/^(ECC|HMAC)_/.test(spec) || usage !== "ENCRYPT_DECRYPT";
  return fits ? [] : [`keyUsage is ${usage} and customerMasterKeySpec ${spec}; choose a usage and a spec that fit`];
}
