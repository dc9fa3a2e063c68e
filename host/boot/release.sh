# The release of a node: fetched, unpacked, and what it brings for folders that are not its own. Sourced by boot.

release() {
  local name
  name=$(setting .release)
  if [ -z "$name" ]; then
    ln --symbolic --force --no-dereference /srv/xcart/host/setup /srv/xcart/current
    return 0
  fi
  [ -d "/srv/xcart/releases/$name" ] || unpack "$name"
  /usr/local/sbin/xcart-mounts
  ln --symbolic --force --no-dereference "/srv/xcart/releases/$name" /srv/xcart/current
}

unpack() {
  local bucket part=/srv/xcart/releases/.part from=/var/lib/xcart/release
  bucket=$(value releasesBucket)
  discard "$part" "$from"
  install --directory --mode=0755 /srv/xcart/releases "$part"
  install --directory --mode=0700 "$from"
  aws s3api get-object --bucket "$bucket" --key "releases/$1/release.json" "$from/release.json" > /dev/null
  aws s3api get-object --bucket "$bucket" --key "releases/$1/release.tar.zst" "$from/release.tar.zst" > /dev/null
  echo "$(jq --exit-status --raw-output .sha256 "$from/release.json")  $from/release.tar.zst" | sha256sum --check --strict
  tar --extract --zstd --file "$from/release.tar.zst" --directory "$part" --no-same-owner
  # Nobody but root writes code.
  chmod --recursive u=rwX,go=rX "$part"
  seed "$part" "$1"
  mv "$part" "/srv/xcart/releases/$1"
  discard "$from"
}

# Files of others that are mounted in it are not in it.
discard() { rm --recursive --force --one-file-system "$@"; }

# seed PART NAME: empties the folders of the release in PART that others are mounted on; what it brings in them goes to whom they
# belong. What is inside another goes first, and leaves the folder to mount on.
seed() {
  local inside kind from without staging=/srv/xcart/shared/.seed-$INSTANCE seeded=/srv/xcart/shared/.releases/$2
  abandoned "$staging"
  while IFS=$'\t' read -r inside kind from without; do
    case $kind:$without in
      release:*) keep "$1/$inside" "${from/#"/srv/xcart/releases/$2"/$1}" ;;
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
  done < <(jq --raw-output --arg name "$2" '.mounts | reverse[]
    | [.inside, .kind, (.from | gsub("RELEASE"; $name)), (.seed.without // ["-"] | join(" "))] | @tsv' /etc/xcart/node.json)
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
