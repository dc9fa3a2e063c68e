import type { Policy } from "../model/policy.ts";
import { certificateType, isImported, isPrivate } from "./types.ts";

export const acmCertificateEnableTransparencyLogging: Policy = {
  name: "aws-acm-certificate-enable-transparency-logging",
  description: "Certificates are in the public transparency logs; browsers refuse others.",
  severity: "low",
  controls: ["ACM-03"],
  remediation: "Leave options.certificateTransparencyLoggingPreference unset, or set ENABLED.",
  url: "https://docs.aws.amazon.com/acm/latest/userguide/acm-bestpractices.html#best-practices-transparency",
  types: [certificateType],
  check: (certificate) => {
    if (isImported(certificate) || isPrivate(certificate)) return undefined;
    return certificate.text("options.certificateTransparencyLoggingPreference") === "DISABLED"
      ? ["options.certificateTransparencyLoggingPreference is DISABLED; set ENABLED"]
      : [];
  },
};
