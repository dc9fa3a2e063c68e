import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { workerUser } from "../../support/emulators/nginx.ts";
import { freePort } from "../../support/emulators/server.ts";
import type { WebNode } from "./node.ts";

/** Debian's own configuration of nginx, with the node's log fields as they come, for the same files and PHP. Returns its path, and its port. */
export async function stockNginx({ folder: within, nginx }: WebNode): Promise<readonly [config: string, port: number]> {
  const [port, folder, { certificate, certificateKey, app, fpmSocket }] = [await freePort(), join(within, "stock"), nginx.place];
  const format = /log_format access[^\n]*/.exec(readFileSync(join(nginx.place.folder, "xcart/log.conf"), "utf8"))?.[0] ?? "";
  const fields = format.replace("$query", "$args").replace("$path_sent", "$uri").replace("$referer_page", "$http_referer");
  mkdirSync(folder);
  const config = join(folder, "nginx.conf");
  writeFileSync(
    config,
    `user ${workerUser};\nworker_processes auto;\npid ${folder}/pid;\nerror_log ${folder}/error.log;\nevents { worker_connections 768; }\nhttp {
  sendfile on; tcp_nopush on; types_hash_max_size 2048; include /etc/nginx/mime.types; default_type application/octet-stream;
  ssl_protocols TLSv1.2 TLSv1.3; ssl_prefer_server_ciphers on; gzip on; ${fields} access_log ${folder}/access.log access buffer=32k flush=1s;
  server { listen 127.0.0.1:${port} ssl; ssl_certificate ${certificate}; ssl_certificate_key ${certificateKey}; root ${app}/public;
    location / { try_files $uri /index.php?$query_string; }
    location ~ \\.php$ { include /etc/nginx/fastcgi_params; fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name; fastcgi_pass unix:${fpmSocket}; } } }\n`,
  );
  return [config, port];
}
