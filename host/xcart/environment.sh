#!/bin/bash
# Writes what X-Cart is told from the secrets, and has PHP take it over where it is another. It may run at any time: a timer does each
# minute, since RDS changes its password each week.
set -Eeuo pipefail
umask 077
REGION=$(jq --exit-status --raw-output .region /etc/xcart/node.json)

secret() {
  local arn
  arn=$(jq --exit-status --raw-output ".$1" /etc/xcart/values.json)
  aws secretsmanager get-secret-value --region "$REGION" --secret-id "$arn" --query SecretString --output text
}

known() {
  cat /etc/xcart/node.json /etc/xcart/values.json
  for name in databaseSecretArn cacheSecretArn sessionsSecretArn applicationSecretArn; do secret "$name"; done
}

# OpenSSL finds the authority of a certificate by a link named after its hash; of each file it reads the first one only.
authorities() {
  local part=/etc/xcart/rds-ca.part
  [ ! /etc/xcart/rds-ca -nt /etc/xcart/rds.pem ] || return 0
  rm --recursive --force "$part"
  mkdir --mode=0755 "$part"
  awk -v folder="$part" '/BEGIN CERTIFICATE/ { n++ } { print > sprintf("%s/%03d.pem", folder, n) }' /etc/xcart/rds.pem
  chmod 0644 "$part"/*.pem
  openssl rehash "$part"
  rm --recursive --force /etc/xcart/rds-ca
  mv "$part" /etc/xcart/rds-ca
}

# X-Cart reads its own settings last from config/local.
overlay() {
  [ -d /srv/xcart/current/config ] || return 0
  install --directory --mode=0755 /srv/xcart/current/config/local
  ln --symbolic --force --no-dereference /srv/xcart/host/xcart-hosting.yaml /srv/xcart/current/config/local/xcart-hosting.yaml
}

authorities
overlay
state=$(known | jq --slurp --exit-status '{settings: .[0], values: .[1], secrets: {database: .[2], cache: .[3], sessions: .[4], application: .[5]}}' |
  php /srv/xcart/host/environment.php)
[ "$state" = changed ] || exit 0
logger --tag xcart-environment "$state"
# At boot nothing runs yet, and what comes up reads the new ones.
! systemctl --quiet is-active php-fpm || systemctl reload php-fpm
systemctl try-restart xcart-cron xcart-worker
