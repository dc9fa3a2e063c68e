/** What of AWS the commands of a box speak to. */
export interface Surroundings {
  /** The real AWS CLI. */
  readonly aws: string;
  readonly instance: string;
}

/**
 * Commands that a box plays, by name: each notes its call, fails where the run wants it to, and answers what a node would get. What
 * AWS says they do not know: that is the emulated account's.
 */
export function stubs(folder: string, { aws, instance }: Surroundings): Record<string, string> {
  const stub = (answer = "") => `#!/bin/bash\n. ${folder}/stubs/noting\nnoting "\${0##*/}" "$@"\n${answer}\n`;
  const silent = [
    "augenrules",
    "chcon",
    "chown",
    "dnf",
    "groupadd",
    "logger",
    "mount",
    "nginx",
    "php-fpm",
    "rpm",
    "semanage",
    "setenforce",
    "sleep",
    "sysctl",
    "systemctl",
    "systemd-tmpfiles",
    "update-ca-trust",
    "useradd",
  ];
  return {
    // Not executed but read by the others.
    noting: `noting() {
  shopt -s extglob
  echo "$*" >> ${folder}/calls
  case "$*" in
    $FAILING) printf '%s\\n' "$SAYING" >&2; exit 1 ;;
  esac
}
`,
    note: stub(),
    ...Object.fromEntries(silent.map((name) => [name, stub()])),
    auditctl: stub('echo "enabled 1"'),
    getenforce: stub("echo Permissive"),
    getent: stub("exit 2"),
    restorecon: stub('[ "$2" != - ] || cat > /dev/null'),
    mountpoint: stub("exit 1"),
    ss: stub(),
    runuser: stub('while [ "$1" != -- ]; do shift; done; shift; exec "$@"'),
    // Only root may give files away.
    tar: stub(`args=(); for arg in "$@"; do [ "$arg" = --same-owner ] || args+=("$arg"); done; exec /usr/bin/tar "\${args[@]}"`),
    curl: stub(`case "$*" in
  *api/token*) echo token ;;
  *instance-id) echo ${instance} ;;
  *target-lifecycle-state)
    head --lines=1 ${folder}/states
    [ "$(wc --lines < ${folder}/states)" -le 1 ] || sed --in-place 1d ${folder}/states ;;
esac`),
    aws: stub(`${aws} "$@" || exit
case "$*" in
  "logs put-log-events "*) printf '%s\\n' "\${!#}" >> ${folder}/lines ;;
esac`),
    "amazon-cloudwatch-agent-ctl": stub(),
  };
}
