import type { Policy } from "../model/policy.ts";
import { kmsConfigureDeletionWindow } from "./configure-deletion-window.ts";
import { kmsDisableLockoutBypass } from "./disable-lockout-bypass.ts";
import { kmsDisallowWildcardPrincipals } from "./disallow-wildcard-principals.ts";
import { kmsEnableKeyRotation } from "./enable-key-rotation.ts";
import { kmsEnforceNarrowGrants } from "./enforce-narrow-grants.ts";
import { kmsMissingDescription } from "./missing-description.ts";
import { kmsMissingPolicy } from "./missing-policy.ts";

/** The policies about KMS. */
export const kms: readonly Policy[] = [
  kmsConfigureDeletionWindow,
  kmsDisableLockoutBypass,
  kmsDisallowWildcardPrincipals,
  kmsEnableKeyRotation,
  kmsEnforceNarrowGrants,
  kmsMissingDescription,
  kmsMissingPolicy,
];
