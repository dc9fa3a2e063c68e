import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { Agent, request } from "node:https";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { systemFiles } from "../../../host/system/system.ts";
import { ask } from "./ask.ts";
import { nodeSettings, type WebNode, webNode } from "./node.ts";

const PICTURES = 3000;

/** What systemd gives a service that says nothing. */
const SYSTEMD = 1024;

/** As many as nginx's unit says, hard and soft. */
function limit(): number {
  const unit = systemFiles(nodeSettings()).find(({ path }) => path.startsWith("/etc/systemd/system/nginx.service.d/"));
  return Number(/^LimitNOFILE=(\d+)$/m.exec(unit?.content ?? "")?.[1] ?? SYSTEMD);
}

/** SELinux does not let nginx change its hard limit: neither can who has lost the capability for it. */
const denied = [
  "prlimit",
  `--nofile=${limit()}:${limit()}`,
  ...(process.getuid?.() === 0 ? ["setpriv", "--bounding-set", "-sys_resource"] : []),
];

let node: WebNode;
beforeAll(async () => {
  node = await webNode(nodeSettings(), undefined, denied);
  const folder = join(node.folder, "shared/images/many");
  mkdirSync(folder);
  for (let at = 0; at < PICTURES; at++) writeFileSync(join(folder, `${at}.png`), "picture");
});
afterAll(async () => await node.stop());

async function pictures(): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 8, rejectUnauthorized: false });
  const get = (at: number) =>
    new Promise<number>((resolve, reject) => {
      const headers = { Host: "shop.example.com" };
      request({ host: "127.0.0.1", port: node.nginx.port, path: `/images/many/${at}.png`, agent, headers }, (incoming) => {
        text(incoming).then(() => resolve(incoming.statusCode ?? 0), reject);
      })
        .on("error", () => resolve(0))
        .end();
    });
  const statuses = await Promise.all(Array.from({ length: PICTURES }, (_, at) => get(at)));
  agent.destroy();
  return statuses;
}

test("thousands of pictures in a minute leave nginx descriptors for shoppers and health checks", async () => {
  expect((await pictures()).filter((status) => status !== 200)).toEqual([]);
  const status = async (question: Parameters<typeof ask>[1]) => (await ask(node.nginx.port, question)).status;
  const shoppers = Array.from({ length: 60 }, (_, at) => status({ path: "/?do=nap", address: `203.0.113.${at}` }));
  const checks = Array.from({ length: 10 }, () => status({ path: "/healthz", address: null, host: "10.0.0.7" }));
  expect(new Set(await Promise.all([...shoppers, ...checks]))).toEqual(new Set([200]));
  expect(readFileSync(join(node.folder, "error.log"), "utf8")).not.toMatch(/setrlimit|Too many open files/);
});

test("nginx says of its own limit what its unit does", () => {
  const config = readFileSync(join(node.folder, "nginx/nginx.conf"), "utf8");
  expect(config).toContain(`worker_rlimit_nofile ${limit()};`);
  const [, connections] = /worker_connections (\d+);/.exec(config) ?? [];
  const [, cached] = /open_file_cache max=(\d+)/.exec(config) ?? [];
  expect(2 * Number(connections) + Number(cached)).toBeLessThan(limit());
});

test("nothing is compiled at run time, which SELinux would refuse expression by expression", () => {
  expect(readFileSync(join(node.folder, "nginx/nginx.conf"), "utf8")).toContain("pcre_jit off;");
});
