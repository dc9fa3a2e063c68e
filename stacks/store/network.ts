import type { Output, Resource } from "@pulumi/pulumi";
import { Egress } from "../../components/network/egress.ts";
import { InterfaceEndpoints } from "../../components/network/endpoints.ts";
import { Network, type NetworkSubnet } from "../../components/network/network.ts";
import { NetworkFirewall } from "../../components/network/network-firewall.ts";
import { SecurityGroups } from "../../components/security/groups.ts";
import type { Group } from "../../components/security/plan.ts";
import { zoneIds } from "../../domain/defaults/regions.ts";
import { signInProvider } from "../settings/resolve/admin-sign-in.ts";
import { allowListOf } from "../settings/resolve/network.ts";
import type { StoreSettings } from "../settings/resolve/store.ts";
import type { Foundation } from "./foundation.ts";

/** The network as the other parts see it. */
export interface StoreNetwork {
  readonly vpcId: Output<string>;
  /** Resources that have to exist before the load balancer. */
  readonly publicReady: readonly Resource[];
  readonly publicSubnets: readonly NetworkSubnet[];
  readonly applicationSubnets: readonly NetworkSubnet[];
  readonly dataSubnets: readonly NetworkSubnet[];
  readonly groupIds: Readonly<Record<Group, Output<string>>>;
  readonly egress: Egress;
  /** Resources that a node cannot start without. */
  readonly nodesNeed: readonly Resource[];
}

/** The network, its borders and egress. */
export function deployNetwork(settings: StoreSettings, foundation: Foundation): StoreNetwork {
  const { stack, region, account, network, mail, protection } = settings;
  const { opts, accountId, logs } = foundation;
  const ports = {
    internetPorts: [443, ...(mail.provider ? [mail.provider.port] : [])],
    edgePorts: signInProvider(settings) === "none" ? [] : [443],
  };
  const inspected = network.egress === "network-firewall";

  const vpc = new Network(
    "network",
    {
      region,
      accountId,
      cidr: network.cidr,
      zoneIds: zoneIds(region, network.zones),
      ...ports,
      firewallSubnets: inspected,
      protect: protection,
      flowLogsArn: foundation.flowLogsArn,
      // Restore tests fill buckets that AWS Backup names; the archive keeps what people do on nodes.
      buckets: [`${stack}-*`, "awsbackup-restore-test-*", ...(account.stack ? [`${account.stack}-log-archive-*`] : [])],
    },
    opts,
  );
  const of = { vpcId: vpc.vpcId };
  const { ids: groupIds } = new SecurityGroups("security", { ...of, ...ports, s3PrefixListId: vpc.s3PrefixListId }, opts);
  const applicationSubnets = vpc.tier("application");
  const endpoints = new InterfaceEndpoints(
    "endpoints",
    { ...of, region, accountId, subnets: applicationSubnets.slice(0, network.endpointZones), securityGroupId: groupIds.endpoints },
    opts,
  );
  const egress = new Egress(
    "egress",
    {
      nat: network.nat,
      gateway: vpc.gateway,
      egressSubnets: vpc.tier("egress"),
      applicationSubnets,
      ...(inspected && { firewall: inspect() }),
      protect: protection,
    },
    opts,
  );
  return {
    ...of,
    publicReady: [vpc.gateway, ...vpc.ipv6Blocks],
    publicSubnets: vpc.tier("public"),
    applicationSubnets,
    dataSubnets: vpc.tier("data"),
    groupIds,
    egress,
    nodesNeed: [egress, endpoints],
  };

  function inspect() {
    const subnets = vpc.tier("firewall");
    const { endpointIds } = new NetworkFirewall(
      "network-firewall",
      {
        ...of,
        vpcCidr: network.cidr,
        subnets,
        allowedHosts: allowListOf(settings).outward,
        mailPort: mail.provider?.port,
        keyArn: foundation.dataKeyArn,
        ...logs,
        protect: protection,
      },
      opts,
    );
    return { subnets, endpointIds };
  }
}
