import { beforeAll, describe, expect, test } from "@jest/globals";
import { guarded } from "../../cli/offline/guard.ts";
import type { Properties } from "../../cli/offline/wire.ts";
import { isSecret } from "../../domain/graph-values.ts";
import { program } from "../../stacks/program.ts";
import { deploy, type GraphResource, UNKNOWN } from "../support/offline.ts";
import { configWith, graphWith, nameOf, ofType, section, storeLookups, typeOf } from "./graphs.ts";
import { uses } from "./vpc-model.ts";

const demos = ["demo-prod", "demo-staging", "demo-dev"] as const;
const graphs: Record<string, readonly GraphResource[]> = {};
beforeAll(async () => {
  for (const demo of demos) graphs[demo] = await graphWith(demo);
});
const graphOf = (demo: string) => graphs[demo] ?? [];

const urns = (graph: readonly GraphResource[]) => graph.map(({ urn }) => urn);
const lost = (before: readonly GraphResource[], after: readonly GraphResource[]) =>
  urns(before).filter((urn) => !urns(after).includes(urn));
const protectedIn = (demo: string) =>
  graphOf(demo)
    .filter(({ protect }) => protect)
    .map((resource) => `${resource.type.split(":").at(-1)} ${nameOf(resource)}`)
    .sort();

describe("what is protected", () => {
  const always = ["Key backup", "Key backup-copy", "Key keys-data", "Key keys-logs", "Key zone-queries"];
  const data = [
    "Bucket logs",
    "Bucket releases",
    "EmailIdentity mail-domain",
    "FileSystem files",
    "Instance database",
    "LoadBalancer alb",
    "ReplicationGroup cache",
    "ReplicationGroup sessions",
    "Secret application",
    "Secret application-api",
    "Table login-guard",
    "Vault backup",
    "Vault backup-copy",
    "Vpc network-vpc",
    "Zone zone",
  ];
  const addresses = (count: number) => Array.from({ length: count }, (_, i) => `Eip egress-nat-${i + 1}`);

  test.each([
    ["demo-prod", [...always, ...data, "UserPool admin-sign-in", ...addresses(3)]],
    ["demo-staging", [...always, ...data, ...addresses(1)]],
    ["demo-dev", always],
  ])(
    "in %s is all that holds data or a name that others know, where the environment protects, and the keys everywhere",
    (demo, expected) => {
      expect(protectedIn(demo)).toEqual([...expected].sort());
    },
  );
});

describe.each(demos)("in %s", (demo) => {
  test("the provider tags everything, and refuses another account", () => {
    const [provider] = ofType(graphOf(demo), "pulumi:providers:aws");
    const { defaultTags, allowedAccountIds, region } = provider?.inputs ?? {};
    expect([JSON.parse(String(defaultTags)), JSON.parse(String(allowedAccountIds)), region]).toEqual([
      { tags: { project: "xcart-hosting", store: "demo", environment: demo.slice("demo-".length), stack: demo } },
      ["123456789012"],
      "us-east-1",
    ]);
  });

  test("no run of a function is reserved outside prod, which Lambda refuses to a new account", () => {
    const reserved = ofType(graphOf(demo), "aws:lambda/function:Function").filter(
      ({ inputs }) => inputs?.reservedConcurrentExecutions !== undefined,
    );
    expect(reserved.map(nameOf)).toEqual(demo === "demo-prod" ? ["patching", "restore-validation"] : []);
  });

  test("every resource has the stack's own provider", () => {
    const made = graphOf(demo).filter(({ custom, type }) => custom && !type.startsWith("pulumi:"));
    const providerOf = ({ type, provider = "" }: GraphResource) => [type.split(":")[0], typeOf(provider), provider.split("::")[3]];
    const wrong = made.filter((resource) => {
      const [pkg, type, name] = providerOf(resource);
      return type !== `pulumi:providers:${pkg}` || name !== pkg;
    });
    expect(wrong.map(({ urn }) => urn)).toEqual([]);
    expect(graphOf(demo).filter(({ type }) => type.startsWith("pulumi:providers:"))).toHaveLength(3);
  });

  test("every log group is encrypted under a key of ours and kept for a year at least", () => {
    const groups = ofType(graphOf(demo), "aws:cloudwatch/logGroup:LogGroup");
    const wrong = groups.filter((group) => {
      const keys = uses(group, "kmsKeyId").filter((urn) => typeOf(urn) === "aws:kms/key:Key");
      return keys.length !== 1 || !(Number(group.inputs?.retentionInDays) >= 365);
    });
    expect([wrong.map(nameOf), groups.length >= 6]).toEqual([[], true]);
  });

  test("every alarm tells the topic when it rings and when all is well", () => {
    const alarms = ofType(graphOf(demo), "aws:cloudwatch/metricAlarm:MetricAlarm");
    const topics = ofType(graphOf(demo), "aws:sns/topic:Topic")
      .filter((topic) => nameOf(topic) === "alerts")
      .map(({ urn }) => urn);
    const actions = alarms.map((alarm) => [uses(alarm, "alarmActions"), uses(alarm, "okActions"), alarm.inputs?.actionsEnabled]);
    expect(actions).toEqual(alarms.map(() => [topics, topics, true]));
    expect([topics.length, alarms.length >= 15]).toEqual([1, true]);
  });

  test("every child of a component is in it, and nothing but providers and the auto scaling role stands alone", () => {
    const alone = graphOf(demo).filter(({ custom, parent = "" }) => custom && typeOf(parent) === "pulumi:pulumi:Stack");
    expect(alone.map(nameOf).sort()).toEqual(["autoscaling", "aws", "random", "tls"]);
  });

  test("secrets are hidden wherever they are, or not known yet", () => {
    const secret = [
      "authToken",
      "secretString",
      "privateKey",
      "privateKeyPem",
      "privateKeyOpenssh",
      "privateKeyPemPkcs8",
      "result",
      "bcryptHash",
    ];
    const values = graphOf(demo)
      .filter(({ type }) => !type.includes(":iam/"))
      .flatMap(({ urn, inputs = {}, outputs = {} }) =>
        [inputs, outputs].flatMap((properties) =>
          secret.filter((key) => key in properties).map((key) => [urn, key, properties[key]] as const),
        ),
      );
    expect(values.filter(([, , value]) => !isSecret(value) && value !== UNKNOWN).map(([urn, key]) => `${urn} ${key}`)).toEqual([]);
    expect(values.length).toBeGreaterThan(10);
  });
});

