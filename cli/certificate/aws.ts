import { paginateListHostedZones, Route53Client } from "@aws-sdk/client-route-53";
import type { StoreSettings } from "../../stacks/settings/resolve/store.ts";
import { awsCalls } from "../aws/calls.ts";
import { UserError } from "../offline/faults.ts";

/** The id of the store's zone: as the settings have it, or as Route 53 says by its name. */
export async function zoneIdOf({ stack, dns, region }: StoreSettings): Promise<string> {
  if (dns.zoneId) return dns.zoneId;
  const client = new Route53Client({ region });
  const found: string[] = [];
  await asking(stack, async () => {
    for await (const { HostedZones = [] } of paginateListHostedZones({ client }, {}))
      for (const { Id = "", Name, Config } of HostedZones)
        if (Name === `${dns.zone}.` && !Config?.PrivateZone) found.push(Id.replace("/hostedzone/", ""));
  });
  const [id, ...others] = found;
  if (id && others.length === 0) return id;
  const got = found.length === 0 ? "no public zone of that name" : `${found.length} public zones of that name (${found.join(", ")})`;
  throw new UserError(
    `${stack}: dns.zone: got ${got} in this account, expected one${found.length === 0 ? `: ${dns.zone}` : ", or dns.zoneId"}`,
  );
}

/** Asks AWS; what it refuses, or why it cannot be asked, is a UserError of one sentence. */
export const { tell: asking } = awsCalls({ may: "look at the store's zone and certificate" });
