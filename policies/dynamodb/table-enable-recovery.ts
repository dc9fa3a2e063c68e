import { block } from "../model/demands.ts";
import type { Policy } from "../model/policy.ts";
import { isTrue, show } from "../model/values.ts";
import { table } from "./types.ts";

export const dynamodbTableEnableRecovery: Policy = {
  name: "aws-dynamodb-table-enable-recovery",
  description: "A table can be restored to any second of the last days.",
  severity: "medium",
  controls: ["DDB-02"],
  remediation: "Set pointInTimeRecovery.enabled: true.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/dynamodb-controls.html#dynamodb-2",
  types: [table],
  check: (resource) => {
    const enabled = block(resource.get("pointInTimeRecovery"))?.enabled;
    return isTrue(enabled) ? [] : [`pointInTimeRecovery.enabled is ${show(enabled)}; set true`];
  },
};
