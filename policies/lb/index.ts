import type { Policy } from "../model/policy.ts";
import { lbConfigureAcmCertificate } from "./configure-acm-certificate.ts";
import { lbConfigureDesyncMitigation } from "./configure-desync-mitigation.ts";
import { lbConfigureModernTls } from "./configure-modern-tls.ts";
import { lbConfigureTargetGroups } from "./configure-target-groups.ts";
import { lbDisallowClassic } from "./disallow-classic.ts";
import { lbEnableAccessLogs } from "./enable-access-logs.ts";
import { lbEnableCrossZone } from "./enable-cross-zone.ts";
import { lbEnableDeletionProtection } from "./enable-deletion-protection.ts";
import { lbEnableHeaderChecks } from "./enable-invalid-header-drop.ts";
import { lbEnforceHttps } from "./enforce-https.ts";
import { lbEnforceSignIn } from "./enforce-sign-in.ts";
import { lbMissingWebAcl } from "./missing-web-acl.ts";

/** The policies about load balancers. */
export const lb: readonly Policy[] = [
  lbConfigureAcmCertificate,
  lbConfigureDesyncMitigation,
  lbConfigureModernTls,
  lbConfigureTargetGroups,
  lbDisallowClassic,
  lbEnableAccessLogs,
  lbEnableCrossZone,
  lbEnableDeletionProtection,
  lbEnableHeaderChecks,
  lbEnforceHttps,
  lbEnforceSignIn,
  lbMissingWebAcl,
];
