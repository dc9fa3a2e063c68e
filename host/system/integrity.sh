#!/bin/bash
# xcart-integrity baseline|check: what files of system and release are like, and whether they still are (PCI DSS 11.5.2).
set -Eeuo pipefail
STACK=$(jq --raw-output .stack /etc/xcart/node.json)
REGION=$(jq --raw-output .region /etc/xcart/node.json)
LOG=/var/log/xcart/integrity.log
# shellcheck source=host/boot/report.sh
. /usr/local/lib/xcart/report.sh
DATABASE=/var/lib/aide/aide.db.gz
REPORT=/var/log/aide/report.log

sum() { sha256sum "$1" | cut --delimiter=' ' --fields=1; }

# The checksum goes to the log, out of reach of an attacker on the node.
baseline() {
  install --directory --mode=0700 "$(dirname "$DATABASE")" "$(dirname "$REPORT")"
  aide --config=/etc/aide.conf --init > /dev/null
  mv "$DATABASE.new" "$DATABASE"
  event integrity baseline "baseline=$(sum "$DATABASE")" "release=$(jq --raw-output '.release.name // empty' /etc/xcart/node.json)"
}

# Paths of the report, one a line.
changed() { sed --quiet --regexp-extended 's|^[a-zA-Z][^ /:]*[^/:]*: (/.*)$|\1|p' "$REPORT" | sort --unique; }

# explained PATH: it is as a signed package brought it: Patch Manager's work.
explained() {
  rpm --query --file "$1" > /dev/null 2>&1 || return 1
  ! rpm --verify --file "$1" 2> /dev/null | grep --quiet --extended-regexp "^(missing|..5).* $1\$"
}

check() {
  local code=0 path found=()
  [ -s "$DATABASE" ] || { event integrity broken "reason=there is no baseline"; return 1; }
  : > "$REPORT"
  aide --config=/etc/aide.conf --check > /dev/null || code=$?
  # 1, 2 and 4 say that there are added, removed and changed files; 14 and up that it could not look.
  [ "$code" -lt 8 ] || { event integrity broken "reason=aide ended with $code"; return 1; }
  while read -r path; do
    explained "$path" || found+=("$path")
  done < <(changed)
  if [ "${#found[@]}" -gt 0 ]; then
    event integrity findings "baseline=$(sum "$DATABASE")" "count=${#found[@]}" "files=$(printf '%s ' "${found[@]:0:20}")"
  else
    event integrity clean "baseline=$(sum "$DATABASE")" "explained=$(changed | wc --lines)"
  fi
}

INSTANCE=$(metadata instance-id)
case ${1:-} in
  baseline) baseline ;;
  check) check ;;
  *) echo "xcart-integrity baseline|check" >&2; exit 2 ;;
esac
