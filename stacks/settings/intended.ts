import { type Intended, type IntendedSignIn, intendedForm } from "../../domain/contracts/intended.ts";
import { firewallRule, firewallRuleNames } from "../../domain/defaults/firewall-rules.ts";
import { signInHosts, signInProvider } from "./resolve/admin-sign-in.ts";
import { firewallAddresses, firewallPlanArgs, ownTokenDomains } from "./resolve/firewall.ts";
import { unguardedRanges } from "./resolve/login-guard.ts";
import { allowListArgs } from "./resolve/network.ts";
import { isWatched } from "./resolve/payment-page.ts";
import type { StoreSettings } from "./resolve/store.ts";

/** The firewall, sign-in, guard, names and backups that a store's settings intend, derived from the settings alone. */
export function intended(settings: StoreSettings): Intended {
  const { domain, account, network, mail, loginGuard } = settings;
  const { address, account: customer, staff } = loginGuard;
  const signIn = signInOf(settings);
  const port = mail.provider?.port;
  return {
    form: intendedForm,
    firewall: firewallOf(settings),
    backup: backupOf(settings),
    caa: settings.certificate.caa === true,
    paymentPage: { watched: settings.paymentPage.watched, open: isWatched(settings) },
    ...(signIn && { signIn }),
    guard: { domain, thresholds: { address, account: customer, staff }, ...unguardedRanges(settings) },
    names: { ...allowListArgs(settings), ...(account.stack !== undefined && { archiveOf: account.stack }) },
    ...(network.egress === "network-firewall" && { packets: { vpcCidr: network.cidr, ...(port !== undefined && { mailPort: port }) } }),
  };
}

function firewallOf(settings: StoreSettings): Intended["firewall"] {
  const { actionOf, admin, ...plan } = firewallPlanArgs(settings);
  const { countries, blockedAgents, blockedAsns, blockedPaths, integrations, orderActions, api, bots, groups, rates } = plan;
  const lists = firewallAddresses(settings.firewall);
  return {
    ...{ countries, blockedAgents, blockedAsns, blockedPaths, integrations, orderActions, api, bots, groups, rates },
    admin: { staffOnly: admin.staffOnly, ...(admin.host !== undefined && { host: admin.host }) },
    tokenDomains: ownTokenDomains(settings),
    actions: firewallRuleNames.flatMap((rule) => (actionOf(rule) === firewallRule(rule).action ? [] : [{ rule, action: actionOf(rule) }])),
    addresses: {
      scanner: lists.scanner.addresses,
      monitor: lists.monitor.addresses,
      staff: lists.staff.addresses,
      api: lists.api.addresses,
      integration: lists.integration.addresses,
      "blocked-addresses": lists["blocked-addresses"].addresses,
    },
  };
}

function backupOf({ backup: { keep, copyVaultArn } }: StoreSettings): Intended["backup"] {
  const { continuousDays, dailyDays, weeklyDays, monthlyDays } = keep;
  const days = { continuous: continuousDays, daily: dailyDays, weekly: weeklyDays, monthly: monthlyDays };
  return { days, copies: copyVaultArn === undefined ? 1 : 2 };
}

function signInOf(settings: StoreSettings): IntendedSignIn | undefined {
  if (signInProvider(settings) === "none") return undefined;
  const { sessionMinutes, staff, oidc } = settings.adminSignIn;
  const { host } = settings.firewall.admin;
  return {
    admin: host === undefined ? {} : { host },
    sessionMinutes,
    hosts: signInHosts(settings),
    staff,
    ...(oidc && { oidc: endpointsOf(oidc) }),
  };
}

/** The endpoints of an OpenID Connect provider, without the store's own secret. */
function endpointsOf({ secretArn: _, ...endpoints }: NonNullable<StoreSettings["adminSignIn"]["oidc"]>): IntendedSignIn["oidc"] {
  return endpoints;
}
