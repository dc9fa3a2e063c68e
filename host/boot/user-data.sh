LOG=/var/log/xcart/boot.log
umask 022

# From the repository as it was when the image was made: dnf on Amazon Linux 2023 stays at the image's release by itself.
packages() {
  timeout "$PACKAGES_SECONDS" dnf install --assumeyes --quiet --setopt=install_weak_deps=False "${PACKAGES[@]}"
}

# Before the files that belong to it. The numbers are those of the shared files' access point.
accounts() {
  getent group xcart > /dev/null || groupadd --system --gid "$OWNER" xcart
  getent passwd xcart > /dev/null ||
    useradd --system --uid "$OWNER" --gid xcart --home-dir /srv/xcart/local --no-create-home --shell /sbin/nologin xcart
}

values() {
  install --directory --mode=0755 /etc/xcart
  timeout "$FETCH_SECONDS" aws ssm get-parameter --name "/$STACK/node" --with-decryption --query Parameter.Value --output text > /etc/xcart/values.json
  jq --exit-status .releasesBucket /etc/xcart/values.json > /dev/null
}

files() {
  local bucket file=/var/lib/xcart/host.tar.gz
  bucket=$(jq --raw-output .releasesBucket /etc/xcart/values.json)
  install --directory --mode=0700 /var/lib/xcart
  timeout "$FETCH_SECONDS" aws s3api get-object --bucket "$bucket" --key "host/$ARCHIVE.tar.gz" "$file" > /dev/null
  echo "$ARCHIVE  $file" | sha256sum --check --strict
  tar --extract --gzip --file "$file" --directory / --same-owner --preserve-permissions
  tar --list --gzip --file "$file" | sed 's|^|/|' | restorecon -f -
}

begin
for part in packages accounts values files; do step "$part"; done
# Auto Scaling waits a little longer (domain/defaults/web.ts); a boot that hung until then could not report why.
code=0
EARLIER="$TIMES" timeout --kill-after=10 "$BOOT_SECONDS" /usr/local/sbin/xcart-boot || code=$?
STEP=boot
[ "$code" -eq 0 ] || [ "$code" -eq 99 ] || failed "$code" xcart-boot
# All is said; what is left is the code.
trap - ERR
[ "$code" -eq 0 ]
