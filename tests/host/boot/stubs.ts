import { sharedOwner } from "../../../domain/defaults/files.ts";

/** What of AWS the commands of a box speak to. */
export interface Environment {
  /** The real AWS CLI. */
  readonly aws: string;
  readonly instance: string;
}

const mount = "/usr/bin/mount";
const owner = sharedOwner.uid;

type Stub = (answer: string) => string;

/** Mounts are real, in the box's own namespace; a folder stands for EFS. What concerns folders of this machine is noted only. */
const mounting = (folder: string, stub: Stub) => ({
  mount: stub(`case "$*" in
  ${folder}/srv/xcart/shared) ${mount} --options bind,noexec,nosuid,nodev ${folder}/efs "$1" ;;
  *" ${folder}/"*) exec ${mount} "$@" ;;
esac`),
  mountpoint: stub('exec /usr/bin/mountpoint "$@"'),
  findmnt: stub('exec /usr/bin/findmnt "$@"'),
  chown: stub(`[ "$1" != xcart:xcart ] || exec /usr/bin/chown ${owner}:${owner} "\${@:2}"`),
});

/**
 * As the kernel takes rules: none about a folder that is not there, none once they are locked. With -i auditctl goes on after each that
 * is refused, and says nothing of it at the end.
 */
const audit = (folder: string, stub: Stub) => ({
  augenrules: stub(`state=${folder}/audit; mkdir -p "$state"
[ ! -e "$state/locked" ] || { echo "The audit system is in immutable mode, no rule changes allowed" >&2; exit 1; }
: > "$state/rules"
while read -r line; do
  case "$line" in
    "-e 2") touch "$state/locked" ;;
    -a*)
      needed=$(sed -nE 's|.*-F dir=([^ ]+).*|\\1|p; s|.*-F path=([^ ]+)/[^/ ]+ .*|\\1|p' <<< "$line")
      if [ -n "$needed" ] && [ ! -d "$needed" ]; then
        echo "Error sending add rule data request (No such file or directory)" >&2
      else
        echo "$line" >> "$state/rules"
      fi ;;
  esac
done < <(cat ${folder}/etc/audit/rules.d/*.rules)`),
  auditctl: stub(`state=${folder}/audit
case "$1" in
  -s) echo "enabled $([ -e "$state/locked" ] && echo 2 || echo 1)" ;;
  -l) [ -s "$state/rules" ] && cat "$state/rules" || echo "No rules" ;;
esac`),
});

/**
 * Commands that a box plays, by name: each notes its call, fails where the run wants it to, and answers what a node would get. What
 * AWS says they do not know: that is the emulated account's.
 */
export function stubs(folder: string, { aws, instance }: Environment): Record<string, string> {
  const stub = (answer = "") => `#!/bin/bash\n. ${folder}/stubs/noting\nnoting "\${0##*/}" "$@"\n${answer}\n`;
  const silent = [
    "chcon",
    "dnf",
    "groupadd",
    "logger",
    "nginx",
    "php-fpm",
    "rpm",
    "semanage",
    "setenforce",
    "sleep",
    "sysctl",
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
    ...audit(folder, stub),
    ...mounting(folder, stub),
    systemctl: stub(`case "$*" in
  *srv-xcart-local.mount) ${mount} --options bind,noexec,nosuid,nodev ${folder}/srv/xcart/local ${folder}/srv/xcart/local ;;
esac`),
    // The real one, with numbers in the place of users that this machine lacks.
    "systemd-tmpfiles": stub(
      `shift; sed --regexp-extended 's/ xcart\\b/ ${owner}/g; s/ nginx\\b/ 65534/g' "$@" | /usr/bin/systemd-tmpfiles --create -`,
    ),
    getenforce: stub("echo Permissive"),
    getent: stub("exit 2"),
    restorecon: stub('[ "$2" != - ] || cat > /dev/null'),
    ss: stub(),
    runuser: stub(`while [ "$1" != -- ]; do shift; done; shift; exec setpriv --reuid ${owner} --regid ${owner} --clear-groups -- "$@"`),
    // Only root may give files away.
    tar: stub(`args=(); for arg in "$@"; do [ "$arg" = --same-owner ] || args+=("$arg"); done; exec /usr/bin/tar "\${args[@]}"`),
    curl: stub(`case "$*" in
  *api/token*) echo token ;;
  *--write-out*)
    while [ "$1" != --output ]; do shift; done
    echo "<html></html>" > "$2"
    echo "200 127.0.0.1 \${!#}" ;;
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
