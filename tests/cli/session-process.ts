/*
 * The process behind `session.ts`: runs command lines of `store`, one after another, as cli/store.mjs would run each. The first argument is
 * the root of the program.
 */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Asked } from "./session.ts";
import type { Ran } from "./terminal.ts";

const [root = ""] = process.argv.slice(2);
const { main }: typeof import("../../cli/main.ts") = await import(pathToFileURL(join(root, "cli/main.ts")).href);
const usual = { ...process.env };
const streams = [process.stdout, process.stderr] as const;

let last: Promise<unknown> = Promise.resolve();
process.on("message", (asked: Asked) => {
  last = last.then(async () => process.send?.(await run(asked)));
});

/** What is said goes to the caller, and the streams are a terminal of so many columns where there are some. */
async function run({ args, columns, env, cwd = root }: Asked): Promise<Ran> {
  for (const name of Object.keys(process.env)) if (!(name in usual)) delete process.env[name];
  Object.assign(process.env, usual, env);
  process.chdir(cwd);
  process.exitCode = 0;
  // Each run listens anew.
  for (const stream of streams) stream.removeAllListeners("error");
  const said = ["", ""];
  const undo = streams.map((stream, at) => redirect(stream, columns, (text) => (said[at] += text)));
  try {
    await main(args);
  } catch (error) {
    // As cli/store.mjs does.
    console.error(error);
    process.exitCode = 2;
  } finally {
    for (const step of undo) step();
  }
  const [stdout = "", stderr = ""] = said;
  return { status: Number(process.exitCode), stdout, stderr };
}

function redirect(stream: NodeJS.WriteStream, columns: number | undefined, say: (text: string) => void): () => void {
  const { write, isTTY } = stream;
  const width = stream.columns;
  stream.write = (chunk: string | Uint8Array) => {
    say(typeof chunk === "string" ? chunk : Buffer.from(chunk).toString());
    return true;
  };
  Object.assign(stream, { isTTY: columns !== undefined, columns });
  return () => Object.assign(stream, { write, isTTY, columns: width });
}
