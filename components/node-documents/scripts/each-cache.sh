# caches DO PART…
caches() {
  local does=$1 part
  shift
  for part in "$@"; do secret "$part" | php <(program) "$part" "$does"; done
}
