import { drainSeconds } from "../../domain/defaults/web.ts";
import { type HostFile, nodePaths, nodeUsers } from "../node.ts";

const { mail } = drainSeconds;
const relay = "/usr/bin/python3 -I /usr/local/lib/xcart/mail/relay.py";

/**
 * Confinement of the relay: a user of its own that sees only the queued email and the credentials to send it with. PHP's group lets it
 * take messages from the queue; X-Cart's code and environment are hidden from it. The environment names the only source of credentials.
 */
const confined = `DynamicUser=yes
SupplementaryGroups=${nodeUsers.php}
StateDirectory=xcart-mail
StateDirectoryMode=0700
StandardOutput=append:/var/log/xcart/mail.log
LoadCredential=credentials:/run/xcart-mail/credentials
SetCredential=credentials:none
Environment=AWS_SHARED_CREDENTIALS_FILE=%d/credentials MAIL_CREDENTIALS=%d/credentials
Environment=AWS_EC2_METADATA_DISABLED=true AWS_CONFIG_FILE=/dev/null
UMask=0007
ReadWritePaths=${nodePaths.mail} ${nodePaths.shared}
InaccessiblePaths=${nodePaths.releases} ${nodePaths.local} ${nodePaths.host}
ProtectSystem=strict
ProtectHome=yes
PrivateDevices=yes
ProtectKernelTunables=yes
ProtectKernelModules=yes
ProtectControlGroups=yes
ProtectProc=invisible
RestrictNamespaces=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
LockPersonality=yes
MemoryDenyWriteExecute=yes
CapabilityBoundingSet=
SystemCallArchitectures=native
Nice=5`;

/** A run; `last`, the one with which a node hands over what is left: systemd ends a try that hangs, and it hands over all the same. */
const run = (description: string, { last }: { readonly last: boolean }) => `[Unit]
Description=${description}
Wants=network-online.target
After=network-online.target xcart-mail-credentials.service${last ? " xcart-mail.service\nConflicts=xcart-mail.service" : ""}
StartLimitIntervalSec=0

[Service]
Type=oneshot
ExecStart=${relay}${last ? ` --last ${mail.sends}` : ""}
TimeoutStartSec=${last ? mail.sends + mail.hangs : 300}
TimeoutStopSec=${mail.handsOver}
${confined}
`;

/** A path unit looks again only once a run is over: what comes just then, the timer finds within a minute. */
const path = `[Unit]
Description=Watches for email that PHP has queued
PartOf=xcart.target

[Path]
PathChanged=${nodePaths.mail}
`;

const timer = `[Unit]
Description=Retries queued email
PartOf=xcart.target
Wants=xcart-mail.path

[Timer]
OnActiveSec=30
OnUnitInactiveSec=60

[Install]
WantedBy=xcart.target
`;

const credentialsService = `[Unit]
Description=What mail is sent with
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
ExecStart=/usr/local/sbin/xcart-mail-credentials
TimeoutStartSec=60
`;

/** Keys are good for an hour. */
const credentialsTimer = `[Unit]
Description=Renews the credentials for sending email
PartOf=xcart.target

[Timer]
OnActiveSec=0
OnUnitInactiveSec=900
RandomizedDelaySec=10

[Install]
WantedBy=xcart.target
`;

/** Units of a node's mail. */
export function mailUnits(): HostFile[] {
  const unit = (name: string, content: string): HostFile => ({ path: `/etc/systemd/system/xcart-mail${name}`, mode: 0o644, content });
  return [
    unit(".service", run("Sends what waits", { last: false })),
    unit(".path", path),
    unit(".timer", timer),
    unit("-last.service", run("Sends what waits, and leaves the rest to another node", { last: true })),
    unit("-credentials.service", credentialsService),
    unit("-credentials.timer", credentialsTimer),
  ];
}
