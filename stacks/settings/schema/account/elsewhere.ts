import { z } from "zod";
import { type AccountPartName, accountParts } from "../../../../domain/defaults/account-parts.ts";
import { reason } from "../fields.ts";

const part = (name: AccountPartName) =>
  reason.optional().describe(`Who manages it, and where: ${accountParts[name].what}. Default: made here.`);

/** `elsewhere` of an account. */
export const elsewhere = z
  .strictObject({
    trail: part("trail"),
    config: part("config"),
    securityHub: part("securityHub"),
    guardDuty: part("guardDuty"),
    inspector: part("inspector"),
    accessAnalyzer: part("accessAnalyzer"),
    passwordPolicy: part("passwordPolicy"),
    publicAccessBlock: part("publicAccessBlock"),
    diskEncryption: part("diskEncryption"),
    ec2Defaults: part("ec2Defaults"),
    backupOptIn: part("backupOptIn"),
    sessionPreferences: part("sessionPreferences"),
    alternateContacts: part("alternateContacts"),
    spending: part("spending"),
    staff: part("staff"),
  } satisfies Record<AccountPartName, z.ZodType>)
  .prefault({})
  .describe(
    "Parts that an organisation or a landing zone manages, and that are therefore not made here: for each, in words, who manages it. Policies do not ask for these; `store preview` and `store check` show the words.",
  );
