import { setTimeout as sleep } from "node:timers/promises";
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type Comparison, compareListings, sampleSize } from "../../../functions/restore-validation/bucket/compare.ts";
import {
  compareKeys,
  objectsAt,
  objectsOf,
  type PastObject,
  type RestoredObject,
} from "../../../functions/restore-validation/bucket/versions.ts";
import { validate } from "../../../functions/restore-validation/validate.ts";
import { databaseJob, world } from "./fixtures/world.ts";

let around: Awaited<ReturnType<typeof world>>;
let [source, copy] = ["", ""];

beforeEach(async () => {
  around = await world();
  [source, copy] = [`demo-prod-media-${around.aws.accountId}`, `awsbackup-restore-test-${around.aws.accountId}`];
  for (const Bucket of [source, copy]) await around.s3.send(new CreateBucketCommand({ Bucket }));
  await around.s3.send(new PutBucketVersioningCommand({ Bucket: source, VersioningConfiguration: { Status: "Enabled" } }));
});
afterEach(async () => await around.stop());

const put = async (Bucket: string, objects: Readonly<Record<string, string>>) => {
  for (const [Key, Body] of Object.entries(objects)) await around.s3.send(new PutObjectCommand({ Bucket, Key, Body }));
};

const names = ["a.png", "b c.png", "ü/ñ.png", "\uffee.png", "\u{1f6d2}.png"];
const images = Object.fromEntries(names.map((name) => [name, `bytes of ${name}`]));

/** A drill of a copy that is of a time an hour from now, when all that these tests put is long there. */
async function drill() {
  const hence = Math.floor(Date.now() / 1000) + 3600;
  const dates = { CreationDate: hence, CompletionDate: hence + 60, RecoveryPointCreationDate: hence };
  const arns = { SourceResourceArn: `arn:aws:s3:::${source}`, CreatedResourceArn: `arn:aws:s3:::${copy}` };
  const job = databaseJob("s", {
    ...dates,
    ...arns,
    ResourceType: "S3",
    RecoveryPointArn: "arn:aws:backup:us-east-1:123456789012:recovery-point:1",
  });
  around.backup.jobs.set("s", job);
  around.backup.points.set("arn:aws:backup:us-east-1:123456789012:recovery-point:1", { CreationDate: hence, CompletionDate: hence + 600 });
  return (await validate({ "detail-type": "Restore Job State Change", detail: { restoreJobId: "s" } }, around.tools()))[0];
}

describe("a restored bucket", () => {
  test("that has all names, sizes and bytes is good, whatever the names", async () => {
    await put(source, images);
    await put(copy, images);
    const outcome = await drill();
    expect(outcome).toMatchObject({ result: "SUCCESSFUL" });
    expect(outcome?.why[0]).toMatch(/^names and sizes of 5 objects/);
    expect(JSON.parse((await around.evidence())[0]?.text ?? "").measured).toMatchObject({ same: 5, sampled: 5, equal: 5, whole: true });
  });

  test("that lacks objects fails, and names some of them", async () => {
    await put(source, images);
    await put(copy, { "a.png": "bytes of a.png" });
    expect((await drill())?.why[0]).toMatch(/^objects: 4 missing, expected what the source had then: b c.png, .*/);
  });

  test("that is empty fails", async () => {
    await put(source, images);
    expect((await drill())?.why[0]).toMatch(/^objects: 5 missing/);
  });

  test("that has an object of another size fails", async () => {
    await put(source, images);
    await put(copy, { ...images, "a.png": "short" });
    expect((await drill())?.why[0]).toBe("objects: 1 of another size than the source had then: a.png");
  });

  test("that has an object with other bytes of the same number fails", async () => {
    await put(source, images);
    await put(copy, { ...images, "a.png": "BYTES of a.png" });
    expect((await drill())?.why[0]).toBe("a.png: got other bytes than the source had");
  });

  test("that has what the source had deleted is good", async () => {
    await put(source, images);
    await put(copy, { ...images, "gone.png": "x" });
    expect(await drill()).toMatchObject({ result: "SUCCESSFUL" });
  });

  test("whose source is gone fails", async () => {
    await around.s3.send(new DeleteBucketCommand({ Bucket: source }));
    expect((await drill())?.why[0]).toMatch(/^the copy could not be examined: .*bucket does not exist/);
  });
});

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

describe("the source's past", () => {
  test("is what stood there at the time, whatever was put, replaced or deleted since", async () => {
    await put(source, { kept: "1", replaced: "1", deleted: "1" });
    await put(source, { early: "1" });
    await around.s3.send(new DeleteObjectCommand({ Bucket: source, Key: "early" }));
    await sleep(1100);
    const time = new Date();
    await sleep(1100);
    await put(source, { replaced: "longer", added: "1" });
    await around.s3.send(new DeleteObjectCommand({ Bucket: source, Key: "deleted" }));
    const place = { Bucket: source, ExpectedBucketOwner: around.aws.accountId };
    const past = await collect(objectsAt(around.s3, place, { from: time, to: time }));
    expect(past.map(({ key, version, certain }) => [key, version?.size, certain])).toEqual([
      ["added", undefined, true],
      ["deleted", 1, true],
      ["early", undefined, true],
      ["kept", 1, true],
      ["replaced", 1, true],
    ]);
    const during = await collect(objectsAt(around.s3, place, { from: time, to: new Date(Date.now() + 1000) }));
    expect(during.filter(({ certain }) => !certain).map(({ key }) => key)).toEqual(["added", "deleted", "replaced"]);
  });

  test("is read over many pages, in the order of the copy's listing", async () => {
    const paged = around.s3;
    paged.middlewareStack.add((next) => async (args) => await next({ ...args, input: { ...args.input, MaxKeys: 10 } }), {
      step: "initialize",
    });
    await put(source, Object.fromEntries(Array.from({ length: 43 }, (_, i) => [`image-${i}.png`, "x"])));
    await put(source, { "image-7.png": "y", "image-9.png": "y", "image-42.png": "y" });
    const place = { Bucket: source, ExpectedBucketOwner: around.aws.accountId };
    const later = new Date(Date.now() + 3_600_000);
    const past = await collect(objectsAt(paged, place, { from: later, to: later }));
    const now = await collect(objectsOf(paged, place));
    expect(past.map(({ key }) => key)).toEqual(now.map(({ key }) => key));
    expect(past).toHaveLength(43);
  });

  test("has its keys decoded, which S3 encodes as forms do", async () => {
    const encoded = { Key: "b+c%2B%C3%BC%0A.png", LastModified: new Date(0), Size: 1, VersionId: "1" };
    around.s3.middlewareStack.add(() => async () => ({ output: { $metadata: {}, Versions: [encoded] }, response: {} }), {
      step: "initialize",
    });
    const place = { Bucket: source, ExpectedBucketOwner: around.aws.accountId };
    const [first] = await collect(objectsAt(around.s3, place, { from: new Date(), to: new Date() }));
    expect(first?.key).toBe("b c+ü\n.png");
  });
});

