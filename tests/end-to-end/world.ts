import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { CreateFileSystemCommand, EFSClient } from "@aws-sdk/client-efs";
import { DeleteObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { CreateSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { releaseKeys } from "../../components/xcart-release/automation.ts";
import type { NodeSettings, NodeValues } from "../../host/node.ts";
import { filled } from "../components/node-documents/node.ts";
import type { Automation } from "../components/xcart-release/automation-schema.ts";
import { Cloud } from "../components/xcart-release/cloud.ts";
import { execute } from "../components/xcart-release/interpreter.ts";
import { Machine } from "../components/xcart-release/machine.ts";
import { type UsersStage, usersStage } from "../support/database-users.ts";
import { program } from "../support/emulators/programs.ts";
import { freePort, type Server, start } from "../support/emulators/server.ts";
import { type Valkey, valkey } from "../support/emulators/valkey.ts";
import { apiKey, nodeSettings } from "../support/shop/stage.ts";
import { copyMaster, type Databases, databases } from "./database.ts";
import { makeFileSystem, type StoreNode, storeNode } from "./node.ts";

/** The stack of the store. */
export const stack = "shop-staging";
/** The name that shoppers know. */
export const domain = nodeSettings.domain;

const run = promisify(execFile);

/** Secrets of a store, by what they are for; those of the database's users are {@link UsersStage}'s. */
export type Secrets = Readonly<Record<"cache" | "sessions" | "application" | "api" | "licence" | "administrator" | "copy", string>>;

/** What plays a store's account on this machine. */
interface Parts {
  readonly cloud: Cloud;
  readonly machine: Machine;
  readonly data: Databases;
  readonly users: UsersStage;
  readonly cache: Valkey;
  readonly sessions: Valkey;
  /** The builder's own cache. */
  readonly builderCache: Server;
  readonly secrets: Secrets;
}

/** An account with what `pulumi up` makes of a store before its first release. */
export interface World extends Parts {
  readonly folder: string;
  /** What plays EFS, and its id. */
  readonly fileSystem: string;
  readonly fileSystemId: string;
  /** Where a backup of it is kept, elsewhere. */
  readonly backup: string;
  /** Where X-Cart's marketplace puts its packs. */
  readonly market: string;
  /** Database snapshots that documents have made, by their names, and when: seconds since 1970. */
  readonly snapshots: Map<string, { readonly content: string; readonly at: number }>;
  stop(): Promise<void>;
}

/** Makes the account, its servers, and the database's users by the function that rotates their passwords. */
export async function world(): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), "xcart-store-"));
  // PHP's user looks in.
  chmodSync(folder, 0o755);
  const parts = await open(folder);
  const { cloud, machine, data, cache, sessions, builderCache } = parts;
  await parts.users.rotate("store");
  await parts.users.rotate("upgrade");
  const [market, backup] = [join(folder, "market"), join(folder, "backup")];
  for (const made of [market, backup]) mkdirSync(made);
  const { FileSystemId = "" } = await new EFSClient(cloud.aws.client).send(new CreateFileSystemCommand({ CreationToken: stack }));
  return {
    fileSystemId: FileSystemId,
    ...{ ...parts, folder, market, backup, fileSystem: makeFileSystem(join(folder, "file-system")), snapshots: new Map() },
    stop: async () => {
      await Promise.all([machine.stop(), data.stop(), cache.stop(), sessions.stop(), builderCache.stop()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function open(folder: string): Promise<Parts> {
  const cloud = await Cloud.open();
  // The release that others' tests begin with.
  const bucket = new S3Client({ ...cloud.aws.client, forcePathStyle: true });
  for (const Key of Object.values(releaseKeys("5.6.0.11-1"))) await bucket.send(new DeleteObjectCommand({ Bucket: cloud.bucket, Key }));
  const data = await databases();
  const [cache, sessions, builderCache] = await Promise.all([valkey(), valkey(), plainValkey(folder)]);
  const machine = await Machine.open(cloud.aws, [data.store.certificateFile, data.copy.certificateFile]);
  // The builder's curl fetches the authorities from AWS, and pages from the builder itself.
  const authorities = `while [ "$1" != --output ]; do shift; done\ncp ${machine.folder}/rds.pem "$2"`;
  machine.stub("curl", `case "$*" in *127.0.0.1*) exec /usr/bin/curl "$@" ;; esac\n${authorities}`);
  const users = await usersStage(data.store, cloud.aws);
  const secrets = await makeSecrets(cloud, { cache, sessions, port: data.store.port });
  await cloud.parameter(`/${stack}/door`, "open");
  await cloud.parameter(`/${stack}/upgrade`, "none");
  return { cloud, data, machine, users, cache, sessions, builderCache, secrets };
}

/** As the package of Amazon Linux comes: on loopback, without a password. */
async function plainValkey(folder: string): Promise<Server> {
  const port = await freePort();
  const args = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--dir", folder];
  const ready = async () => (await run("redis-cli", ["-p", String(port), "ping"])).stdout.startsWith("PONG");
  return await start(await program("redis-server"), args, { port, ready });
}

/** What `pulumi up` and RDS put into secrets. The administrator's has no value yet. */
async function makeSecrets(
  { aws }: Cloud,
  services: { readonly cache: Valkey; readonly sessions: Valkey; readonly port: number },
): Promise<Secrets> {
  const client = new SecretsManagerClient(aws.client);
  const make = async (name: string, value?: unknown): Promise<string> => {
    const SecretString = typeof value === "string" ? value : JSON.stringify(value);
    return (await client.send(new CreateSecretCommand({ Name: `${stack}-${name}`, SecretString }))).ARN ?? "";
  };
  const at = ({ port, password }: Valkey) => ({ host: "127.0.0.1", port, password });
  return {
    cache: await make("cache", at(services.cache)),
    sessions: await make("sessions", at(services.sessions)),
    application: await make("application", { appSecret: "anAppSecret", sharedSecretKey: "aSharedSecret", authCode: "anAuthCode" }),
    api: await make("application-api", { privateKey: apiKey() }),
    // As Pulumi names what has no name of its own; the operator and the installation put what is in them.
    licence: await make("xcart-licence-0123abc"),
    administrator: await make("administrator-0123abc"),
    copy: await make("rds-db-copy", { ...copyMaster, port: services.port }),
  };
}

/** Starts the nodes of a store, which run a release, side by side as auto scaling does. */
export async function startNodes(of: World, release: string, count = 2): Promise<StoreNode[]> {
  const { cloud, data, users, cache, sessions, secrets, fileSystem, fileSystemId } = of;
  const values: NodeValues = {
    ...{ releasesBucket: cloud.bucket, databaseHost: "127.0.0.1", databaseSecretArn: users.tools.settings.secretArns.store },
    ...{ cacheSecretArn: secrets.cache, sessionsSecretArn: secrets.sessions },
    ...{ applicationSecretArn: secrets.application, apiSecretArn: secrets.api },
    ...{ fileSystemId, accessPointId: "fsap-0123456789abcdef0" },
  };
  const pinned = { name: release, sha256: await cloud.sumOf(releaseKeys(release).archive) };
  const settings: NodeSettings = { ...nodeSettings, stack, release: pinned, balancerBlocks: ["127.0.1.0/24"] };
  const pem = (file: string) => readFileSync(file, "utf8");
  const around = {
    ...{ settings, values, fileSystem, aws: cloud.aws, databasePort: data.store.port },
    databaseAuthority: pem(data.store.certificateFile),
    systemAuthorities: pem(cache.certificateFile) + pem(sessions.certificateFile),
  };
  return await Promise.all(Array.from({ length: count }, () => storeNode(around)));
}

/** How an execution of a document went, and what its scripts said. */
export interface Executed {
  readonly status: string;
  readonly steps: readonly string[];
  readonly errors: readonly string[];
  readonly said: string;
}

/** Runs a document of the store: scripts of the builder on a fresh one, those of nodes on all of these at once. */
export async function executeOn(
  of: World,
  document: Automation,
  parameters: Readonly<Record<string, string>>,
  nodes: readonly StoreNode[] = [],
): Promise<Executed> {
  const { machine, cloud, data, secrets, builderCache, snapshots } = of;
  machine.renew();
  const [id, port] = [randomUUID(), await freePort()];
  machine.databases = { [`${stack}-c-${id}`]: { host: "127.0.0.2", secretArn: secrets.copy } };
  const said: string[] = [];
  const outcome = await execute(document, {
    id,
    parameters,
    call: async (service, api, input) => {
      if (api === "RestoreDBInstanceToPointInTime") await data.restore(data.copy, await data.snapshot());
      if (api === "CreateDBSnapshot") {
        snapshots.set(String(input.DBSnapshotIdentifier), { content: await data.snapshot(), at: Math.floor(Date.now() / 1000) });
      }
      return await cloud.call(service, api, input);
    },
    run: async (step, commands, given) => {
      if (step === "Move") {
        said.push(await onNode(nodes[0], "files", Object.fromEntries(Object.entries(given).map(([name, [value = ""]]) => [name, value]))));
        return;
      }
      if (step.endsWith("Nodes")) {
        said.push(...(await Promise.all(nodes.map((node) => node.command(commands.join("\n"))))));
        return;
      }
      // Others' tests may be on the builder's ports.
      const ours = commands.map((line) => line.replaceAll(":8080", `:${port}`).replaceAll(":6379", `:${builderCache.port}`));
      const { status, stdout, stderr } = await machine.run(ours);
      said.push(stdout, stderr);
      if (status !== 0) throw new Error(`${step}: ${stderr}`);
    },
  });
  return { ...outcome, said: said.join("\n") };
}

/** Runs a document for nodes on one of them, as `send-command` does; returns what it prints. */
export async function onNode(node: StoreNode | undefined, document: string, parameters: Readonly<Record<string, string>>): Promise<string> {
  if (!node) throw new Error(`${document}: no node to run it on`);
  return await node.command(filled(document, parameters));
}
