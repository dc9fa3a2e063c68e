import { BackupClient, CreateBackupVaultCommand, PutBackupVaultLockConfigurationCommand } from "@aws-sdk/client-backup";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { watchStatements } from "../../../components/backup/watch-policy.ts";
import type { WatchSettings } from "../../../domain/contracts/backup-watch.ts";
import { sourcesOf } from "../../../functions/backup-watch/sources.ts";
import type { Input } from "../../support/aws/stub.ts";
import { type StubbedAws, stubbedAws } from "../../support/aws/stubbed.ts";
import { type EmulatedAws, emulatedAws } from "../../support/emulators/aws.ts";
import { type EnforcedAws, enforced } from "../../support/emulators/enforced.ts";

const lock = { minimumDays: 7, maximumDays: 400 };
const vault = { name: "shop-backup", region: "us-east-1", lock };
const after = new Date("2027-03-25T12:00:00Z");

let aws: EmulatedAws;
/** The same for the function's role. */
let iam: EnforcedAws;
let s3: S3Client;
let functions: S3Client;
const settings = (): WatchSettings => ({
  stack: "shop-prod",
  resources: [],
  vaults: { own: vault, copies: vault },
  restoreTests: { types: ["RDS"], bucket: "archive", accountId: aws.accountId },
});
beforeAll(async () => {
  aws = await emulatedAws();
  iam = await enforced(aws.endpoint, aws.accountId);
  await iam.grant(granted(aws.accountId));
  s3 = new S3Client({ ...aws.client, forcePathStyle: true });
  functions = new S3Client({ ...aws.client, endpoint: iam.url, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: "archive" }));
}, 180_000);
afterAll(async () => await iam.stop());

const granted = (accountId: string) =>
  watchStatements({
    vaultArns: ["us-east-1:shop-backup", "us-west-2:shop-copy"].map((place) => {
      const [region, name] = place.split(":");
      return `arn:aws:backup:${region}:${accountId}:backup-vault:${name}`;
    }),
    copiesAway: true,
    evidence: { bucketName: "archive", bucketArn: "arn:aws:s3:::archive", keyArns: [] },
    stack: "shop-prod",
  });

describe("of a vault", () => {
  const sources = () =>
    sourcesOf({ backup: (region) => new BackupClient({ ...aws.client, endpoint: iam.url, region }), s3: functions }, settings());

  test("AWS says when it was made and how it is locked, in the vault's own Region", async () => {
    const there = new BackupClient({ ...aws.client, region: "us-west-2" });
    const before = Date.now();
    await there.send(new CreateBackupVaultCommand({ BackupVaultName: "shop-copy" }));
    const copies = { name: "shop-copy", region: "us-west-2", lock };
    const fresh = await sources().vault(copies);
    expect([fresh.locked, fresh.created.getTime() > before - 120_000]).toEqual([false, true]);
    const bounds = { MinRetentionDays: 7, MaxRetentionDays: 400 };
    await there.send(new PutBackupVaultLockConfigurationCommand({ BackupVaultName: "shop-copy", ...bounds }));
    expect(await sources().vault(copies)).toMatchObject({ locked: true, minimumDays: 7, maximumDays: 400 });
  });

  test("that is not there, it is said so", async () => {
    await expect(sources().vault(vault)).rejects.toThrow("shop-backup");
  });
});

