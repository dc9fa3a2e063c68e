import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../../../.emulators", import.meta.url));
const ours = ["bin", "moto/bin", "gixy/bin"].map((path) => join(folder, path));
const searched = [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin", "/usr/bin", ...ours];
const pinned = [join(folder, "aws/bin")];
const pebble = "github.com/letsencrypt/pebble/v2/cmd";

/** Installs a Python program into a folder of its own; every package that it needs is pinned by version and hash. */
const pip = (name: string) => [
  ["python3", "-m", "venv", join(folder, name)],
  [
    join(folder, name, "bin/pip"),
    "install",
    "--quiet",
    "--require-hashes",
    "--requirement",
    join(import.meta.dirname, `python/${name}.txt`),
  ],
];

const aptInstall = ["install", "-y", "-qq", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=300"] as const;

/** Packages of Debian, whose manager works for one caller at a time. */
const debian = (...packages: string[]) => ({
  lock: "apt",
  packages,
  install: [
    ["apt-get", "update", "-qq"],
    ["apt-get", ...aptInstall, ...packages],
  ],
});

/** What X-Cart asks of PHP beyond Debian's own. */
const phpModules = ["php-mysql", "php-redis"];

interface Program {
  /** Commands, one after the other. */
  readonly install: readonly (readonly string[])[];
  /** Debian's packages that it is in. @default - it is in none */
  readonly packages?: readonly string[];
  /** What must not be installed at the same time. @default - the program's name */
  readonly lock?: string;
  /** What its file is called where the name has a version in it. @default - the program's name */
  readonly file?: RegExp;
  /** Folders that it may be found in. @default - those on PATH, then ours */
  readonly folders?: readonly string[];
}

/** The real servers and checkers that tests use, and how each gets onto a machine that lacks it. */
const programs = {
  moto_server: { install: pip("moto") },
  // Of this version alone: its models of AWS's services judge what tests send and answer.
  aws: { install: pip("aws"), folders: pinned },
  pebble: { install: [["go", "install", `${pebble}/pebble@v2.10.1`]] },
  "pebble-challtestsrv": { install: [["go", "install", `${pebble}/pebble-challtestsrv@v2.10.1`]] },
  mariadbd: debian("mariadb-server"),
  nginx: debian("nginx"),
  // Debian's Valkey is a later one; the protocol is the same.
  "redis-server": debian("redis-server"),
  php: debian("php-cli", ...phpModules),
  // Of the line that X-Cart 5.5 has.
  symfony: {
    ...debian("php-symfony-dotenv", "php-symfony-redis-messenger"),
    file: /^RedisTransport\.php$/,
    folders: ["/usr/share/php/Symfony/Component/Messenger/Bridge/Redis/Transport"],
  },
  // The API's sign-in.
  "symfony-security": {
    ...debian("php-symfony-security-http"),
    file: /^JsonLoginAuthenticator\.php$/,
    folders: ["/usr/share/php/Symfony/Component/Security/Http/Authenticator"],
  },
  shellcheck: debian("shellcheck"),
  aide: debian("aide"),
  nft: debian("nftables"),
  // Knows the calls of each processor's kernel.
  ausyscall: debian("auditd"),
  "systemd-analyze": debian("systemd"),
  logrotate: debian("logrotate"),
  // Makes journals of text.
  "systemd-journal-remote": { ...debian("systemd-journal-remote"), folders: ["/lib/systemd"] },
  jq: debian("jq"),
  zstd: debian("zstd"),
  wrk: debian("wrk"),
  // With fonts: without any a page has no text to measure.
  chromium: debian("chromium", "fonts-liberation"),
  // Its callgrind counts instructions.
  valgrind: debian("valgrind"),
  // Debian's are named php-fpm8.2 and the like. It brings `php`, which is then looked for no more.
  "php-fpm": { ...debian("php-fpm", ...phpModules), file: /^php-fpm[0-9.]*$/ },
  aiosmtpd: debian("python3-aiosmtpd"),
  gixy: { install: pip("gixy") },
} as const satisfies Record<string, Program>;

/** The name of a server that {@link program} finds. */
export type ProgramName = keyof typeof programs;

const isName = (name: string): name is ProgramName => Object.hasOwn(programs, name);
/** All of them. */
export const programNames: readonly ProgramName[] = Object.keys(programs).filter(isName);

/**
 * The path of a server's program: on PATH, or installed by package name under `.emulators/` (moto, Pebble) or on the machine
 * (Debian's). Throws with the command that failed; nothing is skipped because a server is missing.
 */
export async function program(name: ProgramName): Promise<string> {
  const { lock: shared }: Program = programs[name];
  const lock = join(folder, `${shared ?? name}.lock`);
  for (;;) {
    const found = find(name);
    // While another test installs it, it may be half there.
    if (found && !existsSync(lock)) return found;
    if (!existsSync(lock) || isStale(lock)) {
      const installed = install(name, lock);
      if (installed) return installed;
    }
    await sleep(500);
  }
}

/**
 * Installs at once what a machine lacks of Debian's packages: one after the other they would keep suites waiting beyond their time.
 * What fails here is tried again, and said, by the suite that needs it.
 */
export function installPackages(): void {
  const all: readonly Program[] = programNames.filter((name) => !find(name)).map((name) => programs[name]);
  const missing = all.flatMap(({ packages = [] }) => packages);
  if (missing.length === 0) return;
  for (const args of [
    ["update", "-qq"],
    [...aptInstall, ...missing],
  ])
    if (spawnSync("apt-get", args, { stdio: "ignore", env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } }).status !== 0) return;
}

function find(name: ProgramName): string | undefined {
  const { file, folders = searched }: Program = programs[name];
  const named = (path: string) => (existsSync(path) ? readdirSync(path).filter((entry) => file?.test(entry)) : []);
  return folders.flatMap((path) => (file ? named(path) : [name]).map((entry) => join(path, entry))).find((path) => existsSync(path));
}

const tenMinutes = 600_000;
const isStale = (lock: string) => Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? 0) > tenMinutes;

function install(name: ProgramName, lock: string): string | undefined {
  mkdirSync(folder, { recursive: true });
  rmSync(lock, { recursive: true, force: true });
  try {
    mkdirSync(lock);
  } catch {
    return undefined;
  }
  try {
    for (const [command, ...args] of programs[name].install)
      execFileSync(command, args, {
        stdio: ["ignore", "ignore", "pipe"],
        env: { ...process.env, GOBIN: join(folder, "bin"), DEBIAN_FRONTEND: "noninteractive" },
      });
    return find(name);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new Error(`${name}: not on this machine, and it cannot be installed: ${detail}`, { cause: error });
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}
