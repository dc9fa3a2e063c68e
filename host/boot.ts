/** What a node needs to know when it starts. Nothing secret: user data can be read by whoever describes the instance. */
export interface BootArgs {
  readonly stack: string;
  readonly domain: string;
}

/**
 * The script that cloud-init runs at a node's first start: nginx, which answers `/healthz` over TLS and 503 to all else.
 * The certificate is the node's own; the load balancer encrypts to it and does not check names
 * (docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html).
 */
export function renderBoot({ stack, domain }: BootArgs): string {
  return `#!/bin/bash
# ${stack}: a node of ${domain}
set -euo pipefail
trap 'logger -t boot "failed at line $LINENO: $BASH_COMMAND"' ERR

dnf install --assumeyes nginx openssl
install -d -m 0700 /etc/nginx/tls
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 365 \\
  -subj "/CN=${domain}" -keyout /etc/nginx/tls/node.key -out /etc/nginx/tls/node.crt

cat > /etc/nginx/nginx.conf <<'NGINX'
user nginx;
worker_processes auto;
error_log syslog:server=unix:/dev/log;
events { worker_connections 1024; }
http {
  access_log off;
  server_tokens off;
  server {
    listen 443 ssl default_server;
    ssl_certificate /etc/nginx/tls/node.crt;
    ssl_certificate_key /etc/nginx/tls/node.key;
    ssl_protocols TLSv1.2 TLSv1.3;
    location = /healthz { default_type text/plain; return 200 "ok\\n"; }
    location / { default_type text/plain; return 503 "The store is being set up.\\n"; }
  }
}
NGINX
nginx -t
systemctl enable --now nginx
logger -t boot "ready"
`;
}
