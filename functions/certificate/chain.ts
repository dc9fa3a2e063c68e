import { createPrivateKey, X509Certificate } from "node:crypto";
import { commonName, readLeaf } from "./leaf.ts";

/** Requirements for a chain before it is imported. */
export interface Expected {
  /** The private key that it was asked for, in PEM. */
  readonly key: string;
  readonly names: readonly string[];
  /** Common name of the issuer that it should end at. @default - any */
  readonly endsAt?: string;
  readonly now: Date;
}

/** The certificates of a PEM text, each in PEM. */
export const split = (pem: string): string[] => pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];

/** Common name of the issuer that a chain ends at. */
export function endOf(chain: readonly string[]): string {
  const last = chain.at(-1);
  return last ? commonName(new X509Certificate(last).issuer) : "";
}

/** All that is wrong with a chain, a clause each; nothing if it can be imported. */
export function faultsOf(chain: readonly string[], expected: Expected): string[] {
  const [first, ...issuers] = chain.map((pem) => new X509Certificate(pem));
  const pem = chain[0];
  if (!first || !pem) return ["it holds no certificate"];
  if (!issuers.length) return ["it holds no issuer"];
  const { names } = readLeaf(pem);
  const missing = expected.names.filter((name) => !names.includes(name));
  const unasked = names.filter((name) => !expected.names.includes(name));
  const end = endOf(chain);
  return [
    ...(first.checkPrivateKey(createPrivateKey(expected.key)) ? [] : ["its key is not the one that was asked for"]),
    ...(missing.length ? [`it does not hold ${missing.join(", ")}`] : []),
    ...(unasked.length ? [`it also holds ${unasked.join(", ")}`] : []),
    ...brokenLinks(first, issuers),
    ...[first, ...issuers].filter((each) => !isValid(each, expected.now)).map((each) => `${commonName(each.subject)} is not valid now`),
    ...(expected.endsAt && end !== expected.endsAt ? [`it ends at ${end}, not at ${expected.endsAt}`] : []),
  ];
}

/** Each has to be signed by the one after it, which has to be an authority. */
function brokenLinks(first: X509Certificate, issuers: readonly X509Certificate[]): string[] {
  return issuers.flatMap((issuer, at) => {
    const signed = issuers[at - 1] ?? first;
    const holds = issuer.ca && signed.checkIssued(issuer) && signed.verify(issuer.publicKey);
    return holds ? [] : [`${commonName(signed.subject)} is not signed by ${commonName(issuer.subject)}, which follows it`];
  });
}

const isValid = ({ validFromDate, validToDate }: X509Certificate, now: Date) => validFromDate <= now && now < validToDate;
