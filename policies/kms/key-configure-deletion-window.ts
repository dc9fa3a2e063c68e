import { secureKey } from "../../domain/defaults/keys.ts";
import type { Policy } from "../model/policy.ts";
import { externalKey, key, replicaKey } from "./types.ts";

const minDays = secureKey.deletionWindowInDays;

export const kmsKeyConfigureDeletionWindow: Policy = {
  name: "aws-kms-key-configure-deletion-window",
  description: `Keys are enabled, and their deletion takes ${minDays} days, in which an operator can cancel it: without its key, data is lost.`,
  severity: "high",
  controls: ["KMS-02"],
  remediation: `Set deletionWindowInDays to ${minDays}, and isEnabled to true.`,
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html#kms-3",
  types: [key, replicaKey, externalKey],
  check: (resource) => {
    const days = resource.number("deletionWindowInDays") ?? minDays;
    const state = resource.type === key ? "isEnabled" : "enabled";
    return [
      ...(days < minDays ? [`deletionWindowInDays is ${days}; set ${minDays}`] : []),
      ...(resource.get(state) === false ? [`${state} is false, so that data encrypted with the key cannot be read; set true`] : []),
    ];
  },
};
