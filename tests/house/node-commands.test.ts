import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { isRecord } from "../../domain/values.ts";
import { program } from "../../stacks/program.ts";
import { configWith, storeLookups } from "../stacks/graphs.ts";
import { policiesOf } from "../support/attached.ts";
import { faultsOnNode, type NodeRights } from "../support/node/judge.ts";
import { installed, installs } from "../support/node/programs.ts";
import { contents, documentCalls, toldByDocuments, toldIn } from "../support/node/told.ts";
import { type DeployOptions, deploy, type Registration } from "../support/offline.ts";

const root = join(import.meta.dirname, "../..");
const accountId = "123456789012";
const stack = "demo-prod";
/** What people read: pages, and what the CLI prints. */
const texts = globSync(["README.md", "docs/**/*.md", "tests/cli/restore/*.txt", "cli/**/*.ts"], { cwd: root })
  .filter((file) => !/^docs\/(decisions|controls)/.test(file))
  .sort()
  .map((file) => ({ file, text: readFileSync(join(root, file), "utf8") }));

const secret = (name: string) => `arn:aws:secretsmanager:us-east-1:${accountId}:secret:${name}`;

/** What AWS decides and a node's parameter says. */
const outputs: DeployOptions["outputs"] = ({ type, name, inputs }) => {
  if (type === "aws:s3/bucket:Bucket") return { arn: `arn:aws:s3:::${inputs.bucket}` };
  if (type === "aws:ec2/launchTemplate:LaunchTemplate") return { latestVersion: 3 };
  if (type === "aws:secretsmanager/secret:Secret") return { arn: secret(`${stack}-${name}-a1b2c3`) };
  if (type === "aws:efs/fileSystem:FileSystem") return { arn: `arn:aws:elasticfilesystem:us-east-1:${accountId}:file-system/fs-1` };
  if (type === "aws:sesv2/emailIdentity:EmailIdentity") return { dkimSigningAttributes: { tokens: ["one", "two", "three"] } };
  if (type !== "aws:rds/instance:Instance") return {};
  // RDS makes the master user's secret.
  return { address: "database.example.com", masterUserSecrets: [{ secretArn: secret("rds!db-1"), secretStatus: "active", kmsKeyId: "1" }] };
};

let made: readonly Registration[];
let rights: NodeRights;
beforeAll(async () => {
  made = await deploy(program, { stack, config: configWith(stack, {}).config, lookups: storeLookups, outputs });
  const node =
    made.find(({ type, parent }) => type === "aws:iam/role:Role" && parent.includes("xcart-hosting:index:NodeRole::"))?.urn ?? "";
  const policies = Object.fromEntries(policiesOf(made, node).map(({ urn, inputs }) => [urn, JSON.parse(String(inputs.policy))]));
  const values: unknown = JSON.parse(String(made.find(({ inputs }) => inputs.name === `/${stack}/node`)?.inputs.value));
  const arns = isRecord(values)
    ? Object.entries(values).flatMap(([name, value]) => (name.endsWith("SecretArn") ? [String(value)] : []))
    : [];
  const bucket = isRecord(values) ? String(values.releasesBucket) : "";
  rights = {
    role: { arn: `arn:aws:iam::${accountId}:role/node`, accountId, policies },
    releasesBucketArn: `arn:aws:s3:::${bucket}`,
    secretArns: arns,
  };
});

const judge = async (told: ReturnType<typeof toldIn>) => (await Promise.all(told.map((one) => faultsOnNode(one, rights)))).flat();

test("what pages and plans tell to run on a node can be run there, by whom they tell to run it", async () => {
  const told = texts.flatMap(({ file, text }) => toldIn(file, text));
  expect(told.filter(({ as }) => as === "root").length).toBeGreaterThan(10);
  expect(await judge(told)).toEqual([]);
});

test("what the store's documents run on a node can be run there, with what the node's role may do", async () => {
  const told = toldByDocuments(made);
  expect(told.map(({ where }) => where)).toEqual(expect.arrayContaining(["demo-prod-node-caches", "demo-prod-node-move-in"]));
  expect(rights.secretArns.length).toBeGreaterThan(3);
  expect(await judge(told)).toEqual([]);
});

/** What is wrong with how a text runs a document; a value in capitals, or with a variable, stands for one that anyone who types it knows. */
function faultOfCall({ where, document, parameters }: ReturnType<typeof documentCalls>[number]): string[] {
  const found = contents(made).find(({ name }) => name === `${stack}-${document}`)?.content.parameters;
  if (!isRecord(found)) return /^(\$|NAME)/.test(document) ? [] : [`${where}: the store has no document ${document}`];
  return Object.entries(parameters).flatMap(([name, value]) => {
    const parameter = found[name];
    if (!isRecord(parameter)) return [`${where}: ${document} has no ${name}`];
    if (/\$|…|^[A-Z]+$/.test(value)) return [];
    const { allowedValues, allowedPattern } = parameter;
    const fits = Array.isArray(allowedValues) ? allowedValues.includes(value) : new RegExp(String(allowedPattern)).test(value);
    return fits ? [] : [`${where}: ${document} takes no ${name}=${value}`];
  });
}

