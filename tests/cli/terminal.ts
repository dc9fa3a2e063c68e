import { spawn } from "node:child_process";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";

const root = join(import.meta.dirname, "../..");
const cli = join(root, "cli/store.mjs");

/** No credentials, nor a machine that would have some; nothing of the person who runs the tests. */
export const bare: Readonly<Record<string, string>> = {
  PATH: process.env.PATH ?? "",
  HOME: "/nonexistent",
  AWS_EC2_METADATA_DISABLED: "true",
  TERM: "xterm-256color",
};

/** What a run printed, and how it ended. */
export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `store` in a pipe. */
export const inPipe = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> =>
  ran(process.execPath, [cli, ...args], env);

/** Runs `store` on a pseudo terminal of so many columns, by util-linux's `script`; both streams are in `stdout`. */
export async function inTerminal(args: readonly string[], columns: number, env: Readonly<Record<string, string>> = {}): Promise<Ran> {
  const call = [process.execPath, cli, ...args].map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(" ");
  const result = await ran("script", ["-qec", `stty cols ${columns} rows 50; exec ${call}`, "/dev/null"], env);
  return { ...result, stdout: result.stdout.replaceAll("\r\n", "\n") };
}

function ran(command: string, args: readonly string[], env: Readonly<Record<string, string>>): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, env: { ...bare, ...env }, stdio: ["ignore", "pipe", "pipe"] });
    let [stdout, stderr] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text) => (stderr += text));
    child.on("error", reject).on("close", (status) => resolve({ status, stdout, stderr }));
  });
}

/** What is left on the screen of a run: without colours, and without progress, which takes itself away. */
export const onScreen = (text: string): string =>
  stripVTControlCharacters(
    text
      .split("\n")
      .map((line) => line.slice(line.lastIndexOf("\u001b[K") + 1))
      .join("\n")
      .replaceAll("[K", ""),
  ).replaceAll("\r", "");
