import type { Policy } from "../model/policy.ts";
import { s3ConfigureCustomerManagedKey } from "./configure-customer-managed-key.ts";
import { s3ConfigureLifecycle } from "./configure-lifecycle.ts";
import { s3ConfigureLogRetention } from "./configure-log-retention.ts";
import { s3DisableAcls } from "./disable-acls.ts";
import { s3DisallowLogTampering } from "./disallow-log-tampering.ts";
import { s3DisallowPublicRead } from "./disallow-public-read.ts";
import { s3DisallowPublicWrite } from "./disallow-public-write.ts";
import { s3EnableAccessLogging } from "./enable-access-logging.ts";
import { s3EnableAccessPointBlock } from "./enable-access-point-block.ts";
import { s3EnableAccountPublicAccessBlock } from "./enable-account-public-access-block.ts";
import { s3EnableEncryption } from "./enable-encryption.ts";
import { s3EnableEventNotifications } from "./enable-event-notifications.ts";
import { s3EnableObjectLock } from "./enable-object-lock.ts";
import { s3EnablePublicAccessBlock } from "./enable-public-access-block.ts";
import { s3EnableReplication } from "./enable-replication.ts";
import { s3EnableVersioning } from "./enable-versioning.ts";
import { s3EnforceLeastPrivilege } from "./enforce-least-privilege.ts";
import { s3EnforceLogDestination } from "./enforce-log-destination.ts";
import { s3EnforceTls } from "./enforce-tls.ts";

/** The policies about S3. */
export const s3: readonly Policy[] = [
  s3ConfigureCustomerManagedKey,
  s3ConfigureLifecycle,
  s3ConfigureLogRetention,
  s3DisableAcls,
  s3DisallowLogTampering,
  s3DisallowPublicRead,
  s3DisallowPublicWrite,
  s3EnableAccessLogging,
  s3EnableAccessPointBlock,
  s3EnableAccountPublicAccessBlock,
  s3EnableEncryption,
  s3EnableEventNotifications,
  s3EnableObjectLock,
  s3EnablePublicAccessBlock,
  s3EnableReplication,
  s3EnableVersioning,
  s3EnforceLeastPrivilege,
  s3EnforceLogDestination,
  s3EnforceTls,
];