test("each document that a text runs is one of the store's, with parameters that it takes", () => {
  const calls = texts.flatMap(({ file, text }) => documentCalls(file, text));
  expect(calls.length).toBeGreaterThan(15);
  expect(calls.flatMap(faultOfCall)).toEqual([]);
});

test("nothing waits for a command no longer than a waiter of the CLI does", () => {
  expect(texts.filter(({ text }) => text.includes("ssm wait command-executed")).map(({ file }) => file)).toEqual([]);
});

test("each package that a program is said to come from is one that a node installs", () => {
  expect(installed.filter((name) => !installs(name))).toEqual([]);
});

/** What pages and plans once told, or could tell, and what is wrong with it. */
const wrong: readonly (readonly [text: string, ...faults: string[]])[] = [
  [
    "# on the node, after the line that was printed:\nsudo mkdir -p /mnt/restore && sudo mv xcart /mnt",
    "sudo: sudoers make root of no one in a session",
    "sudo: sudoers",
  ],
  [
    '# on the node, after the line that was printed:\nfor arn in $ARNS; do secret=$(aws secretsmanager get-secret-value --secret-id "$arn"); REDISCLI_AUTH=x redis6-cli --tls FLUSHALL; done',
    "aws: only root gets the role's credentials",
    "redis6-cli: no package of a node has it",
  ],
  [
    '```sh\n# on one node (aws ssm start-session --target INSTANCE), as root\naws s3 sync "s3://$BUCKET/move-in/" /srv/xcart/shared/\n```',
    "aws: only root gets",
  ],
  [
    "Caches are empty. On the node: nothing is needed;\n`cd /srv/xcart/current && runuser -u xcart -- php bin/console cache:clear` if it shows old addresses.",
    "runuser: only root may",
  ],
  [
    "From a node (`aws ssm start-session`), as `xcart_admin` ([database-cpu](database-cpu.md) says where):\n\n```sql\nSHOW VARIABLES LIKE 'max_connections';\n```",
    "mysql: no package",
  ],
  [
    "Stop a statement, from a node (`aws ssm start-session`), as `xcart_admin` with the password from\n`aws x`:\n`SHOW FULL PROCESSLIST;` then more.",
    "mysql: no package",
  ],
  [
    "What the keys are, from a node: host and port stand in the secret (`cacheSecretArn`):\n`valkey-cli --tls -h HOST --bigkeys` (it scans).",
    "valkey-cli: no package",
  ],
  ["| x | a process that hangs: `onNode INSTANCE 'nfsiostat 5 3'` | y |", "nfsiostat: no package"],
  ["| the node's clock | `chronyc tracking` on the node; replace it |", "chronyc: only root may"],
  ["On a node that runs, `systemctl reload php-fpm` loses no request.", "systemctl: only root may"],
  ["In a session on a node, `curl http://169.254.169.254/latest/meta-data/`.", "curl: only root gets"],
  ["`onNode INSTANCE 'aws s3 cp /etc/passwd s3://BUCKET/releases/'`", "the node's role may not s3:PutObject on arn:aws:s3:::"],
  ["`onNode \"$i\" 'aws rds describe-db-instances'`", "aws rds describe-db-instances: no one knows what it needs"],
  ["`onNode INSTANCE 'x=$(htop) | sort'`", "htop: no package"],
];

describe("a text that tells what cannot be done is found:", () => {
  test.each(wrong)("%j", async (text, ...faults) => {
    const found = await judge(toldIn("page", text));
    expect(found).toEqual(faults.map((fault) => expect.stringContaining(`page: ${fault}`)));
  });

  test.each([
    ["byDocument INSTANCE cache Do=empty", "page: the store has no document node-cache"],
    ['byDocument "$(nodes | cut -f 1)" caches Part=all', "page: node-caches takes no Part=all"],
    ["automation move-files Node=i-12345678 To=xcart", "page: move-files has no To"],
    [
      'aws ssm start-automation-execution --document-name "$STACK-build-release" --parameters Release=5.6,Kind=build',
      "page: build-release takes no Release=5.6",
    ],
  ])("%s", (text, fault) => {
    expect(documentCalls("page", text).flatMap(faultOfCall)).toEqual([fault]);
  });
});
