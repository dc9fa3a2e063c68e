import type { CertificateRequest } from "../../domain/contracts/certificate.ts";
import { fractionLeft, type Leaf } from "./leaf.ts";
import type { Memory } from "./memory.ts";

/** Action for the certificate, and its reason. */
export interface Decision {
  readonly action: "issue" | "hold" | "keep";
  readonly why: string;
}

/** Reason for which a certificate is due. */
interface Due {
  /** Whether no freeze holds it back. */
  readonly urgent: boolean;
  readonly why: string;
}

type Wish = Pick<CertificateRequest, "domains" | "keyType" | "authorities" | "freezes">;

const day = 86_400_000;

/**
 * The fraction of its lifetime that a certificate has left when it is due, if its authority gives no renewal information: a third, or half
 * for lifetimes below ten days (letsencrypt.org/docs/integration-guide).
 */
const dueFraction = ({ notBefore, notAfter }: Pick<Leaf, "notBefore" | "notAfter">): number =>
  notAfter.getTime() - notBefore.getTime() < 10 * day ? 1 / 2 : 1 / 3;

/** The part of {@link dueFraction} below which neither a freeze nor renewal information delays renewal; still above 0.25 of the lifetime, where the alarm fires. */
const urgentPart = 0.8;

/** Decides by the current certificate, the request, and the secret's memory; `now` is the only clock. */
export function decide(leaf: Leaf, wish: Wish, memory: Pick<Memory, "issued" | "renewalInfo">, now: Date): Decision {
  const due = wrong(leaf, wish, memory) ?? old(leaf, memory, now) ?? changed(leaf, wish, memory);
  if (!due) return { action: "keep", why: `good until ${iso(leaf.notAfter)}, due on ${iso(dueAt(leaf, memory))}` };
  const freeze = wish.freezes.find(({ from, to }) => from <= iso(now).slice(0, 10) && iso(now).slice(0, 10) <= to);
  if (due.urgent || !freeze) return { action: "issue", why: due.why };
  return { action: "hold", why: `${due.why}; held back by the freeze from ${freeze.from} to ${freeze.to}` };
}

/** Time at which a certificate is due for renewal. */
export function dueAt(leaf: Leaf, { renewalInfo }: Pick<Memory, "renewalInfo">): Date {
  const byLifetime = timeAt(leaf, dueFraction(leaf));
  if (!renewalInfo || renewalInfo.certificate !== leaf.id) return byLifetime;
  const [start, end] = [Date.parse(renewalInfo.start), Date.parse(renewalInfo.end)];
  const drawn = start + renewalInfo.point * (end - start);
  return new Date(Math.min(drawn, urgentFrom(leaf).getTime()));
}

const urgentFrom = (leaf: Leaf) => timeAt(leaf, dueFraction(leaf) * urgentPart);

/** Time at which a certificate has that fraction of its lifetime left. */
const timeAt = ({ notBefore, notAfter }: Leaf, fraction: number) =>
  new Date(notAfter.getTime() - fraction * (notAfter.getTime() - notBefore.getTime()));

/** Reason if the current certificate is untrusted, or not valid for all names. No freeze delays its replacement. */
function wrong(leaf: Leaf, { domains, authorities }: Wish, { issued }: Pick<Memory, "issued">): Due | undefined {
  const urgent = (why: string) => ({ urgent: true, why });
  if (leaf.selfSigned) return urgent("the current certificate is the bootstrap certificate");
  if ([...leaf.names].sort().join() !== [...domains].sort().join()) return urgent("the names have changed");
  if (!issued || !authorities.some(({ directoryUrl }) => directoryUrl === issued.directoryUrl))
    return urgent("none of the authorities has issued the current certificate");
  return undefined;
}

function old(leaf: Leaf, { renewalInfo }: Pick<Memory, "renewalInfo">, now: Date): Due | undefined {
  const at = dueAt(leaf, { renewalInfo });
  if (now < at) return undefined;
  const left = `${(100 * fractionLeft(leaf, now)).toFixed(0)} % of its lifetime is left`;
  if (now >= urgentFrom(leaf)) return { urgent: true, why: left };
  const end = renewalInfo?.certificate === leaf.id ? renewalInfo?.end : undefined;
  // A window that has ended before the usual time comes before a revocation (RFC 9773 4.2).
  if (end && new Date(end) <= now && new Date(end) < timeAt(leaf, dueFraction(leaf)))
    return { urgent: true, why: `its authority wanted it renewed until ${end}; ${left}` };
  return { urgent: false, why: `it was due on ${iso(at)}; ${left}` };
}

/** Reason if the current certificate is valid, but differs from the requested key type or profile. */
function changed(leaf: Leaf, { keyType, authorities }: Wish, { issued }: Pick<Memory, "issued">): Due | undefined {
  if (leaf.keyType !== keyType) return { urgent: false, why: `its key is to be ${keyType}` };
  const profile = authorities.find(({ directoryUrl }) => directoryUrl === issued?.directoryUrl)?.profile;
  return profile === issued?.profile ? undefined : { urgent: false, why: `its profile is to be ${profile ?? "the authority's own"}` };
}

const iso = (date: Date) => date.toISOString();
