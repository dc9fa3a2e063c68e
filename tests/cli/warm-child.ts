import { main } from "../../cli/main.ts";

/** One call of `store` and what of the environment it sees. */
export interface Call {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Runs a call to its end, as a process of its own would, and returns what it printed and its exit status. */
async function run({ args, cwd, env }: Call) {
  const printed = { stdout: "", stderr: "" };
  const writes = { stdout: process.stdout.write, stderr: process.stderr.write };
  for (const stream of ["stdout", "stderr"] as const) {
    process[stream].write = (text: string | Uint8Array) => {
      printed[stream] += typeof text === "string" ? text : Buffer.from(text).toString("utf8");
      return true;
    };
  }
  process.env = { ...env };
  process.chdir(cwd);
  process.exitCode = 0;
  try {
    await main(args);
    return { status: process.exitCode, ...printed };
  } finally {
    Object.assign(process.stdout, { write: writes.stdout });
    Object.assign(process.stderr, { write: writes.stderr });
    process.stdout.removeAllListeners("error");
    process.exitCode = 0;
  }
}

// One after the other: streams and environment are the process's.
let last: Promise<void> = Promise.resolve();
process.on("message", ({ id, call }: { readonly id: number; readonly call: Call }) => {
  last = last.then(async () => {
    const ran = await run(call).catch((error: unknown) => ({ failed: String(error) }));
    process.send?.({ id, ran });
  });
});
