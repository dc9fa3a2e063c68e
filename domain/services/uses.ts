import { bucketUses } from "./buckets.ts";
import { configUses } from "./config.ts";
import { functionUses } from "./functions.ts";
import { keyUses } from "./keys.ts";
import { logGroupUses } from "./log-groups.ts";
import { queueUses } from "./queues.ts";
import { topicUses } from "./topics.ts";
import type { ServiceUse } from "./use.ts";

/** Every row: service X does Y to Z, so Z's policy must admit it. */
export const serviceUses: readonly ServiceUse[] = [
  ...topicUses,
  ...bucketUses,
  ...queueUses,
  ...functionUses,
  ...logGroupUses,
  ...keyUses,
  ...configUses,
];
