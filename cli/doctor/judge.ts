import { secretsKeyAlias } from "../../domain/defaults/pulumi-state.ts";
import type { AccountSettings } from "../../stacks/settings/resolve/account.ts";
import type { StoreSettings } from "../../stacks/settings/resolve/store.ts";
import type { Facts } from "./facts.ts";
import { judgeMail } from "./judge-mail.ts";
import { judgeQuotas } from "./judge-quotas.ts";
import { type AccountStack, judgeSingletons } from "./judge-singletons.ts";
import { judgeContacts, judgeStore } from "./judge-store.ts";
import { type Line, linesOf } from "./line.ts";
import type { Needs } from "./needs.ts";

/** The settings and needs that facts are compared with. */
export interface Expected {
  readonly settings: StoreSettings | AccountSettings;
  readonly needs: Needs;
  /** The account stack whose first `pulumi up` is still to come, or that is asked about. @default - it is up, or there is none */
  readonly account?: AccountStack;
}

/** Judges the facts, a line for each check. Pure. */
export function judge(facts: Facts, { settings, needs, account }: Expected): Line[] {
  const who = judgeWho(facts, settings);
  // What another account has says nothing of the stack's.
  if (who.some(({ check, status }) => check === "account" && status !== "ok")) return who;
  return [
    ...who,
    ...judgeQuotas(facts, needs, settings.region),
    ...(facts.singletons && account ? judgeSingletons(facts.singletons, account) : []),
    ...(facts.store && settings.kind === "store" ? judgeStore(facts.store, settings) : []),
    ...(facts.mail && settings.kind === "store" ? judgeMail(facts.mail, settings) : []),
    judgeContacts(facts.contacts, settings),
    ...judgeState(facts, settings),
  ];
}

function judgeWho({ caller, region }: Facts, { stack, region: wanted, accountId }: Expected["settings"]): Line[] {
  const { ok, blocker, open, unknown, about } = linesOf("Who and where");
  if (!("known" in caller)) return [unknown("account", caller.why, "AWS_PROFILE, `aws sso login`, and a network that reaches AWS")];
  const { accountId: got, arn } = caller.known;
  if (accountId !== undefined && got !== accountId)
    return [
      blocker(
        "account",
        `these credentials are of ${got}, and the settings of ${stack} say ${accountId}`,
        "AWS_PROFILE of that account, or accountId",
      ),
    ];
  const root = arn.endsWith(":root");
  return [
    ok("account", `${got}${accountId === undefined ? ", as accountId is not set" : ", as the settings say"}`),
    root
      ? open("credentials", "they are the root user's, whose use fires an alarm", "an administrator's role instead")
      : ok("credentials", arn),
    about("Region", region, (on) =>
      on
        ? ok("Region", wanted)
        : blocker("Region", `${wanted} is not switched on in this account`, `aws account enable-region --region-name ${wanted}`),
    ),
  ];
}

/** The alias of the key that the account's stack makes for a stack's secrets. */
const keyOf = (settings: StoreSettings | AccountSettings): string =>
  secretsKeyAlias(settings.kind === "account" ? settings.stack : (settings.account.stack ?? "ACCOUNT"), settings.stack);

function judgeState({ state: { backend, sealed, bucket } }: Facts, settings: StoreSettings | AccountSettings): Line[] {
  const { ok, blocker, open, unknown } = linesOf("Beside Pulumi");
  if (backend === undefined)
    return [unknown("state", "PULUMI_BACKEND_URL is not set: who is logged in, only pulumi knows", "npx pulumi whoami --verbose")];
  if (/^https:\/\//.test(backend)) return [ok("state", `${backend}, which seals secrets itself`)];
  const secrets = sealed
    ? ok("state's secrets", "are sealed by the stack file's provider, or by a passphrase that is set")
    : blocker(
        "state's secrets",
        "nothing would seal them: no provider in the stack file, no passphrase",
        `npx pulumi stack init ${settings.stack} --secrets-provider "awskms://${keyOf(settings)}?region=${settings.region}"`,
      );
  if (!/^(s3|file):/.test(backend)) return [unknown("state", `${backend} is not asked from here`), secrets];
  if (bucket === undefined)
    return [open("state", `${backend} is on one machine only`, "PULUMI_BACKEND_URL=s3://BUCKET?region=REGION"), secrets];
  if (!("known" in bucket)) return [unknown("state", bucket.why), secrets];
  if (!bucket.known.there)
    return [
      blocker(
        "state",
        `${backend}: there is no such bucket`,
        "the account's stack makes it: docs/first-deployment.md says how its state gets there",
      ),
      secrets,
    ];
  const versioned = bucket.known.versioned
    ? ok("state", `${backend}, versioned`)
    : open(
        "state",
        `${backend} keeps no previous versions`,
        "aws s3api put-bucket-versioning --bucket BUCKET --versioning-configuration Status=Enabled",
      );
  return [versioned, secrets];
}