describe("of two entries of one second", () => {
  const entry = (seconds: number, latest = false) => ({ Key: "a", LastModified: new Date(seconds * 1000), IsLatest: latest });
  const version = (seconds: number, latest = false) => ({ ...entry(seconds, latest), VersionId: "1", Size: 1 });
  const at = async (Versions: object[], DeleteMarkers: object[]) => {
    around.s3.middlewareStack.add(() => async () => ({ output: { $metadata: {}, Versions, DeleteMarkers }, response: {} }), {
      step: "initialize",
    });
    const place = { Bucket: source, ExpectedBucketOwner: around.aws.accountId };
    const time = new Date(15_000);
    return (await collect(objectsAt(around.s3, place, { from: time, to: time })))[0];
  };

  test("the latest one is taken", async () => {
    expect(await at([version(10)], [entry(10, true)])).toEqual({ key: "a", version: undefined, certain: true });
  });

  test("neither is relied on when both were replaced later", async () => {
    expect(await at([version(20, true), version(10)], [entry(10)])).toMatchObject({ key: "a", certain: false });
  });
});

describe("two listings side by side", () => {
  async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
    yield* items;
  }
  const past = (key: string, size = 1, certain = true): PastObject => ({ key, version: { id: `version of ${key}`, size }, certain });
  const restored = (key: string, size = 1): RestoredObject => ({ key, size });
  const options = { seed: "job", deadline: Number.MAX_SAFE_INTEGER };
  const compare = async (one: readonly PastObject[], other: readonly RestoredObject[]): Promise<Comparison> =>
    await compareListings(each(one), each(other), options);

  test("are told apart key by key", async () => {
    const ours = [past("a"), past("b", 2), past("c"), past("d", 1, false), past("dd", 1, false), { key: "e", certain: true }, past("g")];
    const theirs = [restored("a"), restored("b"), restored("dd"), restored("e"), restored("f"), restored("g")];
    expect(await compare(ours, theirs)).toMatchObject({
      same: 2,
      missing: { count: 1, examples: ["c"] },
      different: { count: 1, examples: ["b"] },
      extra: 2,
      moving: 2,
      sample: [expect.objectContaining({ key: "a" }), expect.objectContaining({ key: "g" })],
      whole: true,
    });
  });

  test("are told apart as sets would be, whatever is in them", async () => {
    const listing = fc.dictionary(fc.string({ unit: "grapheme", maxLength: 3 }), fc.integer({ min: 0, max: 2 }));
    const sorted = (sizes: Readonly<Record<string, number>>) => Object.entries(sizes).sort(([one], [other]) => compareKeys(one, other));
    const check = async (one: Readonly<Record<string, number>>, other: Readonly<Record<string, number>>) => {
      const ours = sorted(one).map(([key, size]) => past(key, size));
      const theirs = sorted(other).map(([key, size]) => restored(key, size));
      const [mine, yours] = [new Map(Object.entries(one)), new Map(Object.entries(other))];
      const both = [...mine].filter(([key]) => yours.has(key));
      const same = both.filter(([key, size]) => yours.get(key) === size).length;
      expect(await compare(ours, theirs)).toMatchObject({
        same,
        different: { count: both.length - same },
        missing: { count: mine.size - both.length },
        extra: yours.size - both.length,
        whole: true,
      });
    };
    await fc.assert(fc.asyncProperty(listing, listing, check));
  });

  test("give a sample that a repeated run draws again, of any part of them", async () => {
    const keys = Array.from({ length: 5000 }, (_, i) => String(i).padStart(4, "0"));
    const [one, two] = [keys.map((key) => past(key)), keys.map((key) => restored(key))];
    const { sample } = await compare(one, two);
    expect(sample).toHaveLength(sampleSize);
    expect((await compare(one, two)).sample).toEqual(sample);
    const other = await compareListings(each(one), each(two), { ...options, seed: "another" });
    expect(other.sample).not.toEqual(sample);
    expect(new Set(sample.map(({ key }) => key)).size).toBe(sampleSize);
    expect(sample.some(({ key }) => key > "2500")).toBe(true);
  });

  test("are left where time ends, and said to be", async () => {
    const none = await compareListings(each([past("a")]), each([restored("a")]), { seed: "job", deadline: Date.now() - 1 });
    expect(none).toMatchObject({ same: 0, whole: false });
  });
});
