import type { Policy } from "../model/policy.ts";
import { rdsConfigureActivityStreamKey } from "./configure-activity-stream-key.ts";
import { rdsConfigureBackupRetention } from "./configure-backup-retention.ts";
import { rdsConfigureCustomerManagedKey } from "./configure-customer-managed-key.ts";
import { rdsConfigureModernCa } from "./configure-modern-ca.ts";
import { rdsConfigureSnapshotKey } from "./configure-snapshot-key.ts";
import { rdsDisallowDefaultAdministrator } from "./disallow-default-administrator.ts";
import { rdsDisallowLegacySecurityGroups } from "./disallow-legacy-security-groups.ts";
import { rdsDisallowPublicAccess } from "./disallow-public-access.ts";
import { rdsDisallowPublicSnapshots } from "./disallow-public-snapshots.ts";
import { rdsDisallowPublicSubnets } from "./disallow-public-subnets.ts";
import { rdsEnableBacktrack } from "./enable-backtrack.ts";
import { rdsEnableDeletionProtection } from "./enable-deletion-protection.ts";
import { rdsEnableEnhancedMonitoring } from "./enable-enhanced-monitoring.ts";
import { rdsEnableIamAuthentication } from "./enable-iam-authentication.ts";
import { rdsEnableLogExports } from "./enable-log-exports.ts";
import { rdsEnableMinorUpgrades } from "./enable-minor-upgrades.ts";
import { rdsEnableMultiAz } from "./enable-multi-az.ts";
import { rdsEnablePerformanceInsights } from "./enable-performance-insights.ts";
import { rdsEnableSnapshotTags } from "./enable-snapshot-tags.ts";
import { rdsEnableStorageEncryption } from "./enable-storage-encryption.ts";
import { rdsEnforceManagedPassword } from "./enforce-managed-password.ts";
import { rdsEnforceStrictNetworkAccess } from "./enforce-strict-network-access.ts";
import { rdsEnforceTls } from "./enforce-tls.ts";
import { rdsMissingEventSubscriptions } from "./missing-event-subscriptions.ts";

/** The policies about RDS. */
export const rds: readonly Policy[] = [
  rdsConfigureActivityStreamKey,
  rdsConfigureBackupRetention,
  rdsConfigureCustomerManagedKey,
  rdsConfigureModernCa,
  rdsConfigureSnapshotKey,
  rdsDisallowDefaultAdministrator,
  rdsDisallowLegacySecurityGroups,
  rdsDisallowPublicAccess,
  rdsDisallowPublicSnapshots,
  rdsDisallowPublicSubnets,
  rdsEnableBacktrack,
  rdsEnableDeletionProtection,
  rdsEnableEnhancedMonitoring,
  rdsEnableIamAuthentication,
  rdsEnableLogExports,
  rdsEnableMinorUpgrades,
  rdsEnableMultiAz,
  rdsEnablePerformanceInsights,
  rdsEnableSnapshotTags,
  rdsEnableStorageEncryption,
  rdsEnforceManagedPassword,
  rdsEnforceStrictNetworkAccess,
  rdsEnforceTls,
  rdsMissingEventSubscriptions,
];
