import { storeBoundary } from "../../../components/ci-roles/names.ts";
import { fault } from "../faults.ts";
import { type AccountMember, accountMember, type Folder, otherAccounts, type StoreMember } from "./folder.ts";

/** Faults of the account stack that a store names, one sentence each: it must be in the store's account and Region. */
export function accountStackFaults({ region, accountId, account, stack }: StoreMember, folder: Folder): string[] {
  const name = account?.stack;
  if (name === undefined) return [];
  const raw = folder.settingsOf(name);
  if (raw === undefined) return [fault("account.stack", name, missing(folder, stack))];
  const member = accountMember(name, raw);
  if (!member) {
    const isUnreadable = raw === null;
    return [
      fault(
        "account.stack",
        name,
        isUnreadable ? `an account stack whose file can be read: npx store check ${name} says what is wrong` : "a stack of kind account",
      ),
    ];
  }
  return [
    ...(differ(region, member.region)
      ? [fault("account.stack", name, `an account stack in ${region}: ${name} is in ${member.region}, and each Region has its own`)]
      : []),
    ...(differ(accountId, member.accountId)
      ? [fault("account.stack", name, `an account stack of the account ${accountId}: ${name} is in ${member.accountId}`)]
      : []),
    ...boundaryFaults(stack, account?.permissionsBoundary, member),
  ];
}

/** A boundary, deploy role and key of secrets are made for each store that the account's file names. */
function boundaryFaults(stack: string, boundary: string | undefined, { stack: name, deploys }: AccountMember): string[] {
  if (boundary !== storeBoundary(name, stack) || deploys?.includes(stack) !== false) return [];
  return [
    fault("account.permissionsBoundary", boundary, `an entry { stack: ${stack}, … } in ci.deploy of ${name}, which makes this boundary`),
  ];
}

function missing(folder: Folder, stack: string): string {
  const known = otherAccounts(folder, stack).map((one) => one.stack);
  const which =
    known.length > 0 ? `an account stack of this folder: ${known.join(", ")}` : "no value, since this folder has no account stack";
  return `${which}; or account.logArchiveArn`;
}

const differ = (one: string | undefined, other: string | undefined) => one !== undefined && other !== undefined && one !== other;
