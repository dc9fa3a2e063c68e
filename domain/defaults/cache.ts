import { dataPorts } from "./ports.ts";

/** Valkey, the version that ElastiCache keeps at its newest minor. */
export const valkey = { engine: "valkey", engineVersion: "8.1", family: "valkey8" } as const;

/** How every replication group is made, whatever its size. */
export const secureCache = {
  atRestEncryptionEnabled: true,
  transitEncryptionEnabled: true,
  transitEncryptionMode: "required",
  autoMinorVersionUpgrade: true,
  applyImmediately: false,
  port: dataPorts.cache,
} as const;
