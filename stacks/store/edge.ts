import { getZoneOutput } from "@pulumi/aws/route53/getZone.js";
import type { Input, Output } from "@pulumi/pulumi";
import { Certificate } from "../../components/certificate/certificate.ts";
import { Edge } from "../../components/edge/edge.ts";
import { Zone } from "../../components/edge/zone.ts";
import { lookup } from "../provider.ts";
import { type ResolvedAuthority, resolveAuthorities } from "../settings/authorities.ts";
import type { StoreSettings } from "../settings/resolve.ts";
import type { Foundation } from "./foundation.ts";
import type { StoreNetwork } from "./network.ts";

/** The front, and where its zone is ours what the parent has to point to. */
export interface StoreEdge {
  readonly edge: Edge;
  readonly certificate: Certificate;
  readonly authorities: readonly ResolvedAuthority[];
  readonly nameServers?: Output<string[]> | undefined;
}

/** Zone, certificate, load balancer and the names that lead to it. */
export function deployEdge(settings: StoreSettings, foundation: Foundation, network: StoreNetwork): StoreEdge {
  const domains = [settings.domain, ...settings.aliases];
  const { zoneId, nameServers } = zoneOf(settings, foundation);
  const authorities = resolveAuthorities(settings.certificate);
  const certificate = deployCertificate();
  const edge = new Edge(
    "edge",
    {
      ...settings.edge,
      vpcId: network.vpcId,
      subnetIds: network.publicSubnets.map((subnet) => subnet.id),
      securityGroupId: network.groupIds.edge,
      certificateArn: certificate.certificateArn,
      domains,
      zoneId,
      logBucket: foundation.logBucket.bucketName,
      after: [foundation.logBucket.policy, ...network.publicReady],
      protect: settings.protection,
    },
    foundation.opts,
  );
  return { edge, certificate, authorities, nameServers };

  function deployCertificate() {
    const { names: otherNames, caa, ...rest } = settings.certificate;
    return new Certificate(
      "certificate",
      {
        ...rest,
        ...foundation.logs,
        region: settings.region,
        accountId: foundation.accountId,
        domains,
        otherNames,
        zone: settings.dns.zone,
        zoneId,
        authorities,
        freezes: settings.patching.freeze,
        contacts: settings.contacts,
        caa: caa === true,
        keyArn: foundation.dataKeyArn,
      },
      foundation.opts,
    );
  }
}

/** The zone that is made, named, or found by its name. */
function zoneOf(
  { dns, protection, logRetentionDays }: StoreSettings,
  { aws, accountId, opts }: Foundation,
): { zoneId: Input<string>; nameServers?: Output<string[]> } {
  if (dns.createZone) return new Zone("zone", { domain: dns.zone, accountId, logRetentionDays, protect: protection }, opts);
  return { zoneId: dns.zoneId ?? getZoneOutput({ name: dns.zone, privateZone: false }, lookup(aws)).zoneId };
}
