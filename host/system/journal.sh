#!/bin/bash
# Appends what the journal has got since the last look: packets that were dropped, units that failed, what services said. The kernel's audit
# has a log of its own. Where it is stopped in between, lines come twice; none is missed.
set -Eeuo pipefail
umask 077
matches=()
for transport in kernel syslog journal stdout driver; do
  [ ${#matches[@]} -eq 0 ] || matches+=(+)
  matches+=("_TRANSPORT=$transport")
done
journalctl --quiet --no-pager --cursor-file="$STATE_DIRECTORY/cursor" --output=json \
  --output-fields=MESSAGE,PRIORITY,SYSLOG_IDENTIFIER,_SYSTEMD_UNIT,UNIT,EXIT_STATUS,_PID,_UID "${matches[@]}" >> "$LOGS_DIRECTORY/journal.jsonl"
