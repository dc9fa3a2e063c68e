import { copyNames, vaultNames } from "../../domain/defaults/backup.ts";
import { fault } from "../../stacks/settings/faults.ts";
import type { StoreSettings } from "../../stacks/settings/resolve/store.ts";
import { UserError } from "../offline/faults.ts";
import type { Screen } from "../text/screen.ts";
import { hanging } from "../text/width.ts";
import type { Part, RestoreRequest } from "./request.ts";
import type { Step } from "./step.ts";
import { stepLines } from "./text.ts";
import { isoText } from "./time.ts";

/** A plan for copies from a vault of another account, whose credentials are another shell's. */
export interface HomePlan {
  readonly request: RestoreRequest;
  readonly account: string;
  readonly region: string;
  /** Variables and functions of the shell that the steps use. */
  readonly helpers: readonly string[];
  readonly steps: readonly Step[];
}

const kinds: Readonly<Record<Part, string>> = { database: "RDS", files: "EFS" };

/** Plans the copy from the account that `backup.copyVaultArn` names into the store's own vault, from where the restore is the usual one. */
export function planFromAccount(request: RestoreRequest): HomePlan {
  const { source, at, parts } = request;
  const arn = source.backup.copyVaultArn;
  if (arn === undefined) throw new UserError(fault("--from", "account", "vault or copy: the settings name no backup.copyVaultArn"));
  const [, , , region = "", account = "", , vault = ""] = arn.split(":");
  const own = `arn:aws:backup:${source.region}:${source.accountId ?? "$ACCOUNT"}:backup-vault:${vaultNames(source.stack).own}`;
  const newest =
    `newest() { aws backup list-recovery-points-by-backup-vault --backup-vault-name ${vault} --by-resource-type "$1" --by-created-before ${isoText(at)} ` +
    `--query "sort_by(RecoveryPoints[?Status=='COMPLETED'], &CreationDate)[-1].RecoveryPointArn" --output text; }`;
  const home =
    `home() { aws backup start-copy-job --source-backup-vault-name ${vault} --recovery-point-arn "$1" --destination-backup-vault-arn "${own}" ` +
    `--iam-role-arn "$ROLE" --query CopyJobId --output text; }`;
  const job = `job() { aws backup describe-copy-job --copy-job-id "$1" --query "CopyJob.$2" --output text; }`;
  const wait = `until job "$ID" State | grep -Eq 'COMPLETED|FAILED|PARTIAL'; do sleep 30; done; job "$ID" '[State, StatusMessage]'`;
  return {
    request,
    account,
    region,
    helpers: [...valuesOf(source, account, vault), newest, home, job],
    steps: [...parts.map(bring), last(request)],
  };

  function bring(part: Part): Step {
    return {
      title: `Bring the ${part} home`,
      notes: ["COMPLETED is what it has to end with. FAILED with a key's ARN: that key's policy lacks UsedByCopies."],
      commands: [`ID=$(home "$(newest ${kinds[part]})")\n${wait}`],
    };
  }
}

/** Variables of the helpers: the role that an account stack makes for it, where it made the vault; the store's account, where the settings name it. */
function valuesOf({ stack, accountId }: StoreSettings, account: string, vault: string): string[] {
  const made = vault.endsWith(`-${stack}`);
  const role = made ? copyNames(vault.slice(0, -stack.length - 1)).role : "NAME";
  return [
    `ROLE=arn:aws:iam::${account}:role/${role}${made ? "" : "  # NAME: a role of that account that AWS Backup takes"}`,
    ...(accountId === undefined ? ["ACCOUNT=NUMBER  # of the store's account"] : []),
  ];
}

const last = ({ source, at, parts }: RestoreRequest): Step => ({
  title: "Restore, with the credentials of the store's account again",
  notes: ["A copy keeps the time of the backup that it is of, so the plan finds it by the same --at."],
  commands: [`npx store restore ${source.stack} --at ${isoText(at)} --what ${parts.length > 1 ? "all" : parts[0]}`],
});

/** The plan for people, lines without the last line break. */
export function homeText({ request, account, region, helpers, steps }: HomePlan, screen: Screen): string {
  const { columns, colors } = screen;
  const { source, at, parts } = request;
  const what = `back to ${isoText(at)}: ${parts.join(" and ")}, from account ${account}  (AWS was not asked: this is that account's to do)`;
  const shell = [
    ...hanging("", `In one shell, with credentials of account ${account}`, columns, colors.bold),
    `  export AWS_REGION=${region}`,
    ...helpers.map((line) => `  ${line}`),
  ];
  const head = hanging(`${colors.bold(source.stack)}  `, what, columns);
  return [head, shell, [colors.bold("Steps"), ...stepLines(steps, 0, screen)]].map((lines) => lines.join("\n")).join("\n\n");
}

/** The plan for machines. */
export const homeJson = ({ request, account, region, helpers, steps }: HomePlan): unknown => ({
  stack: request.source.stack,
  from: account,
  region,
  at: isoText(request.at),
  lookups: helpers,
  steps: steps.map(({ title, notes = [], commands }) => ({ title, notes, commands })),
});
