import { beforeAll, describe, expect, test } from "@jest/globals";
import { BootstrapCertificate } from "../../../components/certificate/bootstrap-certificate.ts";
import { deploy, type Registration } from "../../support/offline.ts";
import { only, withoutTags } from "../registrations.ts";

describe("the bootstrap certificate", () => {
  const privateKeyPem = "the-private-key";
  const deployCertificate = (domains: readonly string[]) =>
    deploy(() => new BootstrapCertificate("certificate", { domains }), {
      outputs: ({ type }) => {
        if (type === "tls:index/privateKey:PrivateKey") return { privateKeyPem };
        return type === "tls:index/selfSignedCert:SelfSignedCert" ? { certPem: "the-certificate" } : {};
      },
    });
  let certificate: readonly Registration[] = [];
  beforeAll(async () => {
    certificate = await deployCertificate(["shop.example.com", "www.shop.example.com"]);
  });

  test("is self-signed for all names, with an elliptic key, for a year", () => {
    expect(only(certificate, "tls:index/privateKey:PrivateKey").inputs).toEqual({ algorithm: "ECDSA", ecdsaCurve: "P256" });
    expect(only(certificate, "tls:index/selfSignedCert:SelfSignedCert").inputs).toEqual({
      privateKeyPem,
      subject: { commonName: "shop.example.com", organization: "Not yet issued" },
      dnsNames: ["shop.example.com", "www.shop.example.com"],
      validityPeriodHours: 8760,
      allowedUses: ["digital_signature", "server_auth"],
    });
  });

  test("is imported once: what is issued later into the same ARN is no change to take back", () => {
    const imported = only(certificate, "aws:acm/certificate:Certificate");
    expect(withoutTags(imported)).toEqual({ privateKey: privateKeyPem, certificateBody: "the-certificate" });
    expect(imported.options.ignoreChanges).toEqual(["privateKey", "certificateBody", "certificateChain"]);
  });

  test("shows its private key nowhere but in inputs that are secrets", () => {
    const holders = certificate.flatMap(({ type, inputs, secrets }) =>
      Object.entries(inputs)
        .filter(([, value]) => JSON.stringify(value).includes(privateKeyPem))
        .map(([input]) => [type, input, secrets.includes(input)]),
    );
    expect(holders).toEqual([
      ["tls:index/selfSignedCert:SelfSignedCert", "privateKeyPem", true],
      ["aws:acm/certificate:Certificate", "privateKey", true],
    ]);
    expect(only(certificate, "xcart-hosting:index:BootstrapCertificate").outputs).toEqual({
      certificateArn: "arn:aws:test:::certificate",
    });
    expect(only(certificate, "tls:index/privateKey:PrivateKey").options.additionalSecretOutputs).toContain("privateKeyPem");
  });

  const long = `${"a".repeat(60)}.example.com`;
  test.each([
    [[long, "shop.example.com"], "shop.example.com"],
    [[long], "store"],
  ])("takes the first name of at most 64 characters as its subject", async (domains, commonName) => {
    const { subject, dnsNames } = only(await deployCertificate(domains), "tls:index/selfSignedCert:SelfSignedCert").inputs;
    expect([subject, dnsNames]).toEqual([{ commonName, organization: "Not yet issued" }, domains]);
  });
});
