import type { Policy } from "../model/policy.ts";
import { elasticacheConfigureCustomerManagedKey } from "./configure-customer-managed-key.ts";
import { elasticacheConfigureSubnetGroup } from "./configure-subnet-group.ts";
import { elasticacheDisallowLegacySecurityGroups } from "./disallow-legacy-security-groups.ts";
import { elasticacheEnableBackups } from "./enable-backups.ts";
import { elasticacheEnableEncryptionAtRest } from "./enable-encryption-at-rest.ts";
import { elasticacheEnableEncryptionInTransit } from "./enable-encryption-in-transit.ts";
import { elasticacheEnableFailover } from "./enable-failover.ts";
import { elasticacheEnableMinorUpgrades } from "./enable-minor-upgrades.ts";
import { elasticacheMissingAuthentication } from "./missing-authentication.ts";

/** The policies about ElastiCache. */
export const elasticache: readonly Policy[] = [
  elasticacheConfigureCustomerManagedKey,
  elasticacheConfigureSubnetGroup,
  elasticacheDisallowLegacySecurityGroups,
  elasticacheEnableBackups,
  elasticacheEnableEncryptionAtRest,
  elasticacheEnableEncryptionInTransit,
  elasticacheEnableFailover,
  elasticacheEnableMinorUpgrades,
  elasticacheMissingAuthentication,
];
