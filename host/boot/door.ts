import type { HostFile } from "../node.ts";
import { source } from "../source.ts";

const service = `[Unit]
Description=Whether shoppers are let in, by the stack's parameter

[Service]
Type=oneshot
ExecStart=/usr/local/sbin/xcart-door
TimeoutStartSec=60
`;

/** A node whose agent missed a command does what the parameter says all the same. */
const timer = `[Unit]
Description=Whether shoppers are let in, looked at each minute

[Timer]
OnActiveSec=60
OnUnitInactiveSec=60
RandomizedDelaySec=10

[Install]
WantedBy=multi-user.target
`;

/** What opens and closes a node. */
export const doorFiles: readonly HostFile[] = [
  { path: "/usr/local/sbin/xcart-door", mode: 0o755, content: source(import.meta.url, "door.sh") },
  { path: "/etc/systemd/system/xcart-door.service", mode: 0o644, content: service },
  { path: "/etc/systemd/system/xcart-door.timer", mode: 0o644, content: timer },
];
