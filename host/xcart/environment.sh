#!/bin/bash
# Writes what X-Cart is told from the secrets, and has PHP take it over where it is another. It may run at any time: a timer does each
# minute, since RDS changes its password each week.
set -Eeuo pipefail
umask 077
REGION=$(jq --exit-status --raw-output .region /etc/xcart/node.json)
# shellcheck source=host/xcart/authorities.sh
. /usr/local/lib/xcart/authorities.sh

secret() {
  local arn
  arn=$(jq --exit-status --raw-output ".$1" /etc/xcart/values.json) || return
  aws secretsmanager get-secret-value --region "$REGION" --secret-id "$arn" --query SecretString --output text
}

# Ends at the first secret that AWS does not tell: the next one would be taken for it.
known() {
  local name
  cat /etc/xcart/node.json /etc/xcart/values.json
  for name in databaseSecretArn cacheSecretArn sessionsSecretArn applicationSecretArn apiSecretArn; do secret "$name" || return; done
}

# X-Cart reads its own settings last from config/local.
overlay() {
  [ -d /srv/xcart/current/config ] || return 0
  install --directory --mode=0755 /srv/xcart/current/config/local
  ln --symbolic --force --no-dereference /srv/xcart/host/xcart-hosting.yaml /srv/xcart/current/config/local/xcart-hosting.yaml
}

authority_folder /etc/xcart/rds.pem /etc/xcart/rds-ca
overlay
told=$(known)
state=$(printf '%s\n' "$told" | jq --slurp --exit-status '{settings: .[0], values: .[1], secrets: {database: .[2], cache: .[3], sessions: .[4], application: .[5], api: .[6]}}' |
  php /srv/xcart/host/environment.php)
[ "$state" = changed ] || exit 0
logger --tag xcart-environment "$state"
# At boot nothing runs yet, and what comes up reads the new ones.
! systemctl --quiet is-active php-fpm || systemctl reload php-fpm
systemctl try-restart xcart-cron xcart-worker
