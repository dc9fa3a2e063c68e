import { createPrivateKey, generateKeyPair, type KeyObject } from "node:crypto";
import { promisify } from "node:util";
import type { CertificateRequest } from "../../domain/contracts/certificate.ts";

type KeyType = CertificateRequest["keyType"];

const generate = promisify(generateKeyPair);

/** A new private key: PEM, PKCS #8. */
export async function newKey(type: KeyType): Promise<string> {
  const { privateKey } =
    type === "rsa-2048" ? await generate("rsa", { modulusLength: 2048 }) : await generate("ec", { namedCurve: "P-256" });
  return privateKey.export({ type: "pkcs8", format: "pem" }).toString();
}

/** A key's type as the settings name it; `undefined` if they have no name for it. */
export function keyType({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): KeyType | undefined {
  if (asymmetricKeyType === "ec") return asymmetricKeyDetails?.namedCurve === "prime256v1" ? "ecdsa-p256" : undefined;
  return asymmetricKeyType === "rsa" && asymmetricKeyDetails?.modulusLength === 2048 ? "rsa-2048" : undefined;
}

/** The settings' name for the type of a key in PEM. */
export const pemKeyType = (key: string): KeyType | undefined => keyType(createPrivateKey(key));

/** Maximum length of a certificate's common name (RFC 5280, appendix A, ub-common-name). */
const maxCommonName = 64;

/** The base64url of a request for a certificate (PKCS #10) of these names, the first that fits as its subject. */
export async function signingRequest(names: readonly string[], key: string): Promise<string> {
  const { default: crypto } = await import("acme-client/src/crypto/index.js");
  const commonName = names.find((name) => name.length <= maxCommonName);
  const [, csr] = await crypto.createCsr({ ...(commonName && { commonName }), altNames: [...names] }, key);
  const body = csr.toString().replaceAll(/-----[^-]+-----|\s/g, "");
  return Buffer.from(body, "base64").toString("base64url");
}
