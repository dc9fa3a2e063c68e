import { createHash } from "node:crypto";
import { BackupClient } from "@aws-sdk/client-backup";
import { DeleteBucketCommand, NoSuchKey, PutObjectCommand } from "@aws-sdk/client-s3";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { ScheduledEvent } from "../../../domain/contracts/restore-validation.ts";
import type { Tools } from "../../../functions/restore-validation/tools.ts";
import { validate } from "../../../functions/restore-validation/validate.ts";
import { type MariaDb, mariaDb } from "../../support/emulators/mariadb.ts";
import { fillStore } from "./fixtures/store.ts";
import { created, databaseJob, planArn, world } from "./fixtures/world.ts";

let database: MariaDb;
let around: Awaited<ReturnType<typeof world>>;

beforeAll(async () => {
  database = await mariaDb();
  await fillStore(database);
});
afterAll(async () => await database?.stop());
beforeEach(async () => {
  around = await world(database);
});
afterEach(async () => await around.stop());

const eventOf = (restoreJobId: string) => ({ "detail-type": "Restore Job State Change", detail: { restoreJobId } }) as const;
const scheduled: ScheduledEvent = { "detail-type": "Scheduled Event" };

function add(id: string, changes: Parameters<typeof databaseJob>[1] = {}): void {
  around.backup.jobs.set(id, databaseJob(id, changes));
}

const metrics = () => around.printed.map((line) => JSON.parse(line)).filter((line) => "_aws" in line);

describe("one job has one result", () => {
  test("when its event comes twice", async () => {
    add("a");
    const [first] = await validate(eventOf("a"), around.tools());
    const [second] = await validate(eventOf("a"), around.tools());
    expect([first?.action, second?.action]).toEqual(["reported", "already reported"]);
    expect(around.backup.reported).toHaveLength(1);
    expect(await around.evidence()).toHaveLength(1);
    expect(metrics()).toHaveLength(1);
  });

  test("when the first run ended after it had written the evidence: the second one reports what that says", async () => {
    add("a");
    const deaf = new BackupClient({ ...around.aws.client, endpoint: around.backup.endpoint, maxAttempts: 1 });
    deaf.middlewareStack.add(
      (next, context) => async (args) => {
        if (context.commandName === "PutRestoreValidationResultCommand") throw new Error("the run ends here");
        return await next(args);
      },
      { step: "initialize" },
    );
    await expect(validate(eventOf("a"), around.tools({}, { backup: deaf }))).rejects.toThrow("the run ends here");
    await database.root.query("USE xcart; RENAME TABLE xc_config TO xc_config_gone");
    const asked = around.rds.asked.length;
    const [second] = await validate(eventOf("a"), around.tools());
    await database.root.query("USE xcart; RENAME TABLE xc_config_gone TO xc_config");
    expect(second).toMatchObject({ action: "reported", result: "SUCCESSFUL" });
    expect(around.rds.asked).toHaveLength(asked);
    expect(around.backup.reported).toMatchObject([{ ValidationStatus: "SUCCESSFUL" }]);
    expect(await around.evidence()).toHaveLength(1);
    expect(metrics()).toHaveLength(1);
  });

  test("even when the evidence cannot be written: FAILED, and the run fails too", async () => {
    add("a");
    await around.s3.send(new DeleteBucketCommand({ Bucket: around.bucket }));
    // The archive is there while earlier drills are looked for, and gone when evidence is written.
    const tools = withEmptyArchive(around.tools());
    await expect(validate(eventOf("a"), tools)).rejects.toThrow(/bucket does not exist/);
    expect(around.backup.reported).toMatchObject([
      {
        ValidationStatus: "FAILED",
        ValidationStatusMessage: expect.stringMatching(/^the evidence could not be written: .*bucket does not exist/),
      },
    ]);
  });

  test("when someone else has given one", async () => {
    add("a", { ValidationStatus: "TIMED_OUT" });
    expect(await validate(eventOf("a"), around.tools())).toMatchObject([
      { action: "already reported", why: ["the job's validation is TIMED_OUT"] },
    ]);
    expect(await around.evidence()).toEqual([]);
  });
});

