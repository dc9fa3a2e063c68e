import { nodePackages } from "../../../host/boot/packages.ts";
import { nodeFiles } from "../../../host/files.ts";
import { nodeSettings } from "../shop/stage.ts";

/**
 * Programs of Amazon Linux 2023 by package: of the image's (docs.aws.amazon.com/linux/al2023/ug/image-comparison.html, the standard AMI),
 * and of those that a node installs. Only what is named here is known to be there; before another is added, `dnf repoquery --list`
 * of its package has to name it.
 */
const programs: Readonly<Record<string, readonly string[]>> = {
  // In the image.
  "amazon-ssm-agent": ["amazon-ssm-agent"],
  "awscli-2": ["aws"],
  chrony: ["chronyc"],
  coreutils: [
    ...[
      "base64",
      "basename",
      "cat",
      "chmod",
      "chown",
      "cp",
      "cut",
      "date",
      "dd",
      "df",
      "dirname",
      "du",
      "env",
      "head",
      "id",
      "install",
      "ln",
      "ls",
      "mkdir",
    ],
    ...[
      "mktemp",
      "mv",
      "nproc",
      "realpath",
      "rm",
      "rmdir",
      "seq",
      "sha256sum",
      "sleep",
      "sort",
      "stat",
      "sync",
      "tail",
      "tee",
      "timeout",
      "touch",
      "tr",
    ],
    ...["uname", "uniq", "wc", "whoami"],
  ],
  "curl-minimal": ["curl"],
  diffutils: ["cmp", "diff"],
  dnf: ["dnf"],
  findutils: ["find", "xargs"],
  gawk: ["awk"],
  grep: ["egrep", "grep"],
  gzip: ["gzip", "zcat"],
  iproute: ["ip", "ss"],
  libselinux: ["getenforce", "restorecon", "setenforce"],
  openssl: ["openssl"],
  "procps-ng": ["free", "pgrep", "ps", "sysctl", "top", "uptime", "vmstat"],
  rpm: ["rpm"],
  sed: ["sed"],
  sudo: ["sudo"],
  systemd: ["hostnamectl", "journalctl", "loginctl", "resolvectl", "systemctl", "systemd-tmpfiles"],
  "util-linux": ["dmesg", "findmnt", "flock", "logger", "lsblk", "mount", "mountpoint", "nsenter", "runuser", "umount"],
  // That a node installs.
  aide: ["aide"],
  "amazon-cloudwatch-agent": ["amazon-cloudwatch-agent-ctl"],
  "amazon-efs-utils": ["mount.efs"],
  audit: ["auditctl", "augenrules", "ausearch"],
  jq: ["jq"],
  nftables: ["nft"],
  nginx: ["nginx"],
  "policycoreutils-python-utils": ["semanage"],
  tar: ["tar"],
  zstd: ["zstd"],
  "php-cli": ["php"],
  "php-fpm": ["php-fpm"],
};

/** Of the packages above, those that only a node brings: each has to be one that it installs. */
export const installed = [
  "aide",
  "amazon-cloudwatch-agent",
  "amazon-efs-utils",
  "audit",
  "jq",
  "nftables",
  "nginx",
  "policycoreutils-python-utils",
  "tar",
  "zstd",
  "php-cli",
  "php-fpm",
];

/** Whether a node installs a package, by Amazon Linux's name or PHP's without its version. */
export const installs = (name: string): boolean => nodePackages("8.3").some((one) => one.replace(/^php[\d.]+-/, "php-") === name);

/** What Bash does itself. */
const builtins = [
  ...[
    ".",
    ":",
    "[",
    "break",
    "cd",
    "command",
    "continue",
    "declare",
    "echo",
    "exec",
    "exit",
    "export",
    "false",
    "kill",
    "local",
    "printf",
    "pwd",
  ],
  ...["read", "readonly", "return", "set", "shift", "shopt", "source", "test", "trap", "true", "type", "ulimit", "umask", "unset", "wait"],
];

const known = new Set([...builtins, ...Object.values(programs).flat()]);
const files = nodeFiles(nodeSettings)
  .filter(({ mode }) => (mode & 0o100) !== 0)
  .map(({ path }) => path);

/** Whether a node has a program, by its name or its path: from a package, or of the store's own files. */
export function nodeHas(program: string): boolean {
  if (files.includes(program) || files.some((path) => path === `/usr/local/sbin/${program}`)) return true;
  return known.has(program.replace(/^(\/usr)?\/s?bin\//, ""));
}
