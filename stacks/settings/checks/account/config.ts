import { fault } from "../../faults.ts";
import type { AccountSettings } from "../../resolve/account.ts";

/** Faults of AWS Config's settings: a role that two stacks would make. */
export function configFaults({ home, config }: Pick<AccountSettings, "home" | "config">): string[] {
  return config.createRole && !home
    ? [fault("config.createRole", true, "false where home is false: an account has one such role, which the home stack makes")]
    : [];
}
