import { execFileSync } from "node:child_process";
import { rmSync, truncateSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { loginThresholds } from "../../../domain/defaults/login-thresholds.ts";
import { type Answer, type Asked, type Running, runningNode } from "../../support/shop/running.ts";

/** A node whose lock counts everyone, but for one range and the staff's. */
export interface LockedNode extends Running {
  /** Tries a password; of the shop's login by default. */
  login(of: Tried): Promise<Answer>;
  /** Asks the sessions' Valkey, by the client that comes with it. */
  cli(...args: readonly string[]): string;
  /** What the lock remembers becomes older. */
  pass(seconds: number): void;
  /** Forgets everything: what the lock remembers, logs, and X-Cart's own locks. */
  forget(): Promise<void>;
}

/** One try of a password. */
export interface Tried {
  readonly from: string;
  readonly login?: string;
  /** @default wrong */
  readonly password?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** More fields of the form. */
  readonly fields?: Readonly<Record<string, string>>;
}

export const ranges = { never: "198.51.100.0/28", staff: "192.0.2.0/28" } as const;

const older = `for _, key in ipairs(redis.call('KEYS', 'login:*')) do
  if redis.call('TYPE', key).ok == 'zset' then
    for _, member in ipairs(redis.call('ZRANGE', key, 0, -1)) do redis.call('ZINCRBY', key, -tonumber(ARGV[1]), member) end
  end
end`;

/** Asks a node's sessions' Valkey, by the client that comes with it. */
export const sessionsCli =
  ({ services: { sessions } }: Running): LockedNode["cli"] =>
  (...args) => {
    const env = { ...process.env, REDISCLI_AUTH: sessions.password };
    const at = ["--tls", "--cacert", sessions.certificateFile, "-p", String(sessions.port)];
    return execFileSync("redis-cli", [...at, ...args], { encoding: "utf8", env }).trim();
  };

/** Starts one. */
export async function lockedNode(): Promise<LockedNode> {
  const node = await runningNode({
    loginLock: { ...loginThresholds, never: [ranges.never], staffRanges: [ranges.staff], challenge: true },
  });
  const cli = sessionsCli(node);
  return {
    ...node,
    cli,
    login: ({ path, headers, ...of }) => node.ask({ body: formOf(of), from: of.from, ...(path && { path }), ...(headers && { headers }) }),
    pass: (seconds) => void cli("EVAL", older, "0", String(seconds * 1000)),
    forget: () => forget(node),
  };
}

const formOf = ({ login = "shopper@example.com", password = "wrong", fields }: Tried): NonNullable<Asked["body"]> => ({
  ...{ target: "login", action: "login", login, password },
  ...fields,
});

async function forget({ place, services }: Running): Promise<void> {
  await services.sessions.flush();
  for (const log of ["logins.jsonl", "login-lock.log"]) truncateSync(place(`/var/log/xcart/${log}`));
  for (const mark of ["open", "error", "full", "spray"]) rmSync(place(`/srv/xcart/local/tmp/login-lock-${mark}`), { force: true });
  await unlockProfiles(services);
}

/** X-Cart's own lock, which is not what these tests are about. */
export async function unlockProfiles({ database }: Running["services"]): Promise<void> {
  const [found] = await database.root.query("SHOW TABLES FROM xcart LIKE 'xc_profiles'");
  if (Array.isArray(found) && found.length > 0) await database.root.query("UPDATE xcart.xc_profiles SET failures = 0, failed = 0");
}

/** The cookies that an answer sets, as a browser sends them back. */
export const cookiesOf = ({ headers }: Answer): string =>
  [headers["set-cookie"] ?? []]
    .flat()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");

/** Statuses of answers. */
export const statuses = (answers: readonly Answer[]): number[] => answers.map(({ status }) => status);

/** Waits for what a node does after its answer is out. */
export async function until(holds: () => boolean): Promise<void> {
  for (let i = 0; i < 200 && !holds(); i++) await sleep(25);
}

/** Statuses of the same try again and again, one after the other; a number in it is which one it is. */
export async function rowOf(node: LockedNode, count: number, of: (i: number) => Tried): Promise<number[]> {
  const answers: number[] = [];
  for (let i = 0; i < count; i++) answers.push((await node.login(of(i))).status);
  return answers;
}
