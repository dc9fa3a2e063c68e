import type { Policy } from "../model/policy.ts";
import { wholeStack } from "../model/policy.ts";
import { homeNeeds } from "../model/presence.ts";

export const accountContactMissingForSecurity: Policy = {
  name: "aws-account-contact-missing-for-security",
  description: "AWS has a security contact to notify of abuse or a leaked key.",
  severity: "medium",
  controls: ["ACC-01"],
  remediation: "Create an account.AlternativeContact of the type SECURITY in the account stack.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/account-controls.html#account-1",
  types: [wholeStack],
  check: homeNeeds(
    "alternateContacts",
    "there is no security contact; create an account.AlternativeContact of the type SECURITY",
    (stack) =>
      stack
        .ofType("aws:account/alternativeContact:AlternativeContact")
        .some((contact) => contact.text("alternateContactType") === "SECURITY"),
  ),
};
