import { setupHeader } from "../../domain/defaults/canary.ts";
import type { HostFile, NodeSettings } from "../node.ts";
import { nodePaths, nodeUsers } from "../node.ts";
import { source } from "../source.ts";
import { databaseAuthorities } from "../system/authorities.ts";
import { doorFiles } from "./door.ts";
import { releaseLinks } from "./links.ts";

const from = (name: string): string => source(import.meta.url, name);
const root = (path: string, mode: number, content: string): HostFile => ({ path, mode, content });

/** What a node shows until it has a release: through nginx and PHP, so that the first release meets what has run before. The canary knows it by its header. */
const setupPage = `<?php
http_response_code(503);
header('Retry-After: 300');
header('${setupHeader.name}: ${setupHeader.value}');
header('Content-Type: text/plain; charset=utf-8');
header('Cache-Control: no-store');
echo "The store is being set up.\\n";
`;

const drainUnit = `[Unit]
Description=Lets the node go well when auto scaling takes it
After=network-online.target
Wants=network-online.target
[Service]
ExecStart=/usr/local/sbin/xcart-drain
Restart=on-failure
RestartSec=5
[Install]
WantedBy=multi-user.target
`;

const target = `[Unit]
Description=What the store does beside answering: cron, workers
After=php-fpm.service
[Install]
WantedBy=multi-user.target
`;

/** Folders that boot fills, by systemd-tmpfiles; PHP's own are host/php's. */
const folders = `d ${nodePaths.releases} 0755 root root
d ${nodePaths.shared} 0755 root root
d /var/log/xcart/app 0750 ${nodeUsers.php} ${nodeUsers.php}
d /var/log/aide 0700 root root
`;

/**
 * The store's names are the node itself: X-Cart calls its `service.php` by them, and from outside the firewall and the sign-in of
 * staff would refuse it (docs/decisions/0027). The first two lines are Amazon Linux's.
 */
const hosts = ({ domain, aliases, adminHost }: NodeSettings): string => {
  const names = new Set([domain, ...aliases, ...(adminHost === undefined ? [] : [adminHost])]);
  return `127.0.0.1 localhost localhost.localdomain localhost4 localhost4.localdomain4
::1 localhost6 localhost6.localdomain6
${[...names].map((name) => `127.0.0.1 ${name}\n`).join("")}`;
};

/** What makes a node of files: boot, drain, what they read, and the page before the first release. */
export const bootFiles = (settings: NodeSettings): HostFile[] => [
  root("/usr/local/sbin/xcart-boot", 0o755, from("boot.sh")),
  root("/usr/local/sbin/xcart-drain", 0o755, from("drain.sh")),
  ...doorFiles,
  root("/usr/local/lib/xcart/report.sh", 0o644, from("report.sh")),
  root("/etc/systemd/system/xcart-drain.service", 0o644, drainUnit),
  root("/etc/systemd/system/xcart.target", 0o644, target),
  root(nodePaths.settings, 0o644, `${JSON.stringify({ ...settings, links: releaseLinks }, null, 2)}\n`),
  root(nodePaths.databaseAuthorities, 0o644, databaseAuthorities(settings.region)),
  root("/etc/hosts", 0o644, hosts(settings)),
  root("/etc/tmpfiles.d/xcart.conf", 0o644, folders),
  root(`${nodePaths.host}/setup/public/index.php`, 0o644, setupPage),
];
