import { albLog } from "./alb-log.ts";
import { combinedLog, nodeLog } from "./nginx-log.ts";
import { ownLines } from "./own.ts";
import type { Format } from "./recorded.ts";
import { wafLog } from "./waf-log.ts";

/** The forms that a line is recognised as, by what it holds: the first that takes it. */
export const lineFormats: readonly Format[] = [wafLog, nodeLog, albLog, combinedLog, ownLines];

/** The form of what a line or an entry holds; undefined for none. */
export const formatOf = (value: unknown, formats: readonly Format[]): Format | undefined => formats.find(({ takes }) => takes(value));