test("no password or private key is anywhere in a store's registrations but in inputs that are secrets", async () => {
  const { config } = configWith("demo-prod", {});
  const marker = "plain-secret-text";
  const outputs = ({ type }: { readonly type: string }): Properties => {
    if (type === "random:index/randomPassword:RandomPassword") return { result: marker };
    if (type === "aws:elasticache/replicationGroup:ReplicationGroup") return { primaryEndpointAddress: "cache.test" };
    return type === "tls:index/privateKey:PrivateKey" ? { privateKeyPem: marker } : {};
  };
  const registrations = await guarded(() => deploy(program, { stack: "demo-prod", config, outputs, lookups: storeLookups }));
  const holders = registrations.flatMap(({ name, inputs, secrets }) =>
    Object.keys(inputs)
      .filter((input) => JSON.stringify(inputs[input]).includes(marker))
      .map((input) => `${name} ${input} ${secrets.includes(input) ? "secret" : "PLAIN"}`),
  );
  expect(holders.sort()).toEqual([
    "application secretString secret",
    "application-api secretString secret",
    "cache authToken secret",
    "cache secretString secret",
    "certificate privateKey secret",
    "certificate privateKeyPem secret",
    "sessions authToken secret",
    "sessions secretString secret",
  ]);
  const shown = registrations.filter(({ custom, outputs: registered }) => !custom && JSON.stringify(registered).includes(marker));
  expect(shown.map(({ name }) => name)).toEqual([]);
});

describe("a change of settings", () => {
  test("in sizes, retention, windows and limits changes no URN", async () => {
    const sizes = await graphWith("demo-prod", {
      database: { instanceClass: "db.r7g.xlarge", storageGiB: 200, backupWindow: "23:00-00:00" },
      backup: {
        start: "07:30",
        keep: { continuousDays: 30, dailyDays: 60, monthlyDays: 0 },
        lock: { minimumDays: 14 },
        copyRegion: "eu-west-1",
      },
      cache: { nodeType: "cache.m7g.large", sessionsNodeType: "cache.t4g.medium", passwordGeneration: 2 },
      web: { ...section("demo-prod", "web"), instanceType: "m7g.xlarge", minimum: 3, maximum: 12, volumeGiB: 60 },
      edge: { desyncMitigation: "strictest", tlsPolicy: "tls13", hstsDays: 30 },
      files: { throughput: "elastic" },
      // Freezes are kept: there is a mute rule for each time between two.
      patching: { ...section("demo-prod", "patching"), window: "mon 03:00" },
      alarms: { latencySeconds: 1, errorsPerFiveMinutes: 5 },
      logRetentionDays: 731,
      mail: { from: "office@shop.example.com" },
    });
    expect(urns(sizes).sort()).toEqual([...urns(graphOf("demo-prod"))].sort());
  });

  test.each<readonly [string, (typeof demos)[number], Properties]>([
    ["a third zone", "demo-staging", { zones: 3 }],
    ["a NAT gateway and endpoints in each zone", "demo-staging", { nat: "per-zone", endpointZones: 2 }],
    ["AWS Network Firewall", "demo-prod", { egress: "network-firewall" }],
    ["AWS Network Firewall and a third zone", "demo-dev", { egress: "network-firewall", zones: 3 }],
  ])("for %s only adds resources", async (_what, demo, change) => {
    const more = await graphWith(demo, { network: { ...section(demo, "network"), ...change } });
    expect(lost(graphOf(demo), more)).toEqual([]);
    expect(more.length).toBeGreaterThan(graphOf(demo).length);
  });
});
