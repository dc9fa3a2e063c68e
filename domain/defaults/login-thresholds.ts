import type { LoginLock, Tiers } from "../contracts/login-guard.ts";

/** Two minutes after six failures, as X-Cart's own lock; an hour for clients that continue. */
const patient: Tiers = {
  attempts: 6,
  windowSeconds: 120,
  blockSeconds: 120,
  repeated: { attempts: 20, windowSeconds: 3600, blockSeconds: 3600 },
};

/** Default thresholds on failed logins; those of staff are PCI DSS 8.3.4's. */
export const loginThresholds = {
  address: patient,
  account: patient,
  staff: { attempts: 10, windowSeconds: 86_400, blockSeconds: 1800 },
  store: { attempts: 300, windowSeconds: 600 },
} as const satisfies Partial<LoginLock>;