/** moto has no ListRecoveryPointsByBackupVault: AWS's answers, page by page, with what was asked. */
describe("of backups", () => {
  interface Point {
    readonly Status?: string;
    readonly CreationDate?: Date;
  }
  let pages: readonly (readonly Point[])[] = [];
  let jobs: readonly (readonly object[])[] = [];
  let asked: Input[] = [];
  let stub: StubbedAws;
  let guarded: EnforcedAws;
  beforeAll(async () => {
    stub = await stubbedAws({
      "backup:ListRecoveryPointsByBackupVault": (input) => {
        asked.push(input);
        const page = Number(input.NextToken ?? 0);
        const NextToken = page + 1 < pages.length ? String(page + 1) : undefined;
        return { RecoveryPoints: pages[page] ?? [], NextToken };
      },
      "backup:ListCopyJobs": (input) => {
        asked.push(input);
        const page = Number(input.NextToken ?? 0);
        return { CopyJobs: jobs[page] ?? [], NextToken: page + 1 < jobs.length ? String(page + 1) : undefined };
      },
    });
    guarded = await enforced(stub.endpoint, aws.accountId);
    await guarded.grant(granted(aws.accountId));
  });
  afterAll(async () => {
    await guarded.stop();
    await stub.stop();
  });

  const point = (time: string, Status = "COMPLETED"): Point => ({ Status, CreationDate: new Date(time) });
  async function newest(...answers: readonly (readonly Point[])[]) {
    pages = answers;
    asked = [];
    const endpoint = guarded.url;
    return await sourcesOf({ backup: (region) => new BackupClient({ ...aws.client, region, endpoint }), s3 }, settings()).newestBackup(
      vault,
      "arn:aws:rds:us-east-1:123456789012:db:shop",
      after,
    );
  }

  test("the newest of all pages counts, whatever their order", async () => {
    const found = await newest([point("2027-03-26T05:00:00Z")], [point("2027-03-28T05:00:00Z"), point("2027-03-27T05:00:00Z")]);
    expect([found?.toISOString(), asked.length]).toEqual(["2027-03-28T05:00:00.000Z", 2]);
  });

  test("only those of the resource, in the vault, since the time are asked for", async () => {
    await newest([]);
    expect(asked).toEqual([
      { BackupVaultName: "shop-backup", ByResourceArn: "arn:aws:rds:us-east-1:123456789012:db:shop", ByCreatedAfter: after },
    ]);
  });

  test.each(["PARTIAL", "DELETING", "EXPIRED", "STOPPED", "CREATING"])("one that is %s does not count", async (status) => {
    expect(await newest([point("2027-03-28T05:00:00Z", status)])).toBeUndefined();
  });

  test("of copies to another account, whose vault no one here can look into, the jobs that ended well count", async () => {
    const job = (time: string) => ({ State: "COMPLETED", CreationDate: new Date(time) });
    jobs = [[job("2027-03-27T06:00:00Z")], [job("2027-03-28T06:00:00Z"), {}]];
    asked = [];
    const there = "arn:aws:backup:us-west-2:210987654321:backup-vault:vaults-shop-prod";
    const client = (region: string) => new BackupClient({ ...aws.client, region, endpoint: guarded.url });
    const found = await sourcesOf({ backup: client, s3 }, settings()).newestCopy(
      there,
      "arn:aws:rds:us-east-1:123456789012:db:shop",
      after,
    );
    expect(found?.toISOString()).toBe("2027-03-28T06:00:00.000Z");
    const request = { ByDestinationVaultArn: there, ByResourceArn: "arn:aws:rds:us-east-1:123456789012:db:shop", ByCreatedAfter: after };
    expect(asked[0]).toEqual({ ...request, ByState: "COMPLETED" });
    jobs = [];
    expect(
      await sourcesOf({ backup: client, s3 }, settings()).newestCopy(there, "arn:aws:rds:us-east-1:123456789012:db:shop", after),
    ).toBeUndefined();
  });

  test("none, or one without a time, is none", async () => {
    expect([await newest([]), await newest([{ Status: "COMPLETED" }])]).toEqual([undefined, undefined]);
  });
});

describe("of restore tests", () => {
  const sources = () =>
    sourcesOf({ backup: (region) => new BackupClient({ ...aws.client, endpoint: iam.url, region }), s3: functions }, settings());
  const put = (key: string, evidence: unknown) =>
    s3.send(
      new PutObjectCommand({ Bucket: "archive", Key: key, Body: typeof evidence === "string" ? evidence : JSON.stringify(evidence) }),
    );
  const key = (type: string, time: string, stack = "shop-prod") => `restore-tests/${stack}/${type}/${time}-job.json`;

  test("there is none at first", async () => {
    expect(await sources().newestGoodTest("EFS")).toBeUndefined();
  });

  test("the newest that went well counts, of this stack and type", async () => {
    await put(key("RDS", "2027-03-09T09-00-00Z"), { result: "SUCCESSFUL", time: "2027-03-09T10:00:00Z" });
    await put(key("RDS", "2027-03-16T09-00-00Z"), { result: "SUCCESSFUL", time: "2027-03-16T10:00:00Z" });
    await put(key("RDS", "2027-03-23T09-00-00Z"), { result: "FAILED", time: "2027-03-23T10:00:00Z" });
    await put(key("S3", "2027-03-24T09-00-00Z"), { result: "SUCCESSFUL", time: "2027-03-24T10:00:00Z" });
    await put(key("RDS", "2027-03-25T09-00-00Z", "other-prod"), { result: "SUCCESSFUL", time: "2027-03-25T10:00:00Z" });
    expect((await sources().newestGoodTest("RDS"))?.toISOString()).toBe("2027-03-16T10:00:00.000Z");
  });

  test("an archive that is not there is an error, not a missing test", async () => {
    const lost = sourcesOf(
      { backup: () => new BackupClient(aws.client), s3 },
      { ...settings(), restoreTests: { types: ["RDS"], bucket: "no-such-archive", accountId: aws.accountId } },
    );
    await expect(lost.newestGoodTest("RDS")).rejects.toThrow();
  });

  test("evidence that is no JSON is an error, not a good test", async () => {
    await put(key("EFS", "2027-03-25T09-00-00Z"), "half a fi");
    await expect(sources().newestGoodTest("EFS")).rejects.toThrow(/JSON/);
  });
});
