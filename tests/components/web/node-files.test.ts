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

  const of = (type: string) => keys.filter((one) => one.type === type);

  test("lie in protected secrets under the store's own key", () => {
    const secrets = of("aws:secretsmanager/secret:Secret");
    expect(secrets.map(({ name, inputs, options }) => [name, inputs.kmsKeyId, options.protect]).sort()).toEqual([
      ["application", "arn:key", true],
      ["application-api", "arn:key", true],
    ]);
  });

  test("are left alone once they are there: a store that moves in brings its own", () => {
    const versions = of("aws:secretsmanager/secretVersion:SecretVersion");
    expect(versions.map(({ options }) => options.ignoreChanges)).toEqual([
      ["secretString", "versionStages"],
      ["secretString", "versionStages"],
    ]);
  });

  test("that came later add nothing to the secret of those that a store has", () => {
    const made = (name: string) => {
      const version = of("aws:secretsmanager/secretVersion:SecretVersion").find((one) => one.name === name);
      return version?.propertyDependencies.secretString?.map((urn) => urn.split("::").at(-1)).sort();
    };
    expect(made("application")).toEqual(["application-app", "application-auth", "application-shared"]);
    expect(made("application-api")).toEqual(["application-api"]);
  });

  test("of the API are RSA, and secret in the state", () => {
    const { inputs, options } = only(keys, "tls:index/privateKey:PrivateKey");
    expect(inputs).toEqual({ algorithm: "RSA", rsaBits: 3072 });
    expect(options.additionalSecretOutputs).toContain("privateKeyPem");
  });
});
