#!/bin/bash
# Mounts into the node's release what is not the release's own: host/boot/mounts.ts. It may run at any time, what is mounted stays; a
# unit runs it at each start of the system, before PHP and nginx.
set -Eeuo pipefail
umask 022
NAME=$(jq --raw-output '.release.folder // empty' /etc/xcart/node.json)
[ -n "$NAME" ] || exit 0
RELEASE=/srv/xcart/releases/$NAME

# PHP can write where these are: a link that it has left there leads nowhere.
itself() { [ "$(realpath --canonicalize-missing "$1")" = "$1" ] || { echo "$1: got a link, expected a folder" >&2; return 1; }; }

# Without EFS uploads would land on the node's own disk, and be gone with it.
mountpoint --quiet /srv/xcart/shared || { echo "/srv/xcart/shared is not mounted" >&2; exit 1; }
jq --raw-output --arg name "$NAME" '.mounts[] | [.inside, .kind, .options, (.from | gsub("RELEASE"; $name))] | @tsv' /etc/xcart/node.json |
  while IFS=$'\t' read -r inside kind options from; do
    target=$RELEASE/$inside
    ! mountpoint --quiet "$target" || continue
    itself "$from"
    itself "$target"
    # A file system that was restored or emptied may lack it.
    [ "$kind" != shared ] || runuser --user xcart -- mkdir --parents "$from"
    mount --options "$options" "$from" "$target"
  done
