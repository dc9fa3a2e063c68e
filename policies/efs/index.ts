import type { Policy } from "../model/policy.ts";
import { efsConfigureCustomerManagedKey } from "./configure-customer-managed-key.ts";
import { efsDisallowSingleZone } from "./disallow-single-zone.ts";
import { efsEnableEncryption } from "./enable-encryption.ts";
import { efsEnforceRootDirectory } from "./enforce-root-directory.ts";
import { efsEnforceUserIdentity } from "./enforce-user-identity.ts";

/** The policies about EFS. */
export const efs: readonly Policy[] = [
  efsConfigureCustomerManagedKey,
  efsDisallowSingleZone,
  efsEnableEncryption,
  efsEnforceRootDirectory,
  efsEnforceUserIdentity,
];
