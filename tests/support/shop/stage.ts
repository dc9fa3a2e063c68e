import { execFileSync, spawnSync } from "node:child_process";
import { appendFileSync, chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { dirname, join } from "node:path";
import { loginThresholds } from "../../../domain/defaults/login-thresholds.ts";
import { declineBudgets } from "../../../domain/defaults/order-declines.ts";
import { bootFiles } from "../../../host/boot/boot.ts";
import { writtenFolders } from "../../../host/boot/mounts.ts";
import { mailFiles } from "../../../host/mail/files.ts";
import { type HostFile, type NodeSettings, nodeCommands, nodePaths } from "../../../host/node.ts";
import { phpFiles } from "../../../host/php/files.ts";
import { xcartFiles } from "../../../host/xcart/files.ts";
import { type EmulatedAws, emulatedAws } from "../emulators/aws.ts";
import { awsCli } from "../emulators/aws-cli.ts";
import { type MariaDb, mariaDb } from "../emulators/mariadb.ts";
import { program } from "../emulators/programs.ts";
import { type Valkey, valkey } from "../emulators/valkey.ts";
import { nodeIni } from "./php.ts";

/** A node's settings that tests start from. */
export const nodeSettings: NodeSettings = {
  stack: "shop-prod",
  region: "us-east-1",
  line: "5.5",
  domain: "shop.example.com",
  aliases: ["www.example.com"],
  balancerBlocks: ["10.20.0.0/24"],
  memoryMiB: 2048,
  cpus: 2,
  bodyMiB: { standard: 2, uploads: 64 },
  api: true,
  hstsDays: 365,
  networkBlock: "10.20.0.0/16",
  mail: { domain: "shop.example.com", from: "noreply@shop.example.com" },
  // Tests of other things log in as often as they like.
  loginLock: { ...loginThresholds, never: ["0.0.0.0/0", "::/0"], staffRanges: [], challenge: true },
  orderDeclines: { ...declineBudgets, actions: [], never: [], challenge: true },
  release: { name: "5.5.0.29-1", sha256: "5e1f".repeat(16) },
};

/** Database, cache and sessions of a stage. */
export interface Services {
  readonly database: MariaDb;
  readonly cache: Valkey;
  readonly sessions: Valkey;
}

/** A node's file system below a folder of its own, as boot leaves it: files of host/php and host/xcart, a release, secrets in an emulated account. */
export interface Stage {
  readonly root: string;
  readonly services: Services;
  /** The account that the node is in. */
  readonly account: EmulatedAws;
  /** Where a path of a node is on the stage; in any text. */
  place(text: string): string;
  /** What AWS says of a secret, `database` and the like. */
  setSecret(name: string, value: unknown): void;
  /** Runs `xcart-environment`; throws with what it complains of. */
  writeEnvironment(): string;
  stop(): Promise<void>;
}

/** Who runs PHP and nginx on the stage: users that Debian has. Tests that run as someone else have no users to tell apart. */
export const stageUsers = { php: "nobody", phpGroup: "nogroup", web: "www-data" } as const;
/** Whether the tests run as root, who may become others. */
export const asRoot = userInfo().uid === 0;

/** The database's password: of letters that addresses and files take for something else. */
export const databasePassword = "p#a?s:s!%41";

/** Sets a stage up. The services are up, PHP is not. */
export async function stage(settings: NodeSettings = nodeSettings): Promise<Stage> {
  // One after the other: where one does not come up, none is left over.
  const database = await mariaDb({ options: ["--require-secure-transport=ON"] });
  const [cache, sessions] = await Promise.all([valkey(), valkey()]);
  await database.root.query(`CREATE DATABASE xcart; CREATE USER xcart IDENTIFIED BY '${databasePassword}'; GRANT ALL ON xcart.* TO xcart`);
  const root = mkdtempSync(join(tmpdir(), "xcart-stage-"));
  chmodSync(root, 0o755);
  const place = placer(root);
  for (const file of [...phpFiles(settings), ...xcartFiles(), ...mailFiles(settings)]) put(place, file);
  layOut(place, { database, cache, sessions });
  const booted: readonly string[] = [nodePaths.settings, nodeCommands.mounts, "/usr/local/sbin/xcart-pages"];
  for (const file of bootFiles(settings).filter(({ path }) => booted.includes(path))) put(place, file);
  const account = await emulatedAws();
  const cli = await stubs(root, account);
  const services = { database, cache, sessions };
  const made: Stage = {
    root,
    services,
    account,
    place,
    setSecret: (name, value) => void secrets(cli, "put-secret-value", "--secret-id", name, "--secret-string", JSON.stringify(value)),
    writeEnvironment: () => run(place("/usr/local/sbin/xcart-environment"), root),
    stop: async () => {
      await Promise.all(Object.values(services).map((service) => service.stop()));
      rmSync(root, { recursive: true, force: true });
    },
  };
  tell(made, cli);
  return made;
}

/** Calls Secrets Manager as the node does: in its Region, by the real command. */
function secrets(cli: string, ...args: readonly string[]): string {
  return execFileSync(cli, ["secretsmanager", ...args, "--region", nodeSettings.region, "--output", "text"], { encoding: "utf8" });
}

function run(command: string, root: string): string {
  const env = { ...process.env, PATH: `${join(root, "stubs")}:/usr/sbin:/usr/bin:/bin` };
  const { status, stdout, stderr } = spawnSync(command, { encoding: "utf8", env });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

/** Names of folders and users as the stage has them. */
function placer(root: string): (text: string) => string {
  const folders =
    /(?<![\w.])\/(srv\/xcart|etc\/xcart|etc\/php\.d|etc\/php-fpm|etc\/pki|run\/(?:php-fpm|xcart)|var\/log\/(?:xcart|php-fpm)|usr\/local\/(?:bin|sbin|lib)\/xcart)/g;
  return (text) => text.replaceAll(folders, `${root}/$1`);
}

/** Writes one file of a node where the stage has it. */
export function put(place: Stage["place"], { path, mode, content }: HostFile): void {
  const at = place(path);
  mkdirSync(dirname(at), { recursive: true });
  writeFileSync(at, path.endsWith("/xcart.conf") && path.includes("php-fpm") ? asStageUsers(place(content)) : place(content));
  chmodSync(at, mode);
}

function asStageUsers(pool: string): string {
  const users = asRoot
    ? { "user = xcart": `user = ${stageUsers.php}`, "group = xcart": `group = ${stageUsers.phpGroup}` }
    : { "user = xcart\n": "", "group = xcart\n": "", "listen.owner = nginx\n": "", "listen.group = nginx\n": "" };
  return Object.entries({ ...users, "= nginx": `= ${stageUsers.web}` }).reduce((text, [from, to]) => text.replaceAll(from, to), pool);
}

/** Folders, the release, logs: what systemd-tmpfiles and boot do on a node. */
function layOut(place: Stage["place"], { database, cache, sessions }: Services): void {
  for (const folder of [
    "/etc/xcart",
    "/srv/xcart/releases",
    "/run/php-fpm",
    "/var/log/php-fpm",
    "/var/log/xcart/app",
    "/etc/pki/tls/certs",
  ])
    mkdirSync(place(folder), { recursive: true });
  const release = place("/srv/xcart/releases/1");
  cpSync(join(import.meta.dirname, "release"), release, { recursive: true });
  mkdirSync(join(release, "code/many"));
  for (let n = 1; n <= 200; n++)
    writeFileSync(join(release, `code/many/${n}.php`), `<?php\nreturn static fn (int $n): int => $n * ${n};\n`);
  mkdirSync(join(release, "config"));
  execFileSync("ln", ["-s", release, place("/srv/xcart/current")]);
  for (const folder of ["/srv/xcart/shared", "/srv/xcart/local/tmp"]) {
    mkdirSync(place(folder), { recursive: true });
    own(place(folder), 0o700);
  }
  // As if they were mounted: tests/host/boot/layout.test.ts has the real mounts.
  for (const inside of writtenFolders) {
    mkdirSync(join(release, inside), { recursive: true });
    own(join(release, inside), 0o755);
  }
  const keys = place("/etc/xcart/jwt");
  mkdirSync(keys);
  own(keys, 0o2750, 0);
  // PHP leaves mails there, and who sends takes them.
  mkdirSync(place("/srv/xcart/mail"));
  own(place("/srv/xcart/mail"), 0o770, 0);
  for (const log of ["logins.jsonl", "php.log", "login-lock.log", "order-declines.log"]) {
    appendFileSync(place(`/var/log/xcart/${log}`), "");
    own(place(`/var/log/xcart/${log}`), 0o620, 0);
  }
  writeFileSync(place("/etc/xcart/rds.pem"), readFileSync(database.certificateFile));
  const authorities = [cache, sessions].map(({ certificateFile }) => readFileSync(certificateFile, "utf8")).join("");
  writeFileSync(place("/etc/pki/tls/certs/ca-bundle.crt"), authorities);
}

const id = (flag: string) => Number(execFileSync("id", [flag, stageUsers.php], { encoding: "utf8" }));

/** Gives a path to PHP's user, or to `owner` and PHP's group. */
function own(path: string, mode: number, owner?: number): void {
  if (asRoot) chownSync(path, owner ?? id("-u"), id("-g"));
  chmodSync(path, mode);
}

/** Commands of a node's: the real AWS CLI, whose path is returned, systemd that knows nothing, and PHP with a node's settings. */
async function stubs(root: string, account: EmulatedAws): Promise<string> {
  mkdirSync(join(root, "stubs"));
  const [php, ini] = [await program("php"), nodeIni(placer(root))];
  const cli = await awsCli(join(root, "aws"), account);
  const scripts = {
    aws: `#!/bin/bash\nexec ${cli} "$@"\n`,
    systemctl: `#!/bin/bash\necho "$*" >> ${root}/systemctl.log\n[ "$2" != is-active ]\n`,
    logger: "#!/bin/bash\n",
    php: `#!/bin/bash\nexport PHPRC=${ini.PHPRC} PHP_INI_SCAN_DIR=${ini.PHP_INI_SCAN_DIR}\nexec ${php} "$@"\n`,
  };
  for (const [name, text] of Object.entries(scripts)) writeFileSync(join(root, "stubs", name), text, { mode: 0o755 });
  return cli;
}

/** A key as the program makes it, by @pulumi/tls. */
export const apiKey = (bits = 3072, ...options: readonly string[]): string =>
  execFileSync("openssl", ["genrsa", "-traditional", ...options, String(bits)], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });

/** What boot and AWS tell the node of its services. */
function tell({ place, setSecret, services: { database, cache, sessions } }: Stage, cli: string): void {
  const names = ["database", "cache", "sessions", "application", "api"];
  const arns = names.map((name) => [`${name}SecretArn`, secrets(cli, "create-secret", "--name", name, "--query", "ARN").trim()]);
  writeFileSync(place("/etc/xcart/values.json"), JSON.stringify({ databaseHost: "127.0.0.1", ...Object.fromEntries(arns) }));
  setSecret("database", { username: "xcart", password: databasePassword, port: database.port });
  for (const [name, { port, password }] of Object.entries({ cache, sessions })) setSecret(name, { host: "127.0.0.1", port, password });
  setSecret("api", { privateKey: apiKey() });
  setSecret("application", { appSecret: "anAppSecret", sharedSecretKey: "aSharedSecret", authCode: "anAuthCode" });
}
