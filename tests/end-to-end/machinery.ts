import { sharedOwner } from "../../domain/defaults/files.ts";
import { nodePaths } from "../../host/node.ts";
import { denied } from "../support/emulators/denials.ts";

/** What the commands of a node's system need to know of this machine. */
export interface Machinery {
  /** The box. */
  readonly folder: string;
  /** Real servers. */
  readonly nginx: string;
  readonly phpFpm: string;
  /** What has PHP read a node's settings. */
  readonly ini: Readonly<Record<string, string>>;
  /** Where this node's nginx listens, in place of 443, and the database, in place of 3306. */
  readonly port: number;
  readonly databasePort: number;
  /** The root of what plays EFS. */
  readonly fileSystem: string;
}

const noted = (folder: string, body: string): string => `#!/bin/bash\n. ${folder}/stubs/noting\nnoting "\${0##*/}" "$@"\n${body}\n`;

/**
 * Commands of a node's system that do for nginx, PHP-FPM and the store's jobs what they do on a node, by name; the others of a box stay as
 * they are, which note their calls. What a box has in their place is left to them as `<name>-of-box`.
 */
export const machinery = (of: Machinery): Readonly<Record<string, string>> => {
  const { folder, nginx, port, databasePort, fileSystem } = of;
  return {
    systemctl: noted(folder, systemctl(of)),
    nginx: noted(folder, `exec ${nginx} "$@" -c ${folder}/etc/nginx/nginx.conf`),
    "php-fpm": noted(folder, `exec ${of.phpFpm} "$@" --fpm-config ${folder}/etc/php-fpm.conf`),
    php: `#!/bin/bash\n${exported(of.ini)}\nexec /usr/bin/php "$@"\n`,
    // The node's names lead to its own nginx: /etc/hosts.
    curl: `#!/bin/bash
case "$*" in
  *169.254.169.254*) exec ${folder}/stubs/curl-of-box "$@" ;;
  *) exec /usr/bin/curl --connect-to ::127.0.0.1:${port} "$@" ;;
esac
`,
    // The copy of the database has the same port on another address.
    ss: `#!/bin/bash\nexec /usr/bin/ss "\${@//:3306/:${databasePort} and dst 127.0.0.1}"\n`,
    mount: `#!/bin/bash
case "$*" in
  "--types efs "*) exec /usr/bin/mount --options bind,noexec,nosuid,nodev ${fileSystem} "\${!#}" ;;
  *) exec ${folder}/stubs/mount-of-box "$@" ;;
esac
`,
    sleep: '#!/bin/bash\nexec /usr/bin/sleep "$@"\n',
  };
};

const exported = (values: Readonly<Record<string, string>>): string =>
  Object.entries(values)
    .map(([name, value]) => `export ${name}='${value}'`)
    .join("\n");

/** What systemd does for units that this story is about: it starts what their files say, when their conditions are met. */
function systemctl({ folder, nginx, phpFpm, ini }: Machinery): string {
  const [command, args] = denied(phpFpm, ["--daemonize", "--fpm-config", `${folder}/etc/php-fpm.conf`]);
  const { uid, gid } = sharedOwner;
  return `[[ "$*" != *srv-xcart-local.mount ]] || exec ${folder}/stubs/systemctl-of-box "$@"
mkdir --parents ${folder}/units
${exported(ini)}
pid() { case $1 in php-fpm) cat ${folder}/run/php-fpm/php-fpm.pid ;; nginx) cat ${folder}/run/nginx.pid ;; *) cat ${folder}/units/$1 ;; esac 2> /dev/null; }
alive() { local id; id=$(pid "$1") && kill -0 "$id" 2> /dev/null; }
met() {
  local path
  while read -r path; do
    case $path in !*) [ ! -e "\${path#!}" ] || return 1 ;; *) [ -e "$path" ] || return 1 ;; esac
  done < <(sed --quiet 's/^ConditionPathExists=//p' "$1")
}
job() {
  local unit=${folder}/etc/systemd/system/$1.service
  met "$unit" || return 0
  cd ${folder}${nodePaths.app}
  (
    set -o allexport
    . ${folder}${nodePaths.environment}
    umask 0027
    exec setsid setpriv --reuid=${uid} --regid=${gid} --clear-groups -- $(sed --quiet 's/^ExecStart=//p' "$unit")
  ) >> ${folder}/units/$1.log 2>&1 < /dev/null &
  echo $! > ${folder}/units/$1
}
begin() {
  ! alive "$1" || return 0
  case $1 in
    php-fpm) ${command} ${args.join(" ")} >> ${folder}/units/php-fpm.log 2>&1 < /dev/null ;;
    nginx) ${nginx} -c ${folder}/etc/nginx/nginx.conf >> ${folder}/units/nginx.log 2>&1 < /dev/null ;;
    xcart.target) touch ${folder}/units/target; job xcart-cron; job xcart-worker ;;
    xcart-cron | xcart-worker) job "$1" ;;
  esac
}
# All at once, and then each is waited for.
end() {
  local unit id ids=()
  for unit in "\${@/#xcart.target/xcart-cron xcart-worker}"; do
    for unit in $unit; do id=$(pid "$unit") && kill "$id" 2> /dev/null && ids+=("$id"); done
  done
  for id in "\${ids[@]}"; do while kill -0 "$id" 2> /dev/null; do /usr/bin/sleep 0.05; done; done
}
again() { case $1 in php-fpm) kill -USR2 "$(pid php-fpm)" ;; nginx) kill -HUP "$(pid nginx)" ;; esac; }
verb='' units=()
for word in "$@"; do
  case $word in -*) ;; *) if [ -z "$verb" ]; then verb=$word; else units+=("\${word%.service}"); fi ;; esac
done
case $verb in
  stop | restart) end "\${units[@]}" ;;
  try-restart)
    running=()
    for unit in "\${units[@]}"; do ! alive "$unit" || running+=("$unit"); done
    units=("\${running[@]}")
    end "\${units[@]}" ;;
esac
for unit in "\${units[@]}"; do
  case $verb in
    start | restart | try-restart) begin "$unit" ;;
    reload) again "$unit" ;;
    reload-or-restart) if alive "$unit"; then again "$unit"; else begin "$unit"; fi ;;
    is-active) if [ "$unit" = xcart.target ]; then [ -e ${folder}/units/target ]; else alive "$unit"; fi || exit 3 ;;
  esac
done`;
}
