import { z } from "zod";
import { submissionPorts } from "../../../domain/defaults/ports.ts";
import { domainName, emailAddress, reason, safeguard } from "./fields.ts";

const listedExpected = "an e-mail address, or *@example.com for all of a domain";

/** Somebody whom mail of a trial store may reach. */
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
      .describe("The port that nodes submit mail on; TLS on each."),
  })
  .optional()
  .describe("Another provider, by SMTP. Its user name and password go into the secret of the output mailSecretArn. Default: Amazon SES.");

const dmarcExpected = 'an object of policy and reports, or { relaxedBecause: "why" }';

/** What receivers do with mail that says it is the domain's and is not. */
const dmarc = z
  .union(
    [
      z.strictObject({
        policy: z
          .enum(["quarantine", "reject"], { error: "quarantine or reject" })
          .default("quarantine")
          .describe("What receivers do with it."),
        reports: emailAddress.optional().describe("Who gets receivers' reports. Default: nobody."),
      }),
      z.strictObject({ relaxedBecause: reason }),
    ],
    { error: dmarcExpected },
  )
  .prefault({})
  .describe(
    "The domain's DMARC record, for mail that says it is the domain's and is not. `relaxedBecause` leaves alone the one that is there already.",
  );

/** `mail`. */
export const mail = z
  .strictObject({
    domain: domainName.optional().describe("The domain that the store's mail is from, such as example.com. Default: `domain`."),
    from: emailAddress
      .optional()
      .describe(
        "The address that mail is from where X-Cart names one of another domain; answers still go there. Default: noreply@ and the domain.",
      ),
    provider,
    identity: safeguard("The stack makes the domain's identity in SES: DKIM, a MAIL FROM domain with SPF, bounces told."),
    dmarc,
    listedOnly: safeguard("In dev and staging, mail goes to `contacts` and to those listed only, and the rest is held back."),
    listed: z
      .array(listed, { error: "a list of e-mail addresses" })
      .max(100, "at most 100 addresses")
      .default([])
      .describe("More people whom mail of dev and staging may reach: addresses, or *@example.com."),
  })
  .prefault({})
  .describe("Sending mail.");

/** What a file says of it. */
export type MailInput = z.output<typeof mail>;
