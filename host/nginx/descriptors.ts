import type { HostFile } from "../node.ts";

/** Connections of a worker, of shoppers and to PHP together. */
const connections = 4096;

/** Files of the open-file cache: styles, scripts, and the pictures of a busy minute; each stays open. */
const cached = 1000;

/** Logs, sockets, pipes and libraries. */
const others = 64;

/**
 * Maximum open descriptors of an nginx worker. `limit` follows from the others: each connection, and for each one a file that it sends,
 * or that buffers a long body or response.
 */
export const descriptors = { connections, cached, limit: 2 * connections + cached + others } as const;

/**
 * The limit from systemd, hard and soft: the kernel asks SELinux only where a process changes the hard one, and the policy lets nginx
 * do that no more than write to code (`httpd_setrlimit` is off). With systemd's own a worker would be left with 1,024.
 */
export const limitFile: HostFile = {
  path: "/etc/systemd/system/nginx.service.d/xcart.conf",
  mode: 0o644,
  content: `[Service]\nLimitNOFILE=${descriptors.limit}\n`,
};
