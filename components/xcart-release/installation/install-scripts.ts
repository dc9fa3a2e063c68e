import { readFileSync } from "node:fs";
import { distributionKeys } from "../distribution.ts";
import { type Script, script } from "../script.ts";
import { fetchFunctions, type ScriptArgs } from "../scripts.ts";
import { own, type UpgradeScriptArgs, upgradeFunctions, write } from "../upgrade-scripts.ts";

/** Arguments for the scripts that install. Texts in double braces are filled in by Automation, from parameters with a pattern. */
export interface InstallScriptArgs<T> extends ScriptArgs<T>, UpgradeScriptArgs {
  readonly stack: string;
  /** The name by which shoppers call the store. */
  readonly domain: string;
  readonly secretArns: {
    /** The database's user for upgrades. */
    readonly database: T;
    /** X-Cart's own keys, as nodes have them: passwords are hashed with one. */
    readonly application: T;
    /** The licence key, put by the operator. */
    readonly licence: T;
    /** Where the administrator's password is left. */
    readonly administrator: T;
  };
}

const program = readFileSync(new URL("install.php", import.meta.url), "utf8");

/** Checks that there is a licence key, fetches the distribution, compares its checksum, and unpacks it. */
export const fetchDistributionScript = <T>({ region, bucket, phpPackages, stack, secretArns }: InstallScriptArgs<T>): Script<T> => {
  const { archive, description } = distributionKeys("{{Distribution}}");
  return script(
    {
      ...{ AWS_DEFAULT_REGION: region, BUCKET: bucket, ARCHIVE: archive, DESCRIPTION: description, RELEASE: "{{Release}}" },
      ...{ LICENCE_SECRET: secretArns.licence, STACK: stack, SHA256: "{{DistributionSha256}}" },
    },
    `
${fetchFunctions([...phpPackages, "unzip"])}
# The key itself is not printed. Which versions a secret has is listed in no order, and with more of them than count.
aws secretsmanager get-secret-value --secret-id "$LICENCE_SECRET" --query VersionId --output text > /dev/null ||
  { echo "the licence key of X-Cart is missing: npx store release licence $STACK puts it" >&2; exit 1; }
install_packages
mkdir -p /srv/release/unpacked
cd /srv/release
get "$DESCRIPTION" from.json
xcart=$(jq --exit-status --raw-output .xcart from.json)
[ "\${RELEASE%-*}" = "$xcart" ] || { echo "Release: got $RELEASE, expected $xcart and a number: the distribution is of X-Cart $xcart" >&2; exit 1; }
get "$ARCHIVE" distribution
same "$SHA256" distribution "$ARCHIVE"
case $(jq --raw-output .form from.json) in
  zip) unzip -q distribution -d unpacked ;;
  *) tar --extract --gzip --file distribution --directory unpacked --no-same-owner ;;
esac
folder=$(jq --exit-status --raw-output .folder from.json)
if [ "$folder" = . ]; then mv unpacked store; else mv "unpacked/$folder" store; fi
chmod 755 store/bin/*`,
  );
};

/** Settings of X-Cart while it is installed: as on nodes, where they end up in what is kept. */
const fixed = [
  "APP_DEBUG=0",
  "DATABASE_CHARSET=utf8mb4",
  "DATABASE_DEFAULT_TABLE_PREFIX=xc",
  "XCART_HOST_DETAILS_WEB_DIR=",
  "XCART_PUBLIC_DIR=",
];

/** Functions for bash. `known` prints all secrets as one JSON, for a pipe: arguments of processes can be read by others. */
const functions = (args: UpgradeScriptArgs): string => `
export AWS_DEFAULT_REGION
${upgradeFunctions(args)}
password=
known() {
  jq --null-input --compact-output --slurpfile database <(secret "$DATABASE_SECRET") --slurpfile application <(secret "$APPLICATION_SECRET") \\
    --rawfile licence <(secret "$LICENCE_SECRET" 2> /dev/null || true) --rawfile password <(printf %s "$password") \\
    '{database: $database[0], sharedSecretKey: $application[0].sharedSecretKey, licence: ($licence | split("\\n")[0] // ""), password: $password}'
}
installation() { known | php -d display_errors=stderr -d zend.exception_ignore_args=1 /srv/release/install.php /srv/release/rds.pem "$@"; }
`;

