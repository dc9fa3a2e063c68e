import { boundaryLength } from "../../../../domain/defaults/deploy/bounded.ts";
import { fault } from "../../faults.ts";
import type { AccountSettings } from "../../resolve/account.ts";
import { subjectFaults, subjectLists } from "./subjects.ts";

/** Faults of `ci` beyond its shape. */
export function ciFaults({ ci: settings, accountId, stack: account }: Pick<AccountSettings, "ci" | "accountId" | "stack">): string[] {
  if (!settings) return [];
  const { issuer, providerArn, deploy, state } = settings;
  const twice = deploy.flatMap(({ stack }, i) =>
    deploy.findIndex((other) => other.stack === stack) < i
      ? [fault(`ci.deploy[${i}].stack`, stack, "a stack that is not listed already")]
      : [],
  );
  const host = issuer.slice("https://".length);
  const isOthers = (arn: string) => accountId !== undefined && arn.split(":")[4] !== accountId;
  const provider =
    providerArn && (!providerArn.endsWith(`:oidc-provider/${host}`) || isOthers(providerArn))
      ? [fault("ci.providerArn", providerArn, `this account's provider of ${issuer}`)]
      : [];
  const keyArn = state?.keyArn;
  const key = keyArn && isOthers(keyArn) ? [fault("ci.state.keyArn", keyArn, `a key of this account, ${accountId}`)] : [];
  const lists = subjectLists(deploy);
  return [
    ...provider,
    ...twice,
    ...lists.flatMap((list) => subjectFaults(list, lists, issuer)),
    ...nameFaults(account, deploy),
    ...longFaults(account, deploy),
    ...lists.flatMap(({ path, subjects }) => trustFaults(path, subjects, settings)),
    ...stateFaults(state),
    ...key,
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
      ...(inside
        ? [fault(`ci.deploy[${i}].stack`, stack, `a name that does not begin with ${inside}-, as the resources of ${inside} do`)]
        : []),
      ...(around ? [fault(`ci.deploy[${i}].stack`, stack, `a name that ${around} does not begin with`)] : []),
      ...(reads.includes(stack) ? [fault(`ci.deploy[${i}].reads`, stack, "stores other than its own")] : []),
    ];
  });
}

/** Zones and other stores are named in the boundary of the store's roles (docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html). */
function longFaults(account: string, stores: Stores): string[] {
  return stores.flatMap(({ stack, zones, reads }, i) => {
    const got = boundaryLength(stack, account, zones, reads);
    const given = `${zones.length} zones and ${reads.length} stores to read, ${got} characters of a policy`;
    return got <= maxPolicy ? [] : [fault(`ci.deploy[${i}]`, given, `fewer zones or stores, since a policy holds ${maxPolicy} characters`)];
  });
}

const maxPolicy = 6144;

/**
 * The longest trust policy of a role, and what ours takes beside issuer, audience and subjects, in characters
 * (docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html).
 */
const trust = { max: 2048, fixed: 520 } as const;

/** IAM refuses a role with too long a list; the issuer is in its trust three times. */
function trustFaults(path: string, list: readonly string[], { issuer, audience }: NonNullable<AccountSettings["ci"]>): string[] {
  const max = trust.max - trust.fixed - 3 * issuer.length - audience.length;
  const got = list.reduce((sum, text) => sum + text.length + '"",'.length, 0);
  return got <= max
    ? []
    : [fault(path, `${got} characters`, `at most ${max} for all subjects together, since a role's trust policy holds ${trust.max}`)];
}

/** Checks that the state is in a bucket of the stack's own or in one that exists, not in both. */
function stateFaults(state: NonNullable<AccountSettings["ci"]>["state"]): string[] {
  if (!state) return [];
  const { create, bucketArn, keyArn } = state;
  if (create === undefined)
    return bucketArn === undefined ? [fault("ci.state", state, "create: true, or bucketArn with the ARN of an existing bucket")] : [];
  const beside = Object.entries({ bucketArn, keyArn }).filter(([, arn]) => arn !== undefined);
  return beside.map(([name, arn]) => fault(`ci.state.${name}`, arn, "no value beside create, which makes the bucket and its key"));
}
