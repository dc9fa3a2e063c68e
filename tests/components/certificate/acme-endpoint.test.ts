import { beforeAll, describe, expect, test } from "@jest/globals";
import { Certificate, type CertificateArgs } from "../../../components/certificate/certificate.ts";
import { approvals } from "../../../components/certificate/plan.ts";
import { isRecord } from "../../../domain/values.ts";
import { deploy, type Registration } from "../../support/offline.ts";
import { list, statementsOf } from "../iam.ts";
import { accountId, only, textOf } from "../registrations.ts";

const directory = "https://acm-acme-enroll.us-east-1.api.aws/11111111-2222-3333-4444-555555555555/directory";
const amazon = { name: "amazon", directoryUrl: "", caaDomain: "amazon.com", heedsAccountUri: false, approvesBeforehand: true };
const letsencrypt = {
  name: "letsencrypt",
  directoryUrl: "https://le.example/directory",
  caaDomain: "letsencrypt.org",
  heedsAccountUri: false,
};
const fixture: CertificateArgs = {
  region: "us-east-1",
  topicArn: "arn:topic",
  accountId,
  domains: ["shop.example.com", "www.shop.example.com"],
  otherNames: ["*.media.example.com"],
  zone: "example.com",
  zoneId: "ZOWN",
  delegations: [],
  authorities: [amazon],
  keyType: "ecdsa-p256",
  freezes: [],
  contacts: ["operations@example.com"],
  caa: true,
  alsoAdmitted: [],
  keyArn: "arn:data-key",
  logKeyArn: "arn:log-key",
  logRetentionDays: 400,
};
const type = "aws:cloudcontrol/resource:Resource";
const outcome = { action: "issued", why: "", issuer: "Amazon ECDSA 256 M01", notAfter: "", accounts: {} };
const deployCertificate = (change: Partial<CertificateArgs> = {}) =>
  deploy(() => new Certificate("certificate", { ...fixture, ...change }), {
    outputs: (resource) => {
      if (resource.type === "aws:lambda/invocation:Invocation") return { result: JSON.stringify(outcome) };
      return resource.type === type ? { properties: JSON.stringify({ EndpointUrl: directory }) } : {};
    },
  });
const stateOf = (made: readonly Registration[], name: string): Record<string, unknown> => {
  const { Tags, ...state } = JSON.parse(textOf(only(made, type, name).inputs.desiredState));
  expect(Tags).toContainEqual({ Key: "stack", Value: "test" });
  return state;
};

let made: readonly Registration[] = [];
beforeAll(async () => {
  made = await deployCertificate();
});

