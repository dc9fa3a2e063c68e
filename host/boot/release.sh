# The release of a node: fetched, unpacked, and what it brings for folders that are not its own. Sourced by boot.

release() {
  local folder
  folder=$(setting .release.folder)
  if [ -z "$folder" ]; then
    ln --symbolic --force --no-dereference /srv/xcart/host/setup /srv/xcart/current
    return 0
  fi
  [ -d "/srv/xcart/releases/$folder" ] || unpack "$(setting .release.name)" "$(setting .release.sha256)" "$folder"
  /usr/local/sbin/xcart-mounts
  ln --symbolic --force --no-dereference "/srv/xcart/releases/$folder" /srv/xcart/current
}

# unpack NAME SHA256 FOLDER
unpack() {
  local bucket part=/srv/xcart/releases/.part from=/var/lib/xcart/release
  bucket=$(value releasesBucket)
  discard "$part" "$from"
  install --directory --mode=0755 /srv/xcart/releases "$part"
  install --directory --mode=0700 "$from"
  aws s3api get-object --bucket "$bucket" --key "releases/$1/release.json" "$from/release.json" > /dev/null
  aws s3api get-object --bucket "$bucket" --key "releases/$1/release.tar.zst" "$from/release.tar.zst" > /dev/null
  pinned "$1" "$2" "$from" "$bucket"
  tar --extract --zstd --file "$from/release.tar.zst" --directory "$part" --no-same-owner
  # Only root writes code.
  chmod --recursive u=rwX,go=rX "$part"
  seed "$part" "$1" "$3"
  mv "$part" "/srv/xcart/releases/$3"
  discard "$from"
}

# pinned NAME SHA256 FROM BUCKET: whether what came is the release of the settings. Who can replace the archive can replace the checksum
# beside it: what counts came with the node's own files.
pinned() {
  local said found
  found=$(sha256sum "$3/release.tar.zst")
  found=${found%% *}
  if [ "$found" != "$2" ]; then
    echo "release $1: got an archive of $(stat --format=%s "$3/release.tar.zst") bytes with sha256 $found from $4, expected $2 as web.release says; nothing of it was unpacked"
    return 1
  fi
  said=$(jq --raw-output '.sha256' "$3/release.json") || said=nothing
  if [ "$said" != "$2" ]; then
    echo "release $1: got a release.json that says sha256 ${said:0:64} from $4, expected $2 as web.release says; nothing of it was unpacked"
    return 1
  fi
}

# Files of others that are mounted in it are not in it.
discard() { rm --recursive --force --one-file-system "$@"; }

# seed PART NAME FOLDER: empties the folders of the release in PART that others are mounted on; what it brings in them goes to whom they
# belong. What is inside another goes first, and leaves the folder to mount on.
seed() {
  local inside kind from without staging=/srv/xcart/shared/.seed-$INSTANCE seeded=/srv/xcart/shared/.releases/$2
  abandoned "$staging"
  while IFS=$'\t' read -r inside kind from without; do
    case $kind:$without in
      release:*) keep "$1/$inside" "${from/#"/srv/xcart/releases/$3"/$1}" ;;
      *:-) ;;
      shared:*) [ -e "$seeded" ] || copy "$1/$inside" "$staging/$inside" "$without" ;;
      node:*)
        discard "$from"
        install --directory --mode=0750 "$from"
        chown xcart:xcart "$from"
        copy "$1/$inside" "$from" "$without"
        ;;
    esac
    discard "${1:?}/$inside"
    install --directory --mode=0755 "$1/$inside"
  done < <(jq --raw-output --arg folder "$3" '.mounts | reverse[]
    | [.inside, .kind, (.from | gsub("RELEASE"; $folder)), (.seed.without // ["-"] | join(" "))] | @tsv' /etc/xcart/node.json)
  # Another node may have been first meanwhile: what is staged goes in any case.
  share "$staging" "$seeded"
}

keep() {
  if [ -d "$1" ]; then mv "$1" "$2"; else install --directory --mode=0755 "$2"; fi
}

# copy FROM TO NAMES: as PHP's user, whose folder it becomes, without what NAMES says.
copy() {
  local name without=()
  [ -d "$1" ] || return 0
  for name in $3; do without+=("--exclude=./$name"); done
  runuser --user xcart -- mkdir --parents "$2"
  tar --create --anchored "${without[@]}" --directory "$1" . | runuser --user xcart -- tar --extract --directory "$2" --no-same-owner
}

# Of this node's last try, and of nodes that have gone since.
abandoned() {
  runuser --user xcart -- rm --recursive --force "$1"
  runuser --user xcart -- find /srv/xcart/shared -maxdepth 1 -name '.seed-*' -mmin +120 -exec rm --recursive --force {} +
}

# share STAGING SEEDED: shoppers' and staff's files stay as they are, only what is missing is added, each file whole or not at all.
# The first node of a release does it; one that does it at the same moment may find a file that was missing just before.
share() {
  local add=(cp --recursive --link --no-clobber "$1/." /srv/xcart/shared)
  if [ -d "$1" ]; then runuser --user xcart -- "${add[@]}" || runuser --user xcart -- "${add[@]}"; fi
  runuser --user xcart -- rm --recursive --force "$1"
  # Another node may do it at the same moment, which install takes for a fault.
  runuser --user xcart -- mkdir --parents "$(dirname "$2")"
  runuser --user xcart -- touch "$2"
}
