import { spawn } from "node:child_process";
import { openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Region } from "../../../domain/defaults/regions.ts";
import { program } from "./programs.ts";
import { freePort, type Server, start } from "./server.ts";
import { shared } from "./shared.ts";

/** An emulated AWS account that no one else uses. */
export interface EmulatedAws {
  readonly endpoint: string;
  readonly accountId: string;
  /** What the AWS SDK reads: endpoint, credentials of the account, Region. */
  readonly environment: Readonly<Record<string, string>>;
  /** The same as options of an SDK client. */
  readonly client: {
    readonly endpoint: string;
    readonly region: Region;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
}

const region: Region = "us-east-1";

/** Some of what moto answers wrongly is put right there. */
const putRight = { PYTHONPATH: join(import.meta.dirname, "python/as_aws") };

/**
 * An account of its own in the emulated AWS (moto), which is started once for all suites and ended after the last one
 * (global-teardown.ts). moto takes the account from the credentials of a role that was assumed in it.
 */
export const emulatedAws = async (): Promise<EmulatedAws> => await accountAt(await sharedEndpoint());

/** The same in a server that no other suite uses: for tests that read what a server holds, which some data of others keeps it from saying. */
export async function emulatedAwsApart(): Promise<EmulatedAws & Pick<Server, "stop">> {
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const ready = async () => await answers(`${endpoint}/moto-api/`);
  const { stop } = await start(await program("moto_server"), ["-H", "127.0.0.1", "-p", String(port)], { port, ready, env: putRight });
  return { ...(await accountAt(endpoint)), stop };
}

async function accountAt(endpoint: string): Promise<EmulatedAws> {
  const accountId = String(Math.floor(1e11 + Math.random() * 8e11));
  const credentials = await assumeRoleIn(endpoint, accountId);
  const environment = {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  };
  return { endpoint, accountId, environment, client: { endpoint, region, credentials } };
}

/** Where the emulated AWS that all suites share listens; started by whichever suite asks first. */
async function sharedEndpoint(): Promise<string> {
  const { port } = await shared("moto", startShared);
  return `http://127.0.0.1:${port}`;
}

async function startShared(folder: string): Promise<{ readonly port: number; readonly pid: number | undefined }> {
  const command = await program("moto_server");
  const port = await freePort();
  const log = openSync(join(folder, "moto.log"), "a");
  // It outlives the suite that happened to ask first.
  const env = { ...process.env, ...putRight };
  const child = spawn(command, ["-H", "127.0.0.1", "-p", String(port)], { stdio: ["ignore", log, log], detached: true, env });
  child.unref();
  while (!(await answers(`http://127.0.0.1:${port}/moto-api/`))) {
    if (child.exitCode !== null) throw new Error(`moto ended:\n${readFileSync(join(folder, "moto.log"), "utf8")}`);
    await sleep(50);
  }
  return { port, pid: child.pid };
}

const answers = async (url: string) =>
  await fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );

async function assumeRoleIn(endpoint: string, accountId: string) {
  const query = new URLSearchParams({
    Action: "AssumeRole",
    Version: "2011-06-15",
    RoleArn: `arn:aws:iam::${accountId}:role/tests`,
    RoleSessionName: "tests",
  });
  const headers = { authorization: `AWS4-HMAC-SHA256 Credential=tests/20260101/${region}/sts/aws4_request` };
  const text = await fetch(endpoint, { method: "POST", headers, body: query }).then((response) => response.text());
  const pick = (tag: string) => text.match(new RegExp(`<${tag}>([^<]+)</${tag}>`))?.[1];
  const [accessKeyId, secretAccessKey] = [pick("AccessKeyId"), pick("SecretAccessKey")];
  if (!accessKeyId || !secretAccessKey) throw new Error(`moto gave no credentials: ${text.slice(0, 500)}`);
  return { accessKeyId, secretAccessKey };
}
