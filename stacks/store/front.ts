import { getZoneOutput } from "@pulumi/aws/route53/getZone.js";
import type { Input, Output } from "@pulumi/pulumi";
import { Alarms } from "../../components/alarms/alarms.ts";
import { certificateAlarms } from "../../components/alarms/certificate-plan.ts";
import { loadBalancerAlarms } from "../../components/alarms/load-balancer-plan.ts";
import type { AlarmPlan } from "../../components/alarms/plan.ts";
import { Certificate } from "../../components/certificate/certificate.ts";
import { LoadBalancer } from "../../components/load-balancer/load-balancer.ts";
import { Zone } from "../../components/zone/zone.ts";
import { lookup } from "../provider.ts";
import { type ResolvedAuthority, resolveAuthorities } from "../settings/resolve/certificate.ts";
import type { StoreSettings } from "../settings/resolve/store.ts";
import { deployDelegations } from "./delegations.ts";
import type { Foundation } from "./foundation.ts";
import type { StoreNetwork } from "./network.ts";

/** The store's public part, and the name servers for the parent zone where the store's zone is made here. */
export interface StoreFront {
  readonly loadBalancer: LoadBalancer;
  readonly certificate: Certificate;
  readonly zoneId: Input<string>;
  /** Alarms that stop a refresh of the nodes. */
  readonly refreshAlarms: readonly Output<string>[];
  readonly nameServers?: Output<string[]> | undefined;
}

/** Zone, certificate, load balancer, the names that lead to it, and the alarms on them. */
export function deployFront(settings: StoreSettings, foundation: Foundation, { network }: { readonly network: StoreNetwork }): StoreFront {
  const domains = [settings.domain, ...settings.aliases];
  const { zoneId, nameServers } = zoneOf(settings, foundation);
  deployDelegations(settings, foundation, zoneId);
  const authorities = resolveAuthorities(settings.certificate);
  const certificate = deployCertificate();
  const loadBalancer = new LoadBalancer(
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
  watchCertificate(settings, foundation, certificate, authorities);
  return { loadBalancer, certificate, zoneId, nameServers, refreshAlarms: watchLoadBalancer(settings, foundation, loadBalancer) };

  function deployCertificate() {
    const { names: otherNames, caa, ...rest } = settings.certificate;
    return new Certificate(
      "certificate",
      {
        ...rest,
        ...foundation.logs,
        region: settings.region,
        accountId: foundation.accountId,
        topicArn: foundation.topicArn,
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
  { dns, backup, protection, logRetentionDays }: StoreSettings,
  { aws, accountId, opts }: Foundation,
): { zoneId: Input<string>; nameServers?: Output<string[]> } {
  if (dns.createZone)
    return new Zone(
      "zone",
      { domain: dns.zone, accountId, breakGlassRole: backup.breakGlassRole, logRetentionDays, protect: protection },
      opts,
    );
  return { zoneId: dns.zoneId ?? getZoneOutput({ name: dns.zone, privateZone: false }, lookup(aws)).zoneId };
}

/** Alarms of the load balancer that also stop a refresh of the nodes. */
const stopping = ["node-errors", "slow-answers"];

/** The load balancer's alarms. Returns the names of those that stop a refresh of the nodes. */
function watchLoadBalancer({ stack, alarms }: StoreSettings, { topicArn, opts }: Foundation, balancer: LoadBalancer): Output<string>[] {
  const of = { stack, loadBalancer: balancer.loadBalancerArnSuffix, targetGroup: balancer.targetGroupArnSuffix };
  const plan = loadBalancerAlarms(of, alarms);
  const stops = ({ name }: AlarmPlan) => stopping.includes(name);
  new Alarms("edge-alarms", { plan: plan.filter((alarm) => !stops(alarm)), topicArn }, opts);
  return Object.values(new Alarms("refresh-alarms", { plan: plan.filter(stops), topicArn }, opts).names);
}

function watchCertificate(
  { stack }: StoreSettings,
  { topicArn, opts }: Foundation,
  { certificateArn, functionName, firstRun }: Certificate,
  authorities: readonly ResolvedAuthority[],
): void {
  const lifetimeDays = Math.min(...authorities.map((authority) => authority.lifetimeDays));
  const plan = certificateAlarms({ stack, certificateArn, functionName, lifetimeDays });
  new Alarms("certificate-alarms", { plan, topicArn, after: [firstRun] }, opts);
}
