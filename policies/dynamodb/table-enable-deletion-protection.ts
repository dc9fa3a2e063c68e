import { demandTrue } from "../model/demands.ts";
import type { Policy } from "../model/policy.ts";
import { table } from "./types.ts";

export const dynamodbTableEnableDeletionProtection: Policy = {
  name: "aws-dynamodb-table-enable-deletion-protection",
  description: "AWS refuses to delete a production table.",
  severity: "medium",
  controls: ["DDB-03"],
  remediation: "Set deletionProtectionEnabled: true.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/dynamodb-controls.html#dynamodb-6",
  types: [table],
  check: (resource, stack) => (stack.environment === "prod" ? demandTrue(resource, "deletionProtectionEnabled") : undefined),
};
