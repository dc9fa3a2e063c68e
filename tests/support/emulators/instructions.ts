import { spawn } from "node:child_process";
import { once } from "node:events";
import { Agent, request } from "node:https";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { program } from "./programs.ts";

/** What is asked while instructions are counted, on one connection. */
export interface Asked {
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** How many requests are counted: more are steadier, fewer quicker. */
const usual = { few: 40, many: 240 };

/**
 * How many instructions nginx runs through for a request, counted by callgrind in a process of its own: the difference between many
 * requests and few, so that its start and the greeting of TLS do not count. The same on any machine of the same programs.
 */
export async function instructionsOf(config: string, port: number, asked: Asked, { few, many } = usual): Promise<number> {
  const less = await countedRun(config, port, asked, few);
  const more = await countedRun(config, port, asked, many);
  return Math.round((more - less) / (many - few));
}

async function countedRun(config: string, port: number, asked: Asked, count: number): Promise<number> {
  const args = ["--tool=callgrind", "--callgrind-out-file=/dev/null", await program("nginx"), "-c", config];
  const nginx = spawn(await program("valgrind"), [...args, "-g", "daemon off; master_process off;"], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  const said = text(nginx.stderr);
  const agent = new Agent({ keepAlive: true, maxSockets: 1, rejectUnauthorized: false });
  try {
    while (!(await statusOf(agent, port, asked).catch(() => 0))) await sleep(100);
    for (let at = 1; at < count; at++) await statusOf(agent, port, asked);
  } finally {
    agent.destroy();
    nginx.kill("SIGQUIT");
    await once(nginx, "exit");
  }
  const counted = /Collected : (\d+)/.exec(await said)?.[1];
  if (counted === undefined) throw new Error(`callgrind counted nothing:\n${await said}`);
  return Number(counted);
}

async function statusOf(agent: Agent, port: number, { path, headers = {} }: Asked): Promise<number> {
  const outgoing = request({ host: "127.0.0.1", port, path, agent, headers: { Host: "shop.example.com", ...headers } }).end();
  const [incoming] = await once(outgoing, "response");
  await text(incoming);
  return incoming.statusCode;
}
