umask 0022
mountpoint --quiet /srv/xcart/shared || refuse "/srv/xcart/shared: got no mount, expected the shared files; look at the node's boot"
FROM="s3://$(value releasesBucket)/move-in"
[ "$(aws s3api list-objects-v2 --bucket "$(value releasesBucket)" --prefix move-in/ --max-keys 1 --query KeyCount)" -gt 0 ] ||
  refuse "$FROM/: got nothing, expected the old store's uploads; upload them first"
# Only what changed; a line each thousand files, so that the log shows how far it is.
for FOLDER in $FOLDERS; do
  aws s3 sync "$FROM/$FOLDER" "/srv/xcart/shared/$FOLDER" --no-progress |
    awk -v folder="$FOLDER" '{ n++ } n % 1000 == 0 { print folder ": " n " files so far"; fflush() } END { print folder ": " n + 0 " files copied" }'
done
