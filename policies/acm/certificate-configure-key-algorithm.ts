import type { Policy } from "../model/policy.ts";
import type { Resource } from "../model/stack.ts";
import { show } from "../model/values.ts";
import { certificateType, isImported } from "./types.ts";

export const strongKeys = ["RSA_2048", "RSA_3072", "RSA_4096", "EC_prime256v1", "EC_secp384r1", "EC_secp521r1"];

export const acmCertificateConfigureKeyAlgorithm: Policy = {
  name: "aws-acm-certificate-configure-key-algorithm",
  description: "A certificate's key is RSA of at least 2048 bits, or elliptic of at least 256 bits.",
  severity: "high",
  controls: ["ACM-02"],
  remediation: "Set keyAlgorithm to EC_prime256v1 or RSA_2048, or import a key of that kind.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/acm-controls.html#acm-2",
  types: [certificateType],
  check: (certificate, stack) => {
    if (isImported(certificate)) {
      const keys = stack.referred(certificate, "privateKey", ["tls:index/privateKey:PrivateKey"]);
      return keys.length > 0 ? keys.flatMap(weaknesses) : undefined;
    }
    const algorithm = certificate.text("keyAlgorithm") ?? "RSA_2048";
    return strongKeys.includes(algorithm) ? [] : [`keyAlgorithm is ${algorithm}; set EC_prime256v1 or RSA_2048`];
  },
};

function weaknesses(key: Resource): string[] {
  const algorithm = key.text("algorithm");
  if (algorithm === "RSA")
    return (key.number("rsaBits") ?? 2048) >= 2048 ? [] : [`its key has rsaBits ${show(key.get("rsaBits"))}; set 2048 or more`];
  // Without a curve the provider takes P224.
  const curve = key.text("ecdsaCurve") ?? "P224";
  return algorithm === "ECDSA" && curve === "P224" ? ["its key is on the curve P224; set ecdsaCurve P256"] : [];
}
