import type { Account } from "./outbox.ts";

/** A mail to the administrators. */
export interface Mail {
  /** Maximum 100 characters of ASCII: SNS refuses others. */
  readonly subject: string;
  readonly text: string;
}

/** Which store it is about. */
export interface Store {
  readonly stack: string;
  readonly domain: string;
  /** The runbook that the email names: its address, or its path in the repository. */
  readonly runbook: string;
}

/** Failures that a mail lists for each account; the log has them all. */
const LISTED = 20;

/** One mail about the failed logins of one account, or of several. */
export function compose({ stack, domain, runbook }: Store, accounts: readonly Account[]): Mail {
  const [first] = accounts;
  const who = accounts.length === 1 && first ? nameOf(first) : `${accounts.length} accounts`;
  return {
    subject: printable(`Failed admin login: ${who} (${stack})`).slice(0, 100),
    text: [
      `Failed logins to the administration of ${domain} (stack ${stack}).`,
      ...accounts.map(paragraph),
      "If these were you or your staff, there is nothing to do. Otherwise change the account's password if it is old or used elsewhere,",
      `and have the address blocked. The runbook explains each line, and what else to check: ${runbook}`,
      "Each account is reported at most once a minute; later failures are in the next email.",
    ].join("\n\n"),
  };
}

function paragraph(account: Account): string {
  const newest = account.failures.toSorted((a, b) => b.at - a.at);
  const rows = newest
    .slice(0, LISTED)
    .map(({ at, address, country }) => `  ${timeOf(at)}  address ${address}  country ${countryOf(country)}`);
  const more = newest.length > LISTED ? [`  and ${newest.length - LISTED} more`] : [];
  const count = `${newest.length}${account.full ? " or more" : ""} failed ${newest.length === 1 ? "login" : "logins"}`;
  return [`Account ${nameOf(account)}: ${count}`, ...rows, ...more].join("\n");
}

const nameOf = ({ account }: Account) => (account === "" ? "(the entry was not an email address)" : account);
const timeOf = (at: number) => `${new Date(at).toISOString().slice(0, 19).replace("T", " ")} UTC`;
const names = new Intl.DisplayNames("en", { type: "region" });
const countryOf = (code: string | undefined) => (code === undefined ? "not known" : `${names.of(code) ?? code} (${code})`);
const printable = (text: string) => text.replace(/[^\x20-\x7e]/g, "?");
