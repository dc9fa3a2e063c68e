import type { HostFile } from "../node.ts";
import { source } from "../source.ts";

const service = `[Unit]
Description=Opens or closes the store to shoppers, as the stack's parameter says

[Service]
Type=oneshot
ExecStart=/usr/local/sbin/xcart-door
TimeoutStartSec=60
`;

/** Applies the parameter also on a node whose agent missed the command. */
const timer = `[Unit]
Description=Checks each minute whether the store is open to shoppers

[Timer]
OnActiveSec=60
OnUnitInactiveSec=60
RandomizedDelaySec=10

[Install]
WantedBy=multi-user.target
`;

/** Files of the service that opens and closes a node to shoppers. */
export const doorFiles: readonly HostFile[] = [
  { path: "/usr/local/sbin/xcart-door", mode: 0o755, content: source(import.meta.url, "door.sh") },
  { path: "/etc/systemd/system/xcart-door.service", mode: 0o644, content: service },
  { path: "/etc/systemd/system/xcart-door.timer", mode: 0o644, content: timer },
];
