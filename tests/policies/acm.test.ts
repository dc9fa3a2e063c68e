import { acmCertificateConfigureDnsValidation } from "../../policies/acm/certificate-configure-dns-validation.ts";
import { acmCertificateConfigureKeyAlgorithm } from "../../policies/acm/certificate-configure-key-algorithm.ts";
import { acmCertificateDisallowWildcard } from "../../policies/acm/certificate-disallow-wildcard.ts";
import { acmCertificateEnableTransparencyLogging } from "../../policies/acm/certificate-enable-transparency-logging.ts";
import { acmCertificateMissingExpiryAlarm } from "../../policies/acm/certificate-missing-expiry-alarm.ts";
import { acmCertificateMissingRenewal } from "../../policies/acm/certificate-missing-renewal.ts";
import { cases } from "./policy-cases.ts";
import { resource, unknown, urnOf } from "./support.ts";

const certificate = (properties: Record<string, unknown>) =>
  resource("aws:acm/certificate:Certificate", "c", { arn: "arn:certificate", ...properties });
const issued = (change: Record<string, unknown> = {}) =>
  certificate({ domainName: "shop.example.com", validationMethod: "DNS", ...change });
const imported = certificate({ privateKey: "key", certificateBody: "body" });
const keyType = "tls:index/privateKey:PrivateKey";
const made = resource(
  "aws:acm/certificate:Certificate",
  "c",
  { privateKey: unknown },
  { propertyDependencies: { privateKey: [urnOf(keyType, "key")] } },
);
const expiry = (threshold: number) =>
  resource("aws:cloudwatch/metricAlarm:MetricAlarm", "a", {
    metricName: "DaysToExpiry",
    dimensions: { CertificateArn: "arn:certificate" },
    threshold,
  });
const fraction = resource("aws:cloudwatch/metricAlarm:MetricAlarm", "f", { metricName: "FractionLeft", threshold: 0.25 });
const renewer = resource("aws:lambda/function:Function", "renew", {
  arn: "arn:renew",
  environment: { variables: { CERTIFICATE: "arn:certificate" } },
});
const schedule = (state: string) => resource("aws:scheduler/schedule:Schedule", "renew", { state, target: { arn: "arn:renew" } });
const event = (arn: string) =>
  resource("aws:scheduler/schedule:Schedule", "renew", { target: { arn: "arn:renew", input: JSON.stringify({ certificateArn: arn }) } });

cases(
  acmCertificateConfigureKeyAlgorithm,
  ["passes AWS's default", "compliant", issued()],
  ["refuses a short one", ["keyAlgorithm is RSA_1024; set EC_prime256v1 or RSA_2048"], issued({ keyAlgorithm: "RSA_1024" })],
  [
    "refuses a short imported one",
    ["its key has rsaBits 1024; set 2048 or more"],
    made,
    resource(keyType, "key", { algorithm: "RSA", rsaBits: 1024 }),
  ],
  ["has no opinion on a key from elsewhere", "notApplicable", imported],
);

cases(
  acmCertificateConfigureDnsValidation,
  ["passes DNS", "compliant", issued()],
  ["refuses e-mail", ["validationMethod is EMAIL; set DNS"], issued({ validationMethod: "EMAIL" })],
  ["has no opinion on imported ones", "notApplicable", imported],
);

cases(
  acmCertificateEnableTransparencyLogging,
  ["passes AWS's default", "compliant", issued()],
  [
    "refuses none",
    ["options.certificateTransparencyLoggingPreference is DISABLED; set ENABLED"],
    issued({ options: { certificateTransparencyLoggingPreference: "DISABLED" } }),
  ],
);

cases(
  acmCertificateDisallowWildcard,
  ["passes names", "compliant", issued()],
  ["refuses a wildcard", ["the certificate is for *.example.com; name the hosts"], issued({ subjectAlternativeNames: ["*.example.com"] })],
  ["has no opinion on names that it cannot see", "notApplicable", imported],
);

cases(
  acmCertificateMissingExpiryAlarm,
  ["passes an alarm in time", "compliant", imported, expiry(14)],
  ["refuses none", ["no alarm fires before it expires; add a MetricAlarm on DaysToExpiry"], imported],
  ["refuses one at the last moment", ["its alarm fires less than 7 days before it expires; raise the threshold to 7"], imported, expiry(1)],
  ["passes one on the last days of a short life, whose fraction is watched too", "compliant", imported, expiry(1.7), fraction],
  [
    "refuses one in the last hours even then",
    ["its alarm fires less than 1 day before it expires; raise the threshold to 1"],
    imported,
    expiry(0.5),
    fraction,
  ],
  ["has no opinion on what ACM renews", "notApplicable", issued()],
);

cases(
  acmCertificateMissingRenewal,
  ["passes a scheduled function", "compliant", imported, renewer, schedule("ENABLED")],
  ["passes a schedule whose event names the certificate", "compliant", imported, event("arn:certificate")],
  [
    "refuses one whose event names another",
    ["no schedule renews the certificate; schedule a function that knows its ARN"],
    imported,
    event("arn:other"),
  ],
  ["refuses none", ["no schedule renews the certificate; schedule a function that knows its ARN"], imported],
  [
    "refuses a schedule switched off",
    ["no schedule renews the certificate; schedule a function that knows its ARN"],
    imported,
    renewer,
    schedule("DISABLED"),
  ],
  ["has no opinion on what ACM renews", "notApplicable", issued()],
);
