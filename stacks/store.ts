import type { Resource } from "@pulumi/pulumi";
import { Alarms } from "../components/alarms/alarms.ts";
import { certificateAlarms } from "../components/alarms/certificate-plan.ts";
import { cacheAlarms, databaseAlarms, filesAlarms } from "../components/alarms/data-plan.ts";
import { firewallAlarms } from "../components/alarms/firewall-plan.ts";
import { guardAlarms } from "../components/alarms/login-guard-plan.ts";
import { type AlarmPlan, edgeAlarms, egressAlarms } from "../components/alarms/plan.ts";
import { GuardSets } from "../components/login-guard/guard-sets.ts";
import { NodeRole } from "../components/web/node-role.ts";
import { relaxations, type StoreSettings } from "./settings/resolve.ts";
import { deployAdminSignIn } from "./store/admin-sign-in.ts";
import { deployBackup } from "./store/backup.ts";
import { deployCanary } from "./store/canary.ts";
import { deployData, type StoreData } from "./store/data.ts";
import { deployEdge, type StoreEdge } from "./store/edge.ts";
import { deployFirewall } from "./store/firewall.ts";
import { type Foundation, layFoundation } from "./store/foundation.ts";
import { deployLoginGuard } from "./store/login-guard.ts";
import { deployNetwork, type StoreNetwork } from "./store/network.ts";
import { deployNodes } from "./store/nodes.ts";
import { deployNodeImage, deployPatching } from "./store/patching.ts";
import { deployPciCalendar } from "./store/pci.ts";
import { deployReleases } from "./store/releases.ts";

/** Provisions a store from the ground up; returns what its operator and other programs want to know. */
export function deployStore(settings: StoreSettings): Record<string, unknown> {
  const foundation = layFoundation(settings);
  const role = new NodeRole("node", foundation.opts);
  const network = deployNetwork(settings, foundation);
  const data = deployData(settings, foundation, { ...network, nodeRoleArn: role.roleArn });
  const guardSets = new GuardSets("guard", foundation.opts);
  const front = deployEdge(settings, foundation, network);
  const firewall = deployFirewall(settings, foundation, { network, front, guardSets });
  const signIn = deployAdminSignIn(settings, foundation, { network, front });
  const refreshAlarms = watchEdge(settings, foundation, front);
  const canary = deployCanary(settings, foundation, network);
  const releases = deployReleases(settings, foundation, { network, data });
  const alarms = [...Object.values(refreshAlarms.names), ...canary];
  const image = deployNodeImage(settings, foundation);
  const { web, applicationSecretArn } = deployNodes(settings, { foundation, network, data, front, role, image, refreshAlarms: alarms });
  const guard = deployLoginGuard(settings, foundation, { sets: guardSets, network });
  watchCertificate(settings, foundation, front);
  const backup = deployBackup(settings, foundation, network, data);
  deployPatching(settings, foundation, { web, data, backup, alarms });
  deployPciCalendar(settings, foundation);
  watchRest(settings, { foundation, network, data });
  watch("firewall", firewallAlarms({ ...settings, ...settings.alarms, webAclName: firewall.webAclName }), foundation);
  watch("login-guard", guardAlarms({ stack: settings.stack, ...guard }, settings.loginGuard.attackBlocks), foundation);

  return {
    url: `https://${settings.domain}/`,
    ...(front.nameServers && { nameServers: front.nameServers }),
    loadBalancerArn: front.edge.loadBalancerArn,
    certificateArn: front.certificate.certificateArn,
    certificate: front.certificate.news,
    outgoingAddresses: network.egress.addresses,
    databaseAddress: data.database.address,
    databaseSecretArn: data.database.secretArn,
    cacheSecretArn: data.cache.secretArn,
    sessionsSecretArn: data.sessions.secretArn,
    applicationSecretArn,
    fileSystemId: data.files.fileSystemId,
    releasesBucket: data.releases.bucketName,
    logBucket: foundation.logBucket.bucketName,
    webGroup: web.groupName,
    firewallLog: firewall.logGroupName,
    loginLog: guard.logGroupName,
    loginGuardTable: guard.tableName,
    ...signIn,
    ...backup,
    ...releases,
    relaxations: relaxations(settings),
    ...(settings.waivers.length > 0 && { waivers: settings.waivers }),
  };
}

/** The parts that later ones build on. */
interface Parts {
  readonly foundation: Foundation;
  readonly network: StoreNetwork;
  readonly data: StoreData;
}

const watch = (part: string, plan: readonly AlarmPlan[], { topicArn, opts }: Foundation, after: readonly Resource[] = []) =>
  new Alarms(`${part}-alarms`, { plan, topicArn, after }, opts);

/** The front's alarms; those that also stop a refresh of the nodes are returned. */
function watchEdge({ alarms }: StoreSettings, foundation: Foundation, { edge }: StoreEdge): Alarms {
  const plan = edgeAlarms({ loadBalancer: edge.loadBalancerArnSuffix, targetGroup: edge.targetGroupArnSuffix }, alarms);
  const stopping = ["node-errors", "slow-answers"];
  watch(
    "edge",
    plan.filter((alarm) => !stopping.includes(alarm.name)),
    foundation,
  );
  return watch(
    "refresh",
    plan.filter((alarm) => stopping.includes(alarm.name)),
    foundation,
  );
}

function watchCertificate({ stack }: StoreSettings, foundation: Foundation, { certificate, authorities }: StoreEdge): void {
  const { certificateArn, functionName, firstRun } = certificate;
  const lifetimeDays = Math.min(...authorities.map((authority) => authority.lifetimeDays));
  watch("certificate", certificateAlarms({ stack, certificateArn, functionName, lifetimeDays }), foundation, [firstRun]);
}

function watchRest(settings: StoreSettings, { foundation, network, data }: Parts): void {
  const { storageGiB, instanceClass } = settings.database;
  watch("database", databaseAlarms(data.database.identifier, { storageGiB, burstable: instanceClass.startsWith("db.t") }), foundation);
  watch(
    "cache",
    [...cacheAlarms("cache", data.cache.memberIds, true), ...cacheAlarms("sessions", data.sessions.memberIds, false)],
    foundation,
  );
  watch("files", filesAlarms(data.files.fileSystemId, settings.files.throughput), foundation);
  watch("egress", egressAlarms(network.egress.natGatewayIds, network.dns), foundation);
}
