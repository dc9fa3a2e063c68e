import { Alarms } from "../../components/alarms/alarms.ts";
import { egressAlarms } from "../../components/alarms/egress-plan.ts";
import { archiveBucket } from "../../components/buckets/archive-place.ts";
import { DnsFirewall } from "../../components/network/dns-firewall.ts";
import { ownNames } from "../../components/network/own-names.ts";
import { allowListOf } from "../settings/resolve/network.ts";
import type { StoreSettings } from "../settings/resolve/store.ts";
import type { StoreData } from "./data.ts";
import type { Foundation } from "./foundation.ts";
import type { StoreNetwork } from "./network.ts";

/** Deploys the names that the VPC may look up, and the alarms on its egress. After the data, whose names only AWS knows. */
export function deployNames(
  settings: StoreSettings,
  { accountId, logs, topicArn, opts }: Foundation,
  { network, data }: { readonly network: StoreNetwork; readonly data: StoreData },
): DnsFirewall {
  const { database, cache, sessions, files, releases } = data;
  const { exact, wildcards } = allowListOf(settings);
  const { region, account } = settings;
  const own = ownNames({
    region,
    databaseAddress: database.address,
    cacheAddresses: [cache.address, sessions.address],
    fileSystemId: files.fileSystemId,
    bucketNames: [releases.bucketName, ...(account.stack ? [archiveBucket(account.stack, accountId)] : [])],
  });
  const names = new DnsFirewall(
    "dns-firewall",
    { vpcId: network.vpcId, exact, own, wildcards, ...(settings.network.dnsQueryLog && { queryLog: logs }) },
    opts,
  );
  new Alarms("egress-alarms", { plan: egressAlarms(network.egress.natGatewayIds, names), topicArn }, opts);
  return names;
}
