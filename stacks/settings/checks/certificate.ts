import { X509Certificate } from "node:crypto";
import { type KnownAuthority, knownAuthorities, knownAuthority } from "../../../domain/defaults/authorities.ts";
import { fault } from "../faults.ts";
import { kindOf } from "../resolve/certificate.ts";
import type { StoreSettings } from "../resolve/store.ts";
import type { AuthorityInput } from "../schema/certificate.ts";

/** Faults of the authorities, one sentence each. */
export function authorityFaults({ region, certificate }: Pick<StoreSettings, "region" | "certificate">): string[] {
  const { authorities, keyType, staging } = certificate;
  return authorities.flatMap((authority, i) => {
    const path = `certificate.authorities[${i}]`;
    const known = knownAuthority(authority.name);
    const earlier = authorities.slice(0, i);
    const twice = earlier.some(
      ({ name, directoryUrl }) => name === authority.name || (directoryUrl && directoryUrl === authority.directoryUrl),
    );
    return [
      ...(twice ? [fault(`${path}.name`, authority.name, "an authority that is not listed already")] : []),
      ...(known ? knownFaults(path, authority, known, staging) : ownFaults(path, authority)),
      ...chainFaults(path, authority, keyType),
      ...rootFaults(path, authority),
      ...secretFaults(path, authority, region),
    ];
  });
}

function knownFaults(path: string, authority: AuthorityInput, known: KnownAuthority, staging: boolean): string[] {
  const { name, profile, eabSecretArn } = authority;
  const faults = (["directoryUrl", "caaDomain", "lifetimeDays"] as const).flatMap((key) =>
    authority[key] === undefined
      ? []
      : [fault(`${path}.${key}`, authority[key], `no value, since ${name} is a known authority; give your own another name`)],
  );
  if (staging && !known.stagingUrl)
    faults.push(fault(`${path}.name`, name, "an authority that has a staging directory, or certificate.staging: false"));
  // The canary would take each page for a failed one, and no node would ever be patched.
  if (staging && known.stagingUrl && !known.trialRoots && !authority.roots)
    faults.push(
      fault(
        `${path}.roots`,
        undefined,
        `the root certificates of ${name}'s staging directory in PEM, since it publishes none, or certificate.staging: false`,
      ),
    );
  if (!(staging && known.stagingUrl && !known.trialRoots) && authority.roots)
    faults.push(fault(`${path}.roots`, authority.roots.length, `no value, since the roots of ${name} are known`));
  if (known.bindsAccounts && !eabSecretArn)
    faults.push(fault(`${path}.eabSecretArn`, undefined, `the ARN of a secret: ${name} asks for external account binding`));
  if (known.approvesBeforehand && eabSecretArn)
    faults.push(fault(`${path}.eabSecretArn`, eabSecretArn, `no value, since the store makes its own binding with ${name}`));
  const profiles = Object.keys(known.profiles);
  if (profile && !profiles.includes(profile))
    faults.push(
      fault(
        `${path}.profile`,
        profile,
        profiles.length > 0 ? `a profile of ${name}: ${profiles.join(", ")}` : `no value, since ${name} has no profiles`,
      ),
    );
  return faults;
}

function ownFaults(path: string, { name, directoryUrl, caaDomain }: AuthorityInput): string[] {
  if (!directoryUrl)
    return [
      fault(
        `${path}.name`,
        name,
        `one of ${Object.keys(knownAuthorities).join(", ")}, or directoryUrl and caaDomain for an authority of your own`,
      ),
    ];
  return caaDomain ? [] : [fault(`${path}.caaDomain`, caaDomain, "the domain that the authority looks for in CAA records")];
}

function chainFaults(path: string, { preferredChain }: AuthorityInput, keyType: string): string[] {
  return keyType === "rsa-2048" && preferredChain === "ISRG Root X2"
    ? [fault(`${path}.preferredChain`, preferredChain, "ISRG Root X1 where keyType is rsa-2048: X2 signs elliptic-curve keys only")]
    : [];
}

