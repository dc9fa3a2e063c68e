import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateBucketCommand, DeleteObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { list, push } from "../../../cli/release/command.ts";
import { packRelease } from "../../../cli/release/pack.ts";
import { promoteRelease } from "../../../cli/release/promotion/command.ts";
import { demoFileFor } from "../../support/demo-file.ts";
import { type EmulatedAws, emulatedAws } from "../../support/emulators/aws.ts";
import { captured, writeShop } from "./shop.ts";

const now = new Date("2026-11-22T12:00:00Z");
const stack = "shop-prod";
let folder = "";
let aws: EmulatedAws;
let s3: S3Client;
let bucket = "";

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "release-"));
  aws = await emulatedAws();
  s3 = new S3Client({ ...aws.client, forcePathStyle: true });
  bucket = `${stack}-releases-${aws.accountId}`;
  await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  await new SSMClient(aws.client).send(new PutParameterCommand({ Name: `/${stack}/upgrade`, Type: "SecureString", Value: "none" }));
  const model = demoFileFor(stack);
  writeFileSync(stackFile(), model.replace(/accountId: .*/, `accountId: "${aws.accountId}" # ours`));
});
afterEach(() => rmSync(folder, { recursive: true }));

const stackFile = () => join(folder, `Pulumi.${stack}.yaml`);
const options = () => ({ stacks: folder });
const inAws = (work: () => Promise<number>) => captured(work, aws.environment);

const sums = new Map<string, string>();
const lineOf = (version: string) => `release: { name: ${version}, sha256: "${sums.get(version)}" }`;
async function packed(version: string, content = "a"): Promise<string> {
  const shop = writeShop(join(folder, version), { "src/a.php": `<?php // ${content}` });
  const { archive, description } = await packRelease(shop, { version, out: join(folder, "out") }, now);
  sums.set(version, description.sha256);
  return archive;
}

test("a release is pushed, listed newest first, promoted, and taken back", async () => {
  for (const version of ["5.6.0.9-1", "5.6.0.12-10", "5.6.0.12-9"]) {
    const file = await packed(version);
    expect(await inAws(() => push(stack, file, options()))).toEqual({
      status: 0,
      stderr: [],
      stdout: [`${version} is in ${bucket}`, "next", `  npx store release promote ${stack} ${version}`],
    });
  }
  const before = readFileSync(stackFile(), "utf8");
  const { status, stdout } = await inAws(() => promoteRelease(stack, "5.6.0.12-9", options()));
  expect([status, stdout[0]?.split(": ")[1]]).toEqual([0, "web.release none -> 5.6.0.12-9"]);
  const after = readFileSync(stackFile(), "utf8");
  expect(after.split("\n").filter((line) => !before.includes(line.trim()))).toEqual(["    web:", `      ${lineOf("5.6.0.12-9")}`]);
  expect(after).toContain("# ours");

  const listed = await inAws(() => list(stack, options()));
  expect(listed.stdout.map((line) => line.split(/ {2,}/)).map(([name, , , ...rest]) => [name, ...rest])).toEqual([
    ["5.6.0.12-10", "packed"],
    ["", undefined],
    ["5.6.0.12-9", "packed", "web.release"],
    ["", undefined],
    ["5.6.0.9-1", "packed"],
    ["", undefined],
  ]);
  expect(listed.stdout.filter((_, i) => i % 2 === 1)).toEqual(
    ["5.6.0.12-10", "5.6.0.12-9", "5.6.0.9-1"].map((name) => `  ${lineOf(name)}`),
  );
  const json = await inAws(() => list(stack, { ...options(), json: true }));
  expect(JSON.parse(json.stdout.join("\n"))).toMatchObject({
    stack,
    runs: { name: "5.6.0.12-9", sha256: sums.get("5.6.0.12-9") },
    releases: [{ release: "5.6.0.12-10" }, {}, {}],
  });

  await inAws(() => promoteRelease(stack, "5.6.0.12-10", options()));
  const back = await inAws(() => promoteRelease(stack, "5.6.0.12-9", options()));
  expect(back.stdout[0]).toContain("web.release 5.6.0.12-10 -> 5.6.0.12-9");
  expect(readFileSync(stackFile(), "utf8")).toEqual(after);
});

