import { X509Certificate } from "node:crypto";
import type { CertificateRequest } from "../../domain/contracts/certificate.ts";
import { keyType } from "./keys.ts";

/** Fields of a certificate. */
export interface Leaf {
  readonly certificate: X509Certificate;
  /** Common name of the issuer. */
  readonly issuer: string;
  readonly names: readonly string[];
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly keyType: CertificateRequest["keyType"] | undefined;
  /** Whether it is signed by no authority, as the bootstrap certificate. */
  readonly selfSigned: boolean;
  /** Its identifier in requests for renewal information (RFC 9773 4.1). @default - it has no authority key identifier */
  readonly id?: string;
}

/** Reads a certificate in PEM; of a chain, the first. */
export function readLeaf(pem: string): Leaf {
  const certificate = new X509Certificate(pem);
  const keyId = authorityKeyId(certificate.raw);
  return {
    certificate,
    issuer: commonName(certificate.issuer),
    names: (certificate.subjectAltName ?? "").split(", ").flatMap((name) => (name.startsWith("DNS:") ? [name.slice(4)] : [])),
    notBefore: certificate.validFromDate,
    notAfter: certificate.validToDate,
    keyType: keyType(certificate.publicKey),
    selfSigned: certificate.checkIssued(certificate) && certificate.verify(certificate.publicKey),
    ...(keyId && { id: `${keyId.toString("base64url")}.${serial(certificate.serialNumber).toString("base64url")}` }),
  };
}

/** The common name in a name that Node wrote, a line for each part; all of it if there is none. */
export const commonName = (name: string): string => name.match(/^CN=(.*)$/m)?.[1] ?? name.replaceAll("\n", ", ");

/** The fraction of its lifetime that a certificate has left, 0 to 1; 0 for a self-signed one. */
export function fractionLeft({ notBefore, notAfter, selfSigned }: Leaf, now: Date): number {
  if (selfSigned) return 0;
  const left = (notAfter.getTime() - now.getTime()) / (notAfter.getTime() - notBefore.getTime());
  return Math.min(Math.max(left, 0), 1);
}

/** The content of the serial's DER: positive, so led by a zero where its first bit is set. */
function serial(hex: string): Buffer {
  const even = hex.length % 2 ? `0${hex}` : hex;
  return Buffer.from(Number.parseInt(even.slice(0, 2), 16) >= 0x80 ? `00${even}` : even, "hex");
}

/** `06 03 55 1d 23`: the object identifier 2.5.29.35 (RFC 5280 4.2.1.1). */
const authorityKeyIdentifier = Buffer.from([0x06, 0x03, 0x55, 0x1d, 0x23]);

/** Node does not give extensions out: what follows its identifier is an octet string, in it a sequence, in it first `[0]`, the key's id. */
function authorityKeyId(der: Buffer): Buffer | undefined {
  const at = der.indexOf(authorityKeyIdentifier);
  if (at < 0) return undefined;
  let inner = der.subarray(at + authorityKeyIdentifier.length);
  for (const tag of [0x04, 0x30, 0x80]) {
    const content = unwrap(inner, tag);
    if (!content) return undefined;
    inner = content;
  }
  return inner;
}

/** The content of an element of DER (X.690 8.1) if it has the tag. */
function unwrap(der: Buffer, tag: number): Buffer | undefined {
  const [found, length = 0] = der;
  if (found !== tag) return undefined;
  if (length < 0x80) return der.subarray(2, 2 + length);
  const bytes = length - 0x80;
  const start = 2 + bytes;
  return der.subarray(start, start + der.readUIntBE(2, bytes));
}
