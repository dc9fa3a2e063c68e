import { type HostFile, nodePaths } from "../node.ts";
import { source } from "../source.ts";

const library = "/usr/local/lib/xcart/payment-page";

/** Root reads logs and releases of others; it writes its own folder alone, and runs nothing of what it reads but the release's. */
const service = (what: string, name: string): string => `[Unit]
Description=${what}
ConditionPathExists=${nodePaths.values}
[Service]
Type=oneshot
ExecStart=/usr/local/sbin/${name}
StateDirectory=${name}
StateDirectoryMode=0700
UMask=0077
TimeoutStartSec=1800
Nice=19
IOSchedulingClass=idle
CPUWeight=10
NoNewPrivileges=yes
ProtectSystem=strict
ProtectHome=yes
PrivateTmp=yes
PrivateDevices=yes
ProtectKernelTunables=yes
ProtectKernelModules=yes
ProtectControlGroups=yes
RestrictNamespaces=yes
LockPersonality=yes
MemoryMax=768M
SystemCallArchitectures=native
`;

const timer = (what: string, minutes: number): string => `[Unit]
Description=${what}
[Timer]
OnActiveSec=${minutes}min
OnUnitInactiveSec=${minutes}min
RandomizedDelaySec=2min
[Install]
WantedBy=timers.target
`;

/** Payment page checks on a node: they aggregate browsers' reports, and compare the scripts that X-Cart merges with the release. */
export const paymentPageFiles: readonly HostFile[] = [
  { path: `${library}/blocked.py`, mode: 0o644, content: source(import.meta.url, "blocked.py") },
  { path: `${library}/scripts.php`, mode: 0o644, content: source(import.meta.url, "scripts.php") },
  { path: "/usr/local/sbin/xcart-blocked", mode: 0o755, content: source(import.meta.url, "blocked.sh") },
  { path: "/usr/local/sbin/xcart-scripts", mode: 0o755, content: source(import.meta.url, "scripts.sh") },
  ...unit("xcart-blocked", "Hosts that shoppers' browsers report of the payment page", 5),
  ...unit("xcart-scripts", "Whether merged scripts are the release's", 30),
];

function unit(name: string, what: string, minutes: number): HostFile[] {
  return [
    { path: `/etc/systemd/system/${name}.service`, mode: 0o644, content: service(what, name) },
    { path: `/etc/systemd/system/${name}.timer`, mode: 0o644, content: timer(what, minutes) },
  ];
}
