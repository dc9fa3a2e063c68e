import { BackupClient } from "@aws-sdk/client-backup";
import { EFSClient } from "@aws-sdk/client-efs";
import { RDSClient } from "@aws-sdk/client-rds";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { DateTime } from "luxon";
import { differences } from "../../../cli/restore/database.ts";
import { valuesOf } from "../../../cli/restore/lookups.ts";
import { readRequest } from "../../../cli/restore/options.ts";
import { planRestore } from "../../../cli/restore/plan.ts";
import { run } from "../../../cli/restore/run.ts";
import type { DatabaseFacts } from "../../../cli/restore/sources.ts";
import { type AwsStub, stubAws } from "./aws-stub.ts";

const now = DateTime.fromISO("2026-11-22T12:00:00Z");
const request = (what: string) => readRequest("demo-prod", { at: "2026-11-20T03:12:00Z", what, from: "vault" }, now);
const database: DatabaseFacts = {
  identifier: "demo-prod-database-20261120t031200",
  status: "available",
  keyArn: "arn:aws:kms:us-east-1:123456789012:key/data",
  subnetGroup: "data",
  parameterGroup: "mysql",
  securityGroups: ["sg-1"],
  multiAz: true,
  encrypted: true,
  public: false,
  protected: true,
  managedPassword: true,
};
const created = DateTime.fromISO("2026-11-20T00:00:00Z");
const point = { arn: "point", resourceArn: "arn:aws:elasticfilesystem:us-east-1:123456789012:file-system/fs-1", created, bytes: 1 };
const window = { status: "active", identifier: "demo-prod-database", resourceId: "db-1", from: created, to: now, bytes: 1 };
const found = {
  accountId: "123456789012",
  windows: [],
  databasePoints: [],
  filesPoints: [point],
  files: { id: "fs-1", keyArn: database.keyArn },
  jobs: [],
};

let stub: AwsStub;
beforeEach(async () => {
  // No call of these gets as far as an emulator.
  stub = await stubAws("http://127.0.0.1:9");
});
afterEach(() => stub.close());

/** Runs the restore of the files; `pause` is what happens in the meantime. */
async function runFiles(pause: () => void): Promise<string[]> {
  const { plan } = planRestore(request("files"), found);
  if (!plan) throw new Error("no plan");
  const options = { region: "us-east-1", endpoint: stub.endpoint, credentials: { accessKeyId: "x", secretAccessKey: "x" } };
  const aws = { region: "us-east-1", backup: new BackupClient(options), rds: new RDSClient(options), efs: new EFSClient(options) };
  const lines: string[] = [];
  await run(plan, { aws, report: (line) => lines.push(line), pause: async () => pause() });
  return lines;
}

test("it waits for a restore job, and says how far it is", async () => {
  stub.state.status = "RUNNING";
  const lines = await runFiles(() => {
    for (const job of stub.state.jobs) job.Status = "COMPLETED";
  });
  expect(lines).toEqual([
    "1/2  Restore the files into a folder of their own, aws-backup-restore_<time>, beside /xcart",
    "2/2  Wait for the files",
    "     restore job job-1: RUNNING, 40.00%",
  ]);
});

test("a restore job that fails ends it, with AWS's reason", async () => {
  stub.state.status = "RUNNING";
  const fail = () => {
    for (const job of stub.state.jobs) Object.assign(job, { Status: "FAILED", StatusMessage: "no space" });
  };
  await expect(runFiles(fail)).rejects.toThrow("restore job job-1: FAILED (no space), expected COMPLETED");
});

test("a database as it was restored has no differences, and each that it could have is a sentence", () => {
  const values = valuesOf({ ...found, database });
  const of = (facts: Partial<DatabaseFacts>) => differences({ ...database, ...facts }, request("database"), values);
  expect(of({})).toEqual([]);
  const weaker: Partial<DatabaseFacts> = {
    encrypted: false,
    keyArn: "other",
    public: true,
    multiAz: false,
    protected: false,
    managedPassword: false,
  };
  expect(
    of({ ...weaker, status: "modifying", subnetGroup: "public", parameterGroup: "default.mysql8.4", securityGroups: ["sg-1", "sg-2"] }),
  ).toHaveLength(10);
  expect(of({ public: true })).toEqual(["demo-prod-database-20261120t031200: got public access true, expected false"]);
});

test("a restore job of a drill, a failed one, and one of last week are not taken for an earlier run's", () => {
  const job = { id: "j", type: "EFS", status: "RUNNING", pointArn: "point", created: now.minus({ hours: 1 }), drill: false };
  const started = (changes: object) => planRestore(request("files"), { ...found, jobs: [{ ...job, ...changes }] }).plan?.restore[0]?.done;
  expect(started({})).toEqual("restore job j did it: RUNNING");
  expect([{ drill: true }, { status: "FAILED" }, { created: now.minus({ days: 7 }) }, { pointArn: "another" }].map(started)).toEqual(
    Array(4).fill(undefined),
  );
});

test("a lost file system is restored as a new one, which Pulumi takes over before its folder is moved", () => {
  const { plan } = planRestore(request("all"), { ...found, windows: [window], database, files: undefined });
  const call = plan?.restore.flatMap(({ commands }) => commands).find((command) => command.includes("start-restore-job"));
  expect(call).toMatch(/file-system-id=fs-1,newFileSystem=true,CreationToken=[0-9a-f]{32},Encrypted=true,KmsKeyId=arn:/);
  const titles = plan?.switch.map(({ title }) => title) ?? [];
  expect(titles.filter((title) => /Pulumi|node|Move/.test(title))).toEqual([
    "Stop the nodes: staff write too, and the new ones begin with what was restored",
    "Let Pulumi take over what was restored",
    "Start new nodes",
    "Move the restored files to where the nodes look for them",
    "Replace the nodes, so that they mount what has been moved",
  ]);
  const jq = plan?.switch.flatMap(({ commands }) => commands).find((command) => command.startsWith("jq --arg"));
  expect(jq).toContain('select(.type == "aws:efs/fileSystem:FileSystem")).id = $id1');
});
