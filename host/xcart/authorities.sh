# authority_folder PEM FOLDER: makes the folder that OpenSSL looks authorities up in, unless it is newer than what it is made of. Sourced.
# OpenSSL finds the authority of a certificate by a link named after its hash; of each file it reads the first one only.
authority_folder() {
  local part=$2.part
  [ ! "$2" -nt "$1" ] || return 0
  rm --recursive --force "$part"
  mkdir --mode=0755 "$part"
  awk -v folder="$part" '/BEGIN CERTIFICATE/ { n++ } { print > sprintf("%s/%03d.pem", folder, n) }' "$1"
  chmod 0644 "$part"/*.pem
  openssl rehash "$part"
  rm --recursive --force "$2"
  mv "$part" "$2"
}
