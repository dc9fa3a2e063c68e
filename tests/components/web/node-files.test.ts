import { beforeAll, describe, expect, test } from "@jest/globals";
import { ApplicationKeys } from "../../../components/web/application-keys.ts";
import { NodeFiles } from "../../../components/web/node-files.ts";
import { deploy, type Registration } from "../../support/offline.ts";
import { only, withoutTags } from "../registrations.ts";

describe("what nodes take when they start", () => {
  let files: readonly Registration[] = [];
  beforeAll(async () => {
    files = await deploy(
      () =>
        new NodeFiles("node-files", {
          archive: Promise.resolve({ sha256: "abc123", path: "package.json" }),
          releasesBucket: "releases",
          values: { databaseHost: "database.internal" },
          keyArn: "arn:key",
        }),
    );
  });

  test("is an archive by its checksum, which stays when another takes its place: nodes of the former template may still start", () => {
    const { inputs, options } = only(files, "aws:s3/bucketObjectv2:BucketObjectv2");
    expect(inputs).toMatchObject({ bucket: "releases", key: "host/abc123.tar.gz", contentType: "application/gzip" });
    expect(options.retainOnDelete).toBe(true);
  });

  test("is a parameter under the store's own key that says where things are", () => {
    const { value, ...parameter } = withoutTags(only(files, "aws:ssm/parameter:Parameter"));
    expect(parameter).toEqual({ name: "/test/node", description: "What a node is told at boot", type: "SecureString", keyId: "arn:key" });
    expect(JSON.parse(String(value))).toEqual({ databaseHost: "database.internal", releasesBucket: "releases" });
  });
});

describe("X-Cart's own keys", () => {
  let keys: readonly Registration[] = [];
  beforeAll(async () => {
    keys = await deploy(() => new ApplicationKeys("application", { keyArn: "arn:key", protect: true }));
  });

  test("lie in a protected secret under the store's own key", () => {
    const secret = only(keys, "aws:secretsmanager/secret:Secret");
    expect([secret.inputs.kmsKeyId, secret.options.protect]).toEqual(["arn:key", true]);
  });

  test("are left alone once they are there: a store that moves in brings its own", () => {
    const version = only(keys, "aws:secretsmanager/secretVersion:SecretVersion");
    expect(version.options.ignoreChanges).toEqual(["secretString", "versionStages"]);
  });
});
