import { conditionHas, type PolicyStatement } from "../model/documents.ts";
import type { Policy } from "../model/policy.ts";
import { allowed, allows, documentTypes, onEvery } from "./documents.ts";

const sending = ["ses:SendEmail", "ses:SendRawEmail"];

export const iamPolicyDisallowAnySender: Policy = {
  name: "aws-iam-policy-disallow-any-sender",
  description: "Permissions to send email by SES name the domains and the sender addresses.",
  severity: "high",
  controls: [
    {
      key: "SES-04",
      service: "SES (mail)",
      control: "Permissions to send email name identities and From addresses",
      pci: ["7.2.5"],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation: "Name the identities in Resource, and the addresses in a condition on ses:FromAddress.",
  url: "https://docs.aws.amazon.com/ses/latest/dg/control-user-access.html",
  types: documentTypes,
  check: (policy, stack) =>
    allowed(policy, stack)?.flatMap((statement) => {
      const actions = sending.filter((action) => allows(statement, action));
      // Policies that allow everything are others' business.
      if (actions.length === 0 || allows(statement, "iam:CreateUser")) return [];
      return [
        ...(onEvery(statement, /:identity\/\*$/) ? [`allows ${actions.join(", ")} for every domain; name the identities`] : []),
        ...(namesSender(statement) ? [] : [`allows ${actions.join(", ")} from any address; add a condition on ses:FromAddress`]),
      ];
    }),
};

/** Whether a condition asks for a sender, and not for `*`. */
const namesSender = ({ condition }: PolicyStatement): boolean =>
  conditionHas(condition, "ses:FromAddress") && !conditionHas(condition, "ses:FromAddress", "*");
