import { execFileSync } from "node:child_process";
import { loadavg } from "node:os";
import { nodeSettings, webNode } from "../tests/host/nginx/node.ts";
import { stockNginx } from "../tests/host/nginx/stock.ts";
import { program } from "../tests/support/emulators/programs.ts";
import { start } from "../tests/support/emulators/server.ts";
import { comparePairs } from "./pairs.ts";

/** What is asked, and the least of stock's requests a second. */
const asked: Readonly<Record<string, readonly [path: string, target: number]>> = {
  "cheapest PHP page": ["/?target=product&product_id=12", 0.97],
  "the same, 20 ms of work": ["/?target=product&do=work", 1],
  "static file": ["/assets/web/main.css?1691234567", 1],
};

/** A node's nginx against Debian's own with the same log fields, before the same PHP-FPM, in turn. Only prints. */
export async function benchNginx(rounds: number): Promise<void> {
  const [node, wrk] = [await webNode(nodeSettings()), await program("wrk")];
  const [config, port] = await stockNginx(node);
  const stock = await start(await program("nginx"), ["-c", config, "-g", "daemon off;"], {
    port,
    ready: async () => execFileSync("curl", ["-sk", `https://127.0.0.1:${port}/`]).length > 0,
  });
  try {
    console.log(`\nnginx: ${rounds} pairs each, load of the machine before ${loadavg()[0]?.toFixed(1)}`);
    for (const [name, [path, target]] of Object.entries(asked))
      comparePairs({ name, path, rounds, ours: node.nginx.port, stock: stock.port, target, wrk });
  } finally {
    await stock.stop();
    await node.stop();
  }
}
