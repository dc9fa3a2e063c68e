import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { Agent, request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { program } from "./programs.ts";

/** What is asked while instructions are counted, on one connection. */
export interface Asked {
  readonly path: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** How often each request is asked; what the first one finds cold does not count. */
const TIMES = 3;

/** The functions of nginx that begin a request, and the greeting of TLS: callgrind writes down what it has counted before each call. */
const BEGINS = "ngx_http_create_request";
const GREETS = "ngx_ssl_handshake";

/**
 * How many instructions nginx runs through for each of these requests, from its beginning to that of the next one or of the greeting
 * before that, counted by callgrind in one process for all of them. The same on any machine of the same programs.
 */
export async function instructionsOf(config: string, port: number, asked: readonly Asked[]): Promise<number[]> {
  const folder = mkdtempSync(join(tmpdir(), "xcart-callgrind-"));
  const counting = ["--tool=callgrind", `--callgrind-out-file=${folder}/out`, ...[BEGINS, GREETS].map((name) => `--dump-before=${name}`)];
  const nginx = spawn(
    await program("valgrind"),
    [...counting, await program("nginx"), "-c", config, "-g", "daemon off; master_process off;"],
    { stdio: "ignore" },
  );
  const agent = new Agent({ keepAlive: true, maxSockets: 1, rejectUnauthorized: false });
  try {
    const first = { path: "/" };
    while (!(await statusOf(agent, port, first).catch(() => 0))) await sleep(100);
    // The last one begins what counts for none.
    for (const one of [...asked.flatMap((each) => Array(TIMES).fill(each)), first]) await statusOf(agent, port, one);
    agent.destroy();
    nginx.kill("SIGQUIT");
    await once(nginx, "exit");
    // The first of them counts for none.
    const counted = countsIn(folder).slice(1);
    return asked.map((_, at) => Math.min(...counted.slice(at * TIMES + 1, (at + 1) * TIMES)));
  } finally {
    agent.destroy();
    nginx.kill("SIGKILL");
    rmSync(folder, { recursive: true });
  }
}

/** Of each request, in their order: what was written down next after one began. */
function countsIn(folder: string): number[] {
  const dumps = readdirSync(folder).filter((name) => name.startsWith("out."));
  const texts = dumps.toSorted((a, b) => Number(a.slice(4)) - Number(b.slice(4))).map((name) => readFileSync(join(folder, name), "utf8"));
  return texts
    .filter((_, at) => texts[at - 1]?.includes(`desc: Trigger: --dump-before=${BEGINS}\n`))
    .map((dump) => Number(/^(?:totals|summary): (\d+)/m.exec(dump)?.[1]));
}

async function statusOf(agent: Agent, port: number, { path, method = "GET", headers = {} }: Asked): Promise<number> {
  const outgoing = request({ host: "127.0.0.1", port, path, method, agent, headers: { Host: "shop.example.com", ...headers } }).end();
  const [incoming] = await once(outgoing, "response");
  await text(incoming);
  return incoming.statusCode;
}
