import { boundaryLength } from "../../../../domain/defaults/deploy/bounded.ts";
import { fault } from "../../faults.ts";
import type { AccountSettings } from "../../resolve/account.ts";
import { github } from "../../schema/account/ci.ts";

/** What is wrong with `ci` beyond its shape. */
export function ciFaults({ ci: settings, accountId, stack: account }: Pick<AccountSettings, "ci" | "accountId" | "stack">): string[] {
  if (!settings) return [];
  const { issuer, providerArn, preview, deploy } = settings;
  const deployed = deploy.flatMap(({ stack, subjects: list }, i) => [
    ...(deploy.findIndex((other) => other.stack === stack) < i
      ? [fault(`ci.deploy[${i}].stack`, stack, "a stack that is not there already")]
      : []),
    ...list.flatMap((text, j) => deployFaults(`ci.deploy[${i}].subjects[${j}]`, text, issuer, preview)),
  ]);
  const host = issuer.slice("https://".length);
  const provider =
    providerArn &&
    !(providerArn.endsWith(`:oidc-provider/${host}`) && providerArn.split(":")[4] === (accountId ?? providerArn.split(":")[4]))
      ? [fault("ci.providerArn", providerArn, `this account's provider of ${issuer}`)]
      : [];
  const looked = preview.flatMap((text, i) => githubFaults(`ci.preview[${i}]`, text, issuer));
  const long = [
    { path: "ci.preview", list: preview },
    ...deploy.map((one, i) => ({ path: `ci.deploy[${i}].subjects`, list: one.subjects })),
  ];
  return [
    ...provider,
    ...looked,
    ...deployed,
    ...nameFaults(account, deploy),
    ...longFaults(account, deploy),
    ...long.flatMap(({ path, list }) => trustFaults(path, list, settings)),
  ];
}

type Stores = NonNullable<AccountSettings["ci"]>["deploy"];

/**
 * Roles tell a stack's things by the beginning of their names, `<stack>-…`: one whose name goes on from another's is taken for the
 * other's. An account's stack counts too.
 */
function nameFaults(account: string, stores: Stores): string[] {
  const all = [account, ...stores.map(({ stack }) => stack)];
  return stores.flatMap(({ stack, reads }, i) => {
    const [inside] = all.filter((other) => stack.startsWith(`${other}-`));
    const [around] = all.filter((other) => other.startsWith(`${stack}-`));
    return [
      ...(inside ? [fault(`ci.deploy[${i}].stack`, stack, `a name that does not begin as the things of ${inside} do`)] : []),
      ...(around ? [fault(`ci.deploy[${i}].stack`, stack, `a name with which ${around} does not begin`)] : []),
      ...(reads.includes(stack) ? [fault(`ci.deploy[${i}].reads`, stack, "other stores")] : []),
    ];
  });
}

/** Zones and other stores are named in the boundary of the store's roles (docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html). */
function longFaults(account: string, stores: Stores): string[] {
  return stores.flatMap(({ stack, zones, reads }, i) => {
    const got = boundaryLength(stack, account, zones, reads);
    const given = `${zones.length} zones and ${reads.length} stores to read, ${got} characters of a policy`;
    return got <= longestPolicy ? [] : [fault(`ci.deploy[${i}]`, given, `fewer, since a policy holds ${longestPolicy}`)];
  });
}

const longestPolicy = 6144;

/**
 * The longest trust policy of a role, and what ours takes beside issuer, audience and subjects, in characters
 * (docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html).
 */
const trust = { longest: 2048, fixed: 520 } as const;

/** IAM refuses a role with too long a list; the issuer is in its trust three times. */
function trustFaults(path: string, list: readonly string[], { issuer, audience }: NonNullable<AccountSettings["ci"]>): string[] {
  const most = trust.longest - trust.fixed - 3 * issuer.length - audience.length;
  const got = list.reduce((sum, text) => sum + text.length + '"",'.length, 0);
  return got <= most ? [] : [fault(path, `${got} characters`, `at most ${most} together, since a role's trust holds ${trust.longest}`)];
}

/** GitHub's subjects begin with the repository (docs.github.com/en/actions/reference/security/oidc). */
function githubFaults(path: string, text: string, issuer: string): string[] {
  return issuer !== github || /^repo:[^:/]+\/[^:/]+:.+$/.test(text) ? [] : [fault(path, text, "repo:<owner>/<repository>: and what of it")];
}

/** A deployment comes from an environment, or from a branch: never from what anybody can propose. */
function deployFaults(path: string, text: string, issuer: string, preview: readonly string[]): string[] {
  const wrong = githubFaults(path, text, issuer);
  if (wrong.length > 0) return wrong;
  if (issuer === github && !/^repo:[^:]+:(environment:.+|ref:refs\/heads\/.+)$/.test(text))
    return [fault(path, text, "a subject that ends with environment:<name> or ref:refs/heads/<branch>")];
  return preview.includes(text) ? [fault(path, text, "a subject that is not in ci.preview: who may look may not change")] : [];
}
