import { reservedMiB, workerRestartMiB } from "../../domain/defaults/php-pool.ts";
import { drainSeconds } from "../../domain/defaults/web.ts";
import { writtenFolders } from "../boot/mounts.ts";
import { type HostFile, nodeCommands, nodePaths, nodeUsers } from "../node.ts";

/** Seconds between two runs of X-Cart's scheduled tasks: it asks for five to ten minutes. */
const cronSeconds = 300;

const folder = "/etc/systemd/system";
const lease = `/usr/bin/php ${nodePaths.host}/lease.php`;

/** Confinement of a job: it runs as PHP's user and writes only where X-Cart does. */
const confined = `User=${nodeUsers.php}
EnvironmentFile=${nodePaths.environment}
WorkingDirectory=${nodePaths.app}
UMask=0027
NoNewPrivileges=yes
ProtectSystem=strict
ReadWritePaths=${nodePaths.local}/tmp ${nodePaths.mail} ${writtenFolders.map((inside) => `${nodePaths.app}/${inside}`).join(" ")}
ProtectHome=yes
PrivateTmp=yes
PrivateDevices=yes
ProtectKernelTunables=yes
ProtectKernelModules=yes
ProtectControlGroups=yes
ProtectProc=invisible
RestrictSUIDSGID=yes
RestrictNamespaces=yes
LockPersonality=yes
CapabilityBoundingSet=
SystemCallArchitectures=native`;

/** A job that one node of the store does at a time, whichever holds the lease. */
const job = (description: string, command: string) => `[Unit]
Description=${description}
PartOf=xcart.target
After=network-online.target xcart-mounts.service
Requires=xcart-mounts.service
ConditionPathExists=${nodePaths.app}/bin/console
ConditionPathExists=!${nodePaths.closed}
StartLimitIntervalSec=0

[Service]
Slice=xcart-jobs.slice
ExecStart=${command}
Restart=always
RestartSec=10
# The command gets 20 seconds to end by itself.
KillMode=mixed
TimeoutStopSec=${drainSeconds.jobs}
${confined}

[Install]
WantedBy=xcart.target
`;

/** Units of X-Cart's work beside the shop. */
export function unitFiles(): HostFile[] {
  const unit = (name: string, content: string): HostFile => ({ path: `${folder}/${name}`, mode: 0o644, content });
  const console = "/usr/bin/php bin/console";
  return [
    unit("xcart-jobs.slice", `[Slice]\nMemoryMax=${reservedMiB.jobs}M\nCPUWeight=50\n`),
    unit(
      "xcart-cron.service",
      job("Scheduled tasks of X-Cart, on one node at a time", `${lease} cron ${cronSeconds} ${console} xcart:cron`),
    ),
    unit(
      "xcart-worker.service",
      job(
        "Queue of X-Cart, on one node at a time",
        `${lease} worker 0 ${console} messenger:consume async --time-limit=3600 --memory-limit=${workerRestartMiB}M`,
      ),
    ),
    unit("xcart-database-check.service", databaseCheck),
    unit("xcart-environment.service", environmentService),
    unit("xcart-environment.timer", environmentTimer),
  ];
}

const databaseCheck = `[Unit]
Description=Whether X-Cart's connection to the database is encrypted
PartOf=xcart.target
ConditionPathExists=${nodePaths.app}/bin/console

[Service]
Type=oneshot
ExecStart=${nodePaths.host}/database-check
TimeoutStartSec=60
${confined}

[Install]
WantedBy=xcart.target
`;

const environmentService = `[Unit]
Description=Environment of X-Cart, from its secrets

[Service]
Type=oneshot
ExecStart=${nodeCommands.environment}
TimeoutStartSec=60
`;

const environmentTimer = `[Unit]
Description=Environment of X-Cart, looked at each minute
PartOf=xcart.target

[Timer]
OnActiveSec=60
OnUnitInactiveSec=60
RandomizedDelaySec=10

[Install]
WantedBy=xcart.target
`;
