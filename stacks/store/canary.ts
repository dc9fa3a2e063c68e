import type { Output } from "@pulumi/pulumi";
import { Alarms } from "../../components/alarms/alarms.ts";
import { canaryAlarms } from "../../components/alarms/canary-plan.ts";
import { Canary } from "../../components/canary/canary.ts";
import { canaryRequestOf } from "../settings/resolve/canary.ts";
import { type ReleaseSettings, xcartAge } from "../settings/resolve/release.ts";
import type { StoreSettings } from "../settings/resolve/store.ts";
import type { CanarySettings } from "../settings/schema/canary.ts";
import type { Foundation } from "./foundation.ts";
import type { StoreFront } from "./front.ts";
import type { StoreNetwork } from "./network.ts";

/** Alarms of the canary that also stop a refresh of the nodes. */
const stopping = ["canary"];

/** Deploys the canary and its alarms. Returns the names of the alarms that stop a refresh of the nodes. */
export function deployCanary(
  settings: StoreSettings & ReleaseSettings & { readonly canary: CanarySettings },
  foundation: Foundation,
  { network, front }: { readonly network: StoreNetwork; readonly front: StoreFront },
): Output<string>[] {
  const { stack, region } = settings;
  const { everyMinutes } = settings.canary;
  const xcart = xcartAge(settings);
  const asked = canaryRequestOf({ ...settings, xcart }, settings.canary);
  const bootstrap = front.certificate.bootstrapPem;
  const canary = new Canary(
    "canary",
    {
      region,
      accountId: foundation.accountId,
      topicArn: foundation.topicArn,
      everyMinutes,
      request: { ...asked, loadBalancer: front.loadBalancer.dnsName, trust: { ...asked.trust, bootstrap } },
      subnetIds: network.applicationSubnets.map((subnet) => subnet.id),
      securityGroupId: network.groupIds.canary,
      ...foundation.logs,
    },
    foundation.opts,
  );
  const plan = canaryAlarms({
    stack,
    functionName: canary.functionName,
    everyMinutes,
    open: asked.open,
    securityBuild: xcart !== undefined,
  });
  const { names } = new Alarms("canary-alarms", { plan, topicArn: foundation.topicArn }, foundation.opts);
  return Object.entries(names).flatMap(([name, physical]) => (stopping.includes(name) ? [physical] : []));
}
