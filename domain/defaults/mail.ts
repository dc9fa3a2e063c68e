import type { Region } from "./regions.ts";

/** The store's configuration set in SES: a name of our own, which nodes know before it is there. */
export const configurationSetName = (stack: string): string => `${stack}-mail`;

/** The name that receiving servers see the store's mail come from and bounce to. It has SPF and MX records of its own: the domain may have others. */
export const mailFromDomain = (domain: string): string => `bounce.${domain}`;

/** Bits of the key that SES signs with. */
export const signingKeyLength = "RSA_2048_BIT";

/** Outcomes after which SES does not send to an address again: addresses that do not exist, and people who have complained. */
export const suppressed = ["BOUNCE", "COMPLAINT"] as const;

/** Outcomes of emails that are reported, by SES's names. */
export const toldEvents = ["BOUNCE", "COMPLAINT", "REJECT", "DELIVERY_DELAY"] as const;

/** Events of EventBridge about the emails of a configuration set (docs.aws.amazon.com/ses/latest/dg/monitor-sending-using-event-publishing-eb.html). */
export const mailEvents = (configurationSet: string) => ({
  source: ["aws.ses"],
  detail: { mail: { tags: { "ses:configuration-set": [configurationSet] } } },
});

/**
 * Shares of the emails sent at which SES puts an account under review; it stops sending at twice the first, and five times the second
 * (docs.aws.amazon.com/ses/latest/dg/faqs-enforcement.html).
 */
export const reviewedRates = { bounces: 0.05, complaints: 0.001 } as const;

/** Where the public halves of SES's signing keys are (docs.aws.amazon.com/general/latest/gr/ses.html#ses_dkim_domains). */
export const signingZone = (region: Region): string =>
  region === "ap-northeast-3" ? `dkim.${region}.amazonses.com` : "dkim.amazonses.com";
