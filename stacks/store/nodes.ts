import type { Output } from "@pulumi/pulumi";
import { Alarms } from "../../components/alarms/alarms.ts";
import { nodeAlarms, webAlarms } from "../../components/alarms/node-plan.ts";
import type { DatabaseUsers } from "../../components/database-users/database-users.ts";
import type { DnsFirewall } from "../../components/network/dns-firewall.ts";
import { planSubnets } from "../../components/network/plan.ts";
import { NodeDocuments } from "../../components/node-documents/node-documents.ts";
import type { NodeImage } from "../../components/patching/node-image.ts";
import { ApplicationKeys } from "../../components/web/application-keys.ts";
import { NodeFiles } from "../../components/web/node-files.ts";
import type { NodeRole } from "../../components/web/node-role.ts";
import { Web } from "../../components/web/web.ts";
import type { StoreDoor } from "../../components/xcart-release/store-door.ts";
import { capacityOf } from "../../domain/defaults/instance-memory.ts";
import { phpOf } from "../../domain/defaults/lifecycle.ts";
import { patchGroupTag } from "../../domain/defaults/patching.ts";
import { zoneIds } from "../../domain/defaults/regions.ts";
import type { AgreedPage } from "../../domain/payment-page/agreed.ts";
import { nodePaymentPage } from "../../domain/payment-page/node.ts";
import { keepArchive, packFiles } from "../../host/archive.ts";
import { nodePackages } from "../../host/boot/packages.ts";
import { renderUserData } from "../../host/boot/user-data.ts";
import { nodeFiles } from "../../host/files.ts";
import type { NodeSettings, NodeValues } from "../../host/node.ts";
import { apiOf } from "../settings/resolve/firewall.ts";
import { loginLock, orderDeclines } from "../settings/resolve/login-guard.ts";
import { mailRecipients } from "../settings/resolve/mail.ts";
import type { StoreSettings } from "../settings/resolve/store.ts";
import type { StoreData } from "./data.ts";
import type { Foundation } from "./foundation.ts";
import type { StoreFront } from "./front.ts";
import type { StoreMail } from "./mail.ts";
import type { StoreNetwork } from "./network.ts";

/** Parts that nodes depend on. */
export interface NodeParts {
  readonly network: StoreNetwork;
  readonly data: StoreData;
  readonly names: DnsFirewall;
  readonly users: DatabaseUsers;
  readonly front: StoreFront;
  readonly role: NodeRole;
  readonly mail: StoreMail;
  /** Whether shoppers are let in. */
  readonly door: StoreDoor;
  /** The parameter that nodes take their image from; none where the settings pin one. */
  readonly image: NodeImage | undefined;
  /** Alarms that stop a refresh. */
  readonly refreshAlarms: readonly Output<string>[];
  /** The agreed contents of the payment page. @default - no file has them */
  readonly agreed?: AgreedPage | undefined;
}

/** The nodes of a store, what they take when they start, and what watches over them. */
export function deployNodes(
  settings: StoreSettings,
  foundation: Foundation,
  parts: NodeParts,
): { readonly web: Web; readonly keys: ApplicationKeys } {
  const { dataKeyArn, topicArn, opts } = foundation;
  const keys = new ApplicationKeys("application", { keyArn: dataKeyArn, protect: settings.protection }, opts);
  const files = deployFiles(settings, foundation, { ...parts, keys });
  const web = deployWeb(settings, foundation, { ...parts, keys, files });
  const plan = [...webAlarms(web.groupName, settings.web.minimum), ...nodeAlarms({ stack: settings.stack, groupName: web.groupName })];
  new Alarms("web-alarms", { plan, topicArn }, opts);
  deployDocuments(settings, foundation, parts, web);
  return { web, keys };
}

/** Deploys the documents that operators run on the nodes. */
function deployDocuments(settings: StoreSettings, { accountId, opts }: Foundation, { data: { files }, role }: NodeParts, web: Web): void {
  const { fileSystemId, fileSystemArn, accessPointArn } = files;
  const of = { region: settings.region, accountId, logGroupName: web.logGroupName };
  new NodeDocuments("node", { ...of, fileSystemId, fileSystemArn, accessPointArn, nodeRoleArn: role.roleArn }, opts);
}

