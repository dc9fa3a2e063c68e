import { z } from "zod";
import { contactKinds, maxBudgetAddresses } from "../../../../domain/defaults/account.ts";
import { contacts, emailAddress, readableText, wholeNumber } from "../fields.ts";
import { allowedImages } from "./allowed-images.ts";

const text = (what: string, most: number) => readableText(what).min(1, what).max(most, `${what} of at most ${most} characters`);

const phone = "a telephone number with the country's code such as +49 30 1234567";

/** Lengths are AWS's own (docs.aws.amazon.com/accounts/latest/reference/API_PutAlternateContact.html). */
const contact = z.strictObject({
  name: text("a name", 64).describe("Who it is, a person or a desk."),
  title: text("a title such as Head of Security", 50).describe("What they do."),
  email: emailAddress.max(64, "an e-mail address of at most 64 characters").describe("Where AWS writes to."),
  phone: z
    .string({ error: phone })
    .regex(/^\+[\d\s()-]{6,23}$/, phone)
    .describe("Where AWS calls, with the country's code."),
});

const [security, billing, operations] = contactKinds;

/** `alternateContacts` of an account. */
export const alternateContacts = z
  .strictObject({
    [security]: contact.optional().describe("Whom AWS tells of abuse and leaked keys; a policy asks for it."),
    [billing]: contact.optional().describe("Whom AWS asks about bills."),
    [operations]: contact.optional().describe("Whom AWS tells of its own work on the account's resources."),
  })
  .prefault({})
  .describe("Whom AWS writes to beside the account's owner.");

/** `defaults` of an account. */
export const defaults = z
  .strictObject({
    vpcBlockPublicAccess: z
      .enum(["off", "block-ingress", "block-bidirectional"], { error: "off, block-ingress or block-bidirectional" })
      .default("off")
      .describe("Shuts every internet gateway of the Region. For accounts without stores: these have a way in."),
    allowedImages,
  })
  .prefault({})
  .describe("How the account makes things where nobody says how. What is not here cannot be relaxed.");

const monitorExpected = "a cost anomaly monitor's ARN such as arn:aws:ce::123456789012:anomalymonitor/…, or create";

/** `spending` of an account. */
export const spending = z
  .strictObject({
    contacts: contacts.optional().describe(`Who hears of costs, ${maxBudgetAddresses} addresses at most. Default: the account's contacts.`),
    monthlyUsd: wholeNumber(1, 10_000_000, "US dollars").optional().describe("What the account may cost in a month. Default: no budget."),
    thresholds: z
      .array(wholeNumber(1, 1000, "percent"), { error: "a list of percentages" })
      .min(1, "at least one percentage")
      // A budget takes five notifications; the fifth is that of the forecast.
      .max(4, "at most 4 percentages: the budget's fifth notification is its forecast's")
      .default([50, 80, 100])
      .describe("At which parts of the budget, in percent, mails go out. One goes out when the forecast exceeds it."),
    anomalyUsd: wholeNumber(1, 1_000_000, "US dollars").default(100).describe("From what cost on an anomaly is a mail."),
    anomalyMonitorArn: z
      .string({ error: monitorExpected })
      .regex(/^(create|arn:aws:ce::\d{12}:anomalymonitor\/[0-9a-f-]{36})$/, monitorExpected)
      .optional()
      .describe(
        "The account's monitor of AWS services, whose anomalies are then mailed (`aws ce get-anomaly-monitors`). AWS allows one, gives it to new accounts, and refuses a second; `create` makes it where there is none. Default: nobody but AWS's own subscription hears of anomalies.",
      ),
  })
  .prefault({})
  .describe("What the account may cost, and who hears when it costs more.");
