import { z } from "zod";
import { environmentNames, type Sets, type Thresholds } from "../../domain/contracts/login-guard.ts";

/** The guard's configuration from the stack. */
export interface Environment {
  readonly stack: string;
  readonly domain: string;
  readonly runbook: string;
  readonly tableName: string;
  readonly queueUrl: string;
  readonly topicArn: string;
  readonly thresholds: Thresholds;
  readonly sets: Sets;
}

const threshold = z.object({ attempts: z.int().positive(), windowSeconds: z.int().positive(), blockSeconds: z.int().positive() });
const tiers = threshold.extend({ repeated: threshold });
const thresholds = z.object({ address: tiers, account: tiers, staff: threshold });
const set = z.object({ name: z.string().min(1), id: z.string().min(1) });
const sets = z.object({ ipv4: set, ipv6: set });

/** Reads the environment variables. Throws what is missing or of the wrong form. */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>>): Environment {
  const read = (name: string): string => {
    const value = variables[name];
    if (!value) throw new Error(`${name} is not set, expected the stack to have set it`);
    return value;
  };
  return {
    stack: read(environmentNames.stack),
    domain: read(environmentNames.domain),
    runbook: read(environmentNames.runbook),
    tableName: read(environmentNames.table),
    queueUrl: read(environmentNames.queueUrl),
    topicArn: read(environmentNames.topicArn),
    thresholds: thresholds.parse(JSON.parse(read(environmentNames.thresholds))),
    sets: sets.parse(JSON.parse(read(environmentNames.sets))),
  };
}
