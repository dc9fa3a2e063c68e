import { spawn } from "node:child_process";
import { existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { EmulatedAws } from "./aws.ts";
import { program } from "./programs.ts";
import { shared } from "./shared.ts";

/** Also the caller: it starts with a tenth of what the CLI loads. */
const calls = join(import.meta.dirname, "python/aws_calls.py");

/**
 * The real AWS CLI (version 1, whose grammar is the nodes' version's in all that they use) as the executable `aws` in a folder, whose path
 * is returned: the folder goes on a PATH, or another command calls it. It speaks to an emulated account, and nothing that it says is
 * written by a test. `endpoint` is a server before the account's, if any.
 */
export async function awsCli(folder: string, { client, endpoint: own }: EmulatedAws, endpoint = own): Promise<string> {
  const python = join(dirname(await program("aws")), "python");
  const { socket } = await shared("aws-cli", async (shared) => await loaded(python, shared));
  mkdirSync(folder, { recursive: true });
  const { accessKeyId, secretAccessKey } = client.credentials;
  const environment = {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    // Neither this machine's settings nor an instance's.
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_MAX_ATTEMPTS: "1",
  };
  const set = Object.entries(environment).map(([name, value]) => `${name}='${value}'`);
  const command = join(folder, "aws");
  // -I -S: the caller is a socket's end, and starts in a tenth of the time.
  const lines = [
    "#!/bin/bash",
    "unset AWS_SESSION_TOKEN AWS_PROFILE",
    `export ${set.join(" ")}`,
    `exec ${python} -I -S ${calls} call ${socket} --endpoint-url ${endpoint} "$@"`,
  ];
  writeFileSync(command, `${lines.join("\n")}\n`, { mode: 0o755 });
  return command;
}

/** Loads the CLI, which takes calls until the run's folder goes. */
async function loaded(python: string, folder: string): Promise<{ readonly socket: string }> {
  const [socket, logFile] = [join(folder, "aws-cli"), join(folder, "aws-cli.log")];
  const log = openSync(logFile, "a");
  const server = spawn(python, [calls, "serve", socket], { stdio: ["ignore", log, log], detached: true });
  server.unref();
  while (!existsSync(socket)) {
    if (server.exitCode !== null) throw new Error(`the AWS CLI ended before it took calls:\n${readFileSync(logFile, "utf8")}`);
    await sleep(20);
  }
  return { socket };
}
