import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateBackupVaultCommand } from "@aws-sdk/client-backup";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { RestoreOptions } from "../../../cli/restore/options.ts";
import { type EmulatedAws, emulatedAws } from "../../support/emulators/aws.ts";
import { type AwsStub, stubAws } from "./aws-stub.ts";
import { clientsOf, storeRestore, writeStack } from "./store.ts";

const at = "2026-11-20T03:12:00Z";
let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "restore-"));
  writeStack(folder, "shop-prod", {});
});
afterEach(() => rmSync(folder, { recursive: true }));

const settingsOnly = (stack: string | undefined, options: Partial<RestoreOptions>) =>
  storeRestore(stack, { dryRun: true, stacks: folder, ...options }, {});

test.each<[string, string | undefined, Partial<RestoreOptions>, string[]]>([
  ["no stack", undefined, {}, ["STACK: missing; expected a store's stack, as in stacks/Pulumi.<stack>.yaml"]],
  [
    "a stack without a file",
    "other-prod",
    { at, what: "all" },
    ["Pulumi.other-prod.yaml: no such file, expected one of the stacks shop-prod"],
  ],
  [
    "neither time nor part",
    "shop-prod",
    {},
    ["--what: missing; expected database, files or all", "--at: missing; expected the time to go back to"],
  ],
  ["an unknown part", "shop-prod", { at, what: "mail" }, ['--what: got "mail", expected database, files or all']],
  ["an inherited name as part", "shop-prod", { at, what: "toString" }, ['--what: got "toString", expected database, files or all']],
  ["both ways", "shop-prod", { at, what: "all", yes: true }, ["--dry-run: got --yes as well, expected one or the other"]],
  [
    "an unknown place",
    "shop-prod",
    { at, what: "all", from: "disk" },
    ['--from: got "disk", expected vault, copy (the vault in the second Region), air-gapped or account (the vault of another account)'],
  ],
  [
    "an air-gapped vault that the store has not",
    "shop-prod",
    { at, what: "files", from: "air-gapped" },
    ['--from: got "air-gapped", expected vault or copy: the settings have no backup.airGapped'],
  ],
  [
    "another account that the store has no copies in",
    "shop-prod",
    { at, what: "all", from: "account" },
    ['--from: got "account", expected vault or copy: the settings name no backup.copyVaultArn'],
  ],
  [
    "no time zone",
    "shop-prod",
    { at, what: "all", timezone: "Mars/Base" },
    ['--timezone: got "Mars/Base", expected an IANA time zone such as UTC or Europe/Berlin'],
  ],
  [
    "a copy to where it is not",
    "shop-prod",
    { at, what: "all", from: "copy" },
    ["--into: missing; expected a stack in us-west-2, where the copies are; see docs/operations/restore.md"],
  ],
  [
    "another stack without a copy",
    "shop-prod",
    { at, what: "all", into: "shop-prod" },
    ["--into: got it without --from copy, expected both: backups in the store's own vault are restored into the store"],
  ],
])("%s is refused in a sentence", async (_, stack, options, expected) => {
  const { status, stdout, stderr } = await settingsOnly(stack, options);
  const lines = stderr.flatMap((text) => text.split("\n")).map((line) => line.replace(`${folder}/`, ""));
  expect([status, stdout, lines]).toEqual([1, "", expected]);
});

const more = (text: string) => writeStack(folder, "shop-prod", { "    kind: store": `    kind: store\n    backup: ${text}` });

describe("from an air-gapped vault", () => {
  beforeEach(() => more("{ airGapped: { complianceLock: shop, maximumDays: 800 } }"));

  test("files come as from the own one, beside what runs", async () => {
    const { status, stdout } = await settingsOnly("shop-prod", { at, what: "files", from: "air-gapped", json: true });
    const { vault, region, lookups } = JSON.parse(stdout);
    expect([status, vault, region]).toEqual([0, "shop-prod-backup-air-gapped", "us-east-1"]);
    expect(lookups.join("\n")).toContain("--backup-vault-name shop-prod-backup-air-gapped --by-resource-type EFS");
  });

  test.each(["database", "all"])("%s does not: AWS takes no database there", async (what) => {
    const { status, stderr } = await settingsOnly("shop-prod", { at, what, from: "air-gapped" });
    const said = `--what: got "${what}", expected files: an air-gapped vault has no database, which comes from vault, copy or account`;
    expect([status, stderr]).toEqual([1, [said]]);
  });
});