/** As if the archive had nothing in it: reading and listing find no key. */
function withEmptyArchive(tools: Tools): Tools {
  tools.s3.middlewareStack.add(
    (next, context) => async (args) => {
      if (context.commandName === "GetObjectCommand") throw new NoSuchKey({ $metadata: {}, message: "no such key" });
      if (context.commandName === "ListObjectsV2Command") return { output: { $metadata: {} }, response: {} };
      return await next(args);
    },
    { step: "initialize", name: "emptyArchive" },
  );
  return tools;
}

describe("a schedule", () => {
  test("takes up every job of the plan that has no result, and leaves the others", async () => {
    const recent = Date.now() / 1000 - 3600;
    const dates = { CreationDate: recent, CompletionDate: recent + 60, RecoveryPointCreationDate: recent - 60 };
    add("open", dates);
    add("done", { ...dates, ValidationStatus: "SUCCESSFUL" });
    add("running", { ...dates, Status: "RUNNING", CompletionDate: undefined });
    add("foreign", { ...dates, CreatedBy: { RestoreTestingPlanArn: "arn:aws:backup:us-east-1:123456789012:restore-testing-plan:other" } });
    add("old", { CreationDate: recent - 40 * 3600 });
    expect((await validate(scheduled, around.tools())).map(({ restoreJobId }) => restoreJobId)).toEqual(["open"]);
    expect(around.backup.reported.map(({ id }) => id)).toEqual(["open"]);
    expect(await validate(scheduled, around.tools())).toEqual([]);
  });

  test("goes on with the other jobs when one cannot be asked for, and fails at the end", async () => {
    const recent = Date.now() / 1000 - 3600;
    add("a", { CreationDate: recent, CompletionDate: recent + 60 });
    add("b", { CreationDate: recent, CompletionDate: recent + 60 });
    const tools = around.tools();
    tools.backup.middlewareStack.add(
      (next, context) => async (args) => {
        if (context.commandName === "DescribeRestoreJobCommand" && JSON.stringify(args.input).includes('"a"')) throw new Error("throttled");
        return await next(args);
      },
      { step: "initialize" },
    );
    await expect(validate(scheduled, tools)).rejects.toThrow("throttled");
    expect(around.backup.reported.map(({ id }) => id)).toEqual(["b"]);
  });

  test("leaves to the next run what there is no time for", async () => {
    add("a");
    expect(await validate(eventOf("a"), around.tools({}, { deadline: Date.now() - 1 }))).toMatchObject([{ action: "waiting" }]);
    expect(around.backup.reported).toEqual([]);
  });
});

describe("what is no drill of this store is ignored", () => {
  test.each([
    ["a restore by hand", { CreatedBy: undefined }],
    ["another plan's", { CreatedBy: { RestoreTestingPlanArn: `${planArn}x` } }],
    ["one that is not over", { Status: "RUNNING" }],
  ])("%s", async (_name, changes) => {
    add("a", changes);
    expect(await validate(eventOf("a"), around.tools())).toMatchObject([{ action: "ignored" }]);
    expect(around.backup.reported).toEqual([]);
    expect(await around.evidence()).toEqual([]);
    expect(around.rds.asked).toEqual([]);
  });
});

describe("what was not looked at is not called good", () => {
  test("a type that no one has taught the function", async () => {
    add("a", { ResourceType: "EC2" });
    expect(await validate(eventOf("a"), around.tools())).toMatchObject([
      { result: "FAILED", why: ["EC2: this type cannot be examined, expected RDS, EFS or S3"] },
    ]);
    expect(metrics()).toMatchObject([{ ResourceType: "EC2", RestoreTestSucceeded: 0 }]);
  });

  test("a restore that failed: evidence and metric, and no result, which AWS Backup would not take", async () => {
    add("a", { Status: "FAILED", StatusMessage: "no such subnet group", ValidationStatus: undefined });
    expect(await validate(eventOf("a"), around.tools())).toMatchObject([
      { result: "FAILED", why: ["the restore itself ended FAILED: no such subnet group"] },
    ]);
    expect(around.backup.reported).toEqual([]);
    expect(metrics()).toMatchObject([{ RestoreTestSucceeded: 0 }]);
    expect(metrics()[0]).not.toHaveProperty("RestoreSeconds");
    expect(await validate(eventOf("a"), around.tools())).toMatchObject([{ action: "already reported" }]);
    expect(metrics()).toHaveLength(1);
  });
});

