import { idleMinutes } from "../../domain/defaults/admin-sign-in.ts";
import type { HostFile } from "../node.ts";
import { source } from "../source.ts";

/** Services of Amazon Linux that a node does not need. Masked, so that nothing can start them (PCI DSS 2.2.4). */
const masked = [
  "amazon-linux-sb-keygen.service",
  "atd.service",
  "avahi-daemon.service",
  "avahi-daemon.socket",
  "cups.service",
  "debug-shell.service",
  "dnf-automatic-install.timer",
  "dnf-automatic.timer",
  "dnf-makecache.timer",
  "getty@tty1.service",
  "gssproxy.service",
  "kdump.service",
  "libstoragemgmt.service",
  "nfs-blkmap.service",
  "nfs-server.service",
  "postfix.service",
  "rpc-statd.service",
  "rpcbind.service",
  "rpcbind.socket",
  "serial-getty@ttyS0.service",
  "sshd.service",
  "sshd.socket",
  "update-motd.timer",
] as const;

const banner = "This system is private. What you do here is recorded, and shown to those whom it concerns.\n";

const chrony = `# The clock of the host, which needs no egress (PCI DSS 10.6).
server 169.254.169.123 prefer iburst minpoll 4 maxpoll 4
driftfile /var/lib/chrony/drift
makestep 1.0 3
rtcsync
cmdport 0
`;

const dnf = `[main]
gpgcheck=1
localpkg_gpgcheck=1
clean_requirements_on_remove=True
installonly_limit=2
install_weak_deps=False
best=False
skip_if_unavailable=True
pluginpath=/usr/lib/python3.9/site-packages/dnf-plugins,/usr/local/lib/xcart/dnf
`;

/** Only what nginx and PHP-FPM, both httpd_t, need beside what the policy gives them: other hosts by nftables' leave, and EFS. */
const selinux = `boolean -D
boolean -m -1 httpd_can_network_connect
boolean -m -1 httpd_use_nfs
fcontext -D
fcontext -a -f a -t httpd_sys_content_t '/srv/xcart(/.*)?'
fcontext -a -f a -t httpd_sys_rw_content_t '/srv/xcart/local(/.*)?'
fcontext -a -f a -t httpd_sys_rw_content_t '/srv/xcart/mail(/.*)?'
fcontext -a -f a -t httpd_log_t '/var/log/xcart(/.*)?'
fcontext -a -f a -t cert_t '/etc/xcart/tls(/.*)?'
`;

const plain = (path: string, content: string): HostFile => ({ path, mode: 0o644, content });

/** Access to a node: staff sign in through Session Manager as an ordinary user; only Systems Manager documents run as root. */
export const accessFiles: readonly HostFile[] = [
  { path: "/etc/xcart/masked", mode: 0o644, content: masked.map((unit) => `${unit}\n`).join("") },
  // Without its includedir: the files of cloud-init and of the agent, which make users root, are not read.
  { path: "/etc/sudoers", mode: 0o440, content: "Defaults use_pty\nroot ALL=(ALL) ALL\n" },
  ...["/etc/issue", "/etc/issue.net", "/etc/motd"].map((path) => plain(path, banner)),
  plain("/etc/profile.d/xcart-timeout.sh", `readonly TMOUT=${idleMinutes * 60}\nexport TMOUT\n`),
  plain("/etc/selinux/config", "SELINUX=enforcing\nSELINUXTYPE=targeted\n"),
  { path: "/etc/xcart/selinux", mode: 0o600, content: selinux },
  plain("/etc/chrony.conf", chrony),
  plain("/etc/dnf/dnf.conf", dnf),
  plain("/usr/local/lib/xcart/dnf/xcart_window.py", source(import.meta.url, "dnf-window.py")),
  plain("/etc/systemd/resolved.conf.d/xcart.conf", "[Resolve]\nLLMNR=no\nMulticastDNS=no\n"),
];
