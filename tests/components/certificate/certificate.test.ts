import { beforeAll, describe, expect, jest, test } from "@jest/globals";
import { Certificate, type CertificateArgs } from "../../../components/certificate/certificate.ts";
import type { CertificateStatus } from "../../../components/certificate/outcome.ts";
import type { CertificateRequest } from "../../../domain/contracts/certificate.ts";
import { deploy, type Registration } from "../../support/offline.ts";
import { statementsOf } from "../iam.ts";
import { accountId, inputsByName, only, textOf, withoutTags } from "../registrations.ts";

const fixture: CertificateArgs = {
  region: "us-east-1",
  accountId,
  topicArn: "arn:topic",
  domains: ["shop.example.com", "www.shop.example.com"],
  otherNames: [],
  zone: "example.com",
  zoneId: "ZOWN",
  delegations: [],
  authorities: [
    {
      name: "letsencrypt",
      directoryUrl: "https://le.example/directory",
      profile: "tlsserver",
      caaDomain: "letsencrypt.org",
      heedsAccountUri: true,
    },
    {
      name: "google",
      directoryUrl: "https://goog.example/directory",
      eabSecretArn: "arn:eab",
      caaDomain: "pki.goog",
      heedsAccountUri: false,
    },
  ],
  keyType: "ecdsa-p256",
  freezes: [{ from: "2026-12-14", to: "2026-12-28" }],
  contacts: ["operations@example.com"],
  caa: true,
  alsoAdmitted: [],
  keyArn: "arn:data-key",
  logKeyArn: "arn:log-key",
  logRetentionDays: 400,
};
const accounts = { letsencrypt: "https://le.example/acct/1", google: "https://goog.example/acct/2" };
const outcome = { action: "issued", why: "nothing stood there", issuer: "E7", notAfter: "2027-02-20T00:00:00.000Z", accounts };

let status: CertificateStatus | undefined;
const deployCertificate = (change: Partial<CertificateArgs> = {}, answer: unknown = outcome) =>
  deploy(
    () => {
      new Certificate("certificate", { ...fixture, ...change }).status.apply((said) => {
        status = said;
      });
    },
    { outputs: ({ type }) => (type === "aws:lambda/invocation:Invocation" ? { result: JSON.stringify(answer) } : {}) },
  );
let certificate: readonly Registration[] = [];
beforeAll(async () => {
  certificate = await deployCertificate();
});

const invocation = (registrations: readonly Registration[], name: string) => only(registrations, "aws:lambda/invocation:Invocation", name);
const eventOf = (registrations: readonly Registration[], name: string): CertificateRequest =>
  JSON.parse(textOf(invocation(registrations, name).inputs.input));
const caaOf = (registrations: readonly Registration[]) =>
  Object.fromEntries(
    Object.values(inputsByName(registrations, "aws:route53/record:Record")).map((record) => {
      const { name, records } = Object(record);
      return [name, records];
    }),
  );

const request = {
  stack: "test",
  domains: ["shop.example.com", "www.shop.example.com"],
  zoneId: "ZOWN",
  delegations: [],
  certificateArn: "arn:aws:test:::certificate",
  secretArn: "arn:aws:test:::certificate",
  keyType: "ecdsa-p256",
  authorities: [
    { name: "letsencrypt", directoryUrl: "https://le.example/directory", profile: "tlsserver" },
    { name: "google", directoryUrl: "https://goog.example/directory", eabSecretArn: "arn:eab" },
  ],
  freezes: [{ from: "2026-12-14", to: "2026-12-28" }],
  contacts: ["operations@example.com"],
};

describe("at pulumi up, the function", () => {
  test("first registers accounts, then issues, once the CAA records that name them are there", () => {
    expect(eventOf(certificate, "certificate-accounts")).toEqual({ ...request, task: "accounts", onFailure: "report" });
    expect(eventOf(certificate, "certificate-issue")).toEqual({ ...request, onFailure: "report" });
    const records = certificate.filter(({ type }) => type === "aws:route53/record:Record");
    expect(records).toHaveLength(2);
    for (const { urn, propertyDependencies } of records) {
      expect(invocation(certificate, "certificate-issue").dependencies).toContain(urn);
      expect(propertyDependencies.records).toEqual([invocation(certificate, "certificate-accounts").urn]);
    }
  });

  test("may do its work before it is asked to", () => {
    const { dependencies } = invocation(certificate, "certificate-accounts");
    const attachment = only(certificate, "aws:iam/rolePolicyAttachment:RolePolicyAttachment", "certificate").urn;
    expect(certificate.filter(({ urn }) => dependencies.includes(urn)).map(({ type }) => type)).toContain("aws:lambda/function:Function");
    expect(only(certificate, "aws:lambda/function:Function").dependencies).toContain(attachment);
    expect(dependencies).toContain(only(certificate, "aws:scheduler/schedule:Schedule").urn);
  });

  test("is asked again only when something is asked for that was not before", () => {
    expect(invocation(certificate, "certificate-issue").inputs.lifecycleScope).toBe("CREATE_ONLY");
  });
});

