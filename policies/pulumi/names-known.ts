import { knownAuthorities } from "../../domain/defaults/authorities.ts";
import { awsBuckets } from "../../domain/defaults/aws-buckets.ts";
import { awsAccounts, isAwsHost } from "../../domain/defaults/aws-parties.ts";
import { regionNames } from "../../domain/defaults/regions.ts";
import { isUnknown, PLACE } from "../../domain/graph-values.ts";
import { ownAccounts } from "../iam/trust.ts";
import { oncePerStack } from "../model/once.ts";
import { wholeStack } from "../model/policy.ts";
import type { Stack } from "../model/stack.ts";
import { asList, UnknownValue } from "../model/values.ts";
import type { NameFound, Party } from "./names-found.ts";

/** The names that a stack's own output `trusted` has. */
export const trustedByOutput = oncePerStack(
  // A secret name is not trusted: no report could show it.
  (stack) =>
    new Set(
      stack
        .ofType(wholeStack)
        .filter((whole) => !whole.isSecret("trusted"))
        .flatMap((whole) => asList(whole.properties.trusted).filter((_, at) => !whole.isSecret(`trusted.${at}`)))
        .map(String),
    ),
);

/** The names that a stack's settings have: by themselves where they are at hand, else by the output. */
export const trusted = oncePerStack((stack) => {
  const { settings } = stack;
  if (settings === undefined) return trustedByOutput(stack);
  const account = settings.namesAccount ? [] : [...trustedByOutput(stack)].filter(isUnknown);
  return new Set([...settings.trusted, ...account]);
});

/** The known accounts. If a program says whom it trusts, its provider's accounts do not count. */
const accounts = oncePerStack((stack) => {
  const named = [...trusted(stack)].filter((name) => /^\d{12}$/.test(name));
  return new Set(named.length > 0 ? named : ownAccounts(stack));
});

/** Names of the stack's own resources, as far as they are known. */
const made = oncePerStack((stack) => {
  const names = ["id", "bucket", "dnsName", "domainName", "fqdn", "endpoint", "address"];
  return new Set(stack.resources.flatMap(({ properties }) => names.flatMap((name) => properties[name] ?? []).map(String)));
});

/** AWS's buckets that every account uses. */
const sharedBuckets = new Set(regionNames.flatMap(awsBuckets));
/** Buckets that AWS Backup makes while it restores one. */
const restoredBucket = /^awsbackup-/;
const local = new Set(["localhost", "127.0.0.1", "169.254.169.254", "169.254.170.2", "169.254.169.123", "[::1]"]);

/** Hosts of the certificate authorities that the settings can choose by name. */
const authorities = new Set(
  Object.values(knownAuthorities).flatMap(({ directoryUrl, stagingUrl }) =>
    [directoryUrl, stagingUrl].flatMap((url) => (url === undefined ? [] : [new URL(url).hostname])),
  ),
);

const tests: Readonly<Record<Party, (name: string, stack: Stack) => boolean>> = {
  account: (name, stack) => name in awsAccounts || accounts(stack).has(name),
  organization: (name, stack) => trusted(stack).has(name),
  "canonical user": (name, stack) => trusted(stack).has(name),
  job: (name, stack) => trusted(stack).has(name),
  network: (name, stack) => made(stack).has(name) || trusted(stack).has(name),
  bucket: isKnownBucket,
  host: isKnownHost,
  address: (name, stack) => trusted(stack).has(name) || isKnownHost(name.slice(name.indexOf("@") + 1), stack),
};

/** Whether the settings of a stack name a Region. */
export const isTrustedRegion = (region: string, stack: Stack): boolean => trusted(stack).has(region);

/** Whether a name is the stack's own, AWS's, or one that the settings have. */
export const isKnown = ({ party, name }: NameFound, stack: Stack): boolean => tests[party](name, stack);

/**
 * Whether it is known which account the stack is in.
 * @throws UnknownValue where only AWS knows it yet
 */
export function knowsAccount(stack: Stack): boolean {
  if (accounts(stack).size > 0) return true;
  if ([...trusted(stack)].some(isUnknown)) throw new UnknownValue("trusted");
  return false;
}

function isKnownBucket(name: string, stack: Stack): boolean {
  if (name === "*" || sharedBuckets.has(name) || restoredBucket.test(name) || trusted(stack).has(name) || made(stack).has(name))
    return true;
  if ([...accounts(stack)].some((account) => name.includes(account))) return true;
  const beginsAsOwn = [stack.name, ...trusted(stack)].some((one) => name.startsWith(`${one}-`));
  // Such as the number of an account that is looked up.
  if (name.includes(PLACE) && (beginsAsOwn || accounts(stack).size === 0)) throw new UnknownValue("a bucket's name");
  // A pattern with the prefix of the stack's own names; a full name with that prefix could be anyone's bucket.
  return beginsAsOwn && name.includes("*");
}

function isKnownHost(name: string, stack: Stack): boolean {
  if (local.has(name) || isAwsHost(name) || authorities.has(name) || made(stack).has(name)) return true;
  const bucket = /^(.+)\.s3[.-][a-z0-9.-]*amazonaws\.com$/.exec(name)?.[1];
  if (bucket !== undefined) return isKnownBucket(bucket, stack);
  return [...trusted(stack)].some((one) => {
    const domain = one.replace(/^\*\./, "");
    return name === domain || (domain.includes(".") && !domain.includes("@") && name.endsWith(`.${domain}`));
  });
}
