import { getSecretVersionOutput } from "@pulumi/aws/secretsmanager/getSecretVersion.js";
import { interpolate, type Output, secret } from "@pulumi/pulumi";
import { AdminSignIn } from "../../components/admin-sign-in/admin-sign-in.ts";
import { Alarms } from "../../components/alarms/alarms.ts";
import { Notices } from "../../components/alarms/notices.ts";
import { poolAlarms, signInAlarms, signInNotices } from "../../components/alarms/sign-in-plan.ts";
import { type IdentityProvider, SignInRules } from "../../components/load-balancer/sign-in-rules.ts";
import { signInPart } from "../../domain/firewall/sign-in-plan.ts";
import { lookup } from "../provider.ts";
import { signInHosts } from "../settings/resolve/admin-sign-in.ts";
import type { StoreSettings } from "../settings/resolve/store.ts";
import type { Foundation } from "./foundation.ts";
import type { StoreFront } from "./front.ts";
import type { StoreNetwork } from "./network.ts";

/** Outputs of the sign-in for operators. */
export interface SignInOutputs {
  readonly staffPoolId?: Output<string>;
  readonly staffLog?: Output<string>;
}

/** The sign-in before the administration, and what watches it; nothing where the settings want none. */
export function deployAdminSignIn(
  settings: StoreSettings,
  foundation: Foundation,
  { network, front: { loadBalancer } }: { readonly network: StoreNetwork; readonly front: StoreFront },
): SignInOutputs {
  const { pool, provider } = identities(settings, foundation);
  if (provider === undefined) return {};
  const { topicArn, opts } = foundation;
  new SignInRules(
    signInPart,
    {
      admin: settings.firewall.admin,
      ownAddresses: network.egress.addresses.map((address) => interpolate`${address}/32`),
      listenerArn: loadBalancer.listener.arn,
      targetGroupArn: loadBalancer.targetGroupArn,
      provider,
      sessionMinutes: settings.adminSignIn.sessionMinutes,
    },
    opts,
  );
  const plan = [...signInAlarms(loadBalancer.loadBalancerArnSuffix), ...(pool ? poolAlarms(pool) : [])];
  new Alarms("sign-in-alarms", { plan, topicArn }, opts);
  if (pool === undefined) return {};
  new Notices("sign-in-notices", { plan: signInNotices(pool.userPoolId), topicArn }, opts);
  return { staffPoolId: pool.userPoolId, staffLog: pool.logGroupName };
}

/** The identity provider, and the pool of the staff's accounts where the store makes one. */
function identities(settings: StoreSettings, foundation: Foundation): { pool?: AdminSignIn; provider?: IdentityProvider } {
  const { provider, oidc } = settings.adminSignIn;
  if (provider === "cognito") {
    const pool = deployPool(settings, foundation);
    const cognito = { userPoolArn: pool.userPoolArn, userPoolClientId: pool.clientId, userPoolDomain: pool.domain };
    return { pool, provider: { cognito } };
  }
  if (provider === "none" || oidc === undefined) return {};
  const { secretArn, ...endpoints } = oidc;
  const { secretString } = getSecretVersionOutput({ secretId: secretArn }, lookup(foundation.aws));
  return { provider: { oidc: { ...endpoints, clientSecret: secret(secretString) } } };
}

function deployPool(settings: StoreSettings, { accountId, logs, opts }: Foundation) {
  const { adminSignIn, protection } = settings;
  return new AdminSignIn(
    "admin-sign-in",
    {
      accountId,
      hosts: signInHosts(settings),
      staff: adminSignIn.staff,
      sessionMinutes: adminSignIn.sessionMinutes,
      ...logs,
      protect: protection,
    },
    opts,
  );
}
