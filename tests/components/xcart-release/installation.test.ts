import { execFileSync, spawn, spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import {
  CreateSecretCommand,
  GetSecretValueCommand,
  ListSecretVersionIdsCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { z } from "zod";
import { uploadDistribution } from "../../../cli/release/distribution/bucket.ts";
import { checkDistribution } from "../../../cli/release/distribution/check.ts";
import { releaseKeys } from "../../../components/xcart-release/automation.ts";
import { type MariaDb, mariaDb } from "../../support/emulators/mariadb.ts";
import { program } from "../../support/emulators/programs.ts";
import { freePort, type Server, start } from "../../support/emulators/server.ts";
import { type Valkey, valkey } from "../../support/emulators/valkey.ts";
import { standIn, standInLicence } from "../../support/xcart/stand-in.ts";
import type { Automation } from "./automation-schema.ts";
import { Cloud } from "./cloud.ts";
import { installOf } from "./documents.ts";
import { execute } from "./interpreter.ts";
import { Machine } from "./machine.ts";

const folder = mkdtempSync(join(tmpdir(), "xcart-installation-"));
const owner = "owner@example.com";
const application = { appSecret: "anAppSecret", sharedSecretKey: "aSharedSecret", authCode: "anAuthCode" };
const credentials = z.strictObject({ login: z.string(), password: z.string() });

let cloud: Cloud;
let machine: Machine;
let database: MariaDb;
let cache: Valkey;
/** The builder's own. */
let local: Server;
let secrets: SecretsManagerClient;
let arns: { database: string; application: string; licence: string; administrator: string };
let document: Automation;
let count = 0;

beforeAll(async () => {
  cloud = await Cloud.open();
  database = await mariaDb({ options: ["--require-secure-transport=ON"] });
  cache = await valkey();
  local = await localCache();
  machine = await Machine.open(cloud.aws, [database.certificateFile]);
  secrets = new SecretsManagerClient(cloud.aws.client);
  await database.root.query("CREATE USER up IDENTIFIED BY 'Abc123' REQUIRE SSL; GRANT ALL ON xcart.* TO up");
  await machineWithWeb();
  for (const form of ["zip", "tgz"] as const) await pushed(form, standIn(folder, { form }));
});
afterAll(async () => {
  await Promise.all([database.stop(), cache.stop(), local.stop(), machine.stop()]);
  rmSync(folder, { recursive: true });
});
beforeEach(async () => {
  count++;
  await database.root.query("DROP DATABASE IF EXISTS xcart; CREATE DATABASE xcart");
  const made = { username: "up", password: "Abc123", host: "127.0.0.1", port: database.port, dbname: "xcart" };
  arns = {
    database: await secret("database-upgrade", JSON.stringify(made)),
    application: await secret("application", JSON.stringify(application)),
    licence: await secret("xcart-licence", `${standInLicence}\n`),
    administrator: await secret("administrator"),
  };
  document = await installOf(cloud, arns);
});

async function secret(name: string, SecretString?: string): Promise<string> {
  const { ARN = "" } = await secrets.send(new CreateSecretCommand({ Name: `shop-staging-${name}-${count}` }));
  // As Pulumi makes it: without a value.
  if (SecretString !== undefined) await secrets.send(new PutSecretValueCommand({ SecretId: ARN, SecretString }));
  return ARN;
}

/** Uploads a distribution as `store release push` does. */
async function pushed(name: string, archive: string): Promise<void> {
  const s3 = new S3Client({ ...cloud.aws.client, forcePathStyle: true });
  const distribution = name === "zip" ? "5.5.0.29" : `5.5.0.29-${name === "tgz" ? 2 : name}`;
  const description = await checkDistribution(archive, { line: "5.5", name: distribution, allowed: [] }, new Date());
  await uploadDistribution({ s3, name: cloud.bucket }, archive, description);
}

/** As the package of Amazon Linux comes: on loopback, without a password. */
async function localCache(): Promise<Server> {
  const port = await freePort();
  const args = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--dir", folder];
  const ready = () =>
    new Promise<boolean>((resolve) => {
      const socket = connect(port, "127.0.0.1", () => {
        socket.destroy();
        resolve(true);
      });
      socket.once("error", () => resolve(false));
    });
  return await start(await program("redis-server"), args, { port, ready });
}

/** The builder's curl fetches the authorities from AWS, and pages from the builder itself. */
async function machineWithWeb(): Promise<void> {
  const authorities = `while [ "$1" != --output ]; do shift; done\ncp ${machine.folder}/rds.pem "$2"`;
  machine.stub("curl", `case "$*" in *127.0.0.1*) exec /usr/bin/curl "$@" ;; esac\n${authorities}`);
}

interface Trouble {
  /** A step of X-Cart's after which it is killed. */
  readonly dies?: string;
  /** A step of the document that fails instead of what it does, or right after it. */
  readonly step?: string;
  readonly after?: string;
}

/** Runs the document, its scripts for real; resolves to how it went and all that was printed. */
async function install(release: string, parameters: Readonly<Record<string, string>> = {}, { dies, step: failing, after }: Trouble = {}) {
  machine.renew();
  const port = String(await freePort());
  const said: string[] = [];
  machine.environment = dies === undefined ? {} : { STAND_IN_DIES_AFTER: dies };
  const outcome = await execute(document, {
    id: randomUUID(),
    parameters: { Release: release, Distribution: "5.5.0.29", Administrator: owner, ...parameters },
    call: cloud.call.bind(cloud),
    run: async (step, commands) => {
      if (step === failing) throw new Error(`${step} failed`);
      // Others' tests may be on the builder's ports.
      const ours = commands.map((line) => line.replaceAll(":8080", `:${port}`).replaceAll(":6379", `:${local.port}`));
      const { status, stdout, stderr } = await machine.run(ours);
      said.push(stdout, stderr);
      if (status !== 0) throw new Error(stderr);
      if (step === after) throw new Error(`killed after ${step}`);
    },
  });
  return { ...outcome, said: said.join("\n") };
}

const before = ["RefuseTakenName", "RequireDistribution"];
const whole = [...before, "LaunchBuilder", "WaitForBuilder", "Fetch", "Install", "SmokeTest", "Upload", "Finish", "TerminateBuilder"];
let number = 0;
/** A release's name that no test has had. */
const next = () => `5.5.0.29-${++number}`;
const rows = async (sql: string): Promise<unknown> => (await database.root.query(`USE xcart; ${sql}`)).flat(1)[1];
const tables = async () => {
  const [found] = await database.root.query(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'xcart' ORDER BY 1",
  );
  return JSON.stringify(found);
};
const administrator = async () =>
  credentials.parse(JSON.parse((await secrets.send(new GetSecretValueCommand({ SecretId: arns.administrator }))).SecretString ?? ""));
const hasAdministrator = async () => (await secrets.send(new ListSecretVersionIdsCommand({ SecretId: arns.administrator }))).Versions ?? [];

/** The release, unpacked as a node does, with a node's own environment. */
async function node(release: string): Promise<string> {
  const at = join(folder, release);
  mkdirSync(at);
  const archive = join(folder, `${release}.tar.zst`);
  const s3 = new S3Client({ ...cloud.aws.client, forcePathStyle: true });
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: cloud.bucket, Key: releaseKeys(release).archive }));
  writeFileSync(archive, (await Body?.transformToByteArray()) ?? "");
  execFileSync("tar", ["--extract", "--zstd", "--file", archive, "--directory", at]);
  return at;
}

