import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type Asked, instructionsOf } from "../../support/emulators/instructions.ts";
import { placeIn, writeNginx } from "../../support/emulators/nginx.ts";
import { freePort } from "../../support/emulators/server.ts";
import { nodeSettings, type WebNode, webNode } from "./node.ts";

/** About a millisecond of a Graviton processor: a node's clock is 2.5 GHz or more, and expressions run at more than one instruction a tick. */
const MILLISECOND = 2_500_000;

let node: WebNode;
let ours: readonly [config: string, port: number];
beforeAll(async () => {
  node = await webNode(nodeSettings());
  const port = await freePort();
  const folder = join(node.folder, "counted");
  ours = [writeNginx(nodeSettings(), { ...placeIn(node.folder, port), folder, pid: join(node.folder, "counted.pid") }), port];
});
afterAll(async () => await node.stop());

/** Debian's own configuration, with the node's log fields as they come. */
async function stock(): Promise<readonly [config: string, port: number]> {
  const [port, folder, { certificate, certificateKey, app, fpmSocket }] = [await freePort(), join(node.folder, "stock"), node.nginx.place];
  const format = /log_format access[^\n]*/.exec(readFileSync(join(node.nginx.place.folder, "xcart/log.conf"), "utf8"))?.[0] ?? "";
  const fields = format.replace("$query", "$args").replace("$raw_path", "$uri").replace("$referer_page", "$http_referer");
  mkdirSync(folder);
  const config = join(folder, "nginx.conf");
  writeFileSync(
    config,
    `pid ${folder}/pid;\nerror_log ${folder}/error.log;\nevents { worker_connections 768; }\nhttp {
  sendfile on; tcp_nopush on; types_hash_max_size 2048; include /etc/nginx/mime.types; default_type application/octet-stream;
  ssl_protocols TLSv1.2 TLSv1.3; ssl_prefer_server_ciphers on; gzip on; ${fields} access_log ${folder}/access.log access buffer=32k flush=1s;
  server { listen 127.0.0.1:${port} ssl; ssl_certificate ${certificate}; ssl_certificate_key ${certificateKey}; root ${app}/public;
    location / { try_files $uri /index.php?$query_string; }
    location ~ \\.php$ { include /etc/nginx/fastcgi_params; fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name; fastcgi_pass unix:${fpmSocket}; } } }\n`,
  );
  return [config, port];
}

test("a usual page costs nginx at most 1.35 times what it costs Debian's own with the same log fields", async () => {
  const asked = { path: "/?target=product&product_id=12&category_id=3&sortBy=price" };
  const theirs = await stock();
  const [mine, plain] = await Promise.all([instructionsOf(...ours, asked), instructionsOf(...theirs, asked)]);
  expect(mine / plain).toBeLessThanOrEqual(1.35);
});

const query = (part: string, bytes: number, end = ""): Asked => ({ path: `/?${part.repeat(bytes / part.length)}${end}` });

test.each<[what: string, asked: Asked]>([
  ["a secret word again and again", query("pass", 7600, "=")],
  ["the same in all that is looked into, without a value", query("pass", 508, "=")],
  ["as many secrets as fit", query("xid=a&", 510)],
])("no query costs a millisecond: %s", async (_, asked) => {
  expect(await instructionsOf(...ours, asked, { few: 2, many: 8 })).toBeLessThan(MILLISECOND);
});
