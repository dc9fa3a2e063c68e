import { secureKey } from "../../domain/defaults/keys.ts";
import type { Policy } from "../model/policy.ts";
import { externalKey, key, replicaKey } from "./types.ts";

const least = secureKey.deletionWindowInDays;

export const kmsKeyConfigureDeletionWindow: Policy = {
  name: "aws-kms-key-configure-deletion-window",
  description: `A key is on, and deleting it takes ${least} days in which somebody may notice: without its key, data is lost.`,
  severity: "high",
  controls: ["KMS-02"],
  remediation: `Set deletionWindowInDays to ${least}, and isEnabled to true.`,
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html#kms-3",
  types: [key, replicaKey, externalKey],
  check: (resource) => {
    const days = resource.number("deletionWindowInDays") ?? least;
    const state = resource.type === key ? "isEnabled" : "enabled";
    return [
      ...(days < least ? [`deletionWindowInDays is ${days}; set ${least}`] : []),
      ...(resource.get(state) === false ? [`${state} is false: nothing encrypted with it can be read; set true`] : []),
    ];
  },
};
