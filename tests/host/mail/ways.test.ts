import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { CreateEmailIdentityCommand, SESv2Client } from "@aws-sdk/client-sesv2";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type EmulatedAws, emulatedAwsApart } from "../../support/emulators/aws.ts";
import { type SmtpProvider, smtpProvider } from "../../support/emulators/smtp.ts";
import { type MailNode, mailNode } from "./node.ts";

const domain = "shop.example.com";
const own = { domain, from: `noreply@${domain}` };
const headers = `From: A Shop <orders@${domain}>`;

let node: MailNode;
let provider: SmtpProvider;
let aws: Awaited<ReturnType<typeof emulatedAwsApart>>;
beforeAll(async () => {
  [provider, aws] = await Promise.all([smtpProvider({ implicit: true, port: 2465 }), emulatedAwsApart()]);
  node = await mailNode({ ...own, listed: ["team@agency.example", "*@example.org"] }, awsOf(aws));
}, 180_000);
afterAll(async () => {
  await node.stop();
  await provider.stop();
  await aws.stop();
});

/** What the unit tells the process that sends: where its keys are, and the emulated AWS. */
const awsOf = ({ endpoint, client: { credentials } }: EmulatedAws) => {
  const file = join(process.env.EMULATORS_FOLDER ?? "", `mail-${credentials.accessKeyId}`);
  writeFileSync(file, `[default]\naws_access_key_id=${credentials.accessKeyId}\naws_secret_access_key=${credentials.secretAccessKey}\n`);
  const nowhereElse = { AWS_EC2_METADATA_DISABLED: "true", AWS_CONFIG_FILE: "/dev/null" };
  return { AWS_ENDPOINT_URL: endpoint, AWS_SHARED_CREDENTIALS_FILE: file, ...nowhereElse };
};

/** What the emulated SES has sent, the newest last. */
async function sent(): Promise<{ readonly source: string; readonly destinations: readonly string[]; readonly raw_data: string }[]> {
  const known: Moto = JSON.parse(await fetch(`${aws.endpoint}/moto-api/data.json`).then((response) => response.text()));
  return (known.ses?.RawMessage ?? []).filter(({ source }) => source.endsWith(`@${domain}`));
}

interface Moto {
  readonly ses?: { readonly RawMessage?: Awaited<ReturnType<typeof sent>> };
}

test("SES takes a mail once the domain is verified; until then it waits", async () => {
  await node.mail({ to: "Team <team@agency.example>", headers });
  const refused = /^MessageRejected: Email address is not verified/;
  expect(node.relay()).toEqual([expect.objectContaining({ event: "mail-waiting", reason: expect.stringMatching(refused) })]);
  await new SESv2Client(aws.client).send(new CreateEmailIdentityCommand({ EmailIdentity: domain }));
  node.makeDue();
  expect(node.relay()).toEqual([expect.objectContaining({ event: "mail-sent", provider: expect.stringMatching(/\S/) })]);
  const [mail] = (await sent()).slice(-1);
  expect(mail?.source).toBe(`orders@${domain}`);
  expect(mail?.destinations).toContain("team@agency.example");
  expect(mail?.raw_data).toMatch(/^To: Team <team@agency\.example>\r\nSubject: An order\r\nFrom: A Shop <orders@shop\.example\.com>\r\n/);
});

test("mail of a trial store reaches those listed only; the rest is held back, and said", async () => {
  await node.mail({ to: "team@agency.example, shopper@gmail.example, Any@Example.org", headers });
  expect(node.relay()).toEqual([
    expect.objectContaining({ event: "mail-held", to: ["gmail.example"], reason: "mail.listedOnly" }),
    expect.objectContaining({ event: "mail-sent", to: ["agency.example", "example.org"] }),
  ]);
  const before = (await sent()).length;
  await node.mail({ to: "shopper@gmail.example", headers });
  expect(node.relay()).toEqual([expect.objectContaining({ event: "mail-held" })]);
  expect([(await sent()).length, node.waiting()]).toEqual([before, []]);
});

test("without keys, mail waits", async () => {
  node.change(own, { AWS_SHARED_CREDENTIALS_FILE: "/dev/null" });
  await node.mail({ to: "ann@example.com", headers });
  expect(node.relay()).toEqual([expect.objectContaining({ event: "mail-waiting", reason: "NoCredentialsError" })]);
  node.change(own, awsOf(aws));
  node.makeDue();
  expect(node.relay()).toEqual([expect.objectContaining({ event: "mail-sent" })]);
});

test("a provider with TLS from the first byte takes it, once it knows the password", async () => {
  node.change({ ...own, provider: { host: "localhost", port: provider.port } }, { SSL_CERT_FILE: provider.authority });
  node.setPassword("former");
  await node.mail({ to: "ann@example.com", headers });
  expect(node.relay()).toEqual([expect.objectContaining({ event: "mail-waiting", reason: expect.stringMatching(/^535 /) })]);
  node.setPassword(undefined);
  node.makeDue();
  expect(node.relay()).toEqual([expect.objectContaining({ reason: "the secret has no username and password yet: docs/mail.md" })]);
  node.setPassword("aTestsPassword");
  node.makeDue();
  expect(node.relay()).toEqual([expect.objectContaining({ event: "mail-sent" })]);
  expect(provider.taken()).toHaveLength(1);
});