describe("from another account's vault", () => {
  const vaultOf = (name: string) => more(`{ copyVaultArn: "arn:aws:backup:eu-west-1:210987654321:backup-vault:${name}" }`);
  const plan = async (options: Partial<RestoreOptions> = {}) =>
    await settingsOnly("shop-prod", { at, what: "all", from: "account", ...options });

  test("the plan brings copies home with that account's credentials, and ends where every restore begins", async () => {
    vaultOf("vaults-shop-prod");
    const { status, stdout } = await plan({ json: true });
    const { from, region, lookups, steps } = JSON.parse(stdout);
    expect([status, from, region, lookups[0]]).toEqual([
      0,
      "210987654321",
      "eu-west-1",
      "ROLE=arn:aws:iam::210987654321:role/vaults-copies",
    ]);
    const commands: string[] = steps.flatMap((step: { commands: string[] }) => step.commands);
    expect(commands.map((command) => command.split("\n")[0])).toEqual([
      'ID=$(home "$(newest RDS)")',
      'ID=$(home "$(newest EFS)")',
      `npx store restore shop-prod --at ${at} --what all`,
    ]);
    expect(lookups.join("\n")).toContain(
      '--destination-backup-vault-arn "arn:aws:backup:us-east-1:123456789012:backup-vault:shop-prod-backup"',
    );
    expect(spawnSync("bash", ["-n"], { input: [...lookups, ...commands].join("\n"), encoding: "utf8" })).toMatchObject({
      status: 0,
      stderr: "",
    });
  });

  test("of a vault that someone else made the role has to be named", async () => {
    writeStack(folder, "shop-prod", {
      ", permissionsBoundary: demo-account-boundary-shop-prod": "",
      "    kind: store": '    kind: store\n    backup: { copyVaultArn: "arn:aws:backup:eu-west-1:210987654321:backup-vault:bunker" }',
    });
    expect((await plan()).stdout).toContain(
      "ROLE=arn:aws:iam::210987654321:role/NAME  # NAME: a role of that account that AWS Backup takes",
    );
  });

  test("nothing of it is done by --yes, which has one account's credentials", async () => {
    vaultOf("vaults-shop-prod");
    const { status, stderr } = await plan({ yes: true, dryRun: false });
    expect([status, stderr]).toEqual([
      1,
      ["--yes: got it with --from account, expected the plan only, since its steps run in another account"],
    ]);
  });
});

test("live data does not go into another environment (PCI DSS 6.5.5)", async () => {
  writeStack(folder, "shop-staging", { "environment: prod": "environment: staging", "us-east-1": "us-west-2" });
  const { stderr } = await settingsOnly("shop-prod", { at, what: "all", from: "copy", into: "shop-staging" });
  expect(stderr).toEqual(['--into: got "shop-staging", expected a prod stack, since it receives the data of one']);
});

test("an account stack has nothing to restore", async () => {
  const { status, stderr } = await storeRestore("demo-account", { dryRun: true, at, what: "all" }, {});
  expect([status, stderr]).toEqual([1, ['STACK: got "demo-account", expected a store\'s stack, since an account has no backups']]);
});

test("settings with faults are told like anywhere else", async () => {
  writeStack(folder, "shop-dev", { "environment: prod": "environment: dev", "region: us-east-1": "region: mars-1" });
  const { status, stderr } = await settingsOnly("shop-dev", { at, what: "all" });
  expect([status, stderr[0]?.split("\n")[0]]).toEqual([1, "shop-dev: the settings have a fault"]);
});

test("without credentials it says so, and that --dry-run needs none", async () => {
  const { status, stderr } = await storeRestore(
    "shop-prod",
    { at, what: "all", stacks: folder },
    { AWS_ENDPOINT_URL: "http://127.0.0.1:9" },
  );
  expect([status, stderr]).toEqual([
    1,
    [
      "vault shop-prod-backup in us-east-1: got no AWS credentials, expected those of the store's account (AWS_PROFILE, `aws sso login`), or --dry-run, which calls nothing",
    ],
  ]);
});

