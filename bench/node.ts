// `node bench/node.ts [rounds]`: a node's nginx and PHP-FPM against Debian's own configuration on the same machine, in turn. Only prints.
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { program } from "../tests/support/emulators/programs.ts";
import { freePort, type Server, start } from "../tests/support/emulators/server.ts";
import { extensions } from "../tests/support/shop/php.ts";
import { type Running, runningNode } from "../tests/support/shop/running.ts";
import { stageUsers } from "../tests/support/shop/stage.ts";
import { comparePairs } from "./pairs.ts";

const rounds = Number(process.argv[2] ?? 21);
/** A page of X-Cart computes for tens of milliseconds; so does the second one. */
const pages = {
  "PHP page, 200 files": "/?target=classes",
  "the same, 35 ms of work": "/?target=classes&rounds=40",
  "static file": "/assets/web/main.css",
} as const;

const node = await runningNode({ memoryMiB: 2496 });
const stock = await stockServers(node);
try {
  writeFileSync(join(mkdirs("/srv/xcart/releases/1/public/assets/web"), "main.css"), "p { color: red }\n".repeat(400));
  const wrk = await program("wrk");
  for (const [name, path] of Object.entries(pages))
    comparePairs({ name, path, rounds, ours: node.nginx.port, stock: stock.port, target: 0.95, wrk });
} finally {
  await stock.stop();
  await node.stop();
}

function mkdirs(path: string): string {
  const at = node.place(path);
  mkdirSync(at, { recursive: true });
  return at;
}

/** nginx and PHP-FPM as Debian ships them, with its own pool, but for paths, the same number of workers and the same TLS. */
async function stockServers({ root, place }: Running): Promise<Server> {
  const folder = join(root, "stock");
  mkdirSync(folder);
  const socket = join(folder, "fpm.sock");
  const pool = `[global]\nerror_log = ${folder}/fpm.log\n[www]\nuser = ${stageUsers.web}\ngroup = ${stageUsers.web}\nlisten = ${socket}
listen.owner = ${stageUsers.web}\nlisten.group = ${stageUsers.web}\npm = dynamic\npm.max_children = 5\npm.start_servers = 2\npm.min_spare_servers = 1\npm.max_spare_servers = 3\n`;
  writeFileSync(join(folder, "fpm.conf"), pool);
  const fpm = await start(await program("php-fpm"), ["--nodaemonize", "--fpm-config", join(folder, "fpm.conf")], {
    port: 0,
    ready: async () => execFileSync("test", ["-S", socket]) !== undefined,
    env: { PHP_INI_SCAN_DIR: extensions() },
  });
  const port = await freePort();
  const [certificate, key] = [join(root, "nginx/server.pem"), join(root, "nginx/server.key")];
  const app = `${place("/srv/xcart/current")}/public`;
  writeFileSync(
    join(folder, "nginx.conf"),
    `user ${stageUsers.web};\nworker_processes auto;\npid ${folder}/pid;\nerror_log ${folder}/error.log;\nevents { worker_connections 768; }\nhttp {
  sendfile on; tcp_nopush on; types_hash_max_size 2048; include /etc/nginx/mime.types; default_type application/octet-stream;
  ssl_protocols TLSv1.2 TLSv1.3; ssl_prefer_server_ciphers on; access_log ${folder}/access.log; gzip on;
  server { listen 127.0.0.1:${port} ssl; ssl_certificate ${certificate}; ssl_certificate_key ${key}; root ${app};
    location / { try_files $uri /index.php?$query_string; }
    location ~ \\.php$ { include /etc/nginx/fastcgi_params; fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name; fastcgi_pass unix:${socket}; } } }\n`,
  );
  const nginx = await start(await program("nginx"), ["-c", join(folder, "nginx.conf"), "-g", "daemon off;"], {
    port,
    ready: async () => execFileSync("curl", ["-sk", `https://127.0.0.1:${port}/`]).length > 0,
  });
  const stop = async () => void (await Promise.all([nginx.stop(), fpm.stop()]));
  return { ...nginx, stop };
}
