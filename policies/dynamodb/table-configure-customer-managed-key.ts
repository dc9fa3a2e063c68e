import { block, isAwsKey } from "../model/demands.ts";
import type { Policy } from "../model/policy.ts";
import { isTrue, show } from "../model/values.ts";
import { table } from "./types.ts";

export const dynamodbTableConfigureCustomerManagedKey: Policy = {
  name: "aws-dynamodb-table-configure-customer-managed-key",
  description: "A table is encrypted with a customer-managed key, whose use can be controlled and audited.",
  severity: "medium",
  controls: ["DDB-01"],
  remediation: "Set serverSideEncryption to enabled: true and kmsKeyArn to a customer-managed key.",
  url: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.howitworks.html",
  types: [table],
  check: (resource) => {
    const encryption = block(resource.get("serverSideEncryption"));
    if (!isTrue(encryption?.enabled)) return [`serverSideEncryption.enabled is ${show(encryption?.enabled)}; set true, and kmsKeyArn`];
    // Which key may be known only after apply.
    const key = encryption?.kmsKeyArn;
    if (key === undefined || key === null || key === "")
      return ["serverSideEncryption.kmsKeyArn is unset; set the ARN of a customer-managed key"];
    return isAwsKey(key) ? [`serverSideEncryption.kmsKeyArn is ${key}, a key of AWS; set the ARN of a customer-managed key`] : [];
  },
};
