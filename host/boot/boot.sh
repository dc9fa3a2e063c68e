#!/bin/bash
# Makes a node of what the archive brought. It may run again at any time: each step leaves alone what is done.
set -Eeuo pipefail
STACK=$(jq --raw-output .stack /etc/xcart/node.json)
REGION=$(jq --raw-output .region /etc/xcart/node.json)
LOG=/var/log/xcart/boot.log
umask 022
# shellcheck source=host/boot/report.sh
. /usr/local/lib/xcart/report.sh
# shellcheck source=host/boot/release.sh
. /usr/local/lib/xcart/release.sh

setting() { jq --raw-output "$1 // empty" /etc/xcart/node.json; }
value() { jq --raw-output --exit-status ".$1" /etc/xcart/values.json; }

# What the kernel and systemd are told by files that are there by now.
harden() {
  # First of all: audit takes no rule about a folder that is not there.
  systemd-tmpfiles --create /etc/tmpfiles.d/xcart.conf /etc/tmpfiles.d/xcart-php.conf /etc/tmpfiles.d/xcart-mail.conf
  systemctl daemon-reload
  xargs --arg-file=/etc/xcart/masked systemctl mask
  # Some of them are not installed.
  xargs --arg-file=/etc/xcart/masked systemctl stop || true
  sysctl --quiet --system
  [ "$(getenforce)" != Disabled ]
  setenforce 1
  # Once they are locked, only a start of the system changes them.
  auditctl -s | grep --quiet 'enabled 2' || augenrules --load
  audited
  systemctl restart systemd-journald chronyd
  systemctl enable nftables
  systemctl reload-or-restart nftables
}

# A rule that the kernel has refused would be missing, unnoticed, for the node's whole life.
audited() {
  local rules loaded wanted missing
  rules=$(cat /etc/audit/rules.d/*.rules)
  loaded=$(auditctl -l)
  wanted=$(grep --count '^-[aw]' <<< "$rules")
  [ "$(grep --count '^-[aw]' <<< "$loaded")" -ne "$wanted" ] || return 0
  missing=$(sed --quiet --regexp-extended 's/^-a .*-F (dir|path)=(\S+).*/\2/p' <<< "$rules" | grep --invert-match --fixed-strings --line-regexp \
    --file=<(sed --quiet --regexp-extended 's/^-a .*-F (dir|path)=(\S+).*/\2/p' <<< "$loaded") | paste --serial --delimiters=' ') || true
  echo "audit has $(grep --count '^-[aw]' <<< "$loaded" || true) of $wanted rules; those about these are missing: ${missing:-no file or folder}"
  return 1
}

# Writable folders contain no programs, device files, or files that run as another user.
mounts() {
  listed "tmpfs /dev/shm tmpfs noexec,nosuid,nodev 0 0"
  listed "$(value fileSystemId):/ /srv/xcart/shared efs _netdev,tls,iam,accesspoint=$(value accessPointId),noexec,nosuid,nodev 0 0"
  systemctl daemon-reload
  mount -o remount,noexec,nosuid,nodev /dev/shm
  mount -o remount,noexec,nosuid,nodev /tmp
  systemctl enable --now var-tmp.mount srv-xcart-local.mount
  mountpoint --quiet /srv/xcart/shared || timeout 60 mount /srv/xcart/shared
}

listed() { grep --quiet --line-regexp --fixed-strings -- "$1" /etc/fstab || echo "$1" >> /etc/fstab; }

# The load balancer encrypts to it and does not look at names. X-Cart, which calls itself by the store's names, does: the node believes it.
certificate() {
  local names
  if [ ! -s /etc/xcart/tls/node.crt ]; then
    names=$(setting '[.domain, .aliases[], .adminHost] | map(select(.) | "DNS:" + .) | join(",")')
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 365 -subj /CN=node -addext "subjectAltName=$names" \
      -keyout /etc/xcart/tls/node.key -out /etc/xcart/tls/node.crt
    chmod 0600 /etc/xcart/tls/node.key
  fi
  install --mode=0644 /etc/xcart/tls/node.crt /etc/pki/ca-trust/source/anchors/xcart-node.crt
  update-ca-trust extract
}

environment() { [ ! -x /usr/local/sbin/xcart-environment ] || /usr/local/sbin/xcart-environment; }

# A store that is closed stays so for nodes that join meanwhile.
door() { /usr/local/sbin/xcart-door; }

# What nginx and PHP may do in SELinux's eyes, all in one go: each change alone takes seconds.
contexts() {
  local mounted
  semanage import --input_file /etc/xcart/selinux
  # What is mounted below has the types of where it comes from.
  mapfile -t mounted < <(findmnt --noheadings --raw --output TARGET | sed --quiet --regexp-extended 's#^/srv/xcart/(local|releases)/.*#-e\n&#p')
  restorecon -R "${mounted[@]}" /etc/xcart /usr/local /var/log/xcart /srv/xcart/current /srv/xcart/host /srv/xcart/local /srv/xcart/mail \
    /srv/xcart/releases
}

check() {
  nginx -t
  php-fpm -t
}

# New settings count at once; what runs already goes on with them.
start() {
  systemctl enable php-fpm nginx xcart-drain xcart-door.timer xcart-integrity.timer xcart-journal.timer xcart-blocked.timer xcart-scripts.timer logrotate.timer
  systemctl reload-or-restart php-fpm nginx
  systemctl restart xcart-drain xcart-door.timer xcart-integrity.timer xcart-journal.timer xcart-blocked.timer xcart-scripts.timer logrotate.timer
  /opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl -a fetch-config -m ec2 -s -c file:/etc/xcart/cloudwatch.json
}

# With all that the shop needs, the database too: who cannot reach it from the start does not join the others.
health() {
  local answer
  for _ in $(seq 30); do
    answer=$(curl --silent --show-error --fail-with-body --insecure --max-time 5 'https://127.0.0.1/healthz?ready' 2>&1) && return 0
    sleep 2
  done
  echo "/healthz: ${answer//$'\n'/ }"
  return 1
}

# By X-Cart itself: a release that fails on each page must not serve.
pages() { /usr/local/sbin/xcart-pages; }

# Cron and workers, once the shop answers.
workers() {
  grep --files-with-matches --no-messages '^\[Install\]' /etc/systemd/system/xcart-*.service /etc/systemd/system/xcart-*.timer |
    xargs --max-args=1 basename | xargs systemctl enable
  systemctl enable xcart.target
  systemctl restart xcart.target
}

begin
TIMES=${EARLIER:-}
for part in harden mounts certificate release environment contexts check door start health pages workers; do step "$part"; done
event boot ready "seconds=$SECONDS" "steps=${TIMES%, }" "release=$(setting .release.name)" "audit-rules=$(auditctl -l | wc --lines)"
lifecycle launching CONTINUE
# Reads every file of the system: after the shoppers' first pages, not before.
systemctl start --no-block xcart-baseline
