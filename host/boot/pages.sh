#!/bin/bash
# Requests the pages on which shoppers start from X-Cart on this node, as they do: by the store's name and with TLS. The first responses are
# slow, since they build the container, style sheets and compiled code, which later ones reuse.
set -Eeuo pipefail
setting() { jq --raw-output "$1 // empty" /etc/xcart/node.json; }
[ -n "$(setting .release.name)" ] || exit 0
# The database is another release's: X-Cart's responses are meaningless, and no shopper sees them.
if [ -e /run/xcart/closed-to-staff ]; then
  echo "the database is another release's: X-Cart is not asked"
  exit 0
fi
DOMAIN=$(setting .domain)
END=$((SECONDS + $(setting .seconds.pages)))
PAGE=$(mktemp)
trap 'rm --force "$PAGE"' EXIT

# ask PATH BELOW: one answer, which is whole and has a status under BELOW; else says what is wrong with it. What leads to another
# name of the store stays on the node: /etc/hosts.
ask() {
  local said status from to left=$((END - SECONDS))
  said=$(curl --silent --show-error --cacert /etc/xcart/tls/node.crt --resolve "$DOMAIN:443:127.0.0.1" --max-time "$((left > 1 ? left : 1))" \
    --proto =https --proto-redir =https --location --max-redirs 5 --output "$PAGE" --write-out '%{http_code} %{remote_ip} %{url_effective}' \
    "https://$DOMAIN$1" 2>&1) || { echo "${said//$'\n'/ }"; return 1; }
  read -r status from to <<< "$said"
  [ "$from" = 127.0.0.1 ] || { echo "it leads to $to, another machine's"; return 1; }
  [ "$status" -lt "$2" ] || { echo "status $status"; return 1; }
  tail --bytes=4096 "$PAGE" | tr --delete '[:space:]' | grep --quiet --ignore-case '</html>$' ||
    { echo "status $status, and it ends before </html>"; return 1; }
}

# page PATH BELOW: a few times, since the first answer may take longer than nginx waits for it.
page() {
  local said
  for _ in 1 2 3 4 5; do
    said=$(ask "$@") && return 0
    [ "$SECONDS" -lt "$END" ] || break
    sleep 3
  done
  echo "X-Cart answers https://$DOMAIN$1 wrongly on this node: $said"
  return 1
}

page / 400
# A list of products that each store has, whatever its categories and their addresses are.
page '/?target=search&mode=search' 500
