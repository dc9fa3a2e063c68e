import { secureKey } from "../../domain/defaults/keys.ts";
import { demandTrue } from "../model/demands.ts";
import type { Policy } from "../model/policy.ts";
import type { Resource } from "../model/stack.ts";
import { key } from "./types.ts";

const maxDays = secureKey.rotationPeriodInDays;

export const kmsKeyEnableKeyRotation: Policy = {
  name: "aws-kms-key-enable-key-rotation",
  description: `AWS rotates a key at least every ${maxDays} days.`,
  severity: "medium",
  controls: ["KMS-01"],
  remediation: "Set enableKeyRotation: true.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html#kms-4",
  types: [key],
  check: (resource) => {
    if (!canRotate(resource)) return undefined;
    const days = resource.number("rotationPeriodInDays");
    const slow = days !== undefined && days > maxDays ? [`rotationPeriodInDays is ${days}; set ${maxDays} or less`] : [];
    return [...demandTrue(resource, "enableKeyRotation"), ...slow];
  },
};

/** AWS rotates symmetric keys of its own making only. */
const canRotate = (resource: Resource): boolean =>
  (resource.text("customerMasterKeySpec") ?? "SYMMETRIC_DEFAULT") === "SYMMETRIC_DEFAULT" && !resource.has("customKeyStoreId");
