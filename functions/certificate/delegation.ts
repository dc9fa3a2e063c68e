import { GetHostedZoneCommand } from "@aws-sdk/client-route-53";
import { noRecord } from "./no-record.ts";
import type { World } from "./run.ts";

/** A sentence if the zone is not delegated to its name servers yet, as before the first delegation; `undefined` if it is, or if that cannot be determined. */
export async function undelegated({ route53, dns, log }: World, zoneId: string): Promise<string | undefined> {
  try {
    const { HostedZone, DelegationSet } = await route53.send(new GetHostedZoneCommand({ Id: zoneId }));
    const name = HostedZone?.Name?.replace(/\.$/, "");
    const own = DelegationSet?.NameServers ?? [];
    if (!name || !own.length) return undefined;
    const asked = await dns.resolveNs(name).catch(noRecord);
    return asked.some((server) => own.includes(server))
      ? undefined
      : `the zone ${name} is not delegated to its name servers (${own.join(", ")}) yet: name them at the registrar or in the parent zone, then run again`;
  } catch (error) {
    log("WARN", "delegation-unknown", { why: String(error) });
    return undefined;
  }
}
