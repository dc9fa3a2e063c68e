import type { DatabaseAccess } from "../../domain/contracts/database-access.ts";
import { databasePasswordLength, databaseUsers } from "../../domain/defaults/database-users.ts";
import { copyName } from "./builder-steps.ts";
import { type Script, script } from "./script.ts";

/** Arguments for the scripts that upgrade. Texts in double braces are filled in by Automation, from parameters with a pattern. */
export interface UpgradeScriptArgs {
  readonly stack: string;
  readonly region: string;
  readonly access: DatabaseAccess;
}

/** The builder's user on a copy of the database. */
const copyUser = "xcart_builder";

/** X-Cart's settings of the builder: in a release they would be wrong. */
export const own = { environment: ".env.local", overlay: "config/local/xcart-hosting.yaml" } as const;

/** Files that X-Cart makes each time, or that only one machine has: no part of what two upgrades have in common. */
const transient = ["./var", "./public/var", "./config/jwt", `./${own.environment}`, `./${own.overlay}`];

/** A command that writes a text into a file, as it is. */
export const write = (path: string, text: string): string => `cat > ${path} <<'END_OF_FILE'\n${text.trimEnd()}\nEND_OF_FILE`;

/** The secret comes by a pipe: arguments of processes can be read by others. */
const printUrl = `require "/srv/release/database-url.php";
      echo XcartNode\\databaseUrl($argv[1], json_decode(stream_get_contents(STDIN), true, 8, JSON_THROW_ON_ERROR));`;

/**
 * Functions for bash. X-Cart comes to a database as on a node (decision 0026): by a folder of authorities, and by an address with the
 * password as it stands, quoted as Symfony's Dotenv and a shell both read it.
 */
export const upgradeFunctions = ({ access }: UpgradeScriptArgs): string => `
authorities() {
  mkdir --parents "$(dirname "$AUTHORITIES")"
${write("/srv/release/authorities.sh", access.authorities)}
${write("/srv/release/database-url.php", access.databaseUrl)}
${write("/srv/release/copy-user.php", access.copyUser)}
${write("/srv/release/scenario.php", access.scenario)}
  curl --silent --fail --output /srv/release/rds.pem "https://truststore.pki.rds.amazonaws.com/$AWS_DEFAULT_REGION/$AWS_DEFAULT_REGION-bundle.pem"
  . /srv/release/authorities.sh
  authority_folder /srv/release/rds.pem "$AUTHORITIES"
}
# lookup DATABASE: its host, and the secret of its master.
lookup() {
  aws rds describe-db-instances --db-instance-identifier "$1" --query 'DBInstances[0].[Endpoint.Address, MasterUserSecret.SecretArn]' --output text
}
secret() { aws secretsmanager get-secret-value --secret-id "$1" --query SecretString --output text; }
# scenario HOST SECRET COMMAND …: records and compares upgrades.
scenario() { secret "$2" | php -d display_errors=stderr -d zend.exception_ignore_args=1 /srv/release/scenario.php "$3" "$1" /srv/release/rds.pem "\${@:4}"; }
# own HOST: a user of the builder's own on a copy, whose master's secret comes in, with a password that X-Cart reads.
own() {
  php -d display_errors=stderr -d zend.exception_ignore_args=1 /srv/release/copy-user.php "$1" "$AUTHORITIES" \\
    ${copyUser} ${databasePasswordLength} '${databaseUsers.upgrade.privileges.join(", ")}'
}
# reach HOST SECRET [own]: has X-Cart of this folder use a database, a copy by a user of the builder's own.
reach() {
  rm --force ${own.environment} ${own.overlay}
  mkdir --parents config/local
${write(own.overlay, access.localConfig)}
  install --mode=600 /dev/null ${own.environment}
  local user
  user=$(secret "$2" | if [ "\${3:-}" = own ]; then own "$1"; else cat; fi)
  printf %s "$user" | php -d display_errors=stderr -d zend.exception_ignore_args=1 -r '${printUrl}' -- "$1" |
    jq --raw-input --raw-output '"DATABASE_URL=" + @sh' > ${own.environment}
  printf '%s\\n' REDIS_HOST=127.0.0.1 REDIS_EXTRA_HOST=127.0.0.1 REDIS_DSN=redis://127.0.0.1:6379 LOCK_DSN=redis://127.0.0.1:6379 \\
    DATABASE_SSL_CA_CERT= DATABASE_SSL_CLIENT_CERT= DATABASE_SSL_CLIENT_KEY= APP_ENV=prod >> ${own.environment}
}
# X-Cart's upgrade hooks, of the core and of add-ons, by the files that they are in.
hooks() { find . -type f \\( -path '*/LifetimeHook/Upgrade/*.php' -o -path '*/hooks/upgrade/*' \\) | LC_ALL=C sort; }
# upgrade HOST SECRET OUT [OPTION…]: X-Cart's own upgrade on a database, and what it did.
upgrade() {
  local started=$SECONDS
  hooks > "$3.hooks-before"
  scenario "$1" "$2" begin "$3.before"
  bin/upgrade.sh -t "$KIND" "\${@:4}" < /dev/null
  LC_ALL=C comm -13 "$3.hooks-before" <(hooks) > "$3.hooks"
  scenario "$1" "$2" end "$3.before" "$3.after" "$3.hooks"
  jq --arg from "$FROM" --arg kind "$KIND" --arg at "$(date --utc +%FT%TZ)" --argjson seconds $((SECONDS - started)) --argjson packs "$(packs)" \\
    '{version: 1, from: $from, kind: $kind, recordedAt: $at, seconds: $seconds, packs: $packs} + .' "$3.after" > "$3"
}
# What the marketplace gave, where X-Cart keeps it.
packs() {
  { [ ! -d var/packs ] || (cd var/packs && find . -type f -print0 | LC_ALL=C sort --zero-terminated | xargs --null --no-run-if-empty sha256sum); } |
    jq --raw-input --null-input --compact-output '[inputs | {sha256: .[:64], name: .[68:]}]'
}
# tree FOLDER: checksums of its code.
tree() {
  (cd "$1" && find . \\( ${transient.map((path) => `-path ${path}`).join(" -o ")} \\) -prune -o -type f -print0 |
    LC_ALL=C sort --zero-terminated | xargs --null sha256sum)
}
`;

/** Runs X-Cart's own upgrade on the copy of the database, and records it; or without one. */
export const upgradeScript = <T>(args: UpgradeScriptArgs): Script<T> =>
  script(
    {
      AWS_DEFAULT_REGION: args.region,
      COPY: copyName(args.stack),
      DATABASE: "{{Database}}",
      FROM: "{{From}}",
      KIND: "{{Kind}}",
      AUTHORITIES: args.access.authorityFolder,
    },
    `
export AWS_DEFAULT_REGION
${upgradeFunctions(args)}
cd /srv/release/store
if [ "$DATABASE" = copy ]; then
  authorities
  read -r host secret < <(lookup "$COPY")
  reach "$host" "$secret" own
  upgrade "$host" "$secret" /srv/release/scenario.json
else
  bin/upgrade.sh -t "$KIND" < /dev/null
fi`,
  );
