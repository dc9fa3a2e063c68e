import { dataPorts } from "./ports.ts";

/** Valkey, the version that ElastiCache keeps at its newest minor. */
export const valkey = { engine: "valkey", engineVersion: "8.1", family: "valkey8" } as const;

/** Settings of every replication group, whatever its size. */
export const secureCache = {
  atRestEncryptionEnabled: true,
  transitEncryptionEnabled: true,
  transitEncryptionMode: "required",
  autoMinorVersionUpgrade: true,
  // A change of the log's delivery alone asks for `true` (docs.aws.amazon.com/AmazonElastiCache/latest/dg/Log_Delivery.html): until then AWS
  // refuses it. Everything else waits for the window, so that no `pulumi up` fails a cache over at noon.
  applyImmediately: false,
  port: dataPorts.cache,
} as const;
