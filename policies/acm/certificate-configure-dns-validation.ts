import type { Policy } from "../model/policy.ts";
import { show } from "../model/values.ts";
import { certificateType, isImported, isPrivate } from "./types.ts";

export const acmCertificateConfigureDnsValidation: Policy = {
  name: "aws-acm-certificate-configure-dns-validation",
  description: "Certificates that ACM issues are validated by DNS, so that they renew automatically; those validated by email do not.",
  severity: "medium",
  controls: ["ACM-01"],
  remediation: "Set validationMethod: DNS.",
  url: "https://docs.aws.amazon.com/acm/latest/userguide/managed-renewal.html",
  types: [certificateType],
  check: (certificate) => {
    if (isImported(certificate) || isPrivate(certificate)) return undefined;
    const method = certificate.get("validationMethod");
    return method === "DNS" ? [] : [`validationMethod is ${show(method)}; set DNS`];
  },
};
