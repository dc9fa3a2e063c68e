import { beforeAll, describe, expect, test } from "@jest/globals";
import { Cache, type CacheArgs } from "../../../components/cache/cache.ts";
import { deploy, type Registration } from "../../support/offline.ts";
import { inputsByName, listed, only, textOf, withoutTags } from "../registrations.ts";

const fixture: CacheArgs = {
  description: "Sessions and locks of X-Cart",
  nodeType: "cache.t4g.small",
  replicas: 1,
  evictionPolicy: "noeviction",
  snapshots: { window: "02:00-03:00", retentionDays: 7 },
  maintenanceWindow: "sun:03:00-sun:04:00",
  passwordGeneration: 1,
  subnetIds: ["data-1", "data-2"],
  securityGroupId: "group",
  keyArn: "arn:data-key",
  logKeyArn: "arn:log-key",
  logRetentionDays: 400,
  protect: true,
};
const password = "the-password-of-the-cache";
const deployCache = (change: Partial<CacheArgs> = {}) =>
  deploy(() => new Cache("sessions", { ...fixture, ...change }), {
    outputs: ({ type }) => {
      if (type === "random:index/randomPassword:RandomPassword") return { result: password };
      return type === "aws:elasticache/replicationGroup:ReplicationGroup" ? { primaryEndpointAddress: "sessions.cache.test" } : {};
    },
  });
const group = (registrations: readonly Registration[]) => only(registrations, "aws:elasticache/replicationGroup:ReplicationGroup");

let cache: readonly Registration[] = [];
beforeAll(async () => {
  cache = await deployCache();
});

describe("a cache with a replica", () => {
  test("is encrypted at rest and on the wire, asks for a password, and fails over by itself", () => {
    expect(withoutTags(group(cache))).toEqual({
      description: "Sessions and locks of X-Cart",
      engine: "valkey",
      engineVersion: "8.1",
      nodeType: "cache.t4g.small",
      port: 6379,
      numCacheClusters: 2,
      automaticFailoverEnabled: true,
      multiAzEnabled: true,
      atRestEncryptionEnabled: true,
      kmsKeyId: "arn:data-key",
      transitEncryptionEnabled: true,
      transitEncryptionMode: "required",
      authToken: password,
      authTokenUpdateStrategy: "ROTATE",
      parameterGroupName: "sessions",
      subnetGroupName: "sessions",
      securityGroupIds: ["group"],
      maintenanceWindow: "sun:03:00-sun:04:00",
      snapshotRetentionLimit: 7,
      snapshotWindow: "02:00-03:00",
      finalSnapshotIdentifier: "test-sessions-final",
      autoMinorVersionUpgrade: true,
      applyImmediately: false,
      logDeliveryConfigurations: [
        { destination: "sessions-slow", destinationType: "cloudwatch-logs", logFormat: "json", logType: "slow-log" },
      ],
    });
    expect(group(cache).options.protect).toBe(true);
  });

  test("keeps its slow log encrypted and for the given days, in the given subnets", () => {
    expect(inputsByName(cache, "aws:cloudwatch/logGroup:LogGroup")).toMatchObject({
      "sessions-slow": { kmsKeyId: "arn:log-key", retentionInDays: 400 },
    });
    expect(only(cache, "aws:elasticache/subnetGroup:SubnetGroup").inputs.subnetIds).toEqual(["data-1", "data-2"]);
  });

  test("has a password of 64 letters and digits, made anew for another generation", () => {
    expect(only(cache, "random:index/randomPassword:RandomPassword").inputs).toEqual({
      length: 64,
      special: false,
      keepers: { generation: "1" },
    });
  });

  test("keeps address and password in a secret under the data key", () => {
    expect(withoutTags(only(cache, "aws:secretsmanager/secret:Secret"))).toEqual({
      description: "Address and password: Sessions and locks of X-Cart",
      kmsKeyId: "arn:data-key",
      recoveryWindowInDays: 7,
    });
    const version = only(cache, "aws:secretsmanager/secretVersion:SecretVersion").inputs;
    expect([version.secretId, JSON.parse(textOf(version.secretString))]).toEqual([
      "sessions-id",
      { host: "sessions.cache.test", port: 6379, password },
    ]);
  });

  test("shows its password nowhere but in inputs that are secrets", () => {
    const shown = cache.flatMap(({ name, type, inputs, secrets }) =>
      Object.entries(inputs)
        .filter(([input, value]) => JSON.stringify(value).includes(password) && !secrets.includes(input))
        .map(([input]) => `${type} ${name} ${input}`),
    );
    expect(shown).toEqual([]);
    expect([group(cache).secrets, only(cache, "aws:secretsmanager/secretVersion:SecretVersion").secrets]).toEqual([
      ["authToken"],
      ["secretString"],
    ]);
    expect(JSON.stringify(only(cache, "xcart-hosting:index:Cache").outputs)).not.toContain(password);
    expect(only(cache, "random:index/randomPassword:RandomPassword").options.additionalSecretOutputs).toContain("result");
  });
});

test("a cache without replicas has one node and no failover", async () => {
  const { inputs } = group(await deployCache({ replicas: 0 }));
  expect([inputs.numCacheClusters, inputs.automaticFailoverEnabled, inputs.multiAzEnabled]).toEqual([1, false, false]);
});

test("a cache without snapshots keeps none", async () => {
  const { inputs } = group(await deployCache({ snapshots: undefined }));
  expect([inputs.snapshotRetentionLimit, inputs.snapshotWindow]).toEqual([0, undefined]);
});

test.each(["noeviction", "volatile-lru"] as const)(
  "what is asked for when memory is full is Valkey's parameter: %s",
  async (evictionPolicy) => {
    const parameters = only(await deployCache({ evictionPolicy }), "aws:elasticache/parameterGroup:ParameterGroup").inputs;
    expect([parameters.family, parameters.parameters]).toEqual(["valkey8", [{ name: "maxmemory-policy", value: evictionPolicy }]]);
  },
);

test.each([
  [0, ["sessions-id-001"]],
  [2, ["sessions-id-001", "sessions-id-002", "sessions-id-003"]],
])("with %d replicas, metrics are kept by the ids %o", async (replicas, expected) => {
  let found: readonly string[] = [];
  await deploy(() => {
    const { memberIds } = new Cache("sessions", { ...fixture, replicas });
    memberIds.forEach((member) => {
      member.apply((id) => {
        found = [...found, id];
      });
    });
  });
  expect([...found].sort()).toEqual(expected);
});

test("another size changes no resource's identity", async () => {
  expect(listed(await deployCache({ nodeType: "cache.m7g.large", replicas: 2, passwordGeneration: 2 }))).toEqual(listed(cache));
});
