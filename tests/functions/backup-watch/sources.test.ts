import { createServer, type Server } from "node:http";
import { BackupClient, CreateBackupVaultCommand, PutBackupVaultLockConfigurationCommand } from "@aws-sdk/client-backup";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { WatchSettings } from "../../../domain/contracts/backup-watch.ts";
import { sourcesOf } from "../../../functions/backup-watch/sources.ts";
import { type EmulatedAws, emulatedAws } from "../../support/emulators/aws.ts";

const lock = { minimumDays: 7, maximumDays: 400 };
const vault = { name: "shop-backup", region: "us-east-1", lock };
const after = new Date("2027-03-25T12:00:00Z");

let aws: EmulatedAws;
let s3: S3Client;
const settings = (): WatchSettings => ({
  stack: "shop-prod",
  resources: [],
  vaults: { own: vault, copies: vault },
  restoreTests: { types: ["RDS"], bucket: "archive", accountId: aws.accountId },
});
beforeAll(async () => {
  aws = await emulatedAws();
  s3 = new S3Client({ ...aws.client, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: "archive" }));
}, 180_000);

describe("of a vault", () => {
  const sources = () => sourcesOf({ backup: (region) => new BackupClient({ ...aws.client, region }), s3 }, settings());

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

  test("that is gone, it is said so", async () => {
    await expect(sources().vault({ ...vault, name: "gone" })).rejects.toThrow(/gone|not found|ResourceNotFound/i);
  });
});

/** moto has no ListRecoveryPointsByBackupVault: AWS's answers, page by page, with what was asked. */
describe("of backups", () => {
  interface Point {
    readonly Status?: string;
    readonly CreationDate?: number;
  }
  const asked: URL[] = [];
  let pages: readonly (readonly Point[])[] = [];
  let server: Server;
  let endpoint = "";
  beforeAll(async () => {
    server = createServer((request, response) => {
      const url = new URL(request.url ?? "", "http://stub");
      asked.push(url);
      const page = Number(url.searchParams.get("nextToken") ?? 0);
      const NextToken = page + 1 < pages.length ? String(page + 1) : undefined;
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ RecoveryPoints: pages[page] ?? [], NextToken }));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    endpoint = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  const seconds = (time: string) => Date.parse(time) / 1000;
  const point = (CreationDate: string, Status = "COMPLETED"): Point => ({ Status, CreationDate: seconds(CreationDate) });
  async function newest(...answers: readonly (readonly Point[])[]) {
    pages = answers;
    asked.length = 0;
    const { client } = aws;
    return await sourcesOf({ backup: (region) => new BackupClient({ ...client, region, endpoint }), s3 }, settings()).newestBackup(
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
    const [url] = asked;
    expect([url?.pathname, url?.searchParams.get("resourceArn"), url?.searchParams.get("createdAfter")]).toEqual([
      "/backup-vaults/shop-backup/recovery-points",
      "arn:aws:rds:us-east-1:123456789012:db:shop",
      after.toISOString().replace(".000", ""),
    ]);
  });

  test.each(["PARTIAL", "DELETING", "EXPIRED", "STOPPED", "CREATING"])("one that is %s does not count", async (status) => {
    expect(await newest([point("2027-03-28T05:00:00Z", status)])).toBeUndefined();
  });

  test("none, or one without a time, is none", async () => {
    expect([await newest([]), await newest([{ Status: "COMPLETED" }])]).toEqual([undefined, undefined]);
  });
});

describe("of restore tests", () => {
  const sources = () => sourcesOf({ backup: (region) => new BackupClient({ ...aws.client, region }), s3 }, settings());
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
