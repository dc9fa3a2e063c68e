import { sharedOwner } from "../../domain/defaults/files.ts";
import type { HostFile } from "../node.ts";
import { nodePaths } from "../node.ts";

const agent = "/opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent";

/** Changes to files and folders, under a key. */
const writes = (key: string, paths: readonly string[]) =>
  paths.map(
    (path) => `-a always,exit -F arch=b64 -F ${path.endsWith("/") ? `dir=${path.slice(0, -1)}` : `path=${path}`} -F perm=wa -k ${key}`,
  );

/** Calls of the system, under a key. Only those that Graviton has: it never had `open`, `unlink` or `chmod`. */
const calls = (key: string, names: readonly string[], only: string) =>
  `-a always,exit -F arch=b64 ${names.map((name) => `-S ${name}`).join(" ")} ${only}-k ${key}`;

/**
 * Audit rules of the kernel, by the requirement of PCI DSS 4.0.1 that demands each. They replace Amazon Linux's own file, which disables
 * most of the audit. The last line makes the rules immutable until the next start.
 */
export const auditFile: HostFile = {
  path: "/etc/audit/rules.d/audit.rules",
  mode: 0o600,
  content: `${[
    "-D",
    // One that is refused must not keep the others and the lock out at a later start of the system; boot counts them, and does not go on.
    "-i",
    "-b 8192",
    "--backlog_wait_time 60000",
    "-f 1",
    "# 10.2.1.1: who reads what the store's data can be had with",
    `-a always,exit -F arch=b64 -F path=${nodePaths.environment} -F perm=r -k secrets`,
    `-a always,exit -F arch=b64 -F dir=/etc/xcart/tls -F perm=r -k secrets`,
    // X-Cart reads it for each token.
    `-a always,exit -F arch=b64 -F dir=${nodePaths.apiKeys} -F perm=r -F uid!=${sharedOwner.uid} -k secrets`,
    "# 10.2.1.2: commands of people, who have uids of their own, and of PHP",
    calls("people", ["execve", "execveat"], `-F uid>=1000 -F uid!=${sharedOwner.uid} `),
    calls("php", ["execve", "execveat"], `-F uid=${sharedOwner.uid} `),
    "# 10.2.1.3: reads of the audit log, except by the agent that ships it",
    `-a always,exit -F arch=b64 -F dir=/var/log/audit -F perm=r -F exe!=${agent} -k audit-log`,
    "# 10.2.1.4: attempts that were refused",
    calls("refused", ["openat", "openat2", "truncate", "ftruncate"], "-F exit=-EACCES -F uid>=1000 "),
    calls("refused", ["openat", "openat2", "truncate", "ftruncate"], "-F exit=-EPERM -F uid>=1000 "),
    "# 10.2.1.5: who can log in, and as whom",
    ...writes("identity", ["/etc/passwd", "/etc/shadow", "/etc/group", "/etc/gshadow", "/etc/sudoers", "/etc/pam.d/", "/etc/security/"]),
    "# 10.2.1.6: starting, stopping and pausing of logs",
    ...writes("logging", ["/etc/audit/", "/var/log/audit/", "/etc/systemd/journald.conf.d/", "/opt/aws/amazon-cloudwatch-agent/etc/"]),
    "# 10.2.1.7: making and deleting of what the system consists of",
    ...writes("system", ["/etc/systemd/", "/etc/nginx/", "/etc/php-fpm.d/", "/usr/local/", "/usr/bin/", "/usr/lib/systemd/"]),
    ...writes("code", [`${nodePaths.releases}/`]),
    calls("modules", ["init_module", "finit_module", "delete_module"], ""),
    calls("mounts", ["mount", "umount2", "move_mount"], "-F uid>=1000 "),
    calls("tracing", ["ptrace", "bpf"], "-F uid>=1000 "),
    "# 10.6.3: the clock",
    calls("clock", ["settimeofday", "clock_settime"], "-F uid>=1000 "),
    ...writes("clock", ["/etc/localtime", "/etc/chrony.conf"]),
    "-e 2",
  ].join("\n")}\n`,
};
