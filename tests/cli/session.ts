import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { bare, type Ran } from "./terminal.ts";

/**
 * One command line, what it is run with beside the session's environment, and the terminal's columns; a pipe where there are none. It
 * runs in `cwd`, or in the program's root.
 */
export interface Asked {
  readonly args: readonly string[];
  readonly columns?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

/** Runs one command line after another. */
export interface Session {
  run(args: readonly string[], how?: Omit<Asked, "args">): Promise<Ran>;
  end(): Promise<void>;
}

const repository = join(import.meta.dirname, "../..");

/**
 * A process that runs many command lines of `store` in turn, the whole command with its parsing and exit status: loading the program
 * costs several times what a run does. What a process of its own shows (signals, the start itself, a real pseudo terminal) is
 * `terminal.ts`'s. `root` is another copy of the program, `env` more of an environment.
 */
export function startSession(root = repository, env: Readonly<Record<string, string>> = {}): Session {
  const child = fork(join(import.meta.dirname, "session-process.ts"), [root], {
    cwd: root,
    env: { ...bare, ...env, NODE_COMPILE_CACHE: join(repository, "node_modules/.cache/store") },
    execArgv: [],
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const ended = once(child, "exit");
  let last: Promise<unknown> = Promise.resolve();
  const answer = async (asked: Asked): Promise<Ran> => {
    const failed = ended.then(([status]) => Promise.reject(new Error(`the session ended with ${status} in ${asked.args.join(" ")}`)));
    const answered = once(child, "message");
    child.send(asked);
    const [ran]: Ran[] = await Promise.race([answered, failed]);
    if (ran === undefined) throw new Error("the session answered nothing");
    return { ...ran, stdout: asked.columns === undefined ? ran.stdout : ran.stdout + ran.stderr };
  };
  return {
    run: (args, how = {}) => {
      const next = last.then(() => answer({ args, ...how }));
      last = next.catch(() => undefined);
      return next;
    },
    end: async () => {
      child.kill();
      await ended;
    },
  };
}
