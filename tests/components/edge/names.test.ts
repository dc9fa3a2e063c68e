import { beforeAll, describe, expect, test } from "@jest/globals";
import { BootstrapCertificate } from "../../../components/certificate/bootstrap-certificate.ts";
import { Zone } from "../../../components/edge/zone.ts";
import { deploy, type Registration } from "../../support/offline.ts";
import { decide } from "../iam.ts";
import { accountId, inputsByName, only, withoutTags } from "../registrations.ts";

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

describe("a hosted zone", () => {
  let zone: readonly Registration[] = [];
  beforeAll(async () => {
    zone = await deploy(() => new Zone("zone", { domain: "shop.example.com", accountId, logRetentionDays: 400, protect: true }));
  });

  test("has the store's domain and is protected: a new one has other name servers", () => {
    const hosted = only(zone, "aws:route53/zone:Zone");
    expect(withoutTags(hosted)).toEqual({ name: "shop.example.com", comment: "The store's names (test)", forceDestroy: false });
    expect(hosted.options.protect).toBe(true);
  });

  test("logs its queries in us-east-1, encrypted and for the given days", () => {
    expect(inputsByName(zone, "aws:cloudwatch/logGroup:LogGroup")).toEqual({
      "zone-queries": {
        region: "us-east-1",
        name: "/aws/route53/test",
        kmsKeyId: "arn:aws:test:::zone-queries",
        retentionInDays: 400,
      },
    });
    const log = only(zone, "aws:route53/queryLog:QueryLog");
    expect(log.inputs.cloudwatchLogGroupArn).toBe("arn:aws:test:::zone-queries:*");
    expect(log.dependencies).toContain(only(zone, "aws:cloudwatch/logResourcePolicy:LogResourcePolicy").urn);
  });

  test("has a key for them in us-east-1, rotated and protected, for CloudWatch Logs of us-east-1 only", () => {
    const key = only(zone, "aws:kms/key:Key");
    expect([key.inputs.region, key.inputs.enableKeyRotation, key.inputs.deletionWindowInDays, key.options.protect]).toEqual([
      "us-east-1",
      true,
      30,
      true,
    ]);
    const use = (region: string) =>
      decide(key.inputs.policy, {
        principal: `logs.${region}.amazonaws.com`,
        action: "kms:GenerateDataKey",
        context: { "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:${region}:${accountId}:log-group:/aws/route53/test` },
      });
    expect([use("us-east-1"), use("eu-central-1")]).toEqual(["allowed", "unmentioned"]);
  });

  test("lets Route 53 write for this account only, into its own log group only", () => {
    const { policyDocument, ...rest } = only(zone, "aws:cloudwatch/logResourcePolicy:LogResourcePolicy").inputs;
    expect(rest).toEqual({ region: "us-east-1", policyName: "test-route53" });
    const write = (group: string, account: string) =>
      decide(policyDocument, {
        principal: "route53.amazonaws.com",
        action: "logs:PutLogEvents",
        resource: `${group}:log-stream:x`,
        context: { "aws:SourceAccount": account },
      });
    const own = "arn:aws:test:::zone-queries";
    expect([write(own, accountId), write(own, "999999999999"), write("arn:aws:test:::other", accountId)]).toEqual([
      "allowed",
      "unmentioned",
      "unmentioned",
    ]);
  });
});
