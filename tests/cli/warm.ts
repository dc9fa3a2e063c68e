import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { bare, type Ran, root } from "./terminal.ts";
import type { Call } from "./warm-child.ts";

/** The compile cache of `store` itself. */
const cache = join(root, "node_modules/.cache/store");

/**
 * `store` in a process that stays, for suites of many calls: loading the program costs more than most of them. What a process of its
 * own does differently (a terminal, a closed pipe, signals, another engine) is tested by {@link inPipe} and the like.
 */
export class WarmStore {
  #child: ChildProcess;
  #id = 0;
  readonly #waiting = new Map<number, { readonly resolve: (ran: Ran) => void; readonly reject: (error: Error) => void }>();

  constructor() {
    this.#child = fork(join(import.meta.dirname, "warm-child.ts"), {
      execArgv: [],
      env: { ...bare, NODE_COMPILE_CACHE: cache },
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    this.#child.on("message", ({ id, ran }: { readonly id: number; readonly ran: Ran | { readonly failed: string } }) => {
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      if ("failed" in ran) waiting?.reject(new Error(ran.failed));
      else waiting?.resolve(ran);
    });
    this.#child.on("exit", (code) => {
      for (const { reject } of this.#waiting.values()) reject(new Error(`the process ended with ${code} in the middle of a call`));
    });
  }

  /** Runs one call after those before it. */
  run(
    args: readonly string[],
    { cwd = root, env = {} }: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>> } = {},
  ): Promise<Ran> {
    const id = this.#id++;
    const call: Call = { args, cwd, env: { ...bare, ...env } };
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#child.send({ id, call });
    });
  }

  async end(): Promise<void> {
    const gone = once(this.#child, "exit");
    this.#child.disconnect();
    await gone;
  }
}
