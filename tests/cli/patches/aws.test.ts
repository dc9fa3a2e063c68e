import { CreateAutoScalingGroupCommand, CreateLaunchConfigurationCommand } from "@aws-sdk/client-auto-scaling";
import { DescribeImagesCommand } from "@aws-sdk/client-ec2";
import { CreateDBInstanceCommand } from "@aws-sdk/client-rds";
import { CreateBucketCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { PutParameterCommand } from "@aws-sdk/client-ssm";
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { type Clients, createClients, hasCredentials, observe } from "../../../cli/patches/aws.ts";
import type { PatchRecord } from "../../../domain/contracts/patch-window.ts";
import { recordsPrefix } from "../../../domain/defaults/patching.ts";
import { writeRecord } from "../../../functions/patch-window/aws/records.ts";
import type { PatchState } from "../../../functions/patch-window/state.ts";
import { request } from "../../functions/patch-window/simulation.ts";
import { type EmulatedAws, emulatedAws } from "../../support/emulators/aws.ts";
import { gateway } from "../../support/emulators/gateway.ts";
import { staging } from "./facts.ts";

const facts = { ...staging, region: "us-east-1", accountId: undefined };
const state: PatchState = {
  version: 1,
  images: [{ id: "ami-0123456789abcdef0", since: "2026-03-18T05:00:00Z" }],
  patched: "2026-03-18T05:00:00Z",
};
const before = { ...process.env };
let aws: EmulatedAws;
let clients: Clients;

beforeAll(async () => {
  aws = await emulatedAws();
  Object.assign(process.env, aws.environment);
  clients = createClients("us-east-1", aws.endpoint);
});
afterAll(() => {
  process.env = before;
});
beforeEach(() => {
  clients = createClients("us-east-1", aws.endpoint);
});

const parameter = async (Name: string, Value: string) =>
  await clients.ssm.send(new PutParameterCommand({ Name, Value, Type: "String", Overwrite: true }));

test("where nothing is yet, each thing that could not be read is named, and nothing is made up", async () => {
  const seen = await observe(facts, clients);
  expect(seen).toMatchObject({ image: undefined, patched: undefined, records: undefined, database: undefined });
  expect(seen.gaps.map((gap) => gap.split(":")[0])).toEqual(expect.arrayContaining(["the image", "the records", "the database"]));
});

test("image, state, records and database are read", async () => {
  const { Images: [image] = [] } = await clients.ec2.send(new DescribeImagesCommand({ Owners: ["amazon"] }));
  await parameter("/shop-staging/image", image?.ImageId ?? "");
  await parameter("/shop-staging/patching/state", JSON.stringify(state));
  await clients.s3.send(new CreateBucketCommand({ Bucket: `shop-account-log-archive-${aws.accountId}` }));
  await writeRecords(["2027-03-11T03:00:00Z", "2027-03-18T03:00:00Z"]);
  await clients.rds.send(
    new CreateDBInstanceCommand({
      DBInstanceIdentifier: "shop-staging-database",
      Engine: "mysql",
      EngineVersion: "8.4.3",
      DBInstanceClass: "db.t4g.medium",
      AllocatedStorage: 20,
      AutoMinorVersionUpgrade: true,
      MasterUsername: "shop",
      ManageMasterUserPassword: true,
    }),
  );

  const seen = await observe(facts, clients);
  expect(seen.accountId).toBe(aws.accountId);
  expect(seen.image).toMatchObject({ id: image?.ImageId, newest: expect.stringMatching(/^ami-/) });
  expect(Date.parse(seen.image?.published ?? "")).not.toBeNaN();
  expect(seen.patched).toBe("2026-03-18T05:00:00Z");
  expect(seen.records).toEqual([
    { windowStart: "2027-03-18T03:00:00Z", result: "patched", why: "ami-0 → ami-1", backups: 2 },
    { windowStart: "2027-03-11T03:00:00Z", result: "patched", why: "ami-0 → ami-1", backups: 2 },
  ]);
  expect(seen.database).toMatchObject({ engine: "mysql", version: "8.4.3", minorVersions: true });
});

async function writeRecords(starts: readonly string[]): Promise<void> {
  const records = { bucket: `shop-account-log-archive-${aws.accountId}`, prefix: recordsPrefix };
  for (const windowStart of starts) {
    const record: PatchRecord = {
      version: 1,
      stack: "shop-staging",
      windowStart,
      windowEnd: windowStart,
      recordedAt: windowStart,
      result: "patched",
      why: "ami-0 → ami-1",
      backupJobs: ["a", "b"],
      refreshes: ["r"],
    };
    await writeRecord(clients.s3, { ...request, records }, record);
  }
}

test("a node that Patch Manager has never looked at is among the nodes, as one of which nothing is known", async () => {
  const { Images: [image] = [] } = await clients.ec2.send(new DescribeImagesCommand({ Owners: ["amazon"] }));
  const launch = { LaunchConfigurationName: "web", ImageId: image?.ImageId, InstanceType: "t4g.small" };
  await clients.autoScaling.send(new CreateLaunchConfigurationCommand(launch));
  const group = (stack: string) =>
    new CreateAutoScalingGroupCommand({
      AutoScalingGroupName: `${stack}-web`,
      LaunchConfigurationName: "web",
      MinSize: 1,
      MaxSize: 1,
      AvailabilityZones: ["us-east-1a"],
      Tags: [{ Key: "PatchGroup", Value: stack, PropagateAtLaunch: true }],
    });
  await clients.autoScaling.send(group("shop-staging"));
  await clients.autoScaling.send(group("other-staging"));
  // moto has no patch states; AWS answers so where it has looked at no one.
  const front = await gateway({ target: aws.endpoint, operationOf: ({ headers }) => String(headers["x-amz-target"]) });
  const none = { status: 200, headers: { "content-type": "application/json" }, body: JSON.stringify({ InstancePatchStates: [] }) };
  front.hooks.before = async ({ operation }) => (operation.endsWith("PatchStatesForPatchGroup") ? none : undefined);
  const { nodes } = await observe(facts, createClients("us-east-1", front.url)).finally(() => front.stop());
  expect(nodes).toEqual([{ id: expect.stringMatching(/^i-/), missing: 0, failed: 0, waiting: 0 }]);
});

test("a record that is none is named, and the rest is shown", async () => {
  const Bucket = `shop-account-log-archive-${aws.accountId}`;
  await clients.s3.send(new PutObjectCommand({ Bucket, Key: "records/patching/shop-dev/2027-03-18T0300Z.json", Body: "{}" }));
  await parameter("/shop-dev/image", "ami-1");
  const seen = await observe({ ...facts, stack: "shop-dev" }, clients);
  expect(seen.records).toBeUndefined();
  expect(seen.gaps).toContainEqual(expect.stringMatching(/^the records: .*windowStart/));
});

test("credentials of another account than the settings name are refused", async () => {
  await parameter("/shop-staging/image", "ami-1");
  await expect(observe({ ...facts, accountId: "999999999999" }, clients)).rejects.toThrow(
    `accountId: got credentials for account ${aws.accountId}, expected 999999999999, as the settings of shop-staging say`,
  );
});

test("whether there are credentials is known without asking AWS about anything", async () => {
  expect(await hasCredentials(clients)).toBe(true);
});
