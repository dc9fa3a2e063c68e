#!/bin/bash
# xcart-blocked: tells of hosts that shoppers' browsers report of the payment page, each once (docs/operations/payment-page-blocked.md).
set -Eeuo pipefail
STACK=$(jq --raw-output .stack /etc/xcart/node.json)
REGION=$(jq --raw-output .region /etc/xcart/node.json)
# shellcheck source=host/boot/report.sh
. /usr/local/lib/xcart/report.sh

INSTANCE=$(metadata instance-id)
found=$(python3 -I /usr/local/lib/xcart/payment-page/blocked.py /var/log/nginx/reports.jsonl /var/lib/xcart-blocked/state.json < /etc/xcart/node.json)
[ -n "$found" ] || exit 0
while IFS=$'\t' read -r host directive shoppers page source; do
  event blocked-host new "host=$host" "directive=$directive" "shoppers=$shoppers" "page=$page" "source=$source"
done <<< "$found"
