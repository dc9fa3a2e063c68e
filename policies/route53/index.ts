import type { Policy } from "../model/policy.ts";
import { route53DisallowDanglingRecords } from "./disallow-dangling-records.ts";
import { route53EnableDnssec } from "./enable-dnssec.ts";
import { route53EnableQueryLogging } from "./enable-query-logging.ts";

/** The policies about public names. */
export const route53: readonly Policy[] = [route53EnableQueryLogging, route53EnableDnssec, route53DisallowDanglingRecords];
