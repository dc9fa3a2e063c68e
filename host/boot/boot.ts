import { setupHeader } from "../../domain/defaults/canary.ts";
import { bootSeconds } from "../../domain/defaults/web.ts";
import type { HostFile, NodeSettings } from "../node.ts";
import { nodeCommands, nodePaths, nodeUsers, releaseFolder } from "../node.ts";
import { source } from "../source.ts";
import { databaseAuthorities } from "../system/authorities.ts";

import { doorFiles } from "./door.ts";
import { mountOptions, releaseMounts } from "./mounts.ts";

const from = (name: string): string => source(import.meta.url, name);
const root = (path: string, mode: number, content: string): HostFile => ({ path, mode, content });

/** The page that a node serves until it has a release, through nginx and PHP like any other page. The canary recognizes it by its header. */
const setupPage = `<?php
http_response_code(503);
header('Retry-After: 300');
header('${setupHeader.name}: ${setupHeader.value}');
header('Content-Type: text/plain; charset=utf-8');
header('Cache-Control: no-store');
echo "The store is being set up.\\n";
`;

const drainUnit = `[Unit]
Description=Drains the node before Auto Scaling terminates it
After=network-online.target
Wants=network-online.target
[Service]
ExecStart=/usr/local/sbin/xcart-drain
Restart=on-failure
RestartSec=5
[Install]
WantedBy=multi-user.target
`;

/** Mounts the folders at each system start after the first, where boot does it. nginx and PHP do not start without these mounts. */
const mountsUnit = `[Unit]
Description=Folders of X-Cart in the release
RequiresMountsFor=${nodePaths.shared} ${nodePaths.local}
After=remote-fs.target
[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=${nodeCommands.mounts}
TimeoutStartSec=60
`;

const afterMounts = `[Unit]
Requires=xcart-mounts.service
After=xcart-mounts.service
`;

const target = `[Unit]
Description=The store's background work: cron and workers
After=php-fpm.service
[Install]
WantedBy=multi-user.target
`;

/** Folders that boot fills, by systemd-tmpfiles; PHP's own are host/php's. */
const folders = `d ${nodePaths.releases} 0755 root root
# Once EFS is mounted here, the access point decides the owner; setting a mode or an owner would be refused.
d ${nodePaths.shared} - - -
# The key of the node's certificate.
d /etc/xcart/tls 0700 root root
# Parts of interrupted uploads, and videos of texts that were never saved.
e ${nodePaths.shared}/var/tmp - - - 7d
e ${nodePaths.shared}/var/video - - - 7d
d ${nodePaths.local}/var 0755 root root
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

/** The node's settings as its scripts read them, with the derived values that they would otherwise have to compute again. */
const told = ({ release, ...settings }: NodeSettings): string =>
  JSON.stringify(
    {
      ...settings,
      ...(release && { release: { ...release, folder: releaseFolder(release) } }),
      seconds: { pages: bootSeconds.pages },
      mounts: releaseMounts.map((mount) => ({ ...mount, options: mountOptions(mount) })),
    },
    null,
    2,
  );

/** Files of boot and drain: the scripts, what they read, and the page before the first release. */
export const bootFiles = (settings: NodeSettings): HostFile[] => [
  root("/usr/local/sbin/xcart-boot", 0o755, from("boot.sh")),
  root("/usr/local/sbin/xcart-drain", 0o755, from("drain.sh")),
  root(nodeCommands.mounts, 0o755, from("mounts.sh")),
  root("/usr/local/sbin/xcart-pages", 0o755, from("pages.sh")),
  ...doorFiles,
  root("/usr/local/lib/xcart/report.sh", 0o644, from("report.sh")),
  root("/usr/local/lib/xcart/release.sh", 0o644, from("release.sh")),
  root("/etc/systemd/system/xcart-mounts.service", 0o644, mountsUnit),
  ...["nginx", "php-fpm"].map((service) => root(`/etc/systemd/system/${service}.service.d/xcart-mounts.conf`, 0o644, afterMounts)),
  root("/etc/systemd/system/xcart-drain.service", 0o644, drainUnit),
  root("/etc/systemd/system/xcart.target", 0o644, target),
  root(
    nodePaths.settings,
    0o644,
    `${told(settings)}
`,
  ),
  root(nodePaths.databaseAuthorities, 0o644, databaseAuthorities(settings.region)),
  root("/etc/hosts", 0o644, hosts(settings)),
  root("/etc/tmpfiles.d/xcart.conf", 0o644, folders),
  root(`${nodePaths.host}/setup/public/index.php`, 0o644, setupPage),
];
