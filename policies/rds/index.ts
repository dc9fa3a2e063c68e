import type { Policy } from "../model/policy.ts";
import { rdsEnableStorageEncryption } from "./enable-storage-encryption.ts";

/** The policies about RDS. */
export const rds: readonly Policy[] = [rdsEnableStorageEncryption];
