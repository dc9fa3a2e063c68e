import { interpolate } from "@pulumi/pulumi";
import { Alarms } from "../../components/alarms/alarms.ts";
import { guardAlarms } from "../../components/alarms/login-guard-plan.ts";
import type { GuardSets } from "../../components/login-guard/guard-sets.ts";
import { LoginGuard } from "../../components/login-guard/login-guard.ts";
import { unguardedRanges } from "../settings/resolve/login-guard.ts";
import type { StoreSettings } from "../settings/resolve/store.ts";
import type { Foundation } from "./foundation.ts";
import type { StoreNetwork } from "./network.ts";

/** Blocks addresses and accounts after too many failed logins; with its alarms. */
export function deployLoginGuard(
  settings: StoreSettings,
  foundation: Foundation,
  { guardSets: sets, network }: { readonly guardSets: GuardSets; readonly network: StoreNetwork },
): LoginGuard {
  const { address, account, staff, administrators } = settings.loginGuard;
  const { never, staffRanges } = unguardedRanges(settings);
  const guard = new LoginGuard(
    "login-guard",
    {
      region: settings.region,
      accountId: foundation.accountId,
      topicArn: foundation.topicArn,
      domain: settings.domain,
      sets,
      thresholds: { address, account, staff },
      neverBlocked: [
        ...never,
        // X-Cart calls itself by its public name: its own egress addresses may fail as others do, and must not be shut.
        ...network.egress.addresses.map((own) => interpolate`${own}/32`),
      ],
      staffRanges,
      administrators,
      dataKeyArn: foundation.dataKeyArn,
      ...foundation.logs,
      protect: settings.protection,
    },
    foundation.opts,
  );
  const plan = guardAlarms({ stack: settings.stack, ...guard }, settings.loginGuard.attackBlocks);
  new Alarms("login-guard-alarms", { plan, topicArn: foundation.topicArn }, foundation.opts);
  return guard;
}