describe("the store's ACME endpoint in ACM", () => {
  test("issues for names that were approved, for keys of the kind that the settings say, and asks no contact", async () => {
    expect(stateOf(made, "certificate-acme")).toEqual({
      AuthorizationBehavior: "PRE_APPROVED",
      Contact: "NOT_REQUIRED",
      CertificateAuthority: { PublicCertificateAuthority: { AllowedKeyAlgorithms: ["EC_prime256v1"] } },
    });
    const { CertificateAuthority } = stateOf(await deployCertificate({ keyType: "rsa-2048" }), "certificate-acme");
    expect(CertificateAuthority).toEqual({ PublicCertificateAuthority: { AllowedKeyAlgorithms: ["RSA_2048"] } });
  });

  test("approves each name as it is asked for, and no names below, once CAA admits Amazon", () => {
    const scope = (name: string) => {
      const { DomainName, PrevalidationOptions } = stateOf(made, `certificate-acme-${name}`);
      return [DomainName, PrevalidationOptions];
    };
    const validated = (ExactDomain: string, Wildcards: string) => ({
      DnsPrevalidation: { HostedZoneId: "ZOWN", DomainScope: { ExactDomain, Subdomains: "DISABLED", Wildcards } },
    });
    expect(scope("shop.example.com")).toEqual(["shop.example.com", validated("ENABLED", "DISABLED")]);
    expect(scope("media.example.com")).toEqual(["media.example.com", validated("DISABLED", "ENABLED")]);
    const caa = made.filter(({ type: kind }) => kind === "aws:route53/record:Record").map(({ urn }) => urn);
    expect(caa).toHaveLength(2);
    const { urn, dependencies } = only(made, type, "certificate-acme-www.shop.example.com");
    expect(dependencies).toEqual(expect.arrayContaining(caa));
    expect(only(made, "aws:lambda/invocation:Invocation", "certificate-issue").dependencies).toContain(urn);
  });

  test("has a binding by a role that ACM alone takes, and that issues by this endpoint only", () => {
    const binding = only(made, type, "certificate-acme-binding");
    expect(stateOf(made, "certificate-acme-binding")).toEqual({
      AcmeEndpointArn: "certificate-acme-id",
      RoleArn: "arn:aws:test:::certificate-acme",
    });
    const role = only(made, "aws:iam/role:Role", "certificate-acme").inputs;
    expect(statementsOf(role.assumeRolePolicy)).toEqual([
      {
        Effect: "Allow",
        Principal: { Service: "acm-acme.amazonaws.com" },
        Action: ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"],
        Condition: { StringLikeIfExists: { "sts:SourceIdentity": "acm-acme-*" } },
      },
    ]);
    expect(statementsOf(only(made, "aws:iam/policy:Policy", "certificate-acme").inputs.policy)).toEqual([
      {
        Sid: "IssueByAcme",
        Effect: "Allow",
        Action: ["acm:RequestCertificate"],
        Resource: "*",
        Condition: {
          StringEquals: { "acm:CertificateKeyPairOrigin": "ACME", "aws:PrincipalTag/acme-endpoint-arn": "certificate-acme-id" },
        },
      },
    ]);
    expect(binding.dependencies).toContain(only(made, "aws:iam/rolePolicyAttachment:RolePolicyAttachment", "certificate-acme").urn);
  });

  test("tells Cloud Control of each type by a schema that its state fits", () => {
    for (const { inputs } of made.filter((one) => one.type === type)) {
      const schema: unknown = JSON.parse(textOf(inputs.schema));
      const properties = isRecord(schema) && isRecord(schema.properties) ? Object.keys(schema.properties) : [];
      const required = isRecord(schema) ? schema.required : [];
      const given = Object.keys(JSON.parse(textOf(inputs.desiredState)));
      expect(properties).toEqual(expect.arrayContaining(given));
      expect(given).toEqual(expect.arrayContaining(Array.isArray(required) ? required : ["required"]));
    }
  });
});

describe("the function", () => {
  const asked = (registrations: readonly Registration[]) =>
    JSON.parse(textOf(only(registrations, "aws:lambda/invocation:Invocation", "certificate-issue").inputs.input)).authorities;
  const actions = (registrations: readonly Registration[]) =>
    statementsOf(only(registrations, "aws:iam/policy:Policy", "certificate").inputs.policy).flatMap(({ Action }) => list(Action));

  test("is told the endpoint's directory and its binding, and may not write to DNS", () => {
    expect(asked(made)).toEqual([{ name: "amazon", directoryUrl: directory, bindingArn: "certificate-acme-binding-id" }]);
    expect(actions(made)).toContain("acm:GetAcmeExternalAccountBindingCredentials");
    expect(actions(made).filter((action) => action.startsWith("route53:"))).toEqual(["route53:GetHostedZone"]);
  });

  test("still answers challenges where another authority is asked too", async () => {
    const both = await deployCertificate({ authorities: [amazon, letsencrypt] });
    expect(asked(both)[1]).toEqual({ name: "letsencrypt", directoryUrl: letsencrypt.directoryUrl });
    expect(actions(both)).toContain("route53:ChangeResourceRecordSets");
  });

  test("has neither endpoint nor binding where no one asked for them", async () => {
    const other = await deployCertificate({ authorities: [letsencrypt] });
    expect(other.filter((one) => one.type === type)).toEqual([]);
    expect(actions(other)).not.toContain("acm:GetAcmeExternalAccountBindingCredentials");
  });
});

test("a domain and its wildcard are one approval", () => {
  expect(approvals(["example.com", "*.example.com", "www.example.net"])).toEqual([
    { domain: "example.com", exact: true, wildcards: true },
    { domain: "www.example.net", exact: true, wildcards: false },
  ]);
});
