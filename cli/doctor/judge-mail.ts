import { configurationSetName } from "../../domain/defaults/mail.ts";
import type { StoreSettings } from "../../stacks/settings/resolve/store.ts";
import type { MailFacts } from "./facts.ts";
import { type Line, linesOf } from "./line.ts";

const { ok, blocker, open, about } = linesOf("Mail");

const guide = "docs/mail.md";

/** Whether SES sends for the store: to whom, how much, and from its domain. */
export function judgeMail({ account, identity, dmarc }: MailFacts, settings: StoreSettings): Line[] {
  return [
    about("production access", account, (known) => judgeAccess(known, settings)),
    about("sending", account, judgeSending),
    about("mail domain", identity, (known) => judgeIdentity(known, settings)),
    about("DMARC", dmarc, (texts) => judgeDmarc(texts, settings)),
  ];
}

type Known<T> = T extends { readonly known: infer K } ? K : never;
type Account = Known<MailFacts["account"]>;
type Identity = Known<MailFacts["identity"]>;

function judgeAccess({ production, daily }: Account, { environment, region }: StoreSettings): Line {
  const check = "production access";
  if (production) return ok(check, `SES sends to any address in ${region}, up to ${daily} emails a day`);
  const sandbox = `the account is in SES's sandbox in ${region}: mail to addresses that are not verified is refused, and ${daily} a day at most`;
  // Of a trial store's mail that is enough, where those who get it have been verified.
  return environment === "prod"
    ? open(check, sandbox, `ask for production access, which takes AWS a day: ${guide}`)
    : open(check, sandbox, `verify the addresses of contacts and mail.listed, or ask for production access: ${guide}`);
}

function judgeSending({ sending, standing, daily, sent }: Account): Line {
  const check = "sending";
  if (!sending || standing === "SHUTDOWN")
    return open(check, "SES has stopped the account's sending: no mail leaves", "docs/operations/mail-reputation.md");
  if (standing !== "HEALTHY")
    return open(
      check,
      `SES reviews the account (${standing}), and stops it unless bounces and complaints get fewer`,
      "docs/operations/mail-reputation.md",
    );
  if (sent > daily * 0.8)
    return open(
      check,
      `${sent} of ${daily} emails of the day are sent`,
      "request a larger quota: SES console, Account dashboard, Request an increase",
    );
  return ok(check, `${sent} of ${daily} emails in the last 24 hours`);
}

function judgeIdentity(identity: Identity, { stack, mail, dns }: StoreSettings): Line {
  const check = "mail domain";
  const { domain } = mail;
  const set = configurationSetName(stack);
  if (identity === undefined)
    return mail.identity === true
      ? open(check, `${domain} does not exist yet: ${stack} makes it`, `npx pulumi up -s ${stack}`)
      : open(
          check,
          `${domain} is not an identity of this account, and mail.identity keeps ${stack} from creating it`,
          "mail.identity: true",
        );
  if (mail.identity === true && identity.configurationSet !== undefined && identity.configurationSet !== set)
    return blocker(
      check,
      `${domain} exists already, with the configuration set ${identity.configurationSet}: AWS refuses a second one`,
      `mail.identity: { relaxedBecause: "it is another stack's" }, or a mail.domain of the store's own`,
    );
  if (!identity.verified || identity.signing !== "SUCCESS")
    return open(check, `SES has not found the DKIM records of ${domain} (${identity.signing})`, records(domain, dns.zone, stack));
  if (identity.bounces !== "SUCCESS")
    return open(check, `SES has not found the MX record of bounce.${domain} (${identity.bounces})`, records(domain, dns.zone, stack));
  return ok(check, `${domain} is verified and signed`);
}

const records = (domain: string, zone: string, stack: string): string =>
  domain === zone || domain.endsWith(`.${zone}`)
    ? "the delegation of the zone, then up to a day: SES looks by itself"
    : `add the records of npx pulumi stack output mailRecords -s ${stack} to the zone that serves ${domain}`;

function judgeDmarc(texts: readonly string[], { stack, mail }: StoreSettings): Line {
  const check = "DMARC";
  const found = texts.filter((text) => /^v=DMARC1\b/i.test(text));
  if (found.length > 1)
    return open(check, `_dmarc.${mail.domain} has ${found.length} records, and receivers then heed none`, "leave one of them");
  if (found.length === 1) return ok(check, `_dmarc.${mail.domain} says ${found[0]}`);
  return open(
    check,
    `the world sees no record of _dmarc.${mail.domain}: forged mail can pretend to be the store's`,
    `npx pulumi up -s ${stack}`,
  );
}
