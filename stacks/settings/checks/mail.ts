import { fault } from "../faults.ts";
import type { StoreSettings } from "../resolve/store.ts";

/** Characters of a name in DNS, `bounce.` and the names of DKIM before it. */
const MAX_DOMAIN_CHARACTERS = 253 - "0123456789abcdef0123456789abcdef._domainkey.".length;

type Of = Pick<StoreSettings, "environment" | "mail">;

/** Faults of the mail's sender, and of settings without effect. */
export function mailFaults({ environment, mail }: Of): string[] {
  const { domain, from, provider, identity, listed, listedOnly } = mail;
  return [
    ...(provider === undefined && identity === true && domain.length > MAX_DOMAIN_CHARACTERS
      ? [fault("mail.domain", domain, `at most ${MAX_DOMAIN_CHARACTERS} characters, since DKIM's names are below it`)]
      : []),
    ...(from.slice(from.lastIndexOf("@") + 1).toLowerCase() === domain
      ? []
      : [fault("mail.from", from, `an address of ${domain} (mail.domain)`)]),
    ...(environment === "prod" && listed.length > 0
      ? [fault("mail.listed", listed, "an empty list in prod, where mail goes to every recipient")]
      : []),
    ...(environment !== "prod" && listedOnly !== true && listed.length > 0
      ? [fault("mail.listed", listed, "an empty list beside mail.listedOnly.relaxedBecause, with which mail goes to every recipient")]
      : []),
    ...(provider && /^email-smtp\./.test(provider.host)
      ? [
          fault(
            "mail.provider.host",
            provider.host,
            "a host other than SES, which nodes use without a password where mail.provider is omitted",
          ),
        ]
      : []),
  ];
}
