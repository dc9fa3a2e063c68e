import { backup } from "./backup/index.ts";
import { efs } from "./efs/index.ts";
import { elasticache } from "./elasticache/index.ts";
import { kms } from "./kms/index.ts";
import type { Policy } from "./model/policy.ts";
import { pulumi } from "./pulumi/index.ts";
import { rds } from "./rds/index.ts";
import { s3 } from "./s3/index.ts";
import { secretsmanager } from "./secretsmanager/index.ts";
import { sns } from "./sns/index.ts";

/** Every policy of the pack, by service. */
export const policies: readonly Policy[] = [...backup, ...efs, ...elasticache, ...kms, ...pulumi, ...rds, ...s3, ...secretsmanager, ...sns];
