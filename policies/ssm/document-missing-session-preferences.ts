import type { Policy } from "../model/policy.ts";
import { wholeStack } from "../model/policy.ts";
import { accountNeeds } from "../model/presence.ts";
import { documentType } from "./types.ts";

/** The only name under which the console and the CLI look for an account's preferences. */
const preferences = "SSM-SessionManagerRunShell";

export const ssmDocumentMissingSessionPreferences: Policy = {
  name: "aws-ssm-document-missing-session-preferences",
  description: "An account has session preferences for logging and timeouts; AWS's defaults log nothing.",
  severity: "medium",
  controls: ["SSM-05", "G13"],
  remediation: "Create an ssm.Document of the type Session named SSM-SessionManagerRunShell in the account stack.",
  url: "https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-create-preferences-cli.html",
  types: [wholeStack],
  check: accountNeeds("sessionPreferences", `there is no document ${preferences}; create it`, (stack) =>
    stack.ofType(documentType).some((document) => document.properties.name === preferences),
  ),
};