test("settings that name a release by its name alone are refused, and the list has the line to paste", async () => {
  await inAws(async () => push(stack, await packed("5.6.0.12-1"), options()));
  const text = readFileSync(stackFile(), "utf8");
  writeFileSync(stackFile(), text.replace(/^ {4}domain:/m, "    web:\n      release: 5.6.0.12-1 # runs\n    domain:"));
  expect((await inAws(() => promoteRelease(stack, "5.6.0.12-1", options()))).stderr.at(-1)?.trim()).toBe(
    `${stackFile()}:9: web.release: got "5.6.0.12-1", expected { name, sha256 } of a release, which \`npx store release list STACK\` prints as a line to paste`,
  );
  const { status, stdout } = await inAws(() => list(stack, options()));
  expect([status, stdout]).toEqual([
    0,
    [expect.stringMatching(/ packed {2}web\.release, without its checksum$/), `  ${lineOf("5.6.0.12-1")}`],
  ]);
  const pasted = readFileSync(stackFile(), "utf8").replace(/release: 5\.6\.0\.12-1(?= #)/, stdout[1]?.trim() ?? "");
  writeFileSync(stackFile(), pasted);
  expect((await inAws(() => promoteRelease(stack, "5.6.0.12-1", options()))).stdout).toEqual([
    expect.stringMatching(/: web\.release is 5\.6\.0\.12-1 already$/),
  ]);
  expect(readFileSync(stackFile(), "utf8")).toBe(pasted);

  writeFileSync(stackFile(), pasted.replace(sums.get("5.6.0.12-1") ?? "", "0".repeat(64)));
  expect((await inAws(() => list(stack, options()))).stdout[0]).toContain(`web.release, of another content: sha256 ${"0".repeat(64)}`);
});

test("a push that was killed between archive and description is taken up", async () => {
  const file = await packed("5.6.0.12-1");
  await inAws(() => push(stack, file, options()));
  await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: "releases/5.6.0.12-1/release.json" }));
  expect((await inAws(() => list(stack, options()))).stdout).toEqual(["5.6.0.12-1  in part only: push it again"]);
  const { status, stderr } = await inAws(() => promoteRelease(stack, "5.6.0.12-1", options()));
  expect([status, stderr]).toEqual([
    1,
    ['VERSION: got "5.6.0.12-1", of which the bucket has only a part, expected a release that is in the bucket, which has none'],
  ]);
  expect(await inAws(() => push(stack, file, options()))).toMatchObject({ status: 0, stderr: [] });
  expect((await inAws(() => promoteRelease(stack, "5.6.0.12-1", options()))).status).toEqual(0);
});

test.each([
  [
    "a release's name",
    () => promoteRelease(stack, "../5.6.0.12-1", options()),
    'VERSION: got "../5.6.0.12-1", expected a release\'s name such as ',
  ],
  ["a bucket's name", () => list(stack, { ...options(), bucket: "A b" }), '--bucket: got "A b", expected a bucket\'s name such as '],
])("what cannot be %s is said before AWS is asked", async (_what, run, sentence) => {
  const { status, stderr } = await inAws(run);
  expect([status, stderr.length, stderr[0]?.startsWith(sentence)]).toEqual([1, 1, true]);
});

test("a release in the bucket is never overwritten, whole or in part", async () => {
  await inAws(async () => push(stack, await packed("5.6.0.12-1"), options()));
  rmSync(join(folder, "out"), { recursive: true });
  const other = await packed("5.6.0.12-1", "b");
  const sentence = "got release 5.6.0.12-1, which is in the bucket already, expected a new number: a release never changes";
  for (const gone of [undefined, "releases/5.6.0.12-1/release.json"]) {
    if (gone) await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: gone }));
    const { status, stderr } = await inAws(() => push(stack, other, options()));
    expect([status, stderr.length, stderr[0]?.endsWith(sentence)]).toEqual([1, 1, true]);
  }
});

test("an archive that is not the described one is not promoted", async () => {
  await inAws(async () => push(stack, await packed("5.6.0.12-1"), options()));
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key: "releases/5.6.0.12-1/release.tar.zst", Body: "other" }));
  const before = readFileSync(stackFile(), "utf8");
  const { status, stderr } = await inAws(() => promoteRelease(stack, "5.6.0.12-1", options()));
  expect([status, stderr]).toEqual([
    1,
    ["5.6.0.12-1: got an archive that does not match its description, expected one that does; upload the release under another number"],
  ]);
  expect(readFileSync(stackFile(), "utf8")).toEqual(before);
});

test("a release of another line is refused by the settings, and nothing is written", async () => {
  const file = await packed("5.5.0.29-1");
  await inAws(() => push(stack, file, options()));
  const before = readFileSync(stackFile(), "utf8");
  const { status, stderr } = await inAws(() => promoteRelease(stack, "5.5.0.29-1", options()));
  expect([status, stderr.at(-1)?.trim()]).toEqual([
    1,
    `${stackFile()}:3: web.release.name: got "5.5.0.29-1", expected one of X-Cart 5.6 (xcart.line)`,
  ]);
  expect(readFileSync(stackFile(), "utf8")).toEqual(before);
});

test("what is wrong around it is said in a sentence", async () => {
  const file = await packed("5.6.0.12-1");
  const faultOf = async (work: () => Promise<number>, environment = aws.environment) => {
    const { status, stderr } = await captured(work, environment);
    expect(status).toEqual(1);
    return stderr;
  };
  expect(await faultOf(() => promoteRelease(stack, "5.6.0.12-7", options()))).toEqual([
    'VERSION: got "5.6.0.12-7", expected a release that is in the bucket, which has none',
  ]);
  expect((await faultOf(() => list(stack, { ...options(), bucket: "no-such-bucket" })))[0]).toContain(
    "bucket no-such-bucket: the call failed (NoSuchBucket",
  );
  expect((await faultOf(() => list(stack, options()), { AWS_ENDPOINT_URL: aws.endpoint, AWS_REGION: "us-east-1" }))[0]).toContain(
    "got no AWS credentials",
  );
  expect((await faultOf(() => push(stack, "gone.tar.zst", options())))[0]).toContain("gone.tar.zst: no such file");
  expect((await faultOf(() => push("other-prod", file, options())))[0]).toContain("no such file, expected one of the stacks shop-prod");
  writeFileSync(stackFile(), readFileSync(stackFile(), "utf8").replace(/ {4}accountId: .*\n/, ""));
  expect(await faultOf(() => list(stack, options()))).toEqual([
    "--bucket: missing; expected the stack output releasesBucket (or accountId in the settings of shop-prod)",
  ]);
});
