import type { DatabaseAccess } from "../../domain/contracts/database-access.ts";
import { releaseKeys } from "./automation.ts";

/** What the builder's scripts are made of. Texts in double braces are filled in by Automation, from parameters with a pattern. */
export interface ScriptArgs<T> {
  readonly region: string;
  readonly bucket: T;
  /** PHP with all that X-Cart asks for, as packages of Amazon Linux. */
  readonly phpPackages: readonly string[];
  readonly access: DatabaseAccess;
  /** Identifier of the copy of the database. */
  readonly copy: string;
}

/** A script as a list of commands; the first values become its variables, so that nothing else in it has to be filled in. */
const script = <T>(variables: Readonly<Record<string, T | string>>, body: string): readonly (readonly [string, T | string] | string)[] => [
  ...Object.entries(variables),
  `set -euo pipefail\n${body.trim()}`,
];

/** Commands: a pair is a variable's name and value. */
export type Script<T> = ReturnType<typeof script<T>>;

/** Ends the builder whatever becomes of the execution: its launch template terminates what shuts down. */
export const builderUserData = (minutes: number): string => `#!/bin/bash\nshutdown -h +${minutes} "a release takes less"\n`;

/** Fetches the release to start from, and compares its checksum. */
export const fetchScript = <T>({ region, bucket, phpPackages }: ScriptArgs<T>): Script<T> =>
  script(
    {
      AWS_DEFAULT_REGION: region,
      BUCKET: bucket,
      ARCHIVE: releaseKeys("{{From}}").archive,
      DESCRIPTION: releaseKeys("{{From}}").description,
    },
    `
export AWS_DEFAULT_REGION
dnf install --assumeyes --quiet jq tar zstd valkey ${phpPackages.join(" ")}
systemctl start valkey
mkdir -p /srv/release/store
cd /srv/release
aws s3api get-object --bucket "$BUCKET" --key "$DESCRIPTION" from.json > /dev/null
aws s3api get-object --bucket "$BUCKET" --key "$ARCHIVE" from.tar.zst > /dev/null
echo "$(jq --exit-status --raw-output .sha256 from.json)  from.tar.zst" | sha256sum --check --status
tar --extract --zstd --file from.tar.zst --directory store --no-same-owner`,
  );

/** X-Cart's settings of the builder: in a release they would be wrong. */
const own = { environment: ".env.local", overlay: "config/local/xcart-hosting.yaml" } as const;

/** A command that writes a text into a file, as it is. */
const write = (path: string, text: string): string => `cat > ${path} <<'END_OF_FILE'\n${text.trimEnd()}\nEND_OF_FILE`;

/**
 * Runs X-Cart's own upgrade on the copy of the database, or without one. X-Cart comes to the copy as on a node (decision 0026): by a
 * folder of authorities, and by an address with the password as it stands, quoted as Symfony's Dotenv and a shell both read it.
 */
export const upgradeScript = <T>({ region, copy, access }: ScriptArgs<T>): Script<T> =>
  script(
    { AWS_DEFAULT_REGION: region, COPY: copy, DATABASE: "{{Database}}", KIND: "{{Kind}}", AUTHORITIES: access.authorityFolder },
    `
export AWS_DEFAULT_REGION
cd /srv/release/store
if [ "$DATABASE" = copy ]; then
  read -r host secret < <(aws rds describe-db-instances --db-instance-identifier "$COPY" \\
    --query 'DBInstances[0].[Endpoint.Address, MasterUserSecret.SecretArn]' --output text)
  rm --force ${own.environment} ${own.overlay}
  mkdir --parents config/local "$(dirname "$AUTHORITIES")"
${write(own.overlay, access.localConfig)}
${write("../authorities.sh", access.authorities)}
${write("../database-url.php", access.databaseUrl)}
  curl --silent --fail --output ../rds.pem "https://truststore.pki.rds.amazonaws.com/$AWS_DEFAULT_REGION/$AWS_DEFAULT_REGION-bundle.pem"
  . ../authorities.sh
  authority_folder ../rds.pem "$AUTHORITIES"
  install --mode=600 /dev/null ${own.environment}
  aws secretsmanager get-secret-value --secret-id "$secret" --query SecretString --output text |
    php -d display_errors=stderr -d zend.exception_ignore_args=1 -r '${printUrl}' -- "$host" |
    jq --raw-input --raw-output '"DATABASE_URL=" + @sh' > ${own.environment}
  printf '%s\\n' REDIS_HOST=127.0.0.1 REDIS_EXTRA_HOST=127.0.0.1 REDIS_DSN=redis://127.0.0.1:6379 LOCK_DSN=redis://127.0.0.1:6379 \\
    DATABASE_SSL_CA_CERT= DATABASE_SSL_CLIENT_CERT= DATABASE_SSL_CLIENT_KEY= APP_ENV=prod >> ${own.environment}
fi
bin/upgrade.sh -t "$KIND" < /dev/null`,
  );

