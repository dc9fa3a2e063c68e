import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { EmulatedAws } from "./aws.ts";
import { program } from "./programs.ts";

/** The AWS CLI as shells of a test find it. */
export interface AwsCli {
  /** The command; its folder goes on a PATH, or another command calls it. */
  readonly command: string;
  stop(): Promise<void>;
}

/**
 * The real AWS CLI (version 1, whose grammar is the nodes' version's in all that they use) as the executable `aws` in a folder. It
 * speaks to an emulated account, and nothing that it says is written by a test. `endpoint` is a server before the account's, if any.
 */
export async function awsCli(folder: string, { client, endpoint: own }: EmulatedAws, endpoint = own): Promise<AwsCli> {
  const python = join(dirname(await program("aws")), "python");
  const calls = join(import.meta.dirname, "python/aws_calls.py");
  mkdirSync(folder, { recursive: true });
  const socket = join(folder, "socket");
  const server = spawn(python, [calls, "serve", socket], { stdio: ["pipe", "pipe", "inherit"] });
  await ready(server);
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
  const stop = async () => {
    const ended = new Promise((resolve) => server.once("close", resolve));
    server.stdin?.end();
    await ended;
  };
  return { command, stop };
}

async function ready(server: ChildProcess): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.stdout?.once("data", () => resolve());
    server.once("close", (code) => reject(new Error(`the AWS CLI ended with ${code} before it took calls`)));
  });
}
