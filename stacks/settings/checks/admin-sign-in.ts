import { signInLimits } from "../../../domain/defaults/admin-sign-in.ts";
import { fault } from "../faults.ts";
import { signInProvider } from "../resolve/admin-sign-in.ts";
import type { StoreSettings } from "../resolve/store.ts";

/** Faults of the sign-in's settings, one sentence each. */
export function adminSignInFaults(settings: StoreSettings): string[] {
  return [...offFaults(settings), ...oidcFaults(settings), ...memberFaults(settings), ...nameFaults(settings)];
}

/** Requires a second factor in prod, and wherever the administration is open to all addresses. */
function offFaults({ environment, firewall, adminSignIn }: Pick<StoreSettings, "environment" | "firewall" | "adminSignIn">): string[] {
  if (signInProvider({ adminSignIn }) !== "none") return [];
  const { provider } = adminSignIn;
  if (firewall.admin.staffOnly !== true)
    return [
      fault(
        "adminSignIn.provider",
        provider,
        "cognito or oidc where firewall.admin.staffOnly is relaxed: the administration needs one of the two safeguards",
      ),
    ];
  return environment === "prod" && provider === "none"
    ? [fault("adminSignIn.provider", provider, 'cognito or oidc in prod, or { relaxedBecause: "why" }')]
    : [];
}

function oidcFaults({ region, adminSignIn: { provider, oidc } }: Pick<StoreSettings, "region" | "adminSignIn">): string[] {
  if (oidc === undefined)
    return provider === "oidc"
      ? [fault("adminSignIn.oidc", oidc, "the provider's endpoints and the client, where adminSignIn.provider is oidc")]
      : [];
  if (provider !== "oidc") return [fault("adminSignIn.oidc", oidc, "no value where adminSignIn.provider is not oidc")];
  return oidc.secretArn.split(":")[3] === region
    ? []
    : [fault("adminSignIn.oidc.secretArn", oidc.secretArn, `a secret in the store's Region, ${region}`)];
}

/** Cognito does not tell capitals from small letters in names. */
function memberFaults({ adminSignIn: { provider, staff } }: Pick<StoreSettings, "adminSignIn">): string[] {
  if (provider !== "cognito") return [];
  const names = staff.map(({ email }) => email.toLowerCase());
  return names.flatMap((name, i) =>
    names.indexOf(name) < i ? [fault(`adminSignIn.staff[${i}].email`, staff[i]?.email, "an address that is not listed already")] : [],
  );
}

/** Words that Cognito refuses in a name of pages, and the longest name of a host that a listener's rule compares. */
function nameFaults({ stack, firewall, adminSignIn }: Pick<StoreSettings, "stack" | "firewall" | "adminSignIn">): string[] {
  const { host } = firewall.admin;
  const provider = signInProvider({ adminSignIn });
  const word = provider === "cognito" ? signInLimits.refusedInDomains.find((refused) => stack.includes(refused)) : undefined;
  const max = signInLimits.hostCharacters;
  return [
    ...(word ? [fault("stack name", stack, `a name without ${word}, which Cognito refuses in the name of a sign-in page`)] : []),
    ...(provider !== "none" && host !== undefined && host.length > max
      ? [fault("firewall.admin.host", host, `a name of at most ${max} characters, the maximum of a listener rule`)]
      : []),
  ];
}
