import type { PatchPlan } from "../../domain/calendars/promotions.ts";
import type { PatchRequest } from "../../domain/contracts/patch-window.ts";
import { type PhpVersion, phpOf } from "../../domain/defaults/lifecycle.ts";
import { patchWindow } from "../../stacks/settings/resolve/patching.ts";
import { xcartAge } from "../../stacks/settings/resolve/release.ts";
import type { StoreSettings } from "../../stacks/settings/resolve/store.ts";

/** The settings of a stack that concern its patches. */
export interface PatchFacts extends PatchPlan {
  readonly stack: string;
  readonly environment: "dev" | "staging" | "prod";
  readonly region: string;
  /** @default - whichever account the credentials belong to */
  readonly accountId?: string | undefined;
  /** The people responsible for the store. */
  readonly contacts: readonly string[];
  readonly emergency?: PatchRequest["emergency"];
  /** The image that the settings pin, which nothing replaces. @default - none */
  readonly pinnedImage?: string | undefined;
  /** The bucket of the windows' records, once the account's number is known. */
  readonly recordsBucket: (accountId: string) => string;
  /** Whether that bucket has Object Lock, as the account stack's archive does and a store's log bucket does not. */
  readonly recordsLocked: boolean;
  /** The line of X-Cart, such as `5.6`. */
  readonly xcart: string;
  readonly php: PhpVersion;
  /** The X-Cart that it runs, and the build with security fixes that it ought to; undefined where the settings name none. */
  readonly xcartAge: ReturnType<typeof xcartAge>;
}

/** The facts of a store's settings. */
export function factsOf(settings: StoreSettings): PatchFacts {
  const { stack, environment, region, accountId, contacts, patching, web, xcart } = settings;
  return {
    stack,
    environment,
    region,
    accountId,
    contacts,
    window: patchWindow(patching),
    freezes: patching.freeze,
    soakDays: patching.soak,
    emergency: patching.emergency,
    pinnedImage: web.image === "latest" ? undefined : web.image,
    recordsBucket: (account) => recordsBucket(settings, account),
    recordsLocked: settings.account.stack !== undefined,
    xcart: xcart.line,
    php: phpOf(xcart),
    xcartAge: xcartAge(settings),
  };
}

/**
 * The account stack's archive, or the store's log bucket (stacks/store/foundation.ts). Buckets have the stack, their component and the
 * account in their names (components/buckets/secure-bucket.ts).
 */
function recordsBucket({ account, stack }: StoreSettings, accountId: string): string {
  return account.stack ? `${account.stack}-log-archive-${accountId}` : `${stack}-logs-${accountId}`;
}
