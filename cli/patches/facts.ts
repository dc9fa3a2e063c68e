import type { PatchPlan } from "../../components/patching/order.ts";
import { weekdays } from "../../components/patching/windows.ts";
import type { PatchRequest } from "../../functions/patch-window/request.ts";
import type { StoreSettings } from "../../stacks/settings/resolve.ts";
import { weekSpan } from "../../stacks/settings/windows.ts";

/** What a stack's settings say about its patches. */
export interface PatchFacts extends PatchPlan {
  readonly stack: string;
  readonly environment: "dev" | "staging" | "prod";
  readonly region: string;
  /** @default - whichever account the credentials belong to */
  readonly accountId?: string | undefined;
  /** Who answers for the store. */
  readonly contacts: readonly string[];
  readonly emergency?: PatchRequest["emergency"];
  /** The image that the settings pin, which nothing replaces. @default - none */
  readonly pinnedImage?: string | undefined;
  /** What else runs each day, `hh:mm-hh:mm` in UTC, by its setting. */
  readonly daily: Readonly<Record<string, string>>;
  /** The bucket of the windows' records, once the account's number is known. */
  readonly recordsBucket: (accountId: string) => string;
  /** The line of X-Cart, such as `5.6`. */
  readonly xcart: string;
}

/** Days that production lets staging go first. */
const SOAK_DAYS = 3;

/** Hours of a window at least: backup, new nodes and the last hour. */
const LEAST_HOURS = 3;

const twoDigits = (value: number) => String(value).padStart(2, "0");

/** The facts of a store's settings. */
export function factsOf(settings: StoreSettings): PatchFacts {
  const { stack, environment, region, accountId, contacts, maintenance, web, database, cache, xcart } = settings;
  const { start, length } = weekSpan(maintenance.window);
  const minutes = start % (24 * 60);
  return {
    stack,
    environment,
    region,
    accountId,
    contacts,
    window: {
      weekday: weekdays[Math.floor(start / (24 * 60))] ?? "sun",
      start: `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`,
      hours: Math.max(LEAST_HOURS, Math.ceil(length / 60)),
      timezone: "UTC",
    },
    freezes: maintenance.freezes,
    soakDays: environment === "prod" ? SOAK_DAYS : 0,
    pinnedImage: web.image === "latest" ? undefined : web.image,
    daily: { "database.backupWindow": database.backupWindow, "cache.snapshotWindow": cache.snapshotWindow },
    recordsBucket: (account) => recordsBucket(settings, account),
    xcart: xcart.line,
  };
}

/** Buckets have the stack, their component and the account in their names (components/buckets/secure-bucket.ts). */
function recordsBucket({ account, stack }: StoreSettings, accountId: string): string {
  if (account.logArchiveArn) return account.logArchiveArn.slice("arn:aws:s3:::".length);
  return account.stack ? `${account.stack}-log-archive-${accountId}` : `${stack}-logs-${accountId}`;
}
