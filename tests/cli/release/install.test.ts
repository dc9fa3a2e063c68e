import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { CreateSecretCommand, GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { install, licence, push } from "../../../cli/release/command.ts";
import { sumOf } from "../../../cli/release/description.ts";
import { Refusal } from "../../support/aws/refusal.ts";
import { type StubbedAws, stubbedAws } from "../../support/aws/stubbed.ts";
import { demoFileFor } from "../../support/demo-file.ts";
import { type EmulatedAws, emulatedAws } from "../../support/emulators/aws.ts";
import { standIn } from "../../support/xcart/stand-in.ts";
import { captured } from "./shop.ts";

const stack = "shop-prod";
const id = "12345678-1234-1234-1234-123456789012";
let folder = "";
let aws: EmulatedAws;
let stubbed: StubbedAws;
let secrets: SecretsManagerClient;
let bucket = "";
let looks = 0;
let outcome: { readonly status: string; readonly step?: string } = { status: "Success" };

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "install-"));
  aws = await emulatedAws();
  looks = 0;
  outcome = { status: "Success" };
  stubbed = await stubbedAws(
    {
      "ssm:StartAutomationExecution": ({ DocumentName }) => {
        if (DocumentName !== `${stack}-install-release`) throw new Refusal("AutomationDefinitionNotFoundException", "no such document");
        return { AutomationExecutionId: id };
      },
      "ssm:GetAutomationExecution": () => execution(),
    },
    aws.endpoint,
  );
  secrets = new SecretsManagerClient(aws.client);
  const s3 = new S3Client({ ...aws.client, forcePathStyle: true });
  bucket = `${stack}-releases-${aws.accountId}`;
  await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key: "releases/5.5.0.29-9/release.tar.zst", Body: "a release" }));
  const model = demoFileFor(stack);
  const text = model.replace(/accountId: .*/, `accountId: "${aws.accountId}"`).replace('line: "5.6"', 'line: "5.5"');
  writeFileSync(join(folder, `Pulumi.${stack}.yaml`), text);
});
afterEach(async () => {
  await stubbed.stop();
  rmSync(folder, { recursive: true });
});

/** The second look finds the execution's end. */
function execution() {
  const ended = ++looks > 1;
  const { status, step = "Finish" } = outcome;
  const last = { StepName: step, StepStatus: status, ...(status === "Failed" && { FailureMessage: "exit\nstatus 1" }) };
  return {
    AutomationExecution: {
      AutomationExecutionId: id,
      AutomationExecutionStatus: ended ? status : "InProgress",
      StepExecutions: [{ StepName: "Fetch", StepStatus: "Success" }, ...(ended ? [last] : [])],
    },
  };
}

const inAws = (work: () => Promise<number>) => captured(work, { ...aws.environment, AWS_ENDPOINT_URL: stubbed.endpoint });
const options = () => ({ stacks: folder });
const installed = (release = "5.5.0.29-1", administrator: string | undefined = "owner@example.com", distribution?: string) =>
  inAws(() =>
    install(
      stack,
      release,
      { ...options(), ...(administrator !== "" && { administrator }), ...(distribution !== undefined && { distribution }) },
      async () => {},
    ),
  );

/** What `pulumi up` makes. */
async function makeSecrets(): Promise<void> {
  for (const name of ["xcart-licence", "administrator", "administrator-of-another"])
    await secrets.send(new CreateSecretCommand({ Name: `${stack}-${name}-0123abc` }));
}

test("a licence is put, an installation started and followed, and what comes next is said", async () => {
  await makeSecrets();
  const distribution = standIn(folder, { form: "tgz" });
  await inAws(() => push(stack, undefined, { ...options(), distribution }));
  const put = await inAws(() => licence(stack, "AB12-CD34-EF56-GH78\n", options()));
  expect(put).toEqual({ status: 0, stderr: [], stdout: [`the licence key is in the secret ${stack}-xcart-licence-0123abc`] });
  const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId: `${stack}-xcart-licence-0123abc` }));
  expect(SecretString).toBe("AB12-CD34-EF56-GH78");

  const { status, stdout } = await installed();
  expect([status, stdout[0]]).toEqual([0, `5.5.0.29-1 is installed in the database of ${stack}, and in the bucket`]);
  expect(stdout.join("\n")).toContain(`npx store release promote ${stack} 5.5.0.29-1 && npx pulumi up -s ${stack}`);
  expect(stdout.join("\n")).toContain(`--secret-id ${stack}-administrator-0123abc `);
  expect(stubbed.asked.find(({ name }) => name === "ssm:StartAutomationExecution")?.input).toEqual({
    DocumentName: `${stack}-install-release`,
    Parameters: {
      ...{ Release: ["5.5.0.29-1"], Distribution: ["5.5.0.29"], Administrator: ["owner@example.com"] },
      DistributionSha256: [await sumOf(distribution)],
    },
  });

  outcome = { status: "Failed", step: "Install" };
  looks = 0;
  expect((await installed("5.5.0.29-2")).stderr).toEqual([
    `${stack}: the installation ended in Install (exit status 1); what its scripts printed: aws logs tail /${stack}/releases --since 2h`,
  ]);
});

test("what is missing is said at once, and nothing is started", async () => {
  await makeSecrets();
  const { status, stderr } = await installed("5.5.0.29-9");
  expect([status, stderr]).toEqual([
    1,
    [
      `--distribution: got "5.5.0.29", expected one in the bucket; upload it with npx store release push ${stack} --distribution FILE`,
      'VERSION: got "5.5.0.29-9", expected a name that no release in the bucket has',
      `licence: missing; store X-Cart's key with \`npx store release licence ${stack}\``,
    ],
  ]);
  expect((await installed("5.6.0.1-1", "Owner")).stderr).toEqual([
    'VERSION: got "5.6.0.1-1", expected one of X-Cart 5.5 (xcart.line)',
    '--administrator: got "Owner", expected the email address of the first administrator, in lower case',
  ]);
  expect((await installed("5.5.0.29-1", "")).stderr[0]).toMatch(/^--administrator: missing; expected/);
  expect((await inAws(() => licence(stack, "\n", options()))).stderr).toEqual([
    "standard input: got nothing, expected X-Cart's licence key alone on a line",
  ]);
  expect((await inAws(() => licence(stack, "two keys", options()))).stderr[0]).toContain("got no licence key");
  expect(stubbed.asked).toEqual([]);
});

test("a stack that is not deployed yet has no secrets", async () => {
  expect((await inAws(() => licence(stack, "AB12-CD34", options()))).stderr).toEqual([
    `${stack}: got no secret ${stack}-xcart-licence-…, expected the one that \`npx pulumi up -s ${stack}\` makes`,
  ]);
});
