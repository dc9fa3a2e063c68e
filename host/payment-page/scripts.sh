#!/bin/bash
# xcart-scripts: whether scripts that X-Cart merges on the shared files are what the release makes (docs/operations/payment-page-scripts.md).
set -Eeuo pipefail
STACK=$(jq --raw-output .stack /etc/xcart/node.json)
REGION=$(jq --raw-output .region /etc/xcart/node.json)
# shellcheck source=host/boot/report.sh
. /usr/local/lib/xcart/report.sh

INSTANCE=$(metadata instance-id)
STATE=/var/lib/xcart-scripts
FOLDER=$(jq --raw-output '.release.folder // empty' /etc/xcart/node.json)
[ -n "$FOLDER" ] || { event scripts no-release; exit 0; }
NAME=$(jq --raw-output .release.name /etc/xcart/node.json)

if ! found=$(php -d memory_limit=512M /usr/local/lib/xcart/payment-page/scripts.php "/srv/xcart/releases/$FOLDER" "$STATE/small.json" \
  < /etc/xcart/node.json 2> "$STATE/said"); then
  event scripts broken "reason=$(tail --lines=1 "$STATE/said" | cut --characters=1-300)"
  exit 1
fi
said=$(tail --lines=1 "$STATE/said")
touch "$STATE/told"
# What was told already fires no alarm again: it is in the log as long as it is there.
new=$(grep --invert-match --line-regexp --fixed-strings --file="$STATE/told" <<< "$found") || new=""
printf '%s\n' "$found" > "$STATE/told"
if [ -z "$found" ]; then
  event scripts clean "release=$NAME" "$said"
elif [ -z "$new" ]; then
  event scripts still-changed "release=$NAME" "$said" "count=$(wc --lines <<< "$found")"
else
  # Each by its name; of many the first.
  while IFS=$'\t' read -r path reason; do
    event script changed "path=$path" "reason=$reason" "release=$NAME"
  done < <(head --lines=20 <<< "$new")
  event scripts changed "release=$NAME" "$said" "count=$(wc --lines <<< "$found")"
fi
