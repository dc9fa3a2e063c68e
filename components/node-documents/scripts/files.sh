ROOT=$(mktemp --directory /run/xcart-files.XXXXXX)
trap 'cd /; ! mountpoint --quiet "$ROOT" || umount "$ROOT"; rmdir "$ROOT"' EXIT
# The file system takes minutes to know a new policy.
for TRY in $(seq 20); do
  mount --types efs --options "tls,iam,accesspoint=$ACCESS_POINT,noexec,nosuid,nodev" "$FILE_SYSTEM:/" "$ROOT" && break
  [ "$TRY" -lt 20 ] || refuse "$FILE_SYSTEM: cannot be mounted; is the policy of move-files in place?"
  sleep 15
done
cd "$ROOT"
# The newest by its name, which ends with its time.
[ "$FROM" != newest ] || FROM=$(find . -maxdepth 1 -name 'aws-backup-restore_*' -printf '%f\n' | sort | tail --lines=1)

if [ "$DO" = look ]; then
  echo "restored: ${FROM:-none}"
  for FOUND in "$FOLDER" "${FROM:-.}/$FOLDER" before-*; do [ ! -e "$FOUND" ] || du --summarize --human-readable "$FOUND"; done
  # Nothing among uploads is to run.
  [ -z "$FROM" ] || find "$FROM/$FOLDER" \( -iname '*.php*' -o -iname '*.phar' -o -iname '.htaccess' -o -iname '*.sh' \) -printf 'runs: %p\n' | head --lines=200
  exit 0
fi

if [ ! -e "${FROM:-none}/$FOLDER" ] && [ -e "$ASIDE/$FOLDER" ]; then
  echo "$FOLDER: moved before"
  exit 0
fi
[ -d "${FROM:-none}/$FOLDER" ] || refuse "${FROM:-newest}/$FOLDER: got no such folder, expected one of a restore; there are: $(find . -maxdepth 1 -mindepth 1 -printf '%f ')"
if [ -e "$FOLDER" ]; then
  [ ! -e "$ASIDE/$FOLDER" ] || refuse "Aside: got $ASIDE, expected a name that is not taken; it holds an earlier $FOLDER"
  mkdir --parents "$(dirname "$ASIDE/$FOLDER")"
  mv --no-target-directory "$FOLDER" "$ASIDE/$FOLDER"
fi
mkdir --parents "$(dirname "$FOLDER")"
mv --no-target-directory "$FROM/$FOLDER" "$FOLDER"
echo "$FOLDER: from $FROM; what was there is in $ASIDE"
