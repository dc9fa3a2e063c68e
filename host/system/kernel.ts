import type { HostFile } from "../node.ts";
import { nodePaths } from "../node.ts";

const sysctl = {
  "dev.tty.ldisc_autoload": "0",
  "fs.protected_fifos": "2",
  "fs.protected_hardlinks": "1",
  "fs.protected_regular": "2",
  "fs.protected_symlinks": "1",
  "fs.suid_dumpable": "0",
  "kernel.core_pattern": "|/bin/false",
  "kernel.dmesg_restrict": "1",
  "kernel.kexec_load_disabled": "1",
  "kernel.kptr_restrict": "2",
  "kernel.perf_event_paranoid": "3",
  "kernel.randomize_va_space": "2",
  "kernel.sysrq": "0",
  "kernel.unprivileged_bpf_disabled": "1",
  "kernel.yama.ptrace_scope": "2",
  "net.core.bpf_jit_harden": "2",
  // As many as nginx asks for: the kernel cuts it to this.
  "net.core.somaxconn": "4096",
  "net.ipv4.conf.all.accept_redirects": "0",
  "net.ipv4.conf.all.accept_source_route": "0",
  "net.ipv4.conf.all.log_martians": "1",
  "net.ipv4.conf.all.rp_filter": "1",
  "net.ipv4.conf.all.secure_redirects": "0",
  "net.ipv4.conf.all.send_redirects": "0",
  "net.ipv4.conf.default.accept_redirects": "0",
  "net.ipv4.conf.default.accept_source_route": "0",
  "net.ipv4.conf.default.log_martians": "1",
  "net.ipv4.conf.default.rp_filter": "1",
  "net.ipv4.conf.default.secure_redirects": "0",
  "net.ipv4.conf.default.send_redirects": "0",
  "net.ipv4.icmp_echo_ignore_broadcasts": "1",
  "net.ipv4.icmp_ignore_bogus_error_responses": "1",
  "net.ipv4.ip_forward": "0",
  "net.ipv4.tcp_syncookies": "1",
  "net.ipv6.conf.all.accept_redirects": "0",
  "net.ipv6.conf.all.accept_source_route": "0",
  "net.ipv6.conf.default.accept_redirects": "0",
} as const;

const noPrograms = "noexec,nosuid,nodev";

/** A folder that is mounted on itself, so that it can have options of its own. */
const bound = (folder: string): string => `[Unit]
Description=${folder}, without programs
[Mount]
What=${folder}
Where=${folder}
Type=none
Options=bind,${noPrograms}
[Install]
WantedBy=local-fs.target
`;

const plain = (path: string, content: string): HostFile => ({ path, mode: 0o644, content });

/** Kernel settings, mounts from which no program runs, and no core dumps. */
export const kernelFiles: readonly HostFile[] = [
  plain(
    "/etc/sysctl.d/99-xcart.conf",
    Object.entries(sysctl)
      .map(([key, value]) => `${key} = ${value}\n`)
      .join(""),
  ),
  // Kernel modules that a store on EC2 never needs, and that attackers have exploited.
  plain(
    "/etc/modprobe.d/xcart.conf",
    ["cramfs", "dccp", "firewire-core", "freevxfs", "hfs", "hfsplus", "jffs2", "rds", "sctp", "squashfs", "tipc", "udf", "usb-storage"]
      .map((module) => `install ${module} /bin/false\n`)
      .join(""),
  ),
  plain("/etc/systemd/system/tmp.mount.d/xcart.conf", `[Mount]\nOptions=mode=1777,strictatime,size=25%,nr_inodes=400k,${noPrograms}\n`),
  plain("/etc/systemd/system/var-tmp.mount", bound("/var/tmp")),
  plain("/etc/systemd/system/srv-xcart-local.mount", bound(nodePaths.local)),
  plain("/etc/security/limits.d/xcart.conf", "* hard core 0\n"),
  plain("/etc/systemd/coredump.conf.d/xcart.conf", "[Coredump]\nStorage=none\nProcessSizeMax=0\n"),
  plain(
    "/etc/systemd/journald.conf.d/xcart.conf",
    "[Journal]\nStorage=persistent\nCompress=yes\nSystemMaxUse=200M\nRuntimeMaxUse=50M\nMaxRetentionSec=14day\nRateLimitIntervalSec=30s\nRateLimitBurst=2000\n",
  ),
];