const nodeEnvironment = () => ({
  PATH: process.env.PATH,
  APP_ENV: "prod",
  DATABASE_URL: `//up:Abc123@127.0.0.1:${database.port}/xcart?serverVersion=8.4`,
  DATABASE_DEFAULT_TABLE_PREFIX: "xc",
  REDIS_DSN: `rediss://:${cache.password}@127.0.0.1:${cache.port}`,
  XCART_INSTALLER_DETAILS_SHARED_SECRET_KEY: application.sharedSecretKey,
});

/** Asks a release as a node serves it: with sessions and cache in Valkey. */
async function serve<T>(at: string, work: (get: (path: string, init?: RequestInit) => Promise<Response>) => Promise<T>): Promise<T> {
  const port = await freePort();
  mkdirSync(join(at, "config/local"), { recursive: true });
  writeFileSync(
    join(at, "config/local/xcart-hosting.yaml"),
    `doctrine:\n    dbal:\n        options:\n            !php/const PDO::MYSQL_ATTR_SSL_CAPATH: '${join(machine.folder, "etc/xcart/rds-ca")}'
framework:\n    session:\n        handler_id: ~\n    cache:\n        app: cache.adapter.redis\n`,
  );
  const sessions = `tls://127.0.0.1:${cache.port}?auth=${cache.password}`;
  const ini = [
    "-d",
    "session.save_handler=redis",
    "-d",
    `session.save_path="${sessions}"`,
    "-d",
    `openssl.cafile=${cache.certificateFile}`,
  ];
  const server = spawn("php", [...ini, "-S", `127.0.0.1:${port}`, "-t", join(at, "public"), join(at, "public/index.php")], {
    stdio: "ignore",
    env: nodeEnvironment(),
  });
  try {
    return await work(async (path, init = {}) => {
      for (let tries = 0; ; tries++)
        try {
          return await fetch(`http://127.0.0.1:${port}${path}`, { redirect: "manual", ...init });
        } catch (error) {
          if (tries > 100) throw error;
          await sleep(100);
        }
    });
  } finally {
    server.kill();
  }
}