describe("targets", () => {
  const targets = (maximumRestoreSeconds: number, maximumDataLossSeconds: number) => {
    const all = { maximumRestoreSeconds, maximumDataLossSeconds };
    return { targets: { RDS: all, EFS: all, S3: all } };
  };

  test("that are just kept", async () => {
    add("a");
    expect(await validate(eventOf("a"), around.tools(targets(1200, 3600)))).toMatchObject([{ result: "SUCCESSFUL" }]);
  });

  test("that are missed, each by its sentence", async () => {
    add("a");
    const [outcome] = await validate(eventOf("a"), around.tools(targets(1199, 3599)));
    expect(outcome).toMatchObject({ result: "FAILED" });
    expect(outcome?.why.slice(0, 2)).toEqual([
      "time to restore: got 20 min, expected at most 19 min 59 s",
      "age of the recovery point: got 1 h, expected at most 59 min 59 s",
    ]);
  });

  test("count from the second that a continuous backup was restored to", async () => {
    add("a");
    around.backup.metadata.set("a", { RestoreTime: "2026-11-22T02:55:00Z" });
    expect(await validate(eventOf("a"), around.tools(targets(1200, 300)))).toMatchObject([{ result: "SUCCESSFUL" }]);
    expect(metrics()).toMatchObject([{ DataLossSeconds: 300 }]);
  });
});

describe("what a drill leaves behind", () => {
  test("evidence under a name that sorts by time, with a hash that proves it whole", async () => {
    add("a");
    await validate(eventOf("a"), around.tools());
    const [{ key, text } = { key: "", text: "" }] = await around.evidence();
    expect(key).toBe("restore-tests/demo-prod/RDS/2026-11-22T03-00-00Z-a.json");
    const { sha256, ...rest } = JSON.parse(text);
    expect(createHash("sha256").update(JSON.stringify(rest)).digest("hex")).toBe(sha256);
    expect(rest).toMatchObject({
      version: 1,
      result: "SUCCESSFUL",
      reasons: [],
      job: { id: "a", planArn, created: "2026-11-22T03:00:00.000Z", restoredTime: "2026-11-22T02:00:00.000Z" },
      times: { restoreSeconds: 1200, dataLossSeconds: 3600 },
      targets: { maximumRestoreSeconds: 3600 },
      notLookedAt: expect.arrayContaining(["whether X-Cart runs on it"]),
    });
  });

  test("metrics by type, in CloudWatch's embedded form", async () => {
    add("a");
    await validate(eventOf("a"), around.tools());
    expect(metrics()).toEqual([
      {
        _aws: {
          Timestamp: expect.any(Number),
          CloudWatchMetrics: [
            {
              Namespace: "xcart/demo-prod",
              Dimensions: [["Stack", "ResourceType"]],
              Metrics: [
                { Name: "RestoreTestSucceeded", Unit: "Count" },
                { Name: "RestoreSeconds", Unit: "Seconds" },
                { Name: "DataLossSeconds", Unit: "Seconds" },
              ],
            },
          ],
        },
        Stack: "demo-prod",
        ResourceType: "RDS",
        RestoreTestSucceeded: 1,
        RestoreSeconds: 1200,
        DataLossSeconds: 3600,
      },
    ]);
  });

  test("nothing that a later drill believes when its hash is wrong", async () => {
    add("a");
    await validate(eventOf("a"), around.tools());
    const [{ key, text } = { key: "", text: "" }] = await around.evidence();
    await around.s3.send(
      new PutObjectCommand({ Bucket: around.bucket, Key: key, Body: text.replace('"products":{"rows":200', '"products":{"rows":999') }),
    );
    add("b", { CreationDate: created.getTime() / 1000 + 60 });
    const [outcome] = await validate(eventOf("b"), around.tools());
    expect(outcome).toMatchObject({ result: "SUCCESSFUL", why: expect.not.arrayContaining([expect.stringContaining("compared with")]) });
  });
});
