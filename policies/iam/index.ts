import type { Policy } from "../model/policy.ts";
import { iamConfigureAccountTrust } from "./configure-account-trust.ts";
import { iamConfigureOidcClaims } from "./configure-oidc-claims.ts";
import { iamConfigurePasswordPolicy } from "./configure-password-policy.ts";
import { iamConfigureSessionLength } from "./configure-session-length.ts";
import { iamConfigureSource } from "./configure-source.ts";
import { iamDisallowAdministrator } from "./disallow-administrator.ts";
import { iamDisallowBroadManaged } from "./disallow-broad-managed.ts";
import { iamDisallowEveryKey } from "./disallow-every-key.ts";
import { iamDisallowEveryResource } from "./disallow-every-resource.ts";
import { iamDisallowFullService } from "./disallow-full-service.ts";
import { iamDisallowInlinePolicies } from "./disallow-inline-policies.ts";
import { iamDisallowMixedManagement } from "./disallow-mixed-management.ts";
import { iamDisallowPrivilegeEscalation } from "./disallow-privilege-escalation.ts";
import { iamDisallowProviderKeys } from "./disallow-provider-keys.ts";
import { iamDisallowPublicTrust } from "./disallow-public-trust.ts";
import { iamDisallowUserPolicies } from "./disallow-user-policies.ts";
import { iamDisallowUsers } from "./disallow-users.ts";
import { iamEnforceMfa } from "./enforce-mfa.ts";
import { iamEnforceUserMfa } from "./enforce-user-mfa.ts";
import { iamMissingBoundary } from "./missing-boundary.ts";
import { iamMissingMembers } from "./missing-members.ts";
import { iamMissingPasswordPolicy } from "./missing-password-policy.ts";
import { iamMissingSupportRole } from "./missing-support-role.ts";

/** The policies about IAM: who may do what, and who may become whom. */
export const iam: readonly Policy[] = [
  iamDisallowAdministrator,
  iamDisallowFullService,
  iamDisallowBroadManaged,
  iamDisallowEveryResource,
  iamDisallowEveryKey,
  iamDisallowPrivilegeEscalation,
  iamDisallowPublicTrust,
  iamConfigureAccountTrust,
  iamConfigureOidcClaims,
  iamMissingBoundary,
  iamConfigureSource,
  iamEnforceMfa,
  iamEnforceUserMfa,
  iamDisallowUsers,
  iamDisallowUserPolicies,
  iamDisallowInlinePolicies,
  iamDisallowMixedManagement,
  iamMissingMembers,
  iamConfigurePasswordPolicy,
  iamMissingPasswordPolicy,
  iamMissingSupportRole,
  iamConfigureSessionLength,
  iamDisallowProviderKeys,
];