/** What X-Cart has logged of faults. */
const logsOf = (at: string): string =>
  spawnSync("sh", ["-c", 'cat "$0"/var/log/*/*/xcart.*.log 2> /dev/null', at], { encoding: "utf8" }).stdout;

const post = (fields: Readonly<Record<string, string>>, cookie = "") => ({
  method: "POST",
  body: new URLSearchParams(fields),
  headers: { cookie },
});

describe("a store is installed from a distribution", () => {
  test.each([
    ["zip", "5.5.0.29"],
    ["tgz", "5.5.0.29-2"],
  ])(
    "as %s: the release answers its pages, and its administrator gets in with the password of the secret, to change it",
    async (_form, Distribution) => {
      const release = next();
      const { status, steps, errors } = await install(release, { Distribution });
      expect([errors, status, steps]).toEqual([[], "Success", whole]);
      expect(await tables()).not.toContain("xcart_hosting_install");
      expect(JSON.parse((await cloud.read(cloud.bucket, releaseKeys(release).description)) ?? "")).toMatchObject({
        ...{ version: 1, release, kind: "install", from: Distribution },
      });
      const at = await node(release);
      const { login, password } = await administrator();
      expect([login, password]).toEqual([owner, expect.stringMatching(/^[A-Za-z0-9]{24}$/)]);
      await serve(at, async (get) => {
        const home = await get("/");
        expect([logsOf(at), home.status, (await home.text()).trim()]).toEqual(["", 200, expect.stringMatching(/Kettle[\s\S]*<\/html>$/)]);
        const signedIn = await get("/admin/", post({ target: "login", action: "login", login, password }));
        const cookie = signedIn.headers
          .getSetCookie()
          .flatMap((line) => line.split(";")[0] ?? [])
          .toReversed()
          .join("; ");
        expect((await get("/admin/", { headers: { cookie } })).headers.get("location")).toBe("/admin/?target=force_change_password");
        await get("/admin/", post({ target: "force_change_password", action: "update", password: "mine" }, cookie));
        expect(await (await get("/admin/", { headers: { cookie } })).text()).toContain("Dashboard");
      });
    },
  );

  test("a release has nothing in it that only the builder or a node may know", async () => {
    const release = next();
    await install(release);
    const at = await node(release);
    expect(existsSync(join(at, ".env.local"))).toBe(false);
    expect(existsSync(join(at, "config/local/xcart-hosting.yaml"))).toBe(false);
    expect(existsSync(join(at, "config/jwt/private.pem"))).toBe(false);
    expect(existsSync(join(at, "public/images/product/kettle.png"))).toBe(true);
    const found = spawnSync("grep", ["-rlE", `Abc123|${standInLicence}|anAppSecret|aSharedSecret`, at], { encoding: "utf8" });
    expect([found.status, found.stdout]).toEqual([1, ""]);
  });

  test("no secret is printed, and the administrator's password is no process's argument", async () => {
    const changed = join(folder, "loud/xcart");
    mkdirSync(join(folder, "loud"));
    cpSync(standIn(mkdtempSync(join(folder, "plain-"))), changed, { recursive: true });
    const script = join(changed, "bin/install.sh");
    writeFileSync(script, readFileSync(script, "utf8").replace('cd "$(dirname', 'echo "arguments: $*"\ncd "$(dirname'));
    const archive = join(folder, "loud.tgz");
    execFileSync("tar", ["czf", archive, "-C", join(folder, "loud"), "xcart"]);
    await pushed("7", archive);
    const { status, said } = await install(next(), { Distribution: "5.5.0.29-7" });
    expect(status).toBe("Success");
    expect(said).toContain(`arguments: -p -a ${owner}:*** -k ***`);
    const { password } = await administrator();
    for (const hidden of [password, standInLicence, "Abc123", "aSharedSecret", "anAppSecret"]) expect(said).not.toContain(hidden);
  });
});

