import { describe, expect, test } from "@jest/globals";
import { MailCredentials } from "../../../components/mail/mail-credentials.ts";
import { MailDelivery } from "../../../components/mail/mail-delivery.ts";
import { MailDomain } from "../../../components/mail/mail-domain.ts";
import { MailSender } from "../../../components/mail/mail-sender.ts";
import { knownRecords, signingRecord } from "../../../components/mail/plan.ts";
import { deploy } from "../../support/offline.ts";
import { decide } from "../iam.ts";
import { accountId, ofType, only, region, withoutTags } from "../registrations.ts";
import { askAs } from "../role-policies.ts";

const recordType = "aws:route53/record:Record";
const domain = "shop.example.com";
const tokens = ["one", "two", "three"];
const outputs = ({ type }: { readonly type: string }) =>
  type === "aws:sesv2/emailIdentity:EmailIdentity" ? { identityType: "DOMAIN", dkimSigningAttributes: { tokens } } : {};
const of = { region, domain, configurationSetName: "test-mail", dmarc: { policy: "quarantine" }, protect: true } as const;

describe("the domain", () => {
  test("is signed with 2048 bits, goes by the configuration set, and bounces to a name of its own", async () => {
    const made = await deploy(() => new MailDomain("mail", { ...of, zoneId: "Z1" }), { outputs });
    const identity = only(made, "aws:sesv2/emailIdentity:EmailIdentity");
    expect(withoutTags(identity)).toEqual({
      emailIdentity: domain,
      configurationSetName: "test-mail",
      dkimSigningAttributes: { nextSigningKeyLength: "RSA_2048_BIT" },
    });
    expect(identity.options.protect).toBe(true);
    expect(only(made, "aws:sesv2/emailIdentityMailFromAttributes:EmailIdentityMailFromAttributes").inputs).toMatchObject({
      mailFromDomain: `bounce.${domain}`,
      behaviorOnMxFailure: "USE_DEFAULT_VALUE",
    });
  });

  test("has its records in the zone: three keys, MX and SPF of the bounces, DMARC, and none at its own name", async () => {
    const made = await deploy(() => new MailDomain("mail", { ...of, zoneId: "Z1" }), { outputs });
    const records = ofType(made, recordType).map(({ inputs }) => `${inputs.name} ${inputs.type} ${inputs.records}`);
    expect(records.sort()).toEqual([
      `_dmarc.${domain} TXT v=DMARC1; p=quarantine`,
      `bounce.${domain} MX 10 feedback-smtp.${region}.amazonses.com`,
      `bounce.${domain} TXT v=spf1 include:amazonses.com -all`,
      ...["one", "three", "two"].map((token) => `${token}._domainkey.${domain} CNAME ${token}.dkim.amazonses.com`),
    ]);
  });

  test("outside of the stack's zone writes none, and says them all", async () => {
    const made = await deploy(() => new MailDomain("mail", of), { outputs });
    expect(ofType(made, recordType)).toEqual([]);
    const component = made.find(({ custom }) => !custom);
    expect(component?.outputs.records).toHaveLength(6);
  });

  test("leaves a DMARC record alone that is there, and names who gets the reports of its own", () => {
    const values = (dmarc: Parameters<typeof knownRecords>[2]) =>
      knownRecords(domain, region, dmarc).flatMap(({ name, value }) => (name.startsWith("_dmarc") ? [value] : []));
    expect(values("left alone")).toEqual([]);
    expect(values({ policy: "reject", reports: "dmarc@example.com" })).toEqual(["v=DMARC1; p=reject; rua=mailto:dmarc@example.com"]);
  });

  test("has its keys where the Region keeps them", () => {
    expect(signingRecord("one", domain, "ap-northeast-3").value).toBe("one.dkim.ap-northeast-3.amazonses.com");
  });
});

test("delivery takes TLS, suppresses, counts, and tells what bounces", async () => {
  const made = await deploy(
    () => new MailDelivery("mail", { region, accountId, topicArn: "arn:topic", logKeyArn: "arn:key", logRetentionDays: 400 }),
  );
  expect(withoutTags(only(made, "aws:sesv2/configurationSet:ConfigurationSet"))).toEqual({
    configurationSetName: "test-mail",
    deliveryOptions: { tlsPolicy: "REQUIRE" },
    reputationOptions: { reputationMetricsEnabled: true },
    sendingOptions: { sendingEnabled: true },
    suppressionOptions: { suppressedReasons: ["BOUNCE", "COMPLAINT"] },
  });
  expect(only(made, "aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination").inputs.eventDestination).toEqual({
    enabled: true,
    matchingEventTypes: ["BOUNCE", "COMPLAINT", "REJECT", "DELIVERY_DELAY"],
    eventBridgeDestination: { eventBusArn: `arn:aws:events:${region}:${accountId}:event-bus/default` },
  });
  expect(JSON.parse(String(only(made, "aws:cloudwatch/eventRule:EventRule").inputs.eventPattern))).toEqual({
    source: ["aws.ses"],
    detail: { mail: { tags: { "ses:configuration-set": ["test-mail"] } } },
  });
});

test("the sender may write from its domain and by its set, and nodes alone may be it", async () => {
  const node = `arn:aws:iam::${accountId}:role/test-node`;
  const made = await deploy(() => new MailSender("mail", { region, accountId, domain, nodeRoleArn: node }));
  const ask = askAs(made, "mail");
  const identity = (name: string) => `arn:aws:ses:${region}:${accountId}:identity/${name}`;
  const set = (name: string) => `arn:aws:ses:${region}:${accountId}:configuration-set/${name}`;
  const from = (address: string) => ({ "ses:FromAddress": address });
  expect([
    ask("ses:SendRawEmail", identity(domain), from(`orders@${domain}`)),
    ask("ses:SendEmail", set("test-mail"), from(`orders@${domain}`)),
    ask("ses:SendRawEmail", identity(domain), from("bank@example.org")),
    ask("ses:SendRawEmail", identity(domain), from(`x@evil.${domain}.example.org`)),
    ask("ses:SendRawEmail", identity("example.org"), from(`orders@${domain}`)),
    ask("ses:SendEmail", set("other-mail"), from(`orders@${domain}`)),
    ask("ses:DeleteEmailIdentity", identity(domain)),
  ]).toEqual(["allowed", "allowed", ...Array(5).fill("unmentioned")]);
  const trust = only(made, "aws:iam/role:Role").inputs.assumeRolePolicy;
  const as = (principal: string) => decide(trust, { principal, action: "sts:AssumeRole" });
  expect([as(node), as(`arn:aws:iam::${accountId}:role/test-canary`)]).toEqual(["allowed", "unmentioned"]);
});

test("another provider's password is a secret that the program does not know", async () => {
  const made = await deploy(() => new MailCredentials("mail", { keyArn: "arn:key", protect: true }));
  expect(withoutTags(only(made, "aws:secretsmanager/secret:Secret"))).toMatchObject({ kmsKeyId: "arn:key", recoveryWindowInDays: 30 });
  expect(ofType(made, "aws:secretsmanager/secretVersion:SecretVersion")).toEqual([]);
});