test("an AWS that cannot be reached is a sentence, too", async () => {
  const nowhere = { AWS_ENDPOINT_URL: "http://127.0.0.1:9", AWS_ACCESS_KEY_ID: "x", AWS_SECRET_ACCESS_KEY: "x", AWS_MAX_ATTEMPTS: "1" };
  const { status, stderr } = await storeRestore("shop-prod", { at, what: "all", stacks: folder }, nowhere);
  expect([status, stderr.length, stderr[0]?.split("(")[0]]).toEqual([1, 1, "vault shop-prod-backup in us-east-1: the call failed "]);
});

describe("with AWS", () => {
  let aws: EmulatedAws;
  let stub: AwsStub;
  beforeEach(async () => {
    aws = await emulatedAws();
    stub = await stubAws(aws.endpoint);
    writeStack(folder, "shop-prod", { "123456789012": aws.accountId });
  });
  afterEach(() => stub.close());

  const shop = (options: Partial<RestoreOptions>) =>
    storeRestore("shop-prod", { at, stacks: folder, ...options }, { ...aws.environment, AWS_ENDPOINT_URL: stub.endpoint });
  const vault = () => clientsOf(aws, "us-east-1").backup.send(new CreateBackupVaultCommand({ BackupVaultName: "shop-prod-backup" }));
  const window = { identifier: "shop-prod-database", resourceId: "db-LOST", from: "2026-11-01T00:00:00Z", to: "2026-11-21T09:00:00Z" };

  test("a vault that is not there, of which AWS says only that it may not be seen", async () => {
    stub.state.gone = true;
    const { status, stderr } = await shop({ what: "files" });
    const sentence = "vault shop-prod-backup in us-east-1: missing; expected the one that `pulumi up` makes for the store";
    expect([status, stderr]).toEqual([1, [sentence]]);
  });

  test("credentials of another account", async () => {
    await vault();
    writeStack(folder, "shop-prod", {});
    const { status, stderr } = await shop({ what: "files" });
    expect([status, stderr]).toEqual([
      1,
      [`accountId: got credentials for account ${aws.accountId}, expected 123456789012, as the store's settings say`],
    ]);
  });

  test("a time before all there is names the oldest, for each part", async () => {
    await vault();
    stub.state.windows = [{ ...window, from: "2026-11-21T00:00:00Z", status: "active" }];
    const { status, stderr } = await shop({ what: "all", yes: true });
    expect([status, stderr]).toEqual([
      1,
      [
        `database: got no recovery point at or before ${at}, expected a time from 2026-11-21T00:00:00Z on, the oldest one\n` +
          `files: got no recovery point at or before ${at}, expected a store with recovery points: this one has none`,
      ],
    ]);
  });

  test("a lost database is restored by its id, to where AWS Backup wrote down that it was", async () => {
    await vault();
    stub.state.windows = [{ ...window, status: "retained" }];
    const RecoveryPointArn = "arn:aws:rds:us-east-1:123456789012:snapshot:awsbackup:job-1";
    stub.state.points["shop-prod-backup RDS"] = [
      { RecoveryPointArn, ResourceArn: "arn:aws:rds:…", CreationDate: new Date(1_762_000_000_000), Status: "COMPLETED" },
    ];
    stub.state.metadata = { DBSubnetGroupName: "data", DBParameterGroupName: "mysql", VpcSecurityGroupIds: '["sg-0a1b2c3d"]' };
    const { restore, switch: over } = JSON.parse((await shop({ what: "database", json: true })).stdout);
    const command: string = restore[0].commands[0];
    expect(command.match(/--(source|db-subnet|db-param|vpc).*(?= \\)/g)).toEqual([
      "--source-dbi-resource-id db-LOST",
      "--db-subnet-group-name data",
      "--vpc-security-group-ids sg-0a1b2c3d",
      "--db-parameter-group-name mysql",
    ]);
    expect(over.map(({ title }: { title: string }) => title)).toContain("Give the restored one the store's name, shop-prod-database");
    expect(JSON.stringify(over)).not.toContain("shop-prod-database-before-");
  });

  test("what AWS does not tell of a lost database is not guessed by --yes", async () => {
    await vault();
    stub.state.windows = [{ ...window, status: "retained" }];
    const { status, stderr } = await shop({ what: "database", yes: true });
    const missing = "$SUBNET_GROUP, $SECURITY_GROUP, $PARAMETER_GROUP, $DATA_KEY";
    expect([status, stderr]).toEqual([1, [`--yes: got no value of ${missing} from AWS; look it up, and run the plan's commands by hand`]]);
  });
});