describe("what was interrupted is begun anew by the next run", () => {
  test.each(["schema", "fixtures", "license", "administrator", "classes", "installed"])(
    "X-Cart's own installation, killed after %s",
    async (dies) => {
      const release = next();
      const { steps, errors } = await install(release, {}, { dies });
      expect([steps.slice(-2), errors[0]]).toEqual([
        ["Install!", "TerminateBuilder"],
        expect.stringContaining("bin/install.sh ended with"),
      ]);
      expect(await hasAdministrator()).toEqual([]);
      expect(await tables()).toContain("xcart_hosting_install");
      const again = await install(release);
      expect([again.errors, again.status]).toEqual([[], "Success"]);
      expect(again.said).toContain(`what the interrupted installation of ${release} left is deleted`);
      expect(await rows("SELECT COUNT(*) AS n FROM xc_profiles")).toBeDefined();
    },
  );

  test.each<Trouble>([{ step: "SmokeTest" }, { after: "SmokeTest" }, { step: "Upload" }])("the builder, at %j", async (trouble) => {
    const release = next();
    expect((await install(release, {}, trouble)).status).toBe("Failed");
    expect((await install(release)).status).toBe("Success");
  });

  test("the program that installs, with all below it", async () => {
    const at = mkdtempSync(join(folder, "killer-"));
    const store = standIn(at);
    const script = join(store, "bin/install.sh");
    writeFileSync(script, readFileSync(script, "utf8").replace("rm -rf", "kill -9 $PPID\nrm -rf"));
    execFileSync("tar", ["czf", join(at, "a.tgz"), "-C", at, "xcart"]);
    await pushed("8", join(at, "a.tgz"));
    const release = next();
    expect((await install(release, { Distribution: "5.5.0.29-8" })).steps.at(-2)).toBe("Install!");
    expect((await install(release)).status).toBe("Success");
  });

  test("a release without its description is no release: the archive alone is not taken for one", async () => {
    const [release, other] = [next(), next()];
    await install(release, {}, { step: "Upload" });
    await cloud.write(releaseKeys(release).archive, "half");
    expect((await install(release)).steps).toEqual(["RefuseTakenName!"]);
    expect((await install(other)).status).toBe("Success");
  });

  test("what has become a release is finished, and never deleted", async () => {
    const release = next();
    expect((await install(release, {}, { step: "Finish" })).status).toBe("Failed");
    expect(await tables()).toContain("xcart_hosting_install");
    const { errors } = await install(next());
    expect(errors[0]?.trim()).toBe(`the store is installed already, as ${release}: npx store release promote shop-staging ${release}`);
    expect(await tables()).not.toContain("xcart_hosting_install");
    expect(await rows("SELECT value AS version FROM service_data WHERE name = 'version'")).toBeDefined();
    expect((await install(next())).errors[0]).toContain("the database is not empty");
  });
});