/** The secret comes by a pipe: arguments of processes can be read by others. */
const printUrl = `require "../database-url.php";
      echo XcartNode\\databaseUrl($argv[1], json_decode(stream_get_contents(STDIN), true, 8, JSON_THROW_ON_ERROR));`;

/** Asks the new release for the pages that sell, on the builder itself. */
export const smokeScript = <T>(): Script<T> =>
  script(
    { DATABASE: "{{Database}}" },
    `
cd /srv/release/store
find . -name '*.php' -newer ../from.tar.zst -print0 | xargs --null --no-run-if-empty --max-args=1 php -l > /dev/null
[ "$DATABASE" = copy ] || exit 0
php -S 127.0.0.1:8080 -t public public/index.php > ../php.log 2>&1 &
server=$!
trap 'kill $server' EXIT
for path in '/' '/?target=cart' '/?target=login' '/?target=checkout'; do
  curl --silent --fail --location --retry 10 --retry-connrefused --max-time 120 --output ../page.html "http://127.0.0.1:8080$path"
  tail --bytes=4096 ../page.html | grep --quiet --ignore-case '</html>' || { echo "$path ends before the page does" >&2; exit 1; }
done
if grep --quiet --extended-regexp 'PHP (Fatal|Parse) error' ../php.log; then tail --lines=20 ../php.log >&2; exit 1; fi`,
  );

/** X-Cart makes a key for its API where there is none, and nodes have one from the store's secret: whoever reads releases gets no key. */
const refusePrivateKeys = `if found=$(grep --recursive --files-with-matches --extended-regexp --include='*.pem' --include='*.key' --exclude-dir=vendor \\
  -e '-----BEGIN ([A-Z]+ )*PRIVATE KEY-----' store); then
  echo "A private key would be in the release: $found" >&2
  exit 1
fi`;

/** Writes the release, then its description, each only where nothing is yet. */
export const uploadScript = <T>({ region, bucket }: ScriptArgs<T>): Script<T> => {
  const { archive, description } = releaseKeys("{{Release}}");
  return script(
    {
      AWS_DEFAULT_REGION: region,
      BUCKET: bucket,
      ARCHIVE: archive,
      DESCRIPTION: description,
      RELEASE: "{{Release}}",
      FROM: "{{From}}",
      KIND: "{{Kind}}",
    },
    `
export AWS_DEFAULT_REGION
cd /srv/release
rm --force store/${own.environment} store/${own.overlay} store/config/jwt/*.pem
${refusePrivateKeys}
tar --create --zstd --file release.tar.zst --directory store --sort=name --owner=0 --group=0 --numeric-owner \\
  --exclude=./var/log --exclude=./var/tmp --exclude=./var/cache .
sum=$(sha256sum release.tar.zst | cut --delimiter=' ' --fields=1)
jq --null-input --arg release "$RELEASE" --arg from "$FROM" --arg kind "$KIND" --arg sha256 "$sum" --arg builtAt "$(date --utc +%FT%TZ)" \\
  --argjson bytes "$(stat --format=%s release.tar.zst)" '{version: 1, release: $release, from: $from, kind: $kind, sha256: $sha256, bytes: $bytes, builtAt: $builtAt}' > release.json
put() { aws s3api put-object --bucket "$BUCKET" --key "$1" --body "$2" --checksum-algorithm SHA256 --if-none-match '*' > /dev/null; }
put "$ARCHIVE" release.tar.zst
put "$DESCRIPTION" release.json`,
  );
};
