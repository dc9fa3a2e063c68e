import { z } from "zod";
import { submissionPorts } from "../../../domain/defaults/ports.ts";
import { domainName, emailAddress, reason, safeguard } from "./fields.ts";

const listedExpected = "an email address, or *@example.com for all of a domain";

/** A recipient to whom dev and staging may send mail. */
const listed = z
  .string({ error: listedExpected })
  .regex(/^(\*|[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64})@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*$/, listedExpected);

/** Another provider than SES. */
const provider = z
  .strictObject({
    host: domainName.describe("Its SMTP host."),
    port: z
      .literal(submissionPorts, { error: "a submission port: 587, 2587, 465 or 2465 (AWS blocks 25)" })
      .default(587)
      .describe("The port on which nodes submit mail, always with TLS."),
  })
  .optional()
  .describe("Another provider, by SMTP. Its user name and password go into the secret of the output mailSecretArn. Default: Amazon SES.");

const dmarcExpected = 'an object of policy and reports, or { relaxedBecause: "why" }';

/** The DMARC policy, for receivers of forged mail. */
const dmarc = z
  .union(
    [
      z.strictObject({
        policy: z
          .enum(["quarantine", "reject"], { error: "quarantine or reject" })
          .default("quarantine")
          .describe("Treatment of forged mail by receivers."),
        reports: emailAddress.optional().describe("Address for receivers' reports. Default: none, and receivers send no reports."),
      }),
      z.strictObject({ relaxedBecause: reason }),
    ],
    { error: dmarcExpected },
  )
  .prefault({})
  .describe("The domain's DMARC record, against forged mail. `relaxedBecause` keeps an existing record.");

/** `mail`. */
export const mail = z
  .strictObject({
    domain: domainName.optional().describe("The domain that the store's mail is from, such as example.com. Default: `domain`."),
    from: emailAddress
      .optional()
      .describe(
        "Sender of mail for which X-Cart names an address of another domain; replies still go to that address. Default: noreply@ and the domain.",
      ),
    provider,
    identity: safeguard("Creates the domain's identity in SES: DKIM, a MAIL FROM domain with SPF, and notices of bounces."),
    dmarc,
    listedOnly: safeguard("In dev and staging, mail goes only to `contacts` and to the recipients in `listed`; the rest is held back."),
    listed: z
      .array(listed, { error: "a list of email addresses" })
      .max(100, "at most 100 addresses")
      .default([])
      .describe("More recipients to whom dev and staging may send mail: addresses, or *@example.com."),
  })
  .prefault({})
  .describe("Outgoing email: its domain and sender, and whether SES or another provider sends it.");

/** The section as the file has it. */
export type MailInput = z.output<typeof mail>;
