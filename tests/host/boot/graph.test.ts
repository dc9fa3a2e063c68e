import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { CreateSecretCommand, PutSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { guarded } from "../../../cli/offline/guard.ts";
import type { Properties } from "../../../cli/offline/wire.ts";
import { program as stackProgram } from "../../../stacks/program.ts";
import { parseSettings } from "../../../stacks/settings.ts";
import { nodeSettings } from "../../../stacks/store/nodes.ts";
import { configWith, section, settingsOf, storeLookups } from "../../stacks/graphs.ts";
import { type EmulatedAws, emulatedAws } from "../../support/emulators/aws.ts";
import { program } from "../../support/emulators/programs.ts";
import { deploy, type Registration } from "../../support/offline.ts";
import { releaseLookups } from "../../support/release-lookups.ts";
import { apiKey } from "../../support/shop/stage.ts";
import { type Box, box, userData } from "./box.ts";

const stack = "demo-dev";
const release = "5.5.0.29-1";
const sha256 = "5e1f".repeat(16);
const change = { web: { ...section(stack, "web"), release: { name: release, sha256 } } };

const lookups = { ...storeLookups, ...releaseLookups(release, sha256) };

const found = (graph: readonly Registration[], type: string, name: string): Registration => {
  const [one, ...more] = graph.filter((each) => each.type === type && each.name === name);
  if (!one || more.length > 0) throw new Error(`${type} ${name}: got ${more.length + (one ? 1 : 0)} of them, expected one`);
  return one;
};

/** Secrets by their names in the stack, made before what names them is registered. */
async function makeSecrets(aws: EmulatedAws) {
  const client = new SecretsManagerClient(aws.client);
  const make = async (Name: string) => (await client.send(new CreateSecretCommand({ Name }))).ARN ?? "";
  const arns = {
    "database-store": await make("database-store"),
    cache: await make("cache"),
    sessions: await make("sessions"),
    application: await make("application"),
    "application-api": await make("application-api"),
  };
  const tell = async (SecretId: string, SecretString: string) =>
    void (await client.send(new PutSecretValueCommand({ SecretId, SecretString })));
  return { arns, tell };
}

/** What AWS decides, as far as a node is told of it. */
const decided =
  (arns: Readonly<Record<string, string>>) =>
  ({ type, name }: { readonly type: string; readonly name: string }): Properties => {
    if (type === "random:index/randomPassword:RandomPassword") return { result: "aSecretOfThisTest" };
    if (type === "tls:index/privateKey:PrivateKey") return { privateKeyPem: apiKey() };
    if (type === "aws:elasticache/replicationGroup:ReplicationGroup") return { primaryEndpointAddress: `${name}.test` };
    if (type === "aws:secretsmanager/secret:Secret")
      return { arn: arns[name] ?? `arn:aws:secretsmanager:us-east-1:123456789012:secret:${name}-a1b2c3` };
    if (type === "aws:sesv2/emailIdentity:EmailIdentity") return { dkimSigningAttributes: { tokens: ["one", "two", "three"] } };
    if (type === "aws:rds/instance:Instance") return { masterUserSecrets: [{ secretArn: "rds!db-1" }], address: "database.test" };
    return {};
  };

let node: Box;
let graph: readonly Registration[];
beforeAll(async () => {
  for (const name of ["jq", "zstd", "php"] as const) await program(name);
  const aws = await emulatedAws();
  const { arns, tell } = await makeSecrets(aws);
  const { config } = configWith(stack, change);
  graph = await guarded(() => deploy(stackProgram, { stack, config, outputs: decided(arns), lookups }));
  const { settings } = parseSettings(stack, { ...settingsOf(stack), ...change });
  if (settings?.kind !== "store") throw new Error(`${stack} is no store`);
  for (const name of ["cache", "sessions", "application", "application-api"])
    await tell(name, String(found(graph, "aws:secretsmanager/secretVersion:SecretVersion", name).inputs.secretString));
  // The function that makes the user says it.
  await tell("database-store", JSON.stringify({ username: "xcart_store_a", password: "aPasswordOfTheUser" }));
  const values = String(found(graph, "aws:ssm/parameter:Parameter", "node-files").inputs.value);
  const script = Buffer.from(String(found(graph, "aws:ec2/launchTemplate:LaunchTemplate", "web").inputs.userData), "base64").toString();
  node = await box(nodeSettings(settings), { aws, values, script, bucket: JSON.parse(values).releasesBucket });
  node.write("/opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl", node.read("/stubs/amazon-cloudwatch-agent-ctl"), 0o755);
}, 180_000);
afterAll(async () => await node?.remove());

describe("a node of demo-dev, with what the stack tells it, in an account that has what the stack makes", () => {
  test("becomes ready, and has said so in the store's log", async () => {
    expect(await node.run(userData)).toBe(0);
    expect(node.lines()).toMatchObject([{ event: "boot", outcome: "ready", stack, release }]);
    expect(node.account.ended).toEqual(["launching CONTINUE"]);
    expect(node.read("/etc/xcart/environment")).toContain("//xcart_store_a:aPasswordOfTheUser@database.test:3306/");
    const stream = ["--log-stream-name", `${node.account.instance}/boot`, "--query", "events[-1].message", "--output", "text"];
    const said = await call("logs", "get-log-events", "--log-group-name", `/${stack}/web`, ...stream);
    expect(JSON.parse(said)).toEqual(node.lines()[0]);
  });

  test.each<[string, string, string, () => unknown]>([
    ["may not read its parameter", "values", "AccessDeniedException", () => node.account.denied.add("ssm:GetParameter")],
    ["may not read a secret", "environment", "AccessDeniedException", () => node.account.denied.add("secretsmanager:GetSecretValue")],
    ["finds the bucket without its files", "files", "NoSuchKey", () => empty()],
    ["finds no parameter", "values", "ParameterNotFound", () => call("ssm", "delete-parameter", "--name", `/${stack}/node`)],
  ])("that %s says so, and has itself thrown away", async (_, step, reason, make) => {
    await make();
    expect(await node.run(userData)).not.toBe(0);
    expect(node.lines()).toEqual([
      expect.objectContaining({ event: "boot", outcome: "failed", step, reason: expect.stringContaining(reason) }),
    ]);
    expect(node.account.ended).toEqual(["launching ABANDON"]);
    node.account.denied.clear();
  });

  test("of another Region than its group finds no parameter and no group, and says both", async () => {
    const elsewhere = node.read(userData).replace("REGION='us-east-1'", "REGION='eu-central-1'");
    node.write("/var/lib/cloud/elsewhere", elsewhere, 0o755);
    expect(await node.run("/var/lib/cloud/elsewhere")).not.toBe(0);
    const said = node.calls().filter((one) => one.startsWith("logger"));
    expect(said[0]).toMatch(/"outcome":"failed",.*"step":"values".*ParameterNotFound/);
    expect(said.at(-1)).toBe("logger --tag xcart -- auto scaling did not wait for launching");
    expect(node.account.ended).toEqual([]);
  });
});

const run = promisify(execFile);
async function call(...args: readonly string[]): Promise<string> {
  return (await run(node.account.cli, [...args, "--region", "us-east-1"])).stdout;
}

/** The node's files are gone from the bucket. */
async function empty(): Promise<void> {
  const { releasesBucket } = JSON.parse(node.read("/etc/xcart/values.json"));
  const archive = /^ARCHIVE='(\w+)'$/m.exec(node.read(userData))?.[1];
  await call("s3api", "delete-object", "--bucket", releasesBucket, "--key", `host/${archive}.tar.gz`);
}
