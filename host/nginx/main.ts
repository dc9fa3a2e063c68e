import { compressedTypes, mediaTypes } from "../../domain/defaults/file-types.ts";
import { requestSeconds } from "../../domain/defaults/request-seconds.ts";
import type { NodeSettings } from "../node.ts";
import { descriptors } from "./descriptors.ts";
import type { NginxPlace, Patience } from "./place.ts";
import { remark, wholeNumber, word } from "./text.ts";

interface MainArgs {
  readonly settings: NodeSettings;
  readonly place: NginxPlace;
  readonly patience: Patience;
  readonly servers: readonly string[];
}

/** `nginx.conf` around the servers. */
export function mainFile({ settings, place, patience, servers }: MainArgs): string {
  return `# ${remark(settings.stack)}: nginx of a web node
user ${word(place.user)};
worker_processes auto;
worker_rlimit_nofile ${descriptors.limit};
# What a client still waits for after a reload ends by itself: nothing takes longer.
worker_shutdown_timeout ${requestSeconds.shutdown}s;
pid ${word(place.pid)};
error_log ${word(place.errorLog)} warn;
# SELinux lets nothing be written and run (httpd_execmem is off): each expression would be tried, refused and noted by the audit.
pcre_jit off;

events {
  worker_connections ${descriptors.connections};
}

http {
${types}
${limits(settings.bodyMiB.standard, patience)}
${temporary(word(place.temporary))}
${answers}
${tls}
  include xcart/client.conf;
  include xcart/request.conf;
  include xcart/log.conf;

${servers.join("\n")}}
`;
}

const types = `  default_type application/octet-stream;
  types_hash_max_size 2048;
  types {
${Object.entries(mediaTypes)
  .map(([ending, type]) => `    ${type} ${ending};\n`)
  .join("")}  }
`;

/**
 * Slow and huge requests. Headers come from the load balancer, which has them whole before it asks; bodies come as clients send them.
 */
const limits = (standardMiB: number, { header, body, answer }: Patience) => `  client_header_timeout ${wholeNumber(header)}s;
  client_body_timeout ${wholeNumber(body)}s;
  send_timeout ${wholeNumber(answer)}s;
  reset_timedout_connection on;
  keepalive_timeout ${requestSeconds.keepAlive}s;
  keepalive_requests 10000;
  client_header_buffer_size 2k;
  large_client_header_buffers 4 8k;
  client_max_body_size ${wholeNumber(standardMiB)}m;
  client_body_buffer_size 64k;
  max_ranges 8;
  http2_max_concurrent_streams 64;
  # What PHP reads as one name must not come as two.
  underscores_in_headers off;
  ignore_invalid_headers on;
  server_names_hash_bucket_size 512;
  variables_hash_max_size 2048;
`;

const temporary = (folder: string) => `  client_body_temp_path ${folder}/client_body;
  fastcgi_temp_path ${folder}/fastcgi;
  proxy_temp_path ${folder}/proxy;
  scgi_temp_path ${folder}/scgi;
  uwsgi_temp_path ${folder}/uwsgi;
`;

const answers = `  server_tokens off;
  absolute_redirect off;
  sendfile on;
  tcp_nopush on;
  open_file_cache max=${descriptors.cached} inactive=60s;
  open_file_cache_valid 30s;
  open_file_cache_errors off;
  gzip off;
  gzip_vary on;
  gzip_proxied any;
  gzip_comp_level 5;
  gzip_min_length 1024;
  gzip_types ${compressedTypes.join(" ")};
`;

/** Between load balancer and node: what Mozilla calls intermediate, without what has no forward secrecy (ssl-config.mozilla.org). */
const tls = `  ssl_protocols TLSv1.2 TLSv1.3;
  ssl_ciphers ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305;
  ssl_prefer_server_ciphers off;
  ssl_session_cache shared:tls:10m;
  ssl_session_timeout 1h;
  ssl_session_tickets off;
`;
