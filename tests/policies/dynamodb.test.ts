import { dynamodbTableConfigureCustomerManagedKey } from "../../policies/dynamodb/table-configure-customer-managed-key.ts";
import { dynamodbTableEnableDeletionProtection } from "../../policies/dynamodb/table-enable-deletion-protection.ts";
import { dynamodbTableEnableRecovery } from "../../policies/dynamodb/table-enable-recovery.ts";
import { inStack, maker, testCases } from "./data-cases.ts";
import { unknown } from "./support.ts";

const table = maker("aws:dynamodb/table:Table");

testCases([
  [
    dynamodbTableConfigureCustomerManagedKey,
    "a key is compliant",
    [],
    table({ serverSideEncryption: { enabled: true, kmsKeyArn: "arn:key" } }),
  ],
  [
    dynamodbTableConfigureCustomerManagedKey,
    "a key that is known after apply is compliant, also in an export's list",
    [],
    table({ serverSideEncryption: [{ enabled: "true", kmsKeyArn: unknown }] }),
  ],
  [
    dynamodbTableConfigureCustomerManagedKey,
    "DynamoDB's own key is reported",
    ["serverSideEncryption.enabled is unset; set true, and kmsKeyArn"],
    table(),
  ],
  [
    dynamodbTableConfigureCustomerManagedKey,
    "a key that is switched off is reported",
    ["serverSideEncryption.enabled is false; set true, and kmsKeyArn"],
    table({ serverSideEncryption: { enabled: false, kmsKeyArn: "arn:key" } }),
  ],
  [
    dynamodbTableConfigureCustomerManagedKey,
    "AWS's key is reported, named or not",
    ["serverSideEncryption.kmsKeyArn is unset; set the ARN of a customer-managed key"],
    table({ serverSideEncryption: { enabled: true } }),
  ],
  [
    dynamodbTableConfigureCustomerManagedKey,
    "AWS's key by its alias is reported",
    ["serverSideEncryption.kmsKeyArn is alias/aws/dynamodb, a key of AWS; set the ARN of a customer-managed key"],
    table({ serverSideEncryption: { enabled: true, kmsKeyArn: "alias/aws/dynamodb" } }),
  ],
  [dynamodbTableConfigureCustomerManagedKey, "what is unknown is unknown", "unknown", table({ serverSideEncryption: unknown })],
  [dynamodbTableEnableRecovery, "on is compliant", [], table({ pointInTimeRecovery: { enabled: true } })],
  [
    dynamodbTableEnableRecovery,
    "off is reported",
    ["pointInTimeRecovery.enabled is false; set true"],
    table({ pointInTimeRecovery: { enabled: false } }),
  ],
  [dynamodbTableEnableRecovery, "none is reported", ["pointInTimeRecovery.enabled is unset; set true"], table()],
  [dynamodbTableEnableDeletionProtection, "on is compliant", [], table({ deletionProtectionEnabled: true })],
  [dynamodbTableEnableDeletionProtection, "off is reported", ["deletionProtectionEnabled is unset; set true"], table()],
  [dynamodbTableEnableDeletionProtection, "development is not judged", "notApplicable", ...inStack("test-dev", table())],
]);
