import { GetHostedZoneCommand } from "@aws-sdk/client-route-53";
import { noRecord } from "./no-record.ts";
import type { World } from "./run.ts";

/** Says so if the world does not ask the zone's name servers yet, as before the first delegation; `undefined` if it does or nobody knows. */
export async function undelegated({ route53, dns, log }: World, zoneId: string): Promise<string | undefined> {
  try {
    const { HostedZone, DelegationSet } = await route53.send(new GetHostedZoneCommand({ Id: zoneId }));
    const name = HostedZone?.Name?.replace(/\.$/, "");
    const own = DelegationSet?.NameServers ?? [];
    if (!name || !own.length) return undefined;
    const asked = await dns.resolveNs(name).catch(noRecord);
    return asked.some((server) => own.includes(server))
      ? undefined
      : `the zone ${name} is not delegated to its name servers (${own.join(", ")}) yet: have the registrar or the parent zone name them, then run again`;
  } catch (error) {
    log("WARN", "delegation-unknown", { why: String(error) });
    return undefined;
  }
}