/** A typing error in one would end each walk of the canary. */
function rootFaults(path: string, { roots = [] }: AuthorityInput): string[] {
  return roots.flatMap((pem, i) => (isRoot(pem) ? [] : [fault(`${path}.roots[${i}]`, pem, "a whole CA certificate in PEM")]));
}

function isRoot(pem: string): boolean {
  try {
    return new X509Certificate(pem).ca;
  } catch {
    return false;
  }
}

/** The function asks Secrets Manager of its own Region. */
function secretFaults(path: string, { eabSecretArn }: AuthorityInput, region: string): string[] {
  return eabSecretArn && eabSecretArn.split(":")[3] !== region
    ? [fault(`${path}.eabSecretArn`, eabSecretArn, `a secret in the store's Region, ${region}`)]
    : [];
}

/** The policy that a wildcard needs a waiver of. */
export const wildcardPolicy = "aws-acm-certificate-disallow-wildcard";

/** Faults of the certificate's names, one sentence each. */
export function certificateNameFaults({
  domain,
  aliases,
  certificate,
  dns,
  waivers,
}: Pick<StoreSettings, "domain" | "aliases" | "certificate" | "dns" | "waivers">): string[] {
  const waived = waivers.some(({ policy }) => policy === wildcardPolicy);
  const max = 253 - "_acme-challenge.".length;
  const published: [string, string][] = [["domain", domain], ...aliases.map((alias, i): [string, string] => [`aliases[${i}]`, alias])];
  const added = certificate.names.map((name, i): [string, string] => [`certificate.names[${i}]`, name]);
  const names = [...published, ...added].map(([, name]) => name);
  return [
    ...published
      .filter(([, name]) => name.length > max)
      .map(([path, name]) => fault(path, name, `at most ${max} characters, since _acme-challenge is prepended`)),
    ...added.flatMap(([path, name], i) => {
      const base = name.replace(/^\*\./, "");
      const inZone = base === dns.zone || base.endsWith(`.${dns.zone}`);
      return [
        ...(inZone ? [] : [fault(path, name, `a name in the zone ${dns.zone} (dns.zone)`)]),
        ...(names.indexOf(name) < published.length + i ? [fault(path, name, "a name that is not listed already")] : []),
        ...(base === name || waived ? [] : [fault(path, name, `a name without *, or a waiver of ${wildcardPolicy} with the reason`)]),
      ];
    }),
    ...countFaults(names.length, certificate.authorities),
  ];
}

function countFaults(count: number, authorities: readonly AuthorityInput[]): string[] {
  if (count > 100) return [fault("certificate.names", `${count} names with domain and aliases`, "at most 100 names in one certificate")];
  return authorities.flatMap(({ name, profile }, i) => {
    const max = kindOf(name, profile).maxNames;
    return profile && count > max
      ? [fault(`certificate.authorities[${i}].profile`, profile, `a profile for ${count} names: ${profile} of ${name} holds ${max}`)]
      : [];
  });
}

/** Room for delegations in the function's policy, in characters: a statement for each zone, and each record. */
const roomForDelegations = 1400;

/** Faults of the delegations, one sentence each. */
export function delegationFaults({ certificate: { delegations } }: Pick<StoreSettings, "certificate">): string[] {
  const zones = new Set(delegations.map(({ zoneId }) => zoneId)).size;
  const taken = delegations.reduce((sum, { record }) => sum + record.length + 3, zones * 420);
  const tooMany = fault(
    "certificate.delegations",
    `${delegations.length} records in ${zones} ${zones === 1 ? "zone" : "zones"}`,
    "fewer or shorter records, since an IAM policy has room for about 20 in one zone",
  );
  return [
    ...(taken > roomForDelegations ? [tooMany] : []),
    ...delegations.flatMap(({ record }, i) =>
      delegations.findIndex((other) => other.record === record) < i
        ? [fault(`certificate.delegations[${i}].record`, record, "a record that is not listed already")]
        : [],
    ),
  ];
}
