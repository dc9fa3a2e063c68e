import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

/** A mount namespace of a test's own: what is mounted in it no one else sees, and it goes with it. */
export interface MountNamespace {
  /** A command and its first arguments; a command behind them runs inside. */
  readonly enter: readonly [command: string, ...args: string[]];
  /** The path by which anyone sees what is at an absolute path inside. */
  see(path: string): string;
  end(): Promise<void>;
}

/** Makes one in which mounts spread as systemd has them spread on a node. Throws where no one may: it takes root and CAP_SYS_ADMIN. */
export async function mountNamespace(): Promise<MountNamespace> {
  // It reads until no one writes any more: it ends with the test, whatever becomes of that.
  const holder = spawn("unshare", ["--mount", "--propagation", "private", "sh", "-c", "mount --make-rshared / && echo && exec cat"]);
  let said = "";
  holder.stderr.on("data", (text) => (said += text));
  const ended = once(holder, "close");
  await Promise.race([once(holder.stdout, "data"), ended]);
  if (holder.exitCode !== null || holder.pid === undefined)
    throw new Error(`these tests need root, and mounts of their own: ${said.trim()}`);
  const of = `/proc/${holder.pid}`;
  return {
    enter: ["nsenter", `--mount=${of}/ns/mnt`, "--"],
    see: (path) => join(of, "root", path),
    end: async () => {
      holder.stdin.end();
      await ended;
    },
  };
}
