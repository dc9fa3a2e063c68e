import { mailFromDomain, signingZone } from "../../domain/defaults/mail.ts";
import type { Region } from "../../domain/defaults/regions.ts";

/** One record that mail needs in DNS. */
export interface MailRecord {
  readonly name: string;
  readonly type: "CNAME" | "MX" | "TXT";
  readonly value: string;
}

/** The domain's DMARC policy, or none where its record is left alone. */
export type Dmarc = { readonly policy: "quarantine" | "reject"; readonly reports?: string | undefined } | "left alone";

/** The record with which one of SES's three keys is found. */
export const signingRecord = (token: string, domain: string, region: Region): MailRecord => ({
  name: `${token}._domainkey.${domain}`,
  type: "CNAME",
  value: `${token}.${signingZone(region)}`,
});

/**
 * The records whose values are known in advance. SPF and MX are below the domain, at the name that emails bounce to, so the domain's own
 * records for other senders stay as they are. DMARC is fulfilled by either of DKIM and SPF, with names of one domain.
 */
export function knownRecords(domain: string, region: Region, dmarc: Dmarc): MailRecord[] {
  const bounces = mailFromDomain(domain);
  return [
    { name: bounces, type: "MX", value: `10 feedback-smtp.${region}.amazonses.com` },
    { name: bounces, type: "TXT", value: "v=spf1 include:amazonses.com -all" },
    ...(dmarc === "left alone"
      ? []
      : [{ name: `_dmarc.${domain}`, type: "TXT", value: `v=DMARC1; p=${dmarc.policy}${reportsOf(dmarc.reports)}` } as const]),
  ];
}

const reportsOf = (address: string | undefined) => (address === undefined ? "" : `; rua=mailto:${address}`);
