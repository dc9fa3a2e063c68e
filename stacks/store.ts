import { GuardSets } from "../components/login-guard/guard-sets.ts";
import { PassSet } from "../components/payment-page/pass-set.ts";
import { NodeRole } from "../components/web/node-role.ts";
import { intendedOutput } from "../domain/contracts/intended.ts";
import type { AgreedPage } from "../domain/payment-page/agreed.ts";
import { intended } from "./settings/intended.ts";
import { relaxations } from "./settings/resolve/relaxations.ts";
import type { StoreSettings } from "./settings/resolve/store.ts";
import { trusted } from "./settings/trusted.ts";
import { deployAdminSignIn } from "./store/admin-sign-in.ts";
import { deployBackup } from "./store/backup.ts";
import { deployCanary } from "./store/canary.ts";
import { deployDashboard } from "./store/dashboard.ts";
import { deployData } from "./store/data.ts";
import { deployDatabaseUsers } from "./store/database-users.ts";
import { deployDoor } from "./store/door.ts";
import { deployFirewall } from "./store/firewall.ts";
import { createFoundation } from "./store/foundation.ts";
import { deployFront } from "./store/front.ts";
import { deployInstallation } from "./store/installation.ts";
import { deployLoginGuard } from "./store/login-guard.ts";
import { deployMail } from "./store/mail.ts";
import { deployNames } from "./store/names.ts";
import { deployNetwork } from "./store/network.ts";
import { deployNodes } from "./store/nodes.ts";
import { deployMutes, deployNodeImage, deployPatching } from "./store/patching.ts";
import { deployPaymentPage } from "./store/payment-page.ts";
import { deployPciCalendar } from "./store/pci.ts";
import { deployReleases } from "./store/releases.ts";

/**
 * Provisions a store from the ground up; returns what its operator and other programs want to know. `agreed` is what its payment page may
 * be made of.
 */
export function deployStore(settings: StoreSettings, agreed?: AgreedPage): Record<string, unknown> {
  const foundation = createFoundation(settings);
  // First what others name before it does anything: the files' policy the nodes' role, the web ACL the login guard's sets.
  const role = new NodeRole("node", foundation.opts);
  const guardSets = new GuardSets("guard", foundation.opts);
  const pass = settings.paymentPage.watched ? new PassSet("visit", foundation.opts) : undefined;

  const network = deployNetwork(settings, foundation);
  const data = deployData(settings, foundation, { network, nodeRoleArn: role.roleArn });
  const names = deployNames(settings, foundation, { network, data });
  const users = deployDatabaseUsers(settings, foundation, { network, data, names });
  const front = deployFront(settings, foundation, { network });
  const firewall = deployFirewall(settings, foundation, { network, front, guardSets, pass });
  const signIn = deployAdminSignIn(settings, foundation, { network, front });
  const guard = deployLoginGuard(settings, foundation, { network, guardSets });
  const canary = deployCanary(settings, foundation, { network, front });
  const watch = deployPaymentPage(settings, foundation, { pass, agreed });
  const { builder, ...releases } = deployReleases(settings, foundation, { network, data, users });
  const image = deployNodeImage(settings, foundation);
  const alarms = [...front.refreshAlarms, ...canary, ...watch];
  const mail = deployMail(settings, foundation, { zoneId: front.zoneId, role });
  const door = deployDoor(settings, foundation);
  const nodes = deployNodes(settings, foundation, {
    network,
    data,
    names,
    users,
    front,
    role,
    image,
    mail,
    door,
    refreshAlarms: alarms,
    agreed,
  });
  const installation = deployInstallation(settings, foundation, { builder, data, users, applicationSecretArn: nodes.keys.secretArn });
  const backup = deployBackup(settings, foundation, { network, data });
  deployPatching(settings, foundation, { web: nodes.web, data, backup, alarms });
  deployPciCalendar(settings, foundation);
  // Last: they are about all alarms that there are.
  deployMutes(settings, foundation);
  const dashboard = deployDashboard(settings, foundation, { front, firewall, guard, names });

  return {
    url: `https://${settings.domain}/`,
    dashboard,
    ...(front.nameServers && { nameServers: front.nameServers }),
    loadBalancerArn: front.loadBalancer.loadBalancerArn,
    certificateArn: front.certificate.certificateArn,
    certificate: front.certificate.status,
    outgoingAddresses: network.egress.addresses,
    databaseAddress: data.database.address,
    databaseSecretArn: data.database.secretArn,
    databaseStoreSecretArn: users.secretArns.store,
    databaseUpgradeSecretArn: users.secretArns.upgrade,
    cacheSecretArn: data.cache.secretArn,
    sessionsSecretArn: data.sessions.secretArn,
    applicationSecretArn: nodes.keys.secretArn,
    apiSecretArn: nodes.keys.apiSecretArn,
    fileSystemId: data.files.fileSystemId,
    releasesBucket: data.releases.bucketName,
    logBucket: foundation.logBucket.bucketName,
    closeDocument: door.documentName,
    webGroup: nodes.web.groupName,
    isolatedGroupId: network.groupIds.isolated,
    firewallLog: firewall.logGroupName,
    loginLog: guard.logGroupName,
    loginGuardTable: guard.tableName,
    ...(mail.secretArn && { mailSecretArn: mail.secretArn }),
    ...(mail.recordsToAdd && { mailRecords: mail.recordsToAdd }),
    ...signIn,
    ...backup,
    ...releases,
    installDocument: installation.documentName,
    licenceSecretArn: installation.licenceSecretArn,
    administratorSecretArn: installation.administratorSecretArn,
    relaxations: relaxations(settings),
    [intendedOutput]: intended(settings),
    trusted: [...(settings.accountId ? [] : [foundation.accountId]), ...trusted(settings)],
    ...(settings.waivers.length > 0 && { waivers: settings.waivers }),
    ...(settings.allowReplacement.length > 0 && { allowReplacement: settings.allowReplacement }),
  };
}
