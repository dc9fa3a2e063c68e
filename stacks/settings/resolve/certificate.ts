import { type IssuedKind, knownAuthority, unknownKind } from "../../../domain/defaults/authorities.ts";
import type { AuthorityInput, CertificateInput } from "../schema/certificate.ts";

/** The kind of certificate that an authority issues under a profile, or without one. */
export function kindOf(name: string, profile?: string): IssuedKind {
  const known = knownAuthority(name);
  if (!known) return unknownKind;
  return (profile !== undefined && Object.hasOwn(known.profiles, profile) && known.profiles[profile]) || known.usual;
}

/** An authority as the component `Certificate` takes it. */
export type ResolvedAuthority = ReturnType<typeof resolveAuthority>;

/** An authority of settings without faults, with all that is known of it filled in. */
function resolveAuthority(authority: AuthorityInput, staging: boolean) {
  const { name, profile, preferredChain, eabSecretArn } = authority;
  const known = knownAuthority(name);
  const directoryUrl = known ? (staging && known.stagingUrl) || known.directoryUrl : authority.directoryUrl;
  return {
    name,
    directoryUrl: directoryUrl ?? "",
    ...(profile && { profile }),
    ...(preferredChain && { preferredChain }),
    ...(eabSecretArn && { eabSecretArn }),
    caaDomain: known?.caaDomain ?? authority.caaDomain ?? "",
    heedsAccountUri: known?.heedsAccountUri ?? false,
    ...(known?.approvesBeforehand && { approvesBeforehand: true }),
    lifetimeDays: authority.lifetimeDays ?? kindOf(name, profile).lifetimeDays,
  };
}

/** Roots that the canary trusts beside public authorities: staging roots where the store uses a staging directory, and those that the settings name. */
export const trustedBeside = ({ authorities, staging = false }: CertificateInput) => ({
  trials: staging ? authorities.map(({ name }) => name).filter((name) => knownAuthority(name)?.trialRoots) : [],
  roots: authorities.flatMap(({ name, roots = [] }) => (staging || !knownAuthority(name) ? roots : [])),
});

/** All authorities, in their order. */
export const resolveAuthorities = ({ authorities, staging = false }: CertificateInput): ResolvedAuthority[] =>
  authorities.map((authority) => resolveAuthority(authority, staging));
