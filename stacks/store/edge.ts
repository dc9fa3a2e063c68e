import { getZoneOutput } from "@pulumi/aws/route53/getZone.js";
import type { Input, Output } from "@pulumi/pulumi";
import { BootstrapCertificate } from "../../components/edge/bootstrap-certificate.ts";
import { Edge } from "../../components/edge/edge.ts";
import { Zone } from "../../components/edge/zone.ts";
import { lookup } from "../provider.ts";
import type { StoreSettings } from "../settings/resolve.ts";
import type { Foundation } from "./foundation.ts";
import type { StoreNetwork } from "./network.ts";

/** The front, and where its zone is ours what the parent has to point to. */
export interface StoreEdge {
  readonly edge: Edge;
  readonly nameServers?: Output<string[]> | undefined;
}

/** Zone, certificate, load balancer and the names that lead to it. */
export function deployEdge(settings: StoreSettings, foundation: Foundation, network: StoreNetwork): StoreEdge {
  const domains = [settings.domain, ...settings.aliases];
  const { zoneId, nameServers } = zoneOf(settings, foundation);
  const { certificateArn } = new BootstrapCertificate("certificate", { domains }, foundation.opts);
  const edge = new Edge(
    "edge",
    {
      ...settings.edge,
      vpcId: network.vpcId,
      subnetIds: network.publicSubnets.map((subnet) => subnet.id),
      securityGroupId: network.groupIds.edge,
      certificateArn,
      domains,
      zoneId,
      logBucket: foundation.logBucket.bucketName,
      after: [foundation.logBucket.policy, ...network.publicReady],
      protect: settings.protection,
    },
    foundation.opts,
  );
  return { edge, nameServers };
}

/** The zone that is made, named, or found by its name. */
function zoneOf(
  { dns, protection, logRetentionDays }: StoreSettings,
  { aws, accountId, opts }: Foundation,
): { zoneId: Input<string>; nameServers?: Output<string[]> } {
  if (dns.createZone) return new Zone("zone", { domain: dns.zone, accountId, logRetentionDays, protect: protection }, opts);
  return { zoneId: dns.zoneId ?? getZoneOutput({ name: dns.zone, privateZone: false }, lookup(aws)).zoneId };
}
