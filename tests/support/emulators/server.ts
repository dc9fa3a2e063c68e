import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** A server of a test's own. */
export interface Server {
  readonly port: number;
  readonly process: ChildProcess;
  /** Ends it and waits until it is gone. */
  stop(): Promise<void>;
}

/** A TCP port on loopback that no one listens on. */
export async function freePort(): Promise<number> {
  const listener = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => listener.once("listening", resolve));
  const address = listener.address();
  await new Promise((resolve) => listener.close(resolve));
  if (typeof address !== "object" || !address) throw new Error("no address for a listener on loopback");
  return address.port;
}

/**
 * Starts a program as a child and waits until `ready` answers true (asked every 50 ms, for 60 seconds at most). Throws with the
 * end of what it printed if it ends before that.
 */
export async function start(
  command: string,
  args: readonly string[],
  options: { readonly port: number; readonly ready: () => Promise<boolean>; readonly env?: NodeJS.ProcessEnv; readonly detached?: boolean },
): Promise<Server> {
  const child = spawn(command, args, {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...options.env },
    detached: options.detached ?? false,
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (printed = (printed + text).slice(-4000)));
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const deadline = Date.now() + 60_000;
  while (!(await options.ready().catch(() => false))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      child.kill();
      throw new Error(`${command} did not come up:\n${printed}`);
    }
    await sleep(50);
  }
  const stop = async () => {
    child.kill();
    await ended;
  };
  return { port: options.port, process: child, stop };
}