const variables = <T>({ region, bucket, access, secretArns }: InstallScriptArgs<T>) => ({
  AWS_DEFAULT_REGION: region,
  BUCKET: bucket,
  RELEASE: "{{Release}}",
  AUTHORITIES: access.authorityFolder,
  DATABASE_SECRET: secretArns.database,
  APPLICATION_SECRET: secretArns.application,
  LICENCE_SECRET: secretArns.licence,
  ADMINISTRATOR_SECRET: secretArns.administrator,
});

/**
 * Runs X-Cart's own installation against the store's empty database. Where one was interrupted, and has become no release, what it left is
 * deleted first; one that has become a release is finished, and refused.
 */
export const installScript = <T>(args: InstallScriptArgs<T>): Script<T> =>
  script(
    { ...variables(args), ADMINISTRATOR: "{{Administrator}}", DOMAIN: args.domain, STACK: args.stack },
    `
${functions(args)}
authorities
${write("/srv/release/install.php", program)}
cd /srv/release/store
found=$(installation look)
installed=$(jq --raw-output '.release // empty' <<< "$found")
if [ -n "$installed" ]; then
  kept=$(aws s3api list-objects-v2 --no-paginate --bucket "$BUCKET" --prefix "releases/$installed/release.json" --query KeyCount --output text)
  case $kept in
    0) ;;
    1)
      installation finish
      echo "the store is installed already, as $installed: npx store release promote $STACK $installed" >&2
      exit 1
      ;;
    *) echo "cannot tell whether $installed is in the bucket: nothing is touched" >&2 && exit 1 ;;
  esac
fi
reach "$(secret "$DATABASE_SECRET" | jq --exit-status --raw-output .host)" "$DATABASE_SECRET"
secret "$APPLICATION_SECRET" | jq --raw-output '"APP_SECRET=" + (.appSecret | @sh), "XCART_INSTALLER_DETAILS_AUTH_CODE=" + (.authCode | @sh),
  "XCART_INSTALLER_DETAILS_SHARED_SECRET_KEY=" + (.sharedSecretKey | @sh)' >> ${own.environment}
printf '%s\\n' ${fixed.join(" ")} "XCART_HOST_DETAILS_HTTP_HOST=$DOMAIN" "XCART_HOST_DETAILS_HTTPS_HOST=$DOMAIN" >> ${own.environment}
# X-Cart's installation compiles all of its code; Amazon Linux's PHP has 128 MB.
mkdir --parents /srv/release/php
echo memory_limit=1G > /srv/release/php/install.ini
export PHP_INI_SCAN_DIR=:/srv/release/php
password=$(aws secretsmanager get-random-password --password-length 24 --exclude-punctuation --query RandomPassword --output text)
installation run "$RELEASE" "$ADMINISTRATOR"
printf %s "$password" | jq --raw-input --compact-output --arg login "$ADMINISTRATOR" '{login: $login, password: .}' |
  aws secretsmanager put-secret-value --secret-id "$ADMINISTRATOR_SECRET" --secret-string file:///dev/stdin > /dev/null
[ -d var/run/classes ] && [ -e public/index.php ] || { echo "bin/install.sh has ended well, and left no var/run/classes or public/index.php" >&2; exit 1; }`,
  );

/** Records that the installation has become a release: from now on it is not started again. */
export const finishScript = <T>(args: InstallScriptArgs<T>): Script<T> =>
  script(
    variables(args),
    `
${functions(args)}
installation finish
echo "installed: the administrator's password is in the secret $ADMINISTRATOR_SECRET"`,
  );
