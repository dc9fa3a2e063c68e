import type { Environment } from "../profiles.ts";
import type { MailInput } from "../schema/mail.ts";

/** Settings that the section is resolved by. */
interface Of {
  readonly environment: Environment;
  readonly domain: string;
  readonly contacts: readonly string[];
  readonly mail: MailInput;
}

/** The section with its addresses decided. */
export function resolveMail({ domain: store, mail }: Pick<Of, "domain" | "mail">) {
  const domain = mail.domain ?? store;
  return { ...mail, domain, from: mail.from ?? `noreply@${domain}` };
}

/** Permitted recipients, each an address or `*@` and a domain; undefined: all. */
export function mailRecipients({ environment, contacts, mail }: Pick<Of, "environment" | "contacts" | "mail">): string[] | undefined {
  const open = environment === "prod" || mail.listedOnly !== true;
  return open ? undefined : [...new Set([...contacts, ...mail.listed])];
}

/** Relaxations of the section, as `path: reason` lines: of SES where SES sends, of listed recipients in dev and staging. */
export function mailRelaxations({ environment, mail }: Pick<Of, "environment" | "mail">): string[] {
  const off: [string, MailInput["identity"] | MailInput["dmarc"], boolean][] = [
    ["mail.identity", mail.identity, mail.provider === undefined],
    ["mail.dmarc", mail.dmarc, mail.provider === undefined],
    ["mail.listedOnly", mail.listedOnly, environment !== "prod"],
  ];
  return off.flatMap(([path, one, counts]) =>
    counts && one !== true && "relaxedBecause" in one ? [`${path}: ${one.relaxedBecause}`] : [],
  );
}
