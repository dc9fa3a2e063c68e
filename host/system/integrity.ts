import { writtenFolders } from "../boot/mounts.ts";
import type { HostFile } from "../node.ts";
import { nodePaths } from "../node.ts";
import { source } from "../source.ts";

/** Folders whose files only releases and patches change, and in them what changes by itself. */
const watched = ["/boot", "/etc", "/opt", "/root", nodePaths.releases, "/srv/xcart/host", "/usr"];
const changing = [
  // What is mounted there: written by X-Cart, on EFS that of all shoppers. The compiled classes are watched where they come from.
  `${nodePaths.releases}/[^/]+/(${writtenFolders.join("|")})(/|$)`,
  // What `xcart-environment` writes, whenever a secret has changed.
  nodePaths.environment,
  nodePaths.poolEnvironment,
  nodePaths.apiKeys,
  nodePaths.values,
  "/etc/\\.updated",
  "/etc/adjtime",
  "/opt/aws/amazon-cloudwatch-agent/(logs|var)",
  "/root/\\.",
  "/usr/lib/python3\\.[0-9]+/.*/__pycache__",
];

/** AIDE 0.18 as Amazon Linux has it. No times and inodes: a package that is put back as it was is no change. */
const configuration = `database_in=file:/var/lib/aide/aide.db.gz
database_out=file:/var/lib/aide/aide.db.gz.new
gzip_dbout=yes
report_url=file:/var/log/aide/report.log
report_level=list_entries
log_level=warning
Watched = p+ftype+u+g+s+l+sha256
${changing.map((path) => `!${path}`).join("\n")}
${watched.map((folder) => `${folder} Watched`).join("\n")}
${nodePaths.app}$ l+u+g
`;

const command = "/usr/local/sbin/xcart-integrity";

const unit = (what: string, action: string): string => `[Unit]
Description=${what}
ConditionPathExists=${nodePaths.values}
[Service]
Type=oneshot
ExecStart=${command} ${action}
Nice=19
IOSchedulingClass=idle
CPUWeight=10
`;

/** File integrity monitoring (PCI DSS 11.5.2): a baseline after each release's installation, and a daily check. */
export const integrityFiles: readonly HostFile[] = [
  { path: "/etc/aide.conf", mode: 0o600, content: configuration },
  { path: command, mode: 0o755, content: source(import.meta.url, "integrity.sh") },
  {
    path: "/etc/systemd/system/xcart-baseline.service",
    mode: 0o644,
    content: unit("Records the baseline of the node's files", "baseline"),
  },
  { path: "/etc/systemd/system/xcart-integrity.service", mode: 0o644, content: unit("Checks whether files have changed", "check") },
  {
    path: "/etc/systemd/system/xcart-integrity.timer",
    mode: 0o644,
    content: `[Unit]
Description=Checks each day whether files have changed
[Timer]
OnCalendar=daily
RandomizedDelaySec=4h
Persistent=true
[Install]
WantedBy=timers.target
`,
  },
];
