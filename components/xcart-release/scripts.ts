import { releaseKeys } from "./automation.ts";
import { type Script, script } from "./script.ts";
import { own } from "./upgrade-scripts.ts";

/** Arguments for the builder's scripts. Texts in double braces are filled in by Automation, from parameters with a pattern. */
export interface ScriptArgs<T> {
  readonly region: string;
  readonly bucket: T;
  /** PHP with all that X-Cart asks for, as packages of Amazon Linux. */
  readonly phpPackages: readonly string[];
}

/** Ends the builder whatever becomes of the execution: its launch template terminates what shuts down. */
export const builderUserData = (minutes: number): string => `#!/bin/bash\nshutdown -h +${minutes} "a release takes less"\n`;

/** Functions for bash: what a release is built with, and how one comes to the builder. */
export const fetchFunctions = (phpPackages: readonly string[]): string => `
export AWS_DEFAULT_REGION
install_packages() {
  dnf install --assumeyes --quiet jq tar zstd valkey ${phpPackages.join(" ")}
  systemctl start valkey
}
get() { aws s3api get-object --bucket "$BUCKET" --key "$1" "$2" > /dev/null; }
# same SHA256 FILE KEY: whether a file is the one that the execution was started with; who can replace it can replace a checksum beside it.
same() {
  local found
  found=$(sha256sum "$2")
  [ "\${found%% *}" = "$1" ] || { echo "$3: got sha256 \${found%% *} in $BUCKET, expected $1, which this was started with" >&2; return 1; }
}
# fetch ARCHIVE DESCRIPTION NAME SHA256: a release.
fetch() {
  get "$2" "$3.json"
  get "$1" "$3.tar.zst"
  same "$4" "$3.tar.zst" "$1"
  [ "$(jq --raw-output .sha256 "$3.json")" = "$4" ] || { echo "$2: got another sha256 in $BUCKET, expected $4, which its archive has" >&2; return 1; }
}
`;

/** Fetches the release to start from. */
export const fetchScript = <T>({ region, bucket, phpPackages }: ScriptArgs<T>): Script<T> =>
  script(
    {
      AWS_DEFAULT_REGION: region,
      BUCKET: bucket,
      ARCHIVE: releaseKeys("{{From}}").archive,
      DESCRIPTION: releaseKeys("{{From}}").description,
      SHA256: "{{FromSha256}}",
    },
    `
${fetchFunctions(phpPackages)}
install_packages
mkdir -p /srv/release/store
cd /srv/release
fetch "$ARCHIVE" "$DESCRIPTION" from "$SHA256"
tar --extract --zstd --file from.tar.zst --directory store --no-same-owner`,
  );

/** Asks the new release for the pages that sell, on the builder itself. */
export const smokeScript = <T>(database = "{{Database}}"): Script<T> =>
  script(
    { DATABASE: database },
    `
cd /srv/release/store
find . -name '*.php' -newer ../from.json -print0 | xargs --null --no-run-if-empty --max-args=1 php -l > /dev/null
[ "$DATABASE" = copy ] || exit 0
php -S 127.0.0.1:8080 -t public ./public/index.php > ../php.log 2>&1 &
server=$!
trap 'kill $server' EXIT
for path in '/' '/?target=cart' '/?target=login' '/?target=checkout'; do
  curl --silent --fail --location --retry 10 --retry-connrefused --retry-max-time 60 --max-time 120 --output ../page.html "http://127.0.0.1:8080$path"
  tail --bytes=4096 ../page.html | grep --quiet --ignore-case '</html>' || { echo "$path ends before the page does" >&2; exit 1; }
done
if grep --quiet --extended-regexp 'PHP (Fatal|Parse) error' ../php.log; then tail --lines=20 ../php.log >&2; exit 1; fi`,
  );

/** Refuses private keys in a release, so that its readers get none: nodes have theirs from the store's secrets. */
const refusePrivateKeys = `if found=$(grep --recursive --files-with-matches --extended-regexp --include='*.pem' --include='*.key' --exclude-dir=vendor \\
  -e '-----BEGIN ([A-Z]+ )*PRIVATE KEY-----' store); then
  echo "A private key would be in the release: $found" >&2
  exit 1
fi`;

/**
 * Files that are in no release although X-Cart makes them where one is built: those that each node makes, and keys, which nodes have from Secrets Manager.
 * `store release pack` refuses the same (cli/release/rules.ts).
 */
const leftOut = [
  "./var/log",
  "./var/tmp",
  "./var/cache",
  "./config/jwt/*.pem",
  "./.env.local",
  "./.env.*.local",
  "./auth.json",
  "./.npmrc",
  "*.p12",
  "*.pfx",
];

/** Writes the release, then its description, each only where nothing is yet. `from` is what it was made of. */
export const uploadScript = <T>({ region, bucket }: ScriptArgs<T>, from = "{{From}}", kind = "{{Kind}}"): Script<T> => {
  const { archive, description, packs, scenario } = releaseKeys("{{Release}}");
  return script(
    {
      AWS_DEFAULT_REGION: region,
      BUCKET: bucket,
      ARCHIVE: archive,
      DESCRIPTION: description,
      PACKS: packs,
      SCENARIO: scenario,
      RELEASE: "{{Release}}",
      FROM: from,
      KIND: kind,
    },
    `
export AWS_DEFAULT_REGION
cd /srv/release
rm --force store/${own.environment} store/${own.overlay} store/config/jwt/*.pem
${refusePrivateKeys}
tar --create --zstd --file release.tar.zst --directory store --sort=name --owner=0 --group=0 --numeric-owner \\
  ${leftOut.map((path) => `--exclude='${path}'`).join(" ")} .
sum=$(sha256sum release.tar.zst | cut --delimiter=' ' --fields=1)
jq --null-input --arg release "$RELEASE" --arg from "$FROM" --arg kind "$KIND" --arg sha256 "$sum" --arg builtAt "$(date --utc +%FT%TZ)" \\
  --argjson bytes "$(stat --format=%s release.tar.zst)" '{version: 1, release: $release, from: $from, kind: $kind, sha256: $sha256, bytes: $bytes, builtAt: $builtAt}' > release.json
put() { aws s3api put-object --bucket "$BUCKET" --key "$1" --body "$2" --checksum-algorithm SHA256 --if-none-match '*' > /dev/null; }
put "$ARCHIVE" release.tar.zst
if [ -e scenario.json ]; then
  [ ! -d store/var/packs ] || { tar --create --file packs.tar --directory store/var/packs . && put "$PACKS" packs.tar; }
  put "$SCENARIO" scenario.json
fi
put "$DESCRIPTION" release.json
echo "$RELEASE has sha256 $sum"`,
  );
};