test("what the first run found is told, and none of it is secret", () => {
  expect(status).toEqual(outcome);
  expect(only(certificate, "xcart-hosting:index:Certificate").outputs).toEqual({
    certificateArn: "arn:aws:test:::certificate",
    status: outcome,
  });
});

describe("the schedule", () => {
  const schedule = () => only(certificate, "aws:scheduler/schedule:Schedule");

  test("asks twice a day, within an hour of a time of the stack's own, and lets failures be failures", () => {
    const { target, scheduleExpression, ...rest } = schedule().inputs;
    expect(rest).toEqual({
      name: "test-certificate-schedule",
      groupName: "test-certificate-schedule",
      description: "Renews the certificate when it is due",
      scheduleExpressionTimezone: "UTC",
      flexibleTimeWindow: { mode: "FLEXIBLE", maximumWindowInMinutes: 60 },
      state: "ENABLED",
    });
    expect(scheduleExpression).toMatch(/^cron\(\d+ \d+,\d+ \* \* \? \*\)$/);
    const { input, ...how } = Object(target);
    expect(JSON.parse(input)).toEqual({ ...request, onFailure: "throw" });
    expect(how).toEqual({
      arn: "arn:aws:test:::certificate",
      roleArn: "arn:aws:test:::certificate-schedule",
      retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 10 },
    });
  });

  test("has a role that may call this function and nothing else", () => {
    const { policy } = only(certificate, "aws:iam/policy:Policy", "certificate-schedule").inputs;
    expect(statementsOf(policy)).toEqual([
      {
        Sid: "CallFunction",
        Effect: "Allow",
        Action: ["lambda:InvokeFunction"],
        Resource: `arn:aws:lambda:us-east-1:${accountId}:function:test-certificate`,
      },
    ]);
  });

  test("is not helped by Lambda's own retries, which authorities would count", () => {
    expect(withoutTags(only(certificate, "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig"))).toEqual({
      functionName: "test-certificate",
      maximumRetryAttempts: 0,
      maximumEventAgeInSeconds: 3600,
    });
  });
});

test("the secret has no version of Pulumi's: what is in it is nowhere in the state", () => {
  expect(withoutTags(only(certificate, "aws:secretsmanager/secret:Secret"))).toEqual({
    description: "ACME accounts and the certificate's keys",
    kmsKeyId: "arn:data-key",
    recoveryWindowInDays: 30,
  });
  expect(certificate.filter(({ type }) => type.includes("SecretVersion"))).toEqual([]);
});

test("the bootstrap certificate keeps its place: the listener's certificate is not replaced by another URN", () => {
  const bootstrap = only(certificate, "xcart-hosting:index:BootstrapCertificate");
  expect(bootstrap.options.aliases.map(({ spec }) => spec?.noparent)).toEqual([true]);
});

describe("CAA", () => {
  const le = "letsencrypt.org; accounturi=https://le.example/acct/1; validationmethods=dns-01";
  const iodef = '0 iodef "mailto:operations@example.com"';

  test("stands at each of the store's names, for the accounts that answered", () => {
    const records = [`0 issue "${le}"`, '0 issue "pki.goog"', '0 issuewild ";"', iodef];
    expect(caaOf(certificate)).toEqual({ "shop.example.com": records, "www.shop.example.com": records });
  });

  test("admits wildcards where the certificate has one below, and other domains that the settings name", async () => {
    const registrations = await deployCertificate({
      otherNames: ["*.www.shop.example.com", "media.example.com"],
      alsoAdmitted: ["amazon.com"],
    });
    expect(caaOf(registrations)).toEqual({
      "shop.example.com": [
        `0 issue "${le}"`,
        '0 issue "pki.goog"',
        '0 issue "amazon.com"',
        `0 issuewild "${le}"`,
        '0 issuewild "pki.goog"',
        '0 issuewild "amazon.com"',
        iodef,
      ],
      "www.shop.example.com": expect.arrayContaining([`0 issuewild "${le}"`]),
    });
    expect(eventOf(registrations, "certificate-issue").domains).toEqual([
      "shop.example.com",
      "www.shop.example.com",
      "*.www.shop.example.com",
      "media.example.com",
    ]);
  });

  test("admits any account of an authority that did not answer, and says so", async () => {
    const warn = jest.spyOn(console, "warn").mockReturnValue(undefined);
    const records = caaOf(await deployCertificate({}, { ...outcome, accounts: {} }))["shop.example.com"];
    expect(records).toEqual(['0 issue "letsencrypt.org"', '0 issue "pki.goog"', '0 issuewild ";"', iodef]);
    expect(warn.mock.calls.flat().map(String)).toEqual([expect.stringContaining("letsencrypt names no account")]);
    warn.mockRestore();
  });

  test("is not there where someone else keeps it, and the function is asked once", async () => {
    const registrations = await deployCertificate({ caa: false });
    expect([caaOf(registrations), Object.keys(inputsByName(registrations, "aws:lambda/invocation:Invocation"))]).toEqual([
      {},
      ["certificate-issue"],
    ]);
  });
});
