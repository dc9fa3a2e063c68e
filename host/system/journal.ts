import type { HostFile } from "../node.ts";
import { source } from "../source.ts";

/** Copy of the journal's entries, one line of JSON each; the CloudWatch agent ships it. */
export const journalFile = "/var/log/xcart-journal/journal.jsonl";

const service = `[Unit]
Description=Copies the journal's entries for the CloudWatch agent
[Service]
Type=oneshot
ExecStart=/usr/local/sbin/xcart-journal
DynamicUser=yes
SupplementaryGroups=systemd-journal
StateDirectory=xcart-journal
LogsDirectory=xcart-journal
LogsDirectoryMode=0700
UMask=0077
TimeoutStartSec=300
Nice=10
CapabilityBoundingSet=
NoNewPrivileges=yes
ProtectHome=yes
ProtectProc=invisible
ProtectKernelTunables=yes
ProtectKernelModules=yes
ProtectControlGroups=yes
PrivateDevices=yes
PrivateNetwork=yes
RestrictAddressFamilies=AF_UNIX
RestrictNamespaces=yes
LockPersonality=yes
MemoryMax=64M
SystemCallArchitectures=native
`;

const timer = `[Unit]
Description=Passes on each minute what the journal has got
[Timer]
OnActiveSec=5
OnUnitInactiveSec=60
AccuracySec=5
[Install]
WantedBy=timers.target
`;

/** Files that ship the journal: Amazon Linux's CloudWatch agent reads only files; journals only since 1.300070. */
export const journalFiles: readonly HostFile[] = [
  { path: "/usr/local/sbin/xcart-journal", mode: 0o755, content: source(import.meta.url, "journal.sh") },
  { path: "/etc/systemd/system/xcart-journal.service", mode: 0o644, content: service },
  { path: "/etc/systemd/system/xcart-journal.timer", mode: 0o644, content: timer },
];