describe("nothing of anybody's is touched", () => {
  const expectRefused = async (sentence: string | RegExp, parameters: Readonly<Record<string, string>> = {}) => {
    const there = await tables();
    const { status, errors, steps } = await install(next(), parameters);
    expect([status, steps.includes("Upload")]).toEqual(["Failed", false]);
    expect(errors[0]).toMatch(sentence);
    expect(errors[0]?.trim().split("\n")).toHaveLength(1);
    expect([await tables(), await hasAdministrator()]).toEqual([there, []]);
  };

  test("a database that is not empty", async () => {
    await rows("CREATE TABLE anything (id INT)");
    await expectRefused(/^the database is not empty: it has 1 tables, anything among them; .*bring-a-store\.md\)$/m);
  });

  test("a database in which somebody has worked since an installation was interrupted", async () => {
    await install(next(), {}, { dies: "fixtures" });
    await rows("UPDATE xcart_hosting_install SET began = began - INTERVAL 9 MINUTE, alive = alive - INTERVAL 8 MINUTE");
    await expectRefused(/was interrupted, and \d+ tables were made or changed since, .* nothing is deleted/);
  });

  test("another installation that is under way", async () => {
    await database.root.query("SELECT GET_LOCK('xcart-hosting.install', 0)");
    try {
      await expectRefused("another installation of this store is under way");
    } finally {
      await database.root.query("SELECT RELEASE_LOCK('xcart-hosting.install')");
    }
  });

  test("what has no licence fetches nothing; without a distribution, or with a taken name, no builder is started", async () => {
    arns = { ...arns, licence: await secret("no-licence") };
    document = await installOf(cloud, arns);
    const { steps, errors } = await install(next());
    expect(steps).toEqual([...before, "LaunchBuilder", "WaitForBuilder", "Fetch!", "TerminateBuilder"]);
    expect(errors[0]).toContain("the licence key of X-Cart is missing: npx store release licence shop-staging puts it");
    expect((await install(next(), { Distribution: "5.5.0.99" })).steps).toEqual(["RefuseTakenName", "RequireDistribution!"]);
    expect((await install("5.6.0.11-1")).steps).toEqual(["RefuseTakenName!"]);
    expect(await tables()).toBe("[]");
  });

  test("a licence that is none, a release of another version, users that are not there yet", async () => {
    await secrets.send(new PutSecretValueCommand({ SecretId: arns.licence, SecretString: "no key at all" }));
    await expectRefused("the licence key of X-Cart is missing, or is none");
    await secrets.send(new PutSecretValueCommand({ SecretId: arns.database, SecretString: '{"waitingFor":"first rotation"}' }));
    await expectRefused("the database has no user for upgrades yet");
    expect((await install(`5.5.0.30-${++number}`)).errors[0]).toContain("the distribution is of X-Cart 5.5.0.29");
  });

  test("a licence that X-Cart refuses ends it, and the next run has a clean database", async () => {
    await secrets.send(new PutSecretValueCommand({ SecretId: arns.licence, SecretString: "refused-by-x-cart" }));
    const release = next();
    const { errors, said } = await install(release);
    expect([errors[0], said]).toEqual([
      expect.stringContaining("bin/install.sh ended with 1"),
      expect.stringContaining("the license key is not valid"),
    ]);
    // Which leaves a version without a stage, that of the first key.
    await secrets.send(new PutSecretValueCommand({ SecretId: arns.licence, SecretString: standInLicence }));
    expect((await install(release)).status).toBe("Success");
  });
});

test("a release's folder has nothing that a distribution has not, but what X-Cart makes", async () => {
  const release = next();
  await install(release);
  const top = readdirSync(await node(release)).filter((name) => !existsSync(join(standIn(mkdtempSync(join(folder, "plain-"))), name)));
  expect(top).toEqual(["var"]);
});
