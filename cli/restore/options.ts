import { resolve } from "node:path";
import type { DateTime } from "luxon";
import { fault } from "../../stacks/settings/faults.ts";
import type { StoreSettings } from "../../stacks/settings/resolve/store.ts";
import { UserError } from "../offline/faults.ts";
import { ownProject } from "../offline/project.ts";
import { readStoreSettings } from "../offline/store-settings.ts";
import { namesOf, type Origin, origins, vaultOf } from "./names.ts";
import { type Part, parts, type RestoreRequest } from "./request.ts";
import { isTimeZone, parseTime } from "./time.ts";

/** The command line of `store restore`, nothing of it checked. */
export interface RestoreOptions {
  readonly at?: string;
  /** Time zone of {@link at} without an offset. @default - the settings' backup.timeZone */
  readonly timezone?: string;
  readonly what?: string;
  /** One of `origins`. */
  readonly from: string;
  /** The stack that gets what is restored. @default - the stack itself */
  readonly into?: string;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly json?: boolean;
  /** Folder of the stack files. @default - Pulumi.yaml's stackConfigDir */
  readonly stacks?: string;
}

/** Values of `--what`. */
const choices: Readonly<Record<string, readonly Part[]>> = { database: ["database"], files: ["files"], all: parts };

/** Reads the command line and the settings; throws a UserError with all that is wrong, a sentence each. */
export function readRequest(stack: string | undefined, options: RestoreOptions, now: DateTime): RestoreRequest {
  if (stack === undefined) throw new UserError(fault("STACK", stack, "a store's stack, as in stacks/Pulumi.<stack>.yaml"));
  const project = ownProject(options.stacks && resolve(options.stacks));
  const source = readStoreSettings(project, stack, noAccount(stack));
  const target = options.into === undefined ? source : readStoreSettings(project, options.into, noAccount(options.into));
  const zone = options.timezone ?? source.backup.timeZone;
  const faults = [...choiceFaults(options), ...airGappedFaults(source, options), ...intoFaults(source, target, options)];
  if (!isTimeZone(zone)) faults.push(fault("--timezone", zone, "an IANA time zone such as UTC or Europe/Berlin"));
  const time = parseTime(options.at ?? "", isTimeZone(zone) ? zone : "UTC", now);
  if (time.at === undefined) faults.push(options.at === undefined ? fault("--at", undefined, "the time to go back to") : time.fault);
  if (time.at === undefined || faults.length > 0) throw new UserError(faults.join("\n"));
  const from = originOf(options) ?? "vault";
  return {
    source,
    target,
    at: time.at,
    now,
    parts: choices[options.what ?? ""] ?? [],
    vault: vaultOf(source, from),
    fromCopy: from === "copy",
    names: namesOf(target, time.at),
  };
}

const noAccount = (stack: string) => fault("STACK", stack, "a store's stack, since an account has no backups");

function choiceFaults({ what, from, dryRun, yes }: RestoreOptions): string[] {
  return [
    ...(Object.hasOwn(choices, what ?? "") ? [] : [fault("--what", what, "database, files or all")]),
    ...(originOf({ from })
      ? []
      : [fault("--from", from, "vault, copy (the vault in the second Region), air-gapped or account (the vault of another account)")]),
    ...(from === "account" && yes
      ? ["--yes: got it with --from account, expected the plan only, since its steps run in another account"]
      : []),
    ...(dryRun && yes ? ["--dry-run: got --yes as well, expected one or the other"] : []),
  ];
}

const originOf = ({ from }: Pick<RestoreOptions, "from">): Origin | undefined => origins.find((origin) => origin === from);

/** AWS takes no database into an air-gapped vault. */
function airGappedFaults({ backup }: StoreSettings, { from, what }: RestoreOptions): string[] {
  if (from !== "air-gapped") return [];
  if (!backup.airGapped) return [fault("--from", from, "vault or copy: the settings have no backup.airGapped")];
  return what === "files" || !Object.hasOwn(choices, what ?? "")
    ? []
    : [fault("--what", what, "files: an air-gapped vault has no database, which comes from vault, copy or account")];
}

/** A copy is restored where it lies, so a stack has to be there; and live data stays in its own kind of environment (PCI DSS 6.5.5). */
function intoFaults(source: StoreSettings, target: StoreSettings, { from, into }: RestoreOptions): string[] {
  const { copyRegion } = source.backup;
  if (from !== "copy")
    return into === undefined
      ? []
      : ["--into: got it without --from copy, expected both: backups in the store's own vault are restored into the store"];
  if (target.region !== copyRegion)
    return [fault("--into", into, `a stack in ${copyRegion}, where the copies are; see docs/operations/restore.md`)];
  return target.environment === source.environment
    ? []
    : [fault("--into", into, `a ${source.environment} stack, since it receives the data of one`)];
}
