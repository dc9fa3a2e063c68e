import { Alarms } from "../../components/alarms/alarms.ts";
import { canaryAlarms } from "../../components/alarms/canary-plan.ts";
import { Canary } from "../../components/canary/canary.ts";
import { type CanarySettings, canaryRequestOf } from "../settings/canary.ts";
import { type ReleaseSettings, xcartAge } from "../settings/release.ts";
import type { StoreSettings } from "../settings/resolve.ts";
import type { Foundation } from "./foundation.ts";
import type { StoreNetwork } from "./network.ts";

/** What looks at the store from outside; its alarm `canary` also stops a refresh of the nodes. */
export function deployCanary(
  settings: StoreSettings & ReleaseSettings & { readonly canary: CanarySettings },
  foundation: Foundation,
  network: StoreNetwork,
): Alarms {
  const { stack, domain, region } = settings;
  const { everyMinutes } = settings.canary;
  const xcart = xcartAge(settings);
  const canary = new Canary(
    "canary",
    {
      region,
      accountId: foundation.accountId,
      everyMinutes,
      request: canaryRequestOf({ stack, domain, xcart }, settings.canary),
      subnetIds: network.applicationSubnets.map((subnet) => subnet.id),
      securityGroupId: network.groupIds.canary,
      ...foundation.logs,
    },
    foundation.opts,
  );
  const plan = canaryAlarms({ stack, functionName: canary.functionName, everyMinutes, securityBuild: xcart !== undefined });
  return new Alarms("canary-alarms", { plan, topicArn: foundation.topicArn }, foundation.opts);
}