/** The settings of a store's nodes, from which their files are made. */
export function nodeSettings(settings: StoreSettings, agreed?: AgreedPage): NodeSettings {
  const { stack, region, domain, aliases, xcart, web, edge, network, mail, firewall } = settings;
  const capacity = capacityOf(web.instanceType);
  if (!capacity) throw new Error(`${web.instanceType}: its memory is not known`);
  const subnets = planSubnets(network.cidr, zoneIds(region, network.zones));
  return {
    ...{ stack, region, domain, aliases, ...capacity },
    line: xcart.line,
    adminHost: firewall.admin.host,
    balancerBlocks: subnets.filter(({ tier }) => tier === "public").map(({ cidr }) => cidr),
    bodyMiB: web.bodyMiB,
    api: apiOf(firewall) !== "closed",
    hstsDays: edge.hstsDays,
    networkBlock: network.cidr,
    mail: { domain: mail.domain, from: mail.from, listed: mailRecipients(settings), provider: mail.provider },
    loginLock: loginLock(settings),
    orderDeclines: orderDeclines(settings),
    paymentPage: agreed && nodePaymentPage(agreed, settings.paymentPage.csp),
    release: web.release,
  };
}

function deployFiles(
  settings: StoreSettings,
  { dataKeyArn, opts }: Foundation,
  { data, users, mail, keys, agreed }: Pick<NodeParts, "data" | "users" | "mail" | "agreed"> & { readonly keys: ApplicationKeys },
): NodeFiles {
  const values = {
    databaseHost: data.database.address,
    databaseSecretArn: users.secretArns.store,
    cacheSecretArn: data.cache.secretArn,
    sessionsSecretArn: data.sessions.secretArn,
    applicationSecretArn: keys.secretArn,
    apiSecretArn: keys.apiSecretArn,
    fileSystemId: data.files.fileSystemId,
    accessPointId: data.files.accessPointId,
    ...(mail.senderRoleArn && { mailRoleArn: mail.senderRoleArn }),
    ...(mail.secretArn && { mailSecretArn: mail.secretArn }),
  } satisfies { readonly [name in keyof Omit<NodeValues, "releasesBucket">]: Output<string> | undefined };
  const archive = packFiles(nodeFiles(nodeSettings(settings, agreed))).then((packed) => ({
    sha256: packed.sha256,
    path: keepArchive(packed),
  }));
  return new NodeFiles("node-files", { archive, values, releasesBucket: data.releases.bucketName, keyArn: dataKeyArn }, opts);
}

function deployWeb(
  settings: StoreSettings,
  foundation: Foundation,
  {
    network,
    data,
    names,
    users,
    front,
    role,
    mail,
    image,
    door,
    refreshAlarms,
    keys,
    files,
  }: NodeParts & { readonly keys: ApplicationKeys; readonly files: NodeFiles },
): Web {
  const { stack, region, xcart } = settings;
  return new Web(
    "web",
    {
      ...settings.web,
      region,
      accountId: foundation.accountId,
      userData: files.archive.apply((archive) => renderUserData({ stack, region, archive, packages: nodePackages(phpOf(xcart)) })),
      subnetIds: network.applicationSubnets.map((subnet) => subnet.id),
      securityGroupId: network.groupIds.web,
      roleName: role.roleName,
      profileArn: role.profileArn,
      autoScalingRoleArn: foundation.autoScalingRoleArn,
      targetGroupArn: front.loadBalancer.targetGroupArn,
      requestLabel: front.loadBalancer.requestLabel,
      secretArns: [
        users.secretArns.store,
        data.cache.secretArn,
        data.sessions.secretArn,
        keys.secretArn,
        keys.apiSecretArn,
        ...(mail.secretArn ? [mail.secretArn] : []),
      ],
      releasesBucketArn: data.releases.bucketArn,
      dataKeyArn: foundation.dataKeyArn,
      mailRoleArn: mail.senderRoleArn,
      accountStack: settings.account.stack,
      ...foundation.logs,
      protectLogs: settings.protection,
      refreshAlarms,
      tags: { ...foundation.tags, [patchGroupTag]: stack },
      // The target group must hang on a listener before nodes register; and nodes give up where what they need is not there.
      after: [
        ...network.nodesNeed,
        ...names.allowed,
        front.loadBalancer.listener,
        keys,
        files,
        users.working,
        ...door.parameters,
        data.files,
        ...(image ? [image.parameter] : []),
      ],
    },
    foundation.opts,
  );
}
