import { idleMinutes, maxSignInMinutes } from "../../domain/defaults/admin-sign-in.ts";
import { type HostFile, type NodeSettings, nodePaths, nodeUsers } from "../node.ts";
import { source } from "../source.ts";
import { phpIni } from "./ini.ts";
import { lockFiles } from "./login-lock.ts";
import { declinesFiles } from "./order-declines.ts";
import { masterConfig, poolConfig } from "./pool.ts";
import { requestWords } from "./requests.ts";

/** Scripts that are the same on each node. */
const sources = [
  ...["addresses", "answers", "counters", "headers", "health", "idle", "login", "login-letters", "login-lines", "login-outcome"],
  ...["phpinfo", "prepend", "requests", "services"],
];

/** PHP on a node: its settings, the pool, health, what runs before X-Cart. */
export function phpFiles(settings: NodeSettings): HostFile[] {
  return [
    { path: "/etc/php.d/zz-xcart.ini", mode: 0o644, content: phpIni() },
    { path: "/etc/php-fpm.conf", mode: 0o644, content: masterConfig() },
    { path: "/etc/php-fpm.d/xcart.conf", mode: 0o644, content: poolConfig(settings) },
    { path: "/etc/tmpfiles.d/xcart-php.conf", mode: 0o644, content: folders() },
    { path: `${nodePaths.host}/request-words.php`, mode: 0o644, content: requestWords() },
    ...sources.map((name) => ({ path: `${nodePaths.host}/${name}.php`, mode: 0o644, content: source(import.meta.url, `${name}.php`) })),
    { path: `${nodePaths.host}/idle-settings.php`, mode: 0o644, content: idleSettings() },
    ...lockFiles(settings),
    ...declinesFiles(settings),
  ];
}

/** Maximum idle time and maximum duration of an administration session. */
const idleSettings = () => `<?php
// Written by boot.
return ['idleSeconds' => ${idleMinutes * 60}, 'maxSeconds' => ${maxSignInMinutes * 60}];
`;

/** Folders and logs, by systemd-tmpfiles. PHP adds to its logs, and reads none. */
function folders(): string {
  const { php } = nodeUsers;
  return `d /run/php-fpm 0755 root root
d /var/log/php-fpm 0750 root root
d /var/log/xcart 0755 root root
f ${nodePaths.loginLog} 0620 root ${php}
f /var/log/xcart/php.log 0620 root ${php}
f /var/log/xcart/login-lock.log 0620 root ${php}
f /var/log/xcart/order-declines.log 0620 root ${php}
# What is written into it belongs to its group.
d ${nodePaths.apiKeys} 2750 root ${php}
d ${nodePaths.local} 0755 root root
d ${nodePaths.local}/tmp 0700 ${php} ${php}
`;
}
