import { fault } from "../faults.ts";
import type { StoreSettings } from "../resolve/store.ts";

/** Characters of a name in DNS, `bounce.` and the names of DKIM before it. */
const LONGEST_DOMAIN = 253 - "0123456789abcdef0123456789abcdef._domainkey.".length;

type Of = Pick<StoreSettings, "environment" | "mail">;

/** What is wrong with who mail is from, and with settings that would do nothing. */
export function mailFaults({ environment, mail }: Of): string[] {
  const { domain, from, provider, identity, listed, listedOnly } = mail;
  return [
    ...(provider === undefined && identity === true && domain.length > LONGEST_DOMAIN
      ? [fault("mail.domain", domain, `at most ${LONGEST_DOMAIN} characters, since DKIM's names stand below it`)]
      : []),
    ...(from.slice(from.lastIndexOf("@") + 1).toLowerCase() === domain
      ? []
      : [fault("mail.from", from, `an address of ${domain} (mail.domain)`)]),
    ...(environment === "prod" && listed.length > 0 ? [fault("mail.listed", listed, "nothing in prod, where mail goes to everybody")] : []),
    ...(environment !== "prod" && listedOnly !== true && listed.length > 0
      ? [fault("mail.listed", listed, "nothing beside mail.listedOnly.relaxedBecause, with which mail goes to everybody")]
      : []),
    ...(provider && /^email-smtp\./.test(provider.host)
      ? [fault("mail.provider.host", provider.host, "no host of SES: without mail.provider, nodes send by SES and need no password")]
      : []),
  ];
}
