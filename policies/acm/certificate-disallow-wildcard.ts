import type { Policy } from "../model/policy.ts";
import type { Resource, Stack } from "../model/stack.ts";
import { certificateType, isImported } from "./types.ts";

export const acmCertificateDisallowWildcard: Policy = {
  name: "aws-acm-certificate-disallow-wildcard",
  description: "Certificates name their hosts, so that a stolen key cannot be used for others.",
  severity: "low",
  controls: ["ACM-03"],
  remediation: "List the names in domainName and subjectAlternativeNames.",
  url: "https://docs.aws.amazon.com/acm/latest/userguide/acm-bestpractices.html",
  types: [certificateType],
  check: (certificate, stack) => {
    const names = namesOf(certificate, stack);
    if (names.length === 0) return undefined;
    return names.filter((name) => name.startsWith("*.")).map((name) => `the certificate is for ${name}; name the hosts`);
  },
};

function namesOf(certificate: Resource, stack: Stack): string[] {
  if (!isImported(certificate))
    return [certificate.get("domainName"), ...certificate.list("subjectAlternativeNames")].filter(Boolean).map(String);
  const signed = stack.referred(certificate, "certificateBody", ["tls:index/selfSignedCert:SelfSignedCert"]);
  return signed.flatMap((one) => one.list("dnsNames").map(String));
}
