import { z } from "zod";
import { contactKinds, maxBudgetAddresses } from "../../../../domain/defaults/account.ts";
import { contacts, emailAddress, readableText, wholeNumber } from "../fields.ts";
import { allowedImages } from "./allowed-images.ts";

const text = (what: string, max: number) => readableText(what).min(1, what).max(max, `${what} of at most ${max} characters`);

const phone = "a telephone number with the country's code such as +49 30 1234567";

/** Lengths are AWS's own (docs.aws.amazon.com/accounts/latest/reference/API_PutAlternateContact.html). */
const contact = z.strictObject({
  name: text("a name", 64).describe("Name of a person or a team."),
  title: text("a title such as Head of Security", 50).describe("Title of that contact."),
  email: emailAddress.max(64, "an email address of at most 64 characters").describe("Email address for AWS."),
  phone: z
    .string({ error: phone })
    .regex(/^\+[\d\s()-]{6,23}$/, phone)
    .describe("Telephone number for AWS, with the country's code."),
});

const [security, billing, operations] = contactKinds;

/** `alternateContacts` of an account. */
export const alternateContacts = z
  .strictObject({
    [security]: contact.optional().describe("Contact for abuse and leaked keys; a policy requires it."),
    [billing]: contact.optional().describe("Contact for bills."),
    [operations]: contact.optional().describe("Contact for AWS's maintenance of the account's resources."),
  })
  .prefault({})
  .describe("The people whom AWS contacts besides the account's owner.");

/** `defaults` of an account. */
export const defaults = z
  .strictObject({
    vpcBlockPublicAccess: z
      .enum(["off", "block-ingress", "block-bidirectional"], { error: "off, block-ingress or block-bidirectional" })
      .default("off")
      .describe("Blocks every internet gateway of the Region. For accounts without stores, which must be reachable."),
    allowedImages,
  })
  .prefault({})
  .describe("Defaults for new resources of the account. Defaults that are not listed here cannot be relaxed.");

const monitorExpected = "a cost anomaly monitor's ARN such as arn:aws:ce::123456789012:anomalymonitor/…, or create";

/** `spending` of an account. */
export const spending = z
  .strictObject({
    contacts: contacts
      .optional()
      .describe(`Recipients of emails about costs, at most ${maxBudgetAddresses}. Default: the account's contacts.`),
    monthlyUsd: wholeNumber(1, 10_000_000, "US dollars").optional().describe("The account's monthly budget. Default: none."),
    thresholds: z
      .array(wholeNumber(1, 1000, "percent"), { error: "a list of percentages" })
      .min(1, "at least one percentage")
      // A budget takes five notifications; the fifth is that of the forecast.
      .max(4, "at most 4 percentages: the budget's fifth notification is for its forecast")
      .default([50, 80, 100])
      .describe("Percentages of the budget at which emails are sent. Another is sent when the forecast exceeds the budget."),
    anomalyUsd: wholeNumber(1, 1_000_000, "US dollars").default(100).describe("Cost from which an anomaly is reported by email."),
    anomalyMonitorArn: z
      .string({ error: monitorExpected })
      .regex(/^(create|arn:aws:ce::\d{12}:anomalymonitor\/[0-9a-f-]{36})$/, monitorExpected)
      .optional()
      .describe(
        "The account's monitor of AWS services, whose anomalies are then reported by email (`aws ce get-anomaly-monitors`). AWS allows one, creates it in new accounts, and refuses a second; `create` makes it where there is none. Default: anomalies are reported by AWS's own subscription only.",
      ),
  })
  .prefault({})
  .describe("The account's monthly budget, and who receives an email when it is exceeded.");
