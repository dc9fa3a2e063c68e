import { EFSClient } from "@aws-sdk/client-efs";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { validate } from "../../../functions/restore-validation/validate.ts";
import { Refusal } from "../../support/aws/refusal.ts";
import { type StubbedAws, stubbedAws } from "../../support/aws/stubbed.ts";
import { created, databaseJob, world } from "./fixtures/world.ts";

/** Stands for EFS's DescribeFileSystems: moto's file systems are all of 0 bytes. */
let efs: StubbedAws;
let around: Awaited<ReturnType<typeof world>>;
let described: Readonly<Record<string, unknown>>;

const ended = created.getTime() / 1000 + 1200;
const gigabyte = 1024 ** 3;
const sizeOf = (Value: number, seconds: number) => ({ Value, Timestamp: new Date(seconds * 1000) });

beforeAll(async () => {
  efs = await stubbedAws({
    "efs:DescribeFileSystems": ({ FileSystemId }) => {
      if (FileSystemId !== "fs-0123456789abcdef0") throw new Refusal("FileSystemNotFound", `${FileSystemId} does not exist`);
      return { FileSystems: [described] };
    },
  });
});
afterAll(async () => await efs.stop());
beforeEach(async () => {
  described = {
    OwnerId: "123456789012",
    CreationToken: "restored",
    FileSystemId: "fs-0123456789abcdef0",
    CreationTime: created,
    LifeCycleState: "available",
    NumberOfMountTargets: 0,
    SizeInBytes: sizeOf(10 * gigabyte, ended + 60),
    PerformanceMode: "generalPurpose",
    Encrypted: true,
    Tags: [],
  };
  around = await world();
});
afterEach(async () => await around.stop());

async function drill(changes: Readonly<Record<string, unknown>> = {}, windowHours = 8) {
  const arns = {
    SourceResourceArn: "arn:aws:elasticfilesystem:us-east-1:123456789012:file-system/fs-source",
    CreatedResourceArn: "arn:aws:elasticfilesystem:us-east-1:123456789012:file-system/fs-0123456789abcdef0",
  };
  const job = databaseJob("f", { ...arns, ResourceType: "EFS", BackupSizeInBytes: 10 * gigabyte, ...changes });
  around.backup.jobs.set("f", job);
  const tools = around.tools(
    { validationWindowHours: windowHours },
    { efs: new EFSClient({ ...around.aws.client, endpoint: efs.endpoint }) },
  );
  return (await validate({ "detail-type": "Restore Job State Change", detail: { restoreJobId: "f" } }, tools))[0];
}

test("a file system of the recovery point's size is good, and the evidence says that no file was opened", async () => {
  expect(await drill()).toMatchObject({ result: "SUCCESSFUL" });
  const { notLookedAt, lookedAt } = JSON.parse((await around.evidence())[0]?.text ?? "");
  expect(lookedAt[0]).toBe("the restored file system's size, 10737418240 bytes, against 10737418240 bytes of the recovery point");
  expect(notLookedAt).toEqual(["the files: none was opened, and their number is not known"]);
});

test.each([
  ["that is too small", { SizeInBytes: sizeOf(8 * gigabyte, ended + 60) }, /^size: got 8589934592 bytes, expected at least 9663676416/],
  ["that is not there yet", { LifeCycleState: "creating" }, /^state: got creating/],
  ["that is not encrypted", { Encrypted: false }, /^encryption: got none/],
])("a file system %s fails", async (_name, changes, reason) => {
  described = { ...described, ...changes };
  const outcome = await drill();
  expect(outcome?.result).toBe("FAILED");
  expect(outcome?.why[0]).toMatch(reason);
});

test("a file system that EFS has not measured since the restore is waited for, as long as AWS Backup waits", async () => {
  described = { ...described, SizeInBytes: sizeOf(6144, ended - 60) };
  const age = (Date.now() - created.getTime()) / 3_600_000;
  expect(await drill({}, Math.ceil(age) + 24)).toMatchObject({ action: "waiting", why: [expect.stringMatching(/has not measured/)] });
  expect(around.backup.reported).toEqual([]);
  expect(await around.evidence()).toEqual([]);
  expect(await drill({ CreationDate: ended - 86_400 * 30, CompletionDate: ended - 86_400 * 29 }, 2)).toMatchObject({ action: "reported" });
});

test("a file system that there is no size to compare with is not called good", async () => {
  expect((await drill({ BackupSizeInBytes: 0 }))?.why[0]).toMatch(/^size: nothing to compare it with/);
});

test("a file system that is gone fails", async () => {
  expect(
    (await drill({ CreatedResourceArn: "arn:aws:elasticfilesystem:us-east-1:123456789012:file-system/fs-0f0f0f0f0f0f0f0f0" }))?.why[0],
  ).toMatch(/^the copy could not be examined/);
});
