import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateSecretCommand, PutSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { mailFiles } from "../../../host/mail/files.ts";
import { type EmulatedAws, emulatedAws } from "../../support/emulators/aws.ts";
import { awsCli } from "../../support/emulators/aws-cli.ts";
import { nodeSettings } from "../../support/shop/stage.ts";

let folder: string;
let aws: EmulatedAws;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "xcart-mail-keys-"));
  aws = await emulatedAws();
  await awsCli(join(folder, "aws"), aws);
  const script = mailFiles(nodeSettings).find(({ path }) => path === "/usr/local/sbin/xcart-mail-credentials")?.content ?? "";
  const placed = script.replaceAll("/etc/xcart/", `${folder}/`).replaceAll("/run/xcart-mail", `${folder}/run`);
  writeFileSync(join(folder, "credentials"), placed, { mode: 0o755 });
  writeFileSync(join(folder, "node.json"), JSON.stringify({ region: aws.client.region }));
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs it with what the stack tells the node. */
function run(values: object) {
  writeFileSync(join(folder, "values.json"), JSON.stringify(values));
  const env = { ...process.env, PATH: `${join(folder, "aws")}:${process.env.PATH}` };
  return spawnSync(join(folder, "credentials"), { encoding: "utf8", env });
}
const kept = () => readFileSync(join(folder, "run/credentials"), "utf8");

test("keys of the sender's role are a file of AWS's form, for root alone, and go through no argument", () => {
  expect(run({ mailRoleArn: `arn:aws:iam::${aws.accountId}:role/shop-mail` })).toMatchObject({ status: 0, stdout: "", stderr: "" });
  expect(kept()).toMatch(/^\[default\]\naws_access_key_id=\S+\naws_secret_access_key=\S+\naws_session_token=\S+\n$/);
  expect([statSync(join(folder, "run/credentials")).mode & 0o777, statSync(join(folder, "run")).mode & 0o777]).toEqual([0o600, 0o700]);
});

test("another provider's password is what the operator has put there; until then, what was there stays", async () => {
  const client = new SecretsManagerClient(aws.client);
  const { ARN: mailSecretArn } = await client.send(new CreateSecretCommand({ Name: "mail" }));
  const before = kept();
  expect(run({ mailSecretArn }).status).not.toBe(0);
  expect(kept()).toBe(before);
  const secret = JSON.stringify({ username: "store", password: 'p"a\\ss' });
  await client.send(new PutSecretValueCommand({ SecretId: mailSecretArn, SecretString: secret }));
  expect(run({ mailSecretArn })).toMatchObject({ status: 0, stdout: "", stderr: "" });
  expect(JSON.parse(kept())).toEqual({ username: "store", password: 'p"a\\ss' });
});
