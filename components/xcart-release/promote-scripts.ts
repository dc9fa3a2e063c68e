import { releaseKeys } from "./automation.ts";
import { copyName } from "./builder-steps.ts";
import { type Script, script } from "./script.ts";
import { fetchFunctions, type ScriptArgs } from "./scripts.ts";
import { type UpgradeScriptArgs, upgradeFunctions } from "./upgrade-scripts.ts";

/** Arguments for the scripts that promote. */
export interface PromoteScriptArgs<T> extends ScriptArgs<T>, UpgradeScriptArgs {
  /** The store's own database. */
  readonly database: { readonly host: T; readonly secretArn: T };
}

/** Both releases, and what staging recorded of the way from one to the other. */
export const prepareScript = <T>({ region, bucket, phpPackages }: ScriptArgs<T>): Script<T> => {
  const [from, release] = [releaseKeys("{{From}}"), releaseKeys("{{Release}}")];
  return script(
    {
      AWS_DEFAULT_REGION: region,
      BUCKET: bucket,
      FROM: "{{From}}",
      FROM_ARCHIVE: from.archive,
      FROM_DESCRIPTION: from.description,
      FROM_SHA256: "{{FromSha256}}",
      ARCHIVE: release.archive,
      DESCRIPTION: release.description,
      SHA256: "{{Sha256}}",
      SCENARIO: release.scenario,
      RECORD_SHA256: "{{RecordSha256}}",
      PACKS: release.packs,
    },
    `
${fetchFunctions(phpPackages)}
install_packages
mkdir -p /srv/release/new
cd /srv/release
get "$SCENARIO" scenario.json
same "$RECORD_SHA256" scenario.json "$SCENARIO"
recorded=$(jq --exit-status --raw-output .from scenario.json)
[ "$recorded" = "$FROM" ] || { echo "staging upgraded from $recorded, not from $FROM" >&2; exit 1; }
fetch "$FROM_ARCHIVE" "$FROM_DESCRIPTION" from "$FROM_SHA256"
fetch "$ARCHIVE" "$DESCRIPTION" release "$SHA256"
if [ "$(jq '.packs | length' scenario.json)" != 0 ]; then
  get "$PACKS" packs.tar
  mkdir packs
  tar --extract --file packs.tar --directory packs --no-same-owner
  diff <(jq --raw-output '.packs[] | .sha256 + "  ./" + .name' scenario.json) <(cd packs && find . -type f -print0 |
    LC_ALL=C sort --zero-terminated | xargs --null sha256sum) > /dev/null ||
    { echo "$PACKS: got other packs in $BUCKET than those of $SCENARIO" >&2; exit 1; }
fi
tar --extract --zstd --file release.tar.zst --directory new --no-same-owner`,
  );
};

const functions = (args: UpgradeScriptArgs): string => `
export AWS_DEFAULT_REGION
cd /srv/release
KIND=$(jq --exit-status --raw-output .kind scenario.json)
# An upgrade that was interrupted starts again with what it finds: X-Cart drops its previous scenario.
case $PROGRESS in begun*) resumed=resumed again=(-f) ;; *) resumed=first again=() ;; esac
${upgradeFunctions(args)}
# previous FOLDER: the previous release there, with the packs that staging's upgrade was made of.
previous() {
  rm --recursive --force "$1"
  mkdir "$1"
  tar --extract --zstd --file from.tar.zst --directory "$1" --no-same-owner
  [ ! -e packs.tar ] || { rm --recursive --force "$1/var/packs" && mkdir --parents "$1/var/packs" && tar --extract --file packs.tar --directory "$1/var/packs" --no-same-owner; }
}
# same_code FOLDER: whether the upgrade has made the code that the release has.
same_code() {
  diff <(tree new) <(tree "$1") > code.diff && return 0
  echo "the upgrade gives other code here than in staging, first in:" >&2
  sed --quiet 's/^[<>] [0-9a-f]*  /  /p' code.diff | sort --unique | head -20 >&2
  return 1
}
`;

const variables = <T>({ stack, region, access, database }: PromoteScriptArgs<T>) => ({
  AWS_DEFAULT_REGION: region,
  COPY: copyName(stack),
  FROM: "{{From}}",
  PROGRESS: "{{ReadProgress.Value}}",
  AUTHORITIES: access.authorityFolder,
  HOST: database.host,
  SECRET: database.secretArn,
});

/**
 * Rehearses the upgrade on a copy of the store's database, with the permissions of the user that upgrades the store, and compares the result
 * with what staging recorded. Nothing of the store is touched: what would go wrong there goes wrong here. That user itself may have another
 * password by now than the copy knows.
 */
export const rehearseScript = <T>(args: PromoteScriptArgs<T>): Script<T> =>
  script(
    variables(args),
    `
${functions(args)}
authorities
previous rehearsal
cd rehearsal
read -r host master < <(lookup "$COPY")
reach "$host" "$master" own
upgrade "$host" "$master" /srv/release/rehearsed.json "\${again[@]}"
cd ..
same_code rehearsal
scenario "$host" "$master" compare scenario.json rehearsed.json "$resumed" || { echo "what would run here is not what staging ran: nothing was changed" >&2; exit 1; }
jq --raw-output '"the rehearsal took \\(.seconds) s, its database part \\(.databaseSeconds) s"' rehearsed.json`,
  );

/** The upgrade on the store's own database. Run again, it goes on with what it finds. */
export const migrateScript = <T>(args: PromoteScriptArgs<T>): Script<T> =>
  script(
    variables(args),
    `
trap '[ $? = 0 ] || echo "the database is upgraded in part: the store stays closed; start the document again, or roll the release back (docs/operations/releases.md)" >&2' EXIT
${functions(args)}
previous store
cd store
reach "$HOST" "$SECRET"
bin/upgrade.sh -t "$KIND" "\${again[@]}" < /dev/null
cd ..
same_code store
scenario "$HOST" "$SECRET" verify scenario.json
echo "the database is upgraded; the store stays closed until the new nodes are there (docs/operations/releases.md)"`,
  );

/** Counts what was written since a promotion, which the database from before it lacks. */
export const countScript = <T>(args: Omit<PromoteScriptArgs<T>, "bucket">): Script<T> =>
  script(
    {
      AWS_DEFAULT_REGION: args.region,
      AUTHORITIES: args.access.authorityFolder,
      HOST: args.database.host,
      SECRET: args.database.secretArn,
      SINCE: "{{Since}}",
    },
    `
${fetchFunctions(args.phpPackages)}
${upgradeFunctions(args)}
install_packages
mkdir -p /srv/release
cd /srv/release
authorities
echo "written since the promotion, and lost by the rollback:"
scenario "$HOST" "$SECRET" lost "$SINCE"`,
  );
