import { X509Certificate } from "node:crypto";
import { lookup } from "node:dns";
import { Agent } from "node:https";
import type { LookupFunction } from "node:net";
import { rootCertificates, TLSSocket } from "node:tls";
import type { CanaryRequest } from "../../domain/contracts/canary.ts";
import { knownAuthority } from "../../domain/defaults/authorities.ts";

/** The certificate that the store presented. */
export interface Shown {
  /** `bootstrap`: the stack's own from before the first was issued; `trial`: one that browsers refuse by intent. */
  readonly kind: "public" | "own" | "trial" | "bootstrap";
  readonly issuer: string;
  readonly notAfter: string;
}

/**
 * The connection to a store: the addresses of its name, and the authorities that the canary trusts. Certificates are always verified, against
 * public authorities and those that the stack has chosen; an expired certificate, or one of another authority, ends the visit.
 */
export class Approach {
  readonly agent: Agent;
  readonly #request: CanaryRequest;
  readonly #bootstrap: string;
  readonly #trials: readonly X509Certificate[];
  readonly #own: readonly X509Certificate[];
  #unresolved: string | undefined;
  #shown: Shown | undefined;

  constructor(request: CanaryRequest) {
    const { trials, roots, bootstrap } = request.trust;
    const trialRoots = trials.flatMap((name) => knownAuthority(name)?.trialRoots ?? []).map(({ certificate }) => certificate);
    this.#request = request;
    this.#bootstrap = parse(bootstrap).fingerprint256;
    this.#trials = trialRoots.map(parse);
    this.#own = roots.map(parse);
    // A connection of its own for each walk: one that is kept would not notice a new certificate, nor a new address.
    this.agent = new Agent({
      keepAlive: true,
      maxSockets: 1,
      minVersion: "TLSv1.2",
      // A session that is taken up again shows no chain.
      maxCachedSessions: 0,
      ca: [...rootCertificates, ...trialRoots, ...roots, bootstrap],
      lookup: this.#lookup,
    });
  }

  /** Takes note of a connection that stands. */
  note(socket: unknown): void {
    if (!(socket instanceof TLSSocket)) return;
    const [leaf, ...issuers] = chainOf(socket);
    if (!leaf) return;
    const kind = this.#kindOf(leaf, issuers.at(-1) ?? leaf);
    this.#shown = { kind, issuer: leaf.issuer.replaceAll("\n", ", "), notAfter: leaf.validToDate.toISOString() };
  }

  /** The certificate of the last connection. */
  get certificate(): Shown | undefined {
    return this.#shown;
  }

  /** Faults that keep shoppers from an open store, whatever its nodes do. */
  faults(): string[] {
    if (!this.#request.open) return [];
    const untrusted = this.#shown?.kind === "bootstrap" && this.#request.trust.trials.length === 0;
    return [
      ...(this.#unresolved === undefined ? [] : [this.#unresolved]),
      ...(untrusted ? ["browsers refuse the certificate: it is the stack's own from the beginning, no authority has issued one yet"] : []),
    ];
  }

  /** Resolves the store's name if it is open; otherwise, or if the name does not resolve, the load balancer's. The certificate is the name's either way. */
  readonly #lookup: LookupFunction = (hostname, options, callback) => {
    const { open, loadBalancer } = this.#request;
    if (!open) {
      lookup(loadBalancer, options, callback);
      return;
    }
    lookup(hostname, options, (error, address, family) => {
      if (!error) {
        callback(error, address, family);
        return;
      }
      this.#unresolved = `${hostname} leads nowhere (${error.code ?? error.message}): the zone is not delegated, or DNS fails`;
      lookup(loadBalancer, options, callback);
    });
  };

  #kindOf(leaf: X509Certificate, last: X509Certificate): Shown["kind"] {
    if (leaf.fingerprint256 === this.#bootstrap) return "bootstrap";
    // The root itself, or what it has signed: servers omit it.
    const under = (root: X509Certificate) => last.checkIssued(root) && last.verify(root.publicKey);
    if (this.#trials.some(under)) return "trial";
    return this.#own.some(under) ? "own" : "public";
  }
}

const parse = (pem: string): X509Certificate => new X509Certificate(pem);

/** The certificates of a connection, the store's first. Not by `getPeerX509Certificate`, after which Node knows no issuers any more. */
function chainOf(socket: TLSSocket): X509Certificate[] {
  const chain: X509Certificate[] = [];
  let shown = socket.getPeerCertificate(true);
  while (shown?.raw && chain.every(({ fingerprint256 }) => fingerprint256 !== shown.fingerprint256)) {
    chain.push(new X509Certificate(shown.raw));
    shown = shown.issuerCertificate;
  }
  return chain;
}
