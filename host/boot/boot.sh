#!/bin/bash
# Makes a node of what the archive brought. It may run again at any time: each step leaves alone what is done.
set -Eeuo pipefail
STACK=$(jq --raw-output .stack /etc/xcart/node.json)
REGION=$(jq --raw-output .region /etc/xcart/node.json)
LOG=/var/log/xcart/boot.log
umask 022
# shellcheck source=host/boot/report.sh
. /usr/local/lib/xcart/report.sh

setting() { jq --raw-output "$1 // empty" /etc/xcart/node.json; }
value() { jq --raw-output --exit-status ".$1" /etc/xcart/values.json; }

# What the kernel and systemd are told by files that are there by now.
harden() {
  systemctl daemon-reload
  xargs --arg-file=/etc/xcart/masked systemctl mask
  # Some of them are not installed.
  xargs --arg-file=/etc/xcart/masked systemctl stop || true
  sysctl --quiet --system
  [ "$(getenforce)" != Disabled ]
  setenforce 1
  # Once they are locked, only a start of the system changes them.
  auditctl -s | grep --quiet 'enabled 2' || augenrules --load
  systemctl restart systemd-journald chronyd
  systemctl enable nftables
  systemctl reload-or-restart nftables
}

# Folders that can be written to hold no programs, links to devices, or files that run as somebody else.
mounts() {
  systemd-tmpfiles --create /etc/tmpfiles.d/xcart.conf /etc/tmpfiles.d/xcart-php.conf
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
  install --directory --mode=0700 /etc/xcart/tls
  if [ ! -s /etc/xcart/tls/node.crt ]; then
    names=$(setting '[.domain, .aliases[], .adminHost] | map(select(.) | "DNS:" + .) | join(",")')
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 365 -subj /CN=node -addext "subjectAltName=$names" \
      -keyout /etc/xcart/tls/node.key -out /etc/xcart/tls/node.crt
    chmod 0600 /etc/xcart/tls/node.key
  fi
  install --mode=0644 /etc/xcart/tls/node.crt /etc/pki/ca-trust/source/anchors/xcart-node.crt
  update-ca-trust extract
}

release() {
  local name
  name=$(setting .release)
  if [ -z "$name" ]; then
    ln --symbolic --force --no-dereference /srv/xcart/host/setup /srv/xcart/current
    return 0
  fi
  [ -d "/srv/xcart/releases/$name" ] || unpack "$name"
  ln --symbolic --force --no-dereference "/srv/xcart/releases/$name" /srv/xcart/current
}

unpack() {
  local bucket part=/srv/xcart/releases/.part from=/var/lib/xcart/release
  bucket=$(value releasesBucket)
  rm --recursive --force "$part" "$from"
  install --directory --mode=0755 /srv/xcart/releases "$part"
  install --directory --mode=0700 "$from"
  aws s3api get-object --bucket "$bucket" --key "releases/$1/release.json" "$from/release.json" > /dev/null
  aws s3api get-object --bucket "$bucket" --key "releases/$1/release.tar.zst" "$from/release.tar.zst" > /dev/null
  echo "$(jq --exit-status --raw-output .sha256 "$from/release.json")  $from/release.tar.zst" | sha256sum --check --strict
  tar --extract --zstd --file "$from/release.tar.zst" --directory "$part" --no-same-owner
  # Nobody but root writes code.
  chmod --recursive u=rwX,go=rX "$part"
  jq --raw-output '.links[] | [.from, .to] | @tsv' /etc/xcart/node.json | while IFS=$'\t' read -r inside to; do
    move "$part/$inside" "$to"
  done
  mv "$part" "/srv/xcart/releases/$1"
  rm --recursive --force "$from"
}

# move FOLDER TO: replaces a release's folder by a link; what the release brings in it goes along, unless it went before.
move() {
  if [ ! -d "$2" ]; then
    runuser --user xcart -- mkdir --parents --mode=0750 "$2"
    [ ! -d "$1" ] || tar --create --directory "$1" . | runuser --user xcart -- tar --extract --directory "$2" --no-same-owner
  fi
  rm --recursive --force "$1"
  mkdir --parents "$(dirname "$1")"
  ln --symbolic "$2" "$1"
}

environment() { [ ! -x /usr/local/sbin/xcart-environment ] || /usr/local/sbin/xcart-environment; }

# A store that is closed stays so for nodes that join meanwhile.
door() { /usr/local/sbin/xcart-door; }

# What nginx and PHP may do in SELinux's eyes, all in one go: each change alone takes seconds.
contexts() {
  semanage import --input_file /etc/xcart/selinux
  restorecon -R /etc/xcart /usr/local /var/log/xcart /srv/xcart/current /srv/xcart/host /srv/xcart/local /srv/xcart/releases
}

check() {
  nginx -t
  php-fpm -t
}

# New settings count at once; what runs already goes on with them.
start() {
  systemctl enable php-fpm nginx xcart-drain xcart-door.timer xcart-integrity.timer
  systemctl reload-or-restart php-fpm nginx
  systemctl restart xcart-drain xcart-door.timer xcart-integrity.timer
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

# Cron and workers, once the shop answers.
workers() {
  grep --files-with-matches --no-messages '^\[Install\]' /etc/systemd/system/xcart-*.service /etc/systemd/system/xcart-*.timer |
    xargs --max-args=1 basename | xargs systemctl enable
  systemctl enable xcart.target
  systemctl restart xcart.target
}

begin
TIMES=${EARLIER:-}
for part in harden mounts certificate release environment contexts check door start health workers; do step "$part"; done
event boot ready "seconds=$SECONDS" "steps=${TIMES%, }" "release=$(setting .release)" "audit-rules=$(auditctl -l | wc --lines)"
lifecycle launching CONTINUE
# Reads every file of the system: after the shoppers' first pages, not before.
systemctl start --no-block xcart-baseline
