import type { Authority, CertificateRequest } from "../../domain/contracts/certificate.ts";
import { issue } from "./authorities.ts";
import { endOf } from "./chain.ts";
import { placesOf } from "./dns.ts";
import { dueAt } from "./due.ts";
import { readLeaf } from "./leaf.ts";
import { renewalInfo } from "./renewal-info.ts";
import { theWorld, type World } from "./run.ts";
import { readDirectory } from "./session.ts";
import { forgetfulVault } from "./vault.ts";

/** Result of a rehearsal. */
export interface Rehearsal {
  /** The settings' name of the authority that is asked first. */
  readonly authority: string;
  readonly directoryUrl: string;
  /** @default - the authority's own default */
  readonly profile?: string;
  /** Names of the TXT records that were written, and are gone again. */
  readonly records: readonly string[];
  readonly names: readonly string[];
  readonly keyType: string;
  /** Common name of who issued. */
  readonly issuer: string;
  /** Common name of the issuer that the chain ends at. */
  readonly chainEndsAt: string;
  readonly notAfter: Date;
  /** Time at which it would be renewed. */
  readonly renewAt: Date;
}

/** Options of a rehearsal. */
export interface RehearsalOptions {
  /** Another ACME directory, such as the authority's for trials: no account binding and no preferred chain then. @default - the first authority's own */
  readonly directoryUrl?: string;
  /** Seconds that it may take. @default 300 */
  readonly timeoutSeconds?: number;
  readonly world?: Partial<World>;
}

/**
 * Issues a certificate for the request's names by the first authority, with an account and a key that are thrown away: neither the secret nor
 * ACM is read or written. Records are written to the zone, and taken away also when it fails; only one that is killed leaves them there.
 * Throws an Error of one sentence if it does not come to a certificate.
 */
export async function rehearse(request: CertificateRequest, options: RehearsalOptions = {}): Promise<Rehearsal> {
  const deadline = Date.now() + (options.timeoutSeconds ?? 300) * 1000;
  const world = theWorld({ deadline, ...options.world });
  const authority = await onTrial(request, options.directoryUrl);
  const vault = forgetfulVault();
  const { chain } = await issue({ world, vault, request, authority, deadline });
  const leaf = readLeaf(chain.join("\n"));
  vault.note({ issued: authority });
  const info = await renewalInfo(world, leaf, vault.memory);
  const places = await placesOf(world, request, [...new Set(request.domains.map((name) => name.replace(/^\*\./, "")))]);
  return {
    authority: authority.name,
    directoryUrl: authority.directoryUrl,
    ...(authority.profile && { profile: authority.profile }),
    records: [...new Set([...places.values()].map(({ name }) => name))],
    names: leaf.names,
    keyType: request.keyType,
    issuer: leaf.issuer,
    chainEndsAt: endOf(chain),
    notAfter: leaf.notAfter,
    renewAt: dueAt(leaf, { renewalInfo: info }),
  };
}

async function onTrial({ authorities }: CertificateRequest, directoryUrl: string | undefined): Promise<Authority> {
  const [first] = authorities;
  if (!first) throw new Error("no authority to ask, expected at least one");
  if (!directoryUrl || directoryUrl === first.directoryUrl) return first;
  const { meta } = await readDirectory(directoryUrl);
  const offered = first.profile !== undefined && first.profile in (meta?.profiles ?? {});
  return { name: first.name, directoryUrl, ...(offered && { profile: first.profile }) };
}
