import { statementsOf } from "../model/documents.ts";
import { outsiders } from "../model/outsiders.ts";
import type { Policy } from "../model/policy.ts";

export const secretsmanagerSecretDisallowOutsiders: Policy = {
  name: "aws-secretsmanager-secret-disallow-outsiders",
  description: "A secret's policy allows only named principals of its own account.",
  severity: "critical",
  controls: [
    {
      key: "SEC-41",
      service: "Secrets Manager",
      control: "A secret's policy allows neither all principals nor another account",
      pci: ["7.3.1"],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation: "Name roles of this account; leave blockPublicPolicy true.",
  url: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html",
  types: ["aws:secretsmanager/secret:Secret", "aws:secretsmanager/secretPolicy:SecretPolicy"],
  check: (holder, stack) => statementsOf(holder, "policy")?.flatMap((statement) => outsiders(statement, stack)),
};
