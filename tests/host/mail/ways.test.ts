import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type EmulatedAws, emulatedAws } from "../../support/emulators/aws.ts";
import { type SmtpProvider, smtpProvider } from "../../support/emulators/smtp.ts";
import { type MailNode, mailNode } from "./node.ts";

const domain = "shop.example.com";
const own = { domain, from: `noreply@${domain}` };
const headers = `From: A Shop <orders@${domain}>`;

let node: MailNode;
let provider: SmtpProvider;
let aws: EmulatedAws;
beforeAll(async () => {
  [provider, aws] = await Promise.all([smtpProvider({ implicit: true }), emulatedAws()]);
  node = await mailNode({ ...own, listed: ["team@agency.example", "*@example.org"] }, awsOf(aws));
}, 180_000);
afterAll(async () => {
  await node.stop();
  await provider.stop();
});

/** What the unit tells the process that sends: where its keys are, and the emulated AWS. */
const awsOf = ({ endpoint, client: { credentials } }: EmulatedAws) => {
  const file = join(process.env.EMULATORS_FOLDER ?? "", `mail-${credentials.accessKeyId}`);
  writeFileSync(file, `[default]\naws_access_key_id=${credentials.accessKeyId}\naws_secret_access_key=${credentials.secretAccessKey}\n`);
  const nowhereElse = { AWS_EC2_METADATA_DISABLED: "true", AWS_CONFIG_FILE: "/dev/null" };
  return { AWS_ENDPOINT_URL: endpoint, AWS_SHARED_CREDENTIALS_FILE: file, ...nowhereElse };
};

/** What moto's SES has sent. */
async function sent(): Promise<{ readonly source: string; readonly destinations: unknown; readonly raw_data: string }[]> {
  const known = await fetch(`${aws.endpoint}/moto-api/data.json`).then((response) => response.json());
  return known.ses?.RawMessage ?? [];
}

test("SES takes a mail only from a domain that is the account's, and it waits until then", async () => {
  await node.mail({ to: "team@agency.example", headers });
  expect(node.relay()).toEqual([
    expect.objectContaining({ event: "mail-waiting", reason: expect.stringMatching(/^MessageRejected: .*not verified/) }),
  ]);
  await new SESv2Client(aws.client).send(new CreateEmailIdentityCommand({ EmailIdentity: domain }));
  node.makeDue();
  expect(node.relay()).toEqual([expect.objectContaining({ event: "mail-sent", provider: expect.stringMatching(/./) })]);
  console.log(await sent());
});
