import { createServer, type Server } from "node:http";
import { Inspector2Client } from "@aws-sdk/client-inspector2";
import { CreateBucketCommand, GetObjectCommand, PutObjectLockConfigurationCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { sourcesOf } from "../../../functions/scan-report/sources.ts";
import { type EmulatedAws, emulatedAws } from "../../support/emulators/aws.ts";

const bucket = `scan-reports-${Math.floor(Math.random() * 1e9)}`;
const account = { stack: "shops-account", bucket };

describe("the archive, in moto with Object Lock", () => {
  let aws: EmulatedAws;
  let s3: S3Client;
  beforeAll(async () => {
    aws = await emulatedAws();
    s3 = new S3Client({ ...aws.client, forcePathStyle: true });
    await s3.send(new CreateBucketCommand({ Bucket: bucket, ObjectLockEnabledForBucket: true }));
    const Rule = { DefaultRetention: { Mode: "GOVERNANCE" as const, Days: 1 } };
    const ObjectLockConfiguration = { ObjectLockEnabled: "Enabled" as const, Rule };
    await s3.send(new PutObjectLockConfigurationCommand({ Bucket: bucket, ObjectLockConfiguration }));
  });
  afterAll(() => s3.destroy());

  test("takes a report with its checksum, and has it afterwards", async () => {
    const { has, put } = sourcesOf({ s3, inspector: new Inspector2Client(aws.client) }, { ...account, accountId: aws.accountId });
    const prefix = "scan-reports/shops-account/2026-06.";
    expect(await has(prefix)).toBe(false);
    await put(`${prefix}txt`, "no active finding: ✓", "text/plain; charset=utf-8");
    expect([await has(prefix), await has("scan-reports/shops-account/2026-07.")]).toEqual([true, false]);
    const kept = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: `${prefix}txt`, ChecksumMode: "ENABLED" }));
    expect(await kept.Body?.transformToString()).toBe("no active finding: ✓");
    expect([kept.ContentType, kept.ChecksumSHA256]).toEqual(["text/plain; charset=utf-8", expect.stringMatching(/^[\w+/]{43}=$/)]);
  });

  test("says so where there is no bucket", async () => {
    const { put } = sourcesOf(
      { s3, inspector: new Inspector2Client(aws.client) },
      { stack: "x", bucket: `${bucket}-none`, accountId: aws.accountId },
    );
    await expect(put("a", "b", "text/plain")).rejects.toThrow("bucket");
  });
});

describe("Inspector, which moto lacks, over HTTP", () => {
  const seen: unknown[] = [];
  const finding = { severity: "HIGH", firstObservedAt: 1_780_000_000, fixAvailable: "YES", resources: [{ id: "i-1" }, { id: "i-2" }] };
  const pages: Readonly<Record<string, object>> = {
    first: { findings: [finding], nextToken: "second" },
    second: {
      findings: [{ resources: [{ id: "arn:aws:lambda:x" }], severity: "LOW", firstObservedAt: 1_770_000_000, fixAvailable: "NO" }],
    },
  };
  let server: Server;
  let inspector: Inspector2Client;
  beforeAll(async () => {
    server = createServer(async (request, response) => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(Buffer.from(part));
      const body: { nextToken?: string } = JSON.parse(Buffer.concat(parts).toString());
      seen.push([request.method, request.url, body]);
      response.setHeader("content-type", "application/json").end(JSON.stringify(pages[body.nextToken ?? "first"]));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("the server has no port");
    const credentials = { accessKeyId: "tests", secretAccessKey: "tests" };
    inspector = new Inspector2Client({ endpoint: `http://127.0.0.1:${address.port}`, region: "us-east-1", credentials });
  });
  afterAll(async () => {
    inspector.destroy();
    await new Promise((resolve) => server.close(resolve));
  });

  test("is asked for active findings, page by page, one line for each resource", async () => {
    const { findings } = sourcesOf({ inspector, s3: new S3Client({ region: "us-east-1" }) }, { ...account, accountId: "123456789012" });
    const first = { severity: "HIGH", firstSeen: new Date(1_780_000_000_000), fixed: true };
    expect(await findings()).toEqual([
      { ...first, resource: "i-1" },
      { ...first, resource: "i-2" },
      { severity: "LOW", resource: "arn:aws:lambda:x", firstSeen: new Date(1_770_000_000_000), fixed: false },
    ]);
    const filterCriteria = { findingStatus: [{ comparison: "EQUALS", value: "ACTIVE" }] };
    expect(seen).toEqual([
      ["POST", "/findings/list", { filterCriteria, maxResults: 100 }],
      ["POST", "/findings/list", { filterCriteria, maxResults: 100, nextToken: "second" }],
    ]);
  });
});
