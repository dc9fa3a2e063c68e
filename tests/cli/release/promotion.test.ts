import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { DeleteParameterCommand, PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { type PromoteOptions, promoteRelease } from "../../../cli/release/promotion/command.ts";
import { releaseKeys } from "../../../components/xcart-release/automation.ts";
import { type StubbedAws, stubbedAws } from "../../support/aws/stubbed.ts";
import { demoFileFor } from "../../support/demo-file.ts";
import { type EmulatedAws, emulatedAws } from "../../support/emulators/aws.ts";
import { captured } from "./shop.ts";

const stack = "shop-prod";
const folder = mkdtempSync(join(tmpdir(), "promotion-"));
const file = join(folder, `Pulumi.${stack}.yaml`);
const execution = "4105a4fc-f944-11e6-9d32-0a1b2c3d495h";
let aws: EmulatedAws;
let stubbed: StubbedAws;
let model = "";

const sumOf = (text: string) => createHash("sha256").update(text).digest("hex");

/** As the builder writes it. */
const scenario = (from: string) => ({
  version: 1,
  ...{ from, kind: "build", recordedAt: "2026-11-20T10:00:00Z", seconds: 750, databaseSeconds: 45 },
  tables: [{ name: "xc_products", change: "altered", rows: 12_000, after: "0" }],
  schemaStatements: ["ALTER TABLE `xc_products` ADD COLUMN `a` INT"],
  dataStatements: [{ sql: "UPDATE xc_config SET value = ? WHERE name = ?", count: 7 }],
  dataStatementCount: 7,
  hooks: ["./src/LifetimeHook/Upgrade/UpgradeTo56012.php"],
  packs: [],
});

beforeAll(async () => {
  aws = await emulatedAws();
  stubbed = await stubbedAws({ "ssm:StartAutomationExecution": () => ({ AutomationExecutionId: execution }) }, aws.endpoint);
  const s3 = new S3Client({ ...aws.client, forcePathStyle: true });
  const Bucket = `${stack}-releases-${aws.accountId}`;
  await s3.send(new CreateBucketCommand({ Bucket }));
  const put = (Key: string, Body: string) => s3.send(new PutObjectCommand({ Bucket, Key, Body, ChecksumAlgorithm: "SHA256" }));
  const release = async (name: string, from?: string, recorded = from !== undefined) => {
    const { archive, description, scenario: record } = releaseKeys(name);
    const sha256 = sumOf(name);
    await put(archive, name);
    if (recorded && from !== undefined) await put(record, JSON.stringify(scenario(from)));
    const more = { sha256, bytes: name.length, builtAt: "2026-11-20T10:00:00Z", kind: from ? "build" : "packed", ...(from && { from }) };
    await put(description, JSON.stringify({ version: 1, release: name, ...more }));
  };
  await release("5.6.0.11-1");
  await release("5.6.0.11-2");
  await release("5.6.0.12-1", "5.6.0.11-1");
  await release("5.6.0.13-1", "5.6.0.12-1");
  await release("5.5.0.30-1", "5.6.0.11-1");
  await release("5.6.0.14-1", "5.6.0.11-1", false);
  model = demoFileFor(stack).replace(/accountId: .*/, `accountId: "${aws.accountId}"`);
});
afterAll(async () => {
  await stubbed.stop();
  rmSync(folder, { recursive: true });
});
beforeEach(async () => {
  await runs("5.6.0.11-1");
  await database("none");
});

const promote = (release: string, options: PromoteOptions = {}) =>
  captured(() => promoteRelease(stack, release, { stacks: folder, ...options }), {
    ...aws.environment,
    AWS_ENDPOINT_URL: stubbed.endpoint,
  });

/** Has the settings name a release. */
async function runs(release: string): Promise<void> {
  writeFileSync(file, model);
  await database("none");
  await promote(release);
}

async function database(Value: string): Promise<void> {
  const ssm = new SSMClient(aws.client);
  await ssm.send(new PutParameterCommand({ Name: `/${stack}/upgrade`, Type: "SecureString", Value, Overwrite: true }));
}

const started = () => stubbed.asked.filter(({ name }) => name === "ssm:StartAutomationExecution").map(({ input }) => input);

describe("a release that staging has upgraded a database to", () => {
  test("is said to do what its record says, and nothing is done", async () => {
    const before = readFileSync(file, "utf8");
    const { status, stdout } = await promote("5.6.0.12-1");
    expect([status, stdout.join("\n")]).toEqual([
      0,
      `5.6.0.12-1  build from 5.6.0.11-1, as staging ran it 2026-11-20 10:00
  sha256 ${sumOf("5.6.0.12-1")}
data
  1 statement on tables: xc_products altered (12000 rows)
  7 statements on rows, 1 kind of them
  1 upgrade hook: src/LifetimeHook/Upgrade/UpgradeTo56012.php
time
  in staging 13 min, from the first statement to the last 45 s
  first a rehearsal on a copy of the database, an hour or two; the store is closed from its end until the new nodes are there
taken back
  orders, customers and all else that is written after the store has opened are lost with it: the database goes back to the snapshot
nothing was started
next
  the same command with --yes --sha256 ${sumOf("5.6.0.12-1")}`,
    ]);
    expect([readFileSync(file, "utf8"), started()]).toEqual([before, []]);
  });

  test("has its upgrade started by --yes, and is written once the database is there", async () => {
    const before = readFileSync(file, "utf8");
    const { status, stdout } = await promote("5.6.0.12-1", { yes: true });
    expect([status, stdout]).toEqual([0, expect.arrayContaining([`started ${stack}-promote-release, ${execution}`])]);
    expect(started().at(-1)).toEqual({
      DocumentName: `${stack}-promote-release`,
      Parameters: {
        ...{ Release: ["5.6.0.12-1"], Sha256: [sumOf("5.6.0.12-1")], RecordSha256: [sumOf(JSON.stringify(scenario("5.6.0.11-1")))] },
        ...{ From: ["5.6.0.11-1"], FromSha256: [sumOf("5.6.0.11-1")] },
      },
    });
    expect(readFileSync(file, "utf8")).toBe(before);
    await database("done 5.6.0.12-1");
    const written = await promote("5.6.0.12-1");
    expect(written.stdout[0]).toContain("web.release 5.6.0.11-1 -> 5.6.0.12-1");
    expect(written.stdout.at(-1)).toContain(`--document-name ${stack}-close-store --parameters State=open`);
    expect(readFileSync(file, "utf8")).toContain(`release: { name: 5.6.0.12-1, sha256: "${sumOf("5.6.0.12-1")}" }`);
  });

  test("is one JSON object with --json", async () => {
    const { stdout } = await promote("5.6.0.12-1", { json: true, yes: true });
    expect(JSON.parse(stdout.join("\n"))).toMatchObject({
      stack,
      release: { name: "5.6.0.12-1", sha256: sumOf("5.6.0.12-1") },
      resumed: false,
      execution,
      scenario: { seconds: 750 },
    });
  });

  test("is gone on with where it was interrupted", async () => {
    await database("begun 5.6.0.12-1");
    expect((await promote("5.6.0.12-1", { yes: true })).stdout).toEqual(
      expect.arrayContaining([expect.stringContaining("begun before, and interrupted"), `started ${stack}-promote-release, ${execution}`]),
    );
  });

  test("goes back once the database has been given back", async () => {
    await runs("5.6.0.11-1");
    await database("done 5.6.0.12-1");
    await promote("5.6.0.12-1");
    await database("back 5.6.0.12-1");
    expect((await promote("5.6.0.11-1")).stdout[0]).toContain("web.release 5.6.0.12-1 -> 5.6.0.11-1");
  });
});

describe("an upgrade that was interrupted, whose settings name the former release still", () => {
  test("is taken back by opening the store, whatever that release was itself upgraded from", async () => {
    await database("done 5.6.0.12-1");
    await promote("5.6.0.12-1");
    const before = readFileSync(file, "utf8");
    await database("begun 5.6.0.13-1");
    expect((await promote("5.6.0.12-1")).stderr).toEqual([
      'VERSION: got "5.6.0.12-1" while the upgrade to 5.6.0.13-1 is interrupted, expected 5.6.0.13-1, to finish it; or roll it back first (docs/operations/releases.md, Roll back)',
    ]);
    await database("back 5.6.0.13-1");
    const { status, stdout } = await promote("5.6.0.12-1");
    expect([status, stdout]).toEqual([
      0,
      [
        expect.stringContaining("web.release is 5.6.0.12-1 already"),
        `  sha256 ${sumOf("5.6.0.12-1")}`,
        "next",
        expect.stringContaining(`--document-name ${stack}-close-store --parameters State=open`),
      ],
    ]);
    expect(readFileSync(file, "utf8")).toBe(before);
    expect((await promote("5.6.0.11-1")).stderr[0]).toContain("expected 5.6.0.12-1, to which the database returns");
  });
});

test("another number of the same version of X-Cart leaves the database alone, and says so", async () => {
  const { status, stdout } = await promote("5.6.0.11-2");
  expect([status, stdout[0], stdout[2]]).toEqual([
    0,
    expect.stringContaining("web.release 5.6.0.11-1 -> 5.6.0.11-2"),
    "the database stays as it is: both are of one version of X-Cart",
  ]);
});

describe("one sentence, and nothing written or started", () => {
  test.each([
    [
      "5.6.0.14-1",
      "none",
      'VERSION: got "5.6.0.14-1", whose upgrade of the database staging never ran, expected a release that staging built with Database=copy',
    ],
    [
      "5.6.0.13-1",
      "none",
      'VERSION: got "5.6.0.13-1", whose upgrade begins at 5.6.0.12-1, expected one that begins at 5.6.0.11-1, which the store runs',
    ],
    [
      "5.6.0.13-1",
      "begun 5.6.0.12-1",
      'VERSION: got "5.6.0.13-1" while the upgrade to 5.6.0.12-1 is interrupted, expected 5.6.0.12-1, to finish it; or roll it back first (docs/operations/releases.md, Roll back)',
    ],
    [
      "5.6.0.11-2",
      "back 5.6.0.12-1",
      'VERSION: got "5.6.0.11-2" while 5.6.0.12-1 is rolled back, expected 5.6.0.11-1, to which the database returns',
    ],
    [
      "5.6.0.11-2",
      "done 5.6.0.12-1",
      'VERSION: got "5.6.0.11-2" while the database is that of 5.6.0.12-1, expected 5.6.0.12-1: promote it, and open the store',
    ],
  ])("%s with the database at %s", async (release, state, sentence) => {
    await database(state);
    const [before, asked] = [readFileSync(file, "utf8"), started().length];
    expect(await promote(release, { yes: true })).toEqual({ status: 1, stdout: [], stderr: [sentence] });
    expect([readFileSync(file, "utf8"), started().length]).toEqual([before, asked]);
  });

  test("the release that the database was upgraded from, while it has not gone back", async () => {
    await database("done 5.6.0.12-1");
    await promote("5.6.0.12-1");
    await database("none");
    expect((await promote("5.6.0.11-1", { yes: true })).stderr).toEqual([
      'VERSION: got "5.6.0.11-1", whose database 5.6.0.12-1 has upgraded, expected 5.6.0.12-1; or roll the database back first (docs/operations/releases.md, Roll back)',
    ]);
  });

  test("a release that the settings refuse, before its upgrade is begun", async () => {
    const asked = started().length;
    const { status, stderr } = await promote("5.5.0.30-1", { yes: true });
    expect(status).toBe(1);
    expect(stderr.at(-1)).toMatch(/Pulumi\.shop-prod\.yaml:5: web\.release\.name: got "5\.5\.0\.30-1", expected one of X-Cart 5\.6 /);
    expect(started()).toHaveLength(asked);
  });

  test("a release that is not the one that someone has looked at, or that staging runs", async () => {
    const [before, asked] = [readFileSync(file, "utf8"), started().length];
    const [got, other] = [sumOf("5.6.0.12-1"), sumOf("another")];
    const sentence = (where: string) =>
      `5.6.0.12-1: got sha256 ${got} in ${stack}-releases-${aws.accountId}, expected ${other}, as ${where} says: a release never changes`;
    expect(await promote("5.6.0.12-1", { yes: true, sha256: other })).toEqual({ status: 1, stdout: [], stderr: [sentence("--sha256")] });
    expect((await promote("5.6.0.12-1", { sha256: "5E1F" })).stderr).toEqual([
      '--sha256: got "5E1F", expected the SHA-256 of the release\'s archive, 64 hex digits',
    ]);
    const theirs = demoFileFor("shop-staging", "demo-staging");
    const staging = join(folder, "Pulumi.shop-staging.yaml");
    writeFileSync(staging, theirs.replace("    domain:", `    web: { release: { name: 5.6.0.12-1, sha256: "${other}" } }\n    domain:`));
    const refused = await promote("5.6.0.12-1", { yes: true });
    rmSync(staging);
    expect(refused).toEqual({ status: 1, stdout: [], stderr: [sentence("web.release of shop-staging")] });
    expect([readFileSync(file, "utf8"), started().length]).toEqual([before, asked]);
  });

  test("any release, while the one that the store runs is another in the bucket than in the settings", async () => {
    const text = readFileSync(file, "utf8").replace(sumOf("5.6.0.11-1"), sumOf("another"));
    writeFileSync(file, text);
    expect((await promote("5.6.0.12-1", { yes: true })).stderr[0]).toContain(
      `5.6.0.11-1: got sha256 ${sumOf("5.6.0.11-1")} in ${stack}-releases-${aws.accountId}, expected ${sumOf("another")}, as web.release of ${stack} says`,
    );
    expect(readFileSync(file, "utf8")).toBe(text);
  });

  test("a release that is not in the bucket, and a stack without the parameter", async () => {
    expect((await promote("5.6.0.99-1")).stderr[0]).toMatch(/^VERSION: got "5\.6\.0\.99-1", expected one of those in the bucket: /);
    await new SSMClient(aws.client).send(new DeleteParameterCommand({ Name: `/${stack}/upgrade` }));
    expect((await promote("5.6.0.12-1")).stderr).toEqual([
      `parameter /${stack}/upgrade: got none, expected the one that \`npx pulumi up -s ${stack}\` makes`,
    ]);
  });
});
