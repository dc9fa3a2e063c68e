import { dynamodbConfigureCustomerManagedKey } from "../../policies/dynamodb/configure-customer-managed-key.ts";
import { dynamodbEnableDeletionProtection } from "../../policies/dynamodb/enable-deletion-protection.ts";
import { dynamodbEnableRecovery } from "../../policies/dynamodb/enable-recovery.ts";
import { sqsDisallowPublicAccess } from "../../policies/sqs/disallow-public-access.ts";
import { sqsEnableEncryption } from "../../policies/sqs/enable-encryption.ts";
import { sqsEnforceTls } from "../../policies/sqs/enforce-tls.ts";
import { type Case, document, inStack, maker, testCases } from "./data-cases.ts";
import { resource, unknown, urnOf } from "./support.ts";

const table = maker("aws:dynamodb/table:Table");
const queue = maker("aws:sqs/queue:Queue");
const queueUrn = urnOf("aws:sqs/queue:Queue", "one");
const split = (policy: unknown) =>
  resource("aws:sqs/queuePolicy:QueuePolicy", "one", { queueUrl: unknown, policy }, { propertyDependencies: { queueUrl: [queueUrn] } });

const tls = { Effect: "Deny", Principal: "*", Action: "sqs:*", Resource: "*", Condition: { Bool: { "aws:SecureTransport": "false" } } };
const anybody = { Effect: "Allow", Principal: { AWS: "*" }, Action: ["sqs:SendMessage"], Resource: "*" };
const fromTopic = { ...anybody, Condition: { ArnEquals: { "aws:SourceArn": "arn:aws:sns:us-east-1:123456789012:alerts" } } };
const noTls = ["the queue's policy does not deny all requests without TLS; add a statement that does"];

const cases: readonly Case[] = [
  [dynamodbConfigureCustomerManagedKey, "a key is compliant", [], table({ serverSideEncryption: { enabled: true, kmsKeyArn: "arn:key" } })],
  [
    dynamodbConfigureCustomerManagedKey,
    "a key that is known after apply is compliant, also in an export's list",
    [],
    table({ serverSideEncryption: [{ enabled: "true", kmsKeyArn: unknown }] }),
  ],
  [
    dynamodbConfigureCustomerManagedKey,
    "DynamoDB's own key is reported",
    ["serverSideEncryption.enabled is unset; set true, and kmsKeyArn"],
    table(),
  ],
  [
    dynamodbConfigureCustomerManagedKey,
    "a key that is switched off is reported",
    ["serverSideEncryption.enabled is false; set true, and kmsKeyArn"],
    table({ serverSideEncryption: { enabled: false, kmsKeyArn: "arn:key" } }),
  ],
  [
    dynamodbConfigureCustomerManagedKey,
    "AWS's key is reported, named or not",
    ["serverSideEncryption.kmsKeyArn is unset; set the ARN of a customer-managed key"],
    table({ serverSideEncryption: { enabled: true } }),
  ],
  [
    dynamodbConfigureCustomerManagedKey,
    "AWS's key by its alias is reported",
    ["serverSideEncryption.kmsKeyArn is alias/aws/dynamodb, a key of AWS; set the ARN of a customer-managed key"],
    table({ serverSideEncryption: { enabled: true, kmsKeyArn: "alias/aws/dynamodb" } }),
  ],
  [dynamodbConfigureCustomerManagedKey, "what is unknown is unknown", "unknown", table({ serverSideEncryption: unknown })],
  [dynamodbEnableRecovery, "on is compliant", [], table({ pointInTimeRecovery: { enabled: true } })],
  [
    dynamodbEnableRecovery,
    "off is reported",
    ["pointInTimeRecovery.enabled is false; set true"],
    table({ pointInTimeRecovery: { enabled: false } }),
  ],
  [dynamodbEnableRecovery, "none is reported", ["pointInTimeRecovery.enabled is unset; set true"], table()],
  [dynamodbEnableDeletionProtection, "on is compliant", [], table({ deletionProtectionEnabled: true })],
  [dynamodbEnableDeletionProtection, "off is reported", ["deletionProtectionEnabled is unset; set true"], table()],
  [dynamodbEnableDeletionProtection, "development is not judged", "notApplicable", ...inStack("test-dev", table())],
  [sqsEnableEncryption, "SQS's own keys are compliant", [], queue({ sqsManagedSseEnabled: true })],
  [sqsEnableEncryption, "a key is compliant", [], queue({ kmsMasterKeyId: unknown })],
  [sqsEnableEncryption, "neither is reported", ["sqsManagedSseEnabled is unset; set true"], queue()],
  [sqsDisallowPublicAccess, "no policy is compliant", [], queue()],
  [sqsDisallowPublicAccess, "anybody under a condition is compliant", [], queue({ policy: document(fromTopic) })],
  [
    sqsDisallowPublicAccess,
    "anybody is reported",
    ["a statement lets in anybody to sqs:SendMessage; name principals"],
    queue({ policy: document(tls, anybody) }),
  ],
  [
    sqsDisallowPublicAccess,
    "anybody in a policy of its own is reported",
    ["a statement lets in anybody to sqs:SendMessage; name principals"],
    queue(),
    split(document(anybody)),
  ],
  [sqsDisallowPublicAccess, "an unknown policy is unknown", "unknown", queue({ policy: unknown })],
  [sqsEnforceTls, "a refusal is compliant", [], queue({ policy: document(tls) })],
  [sqsEnforceTls, "a refusal in a policy of its own is compliant", [], queue(), split(document(tls))],
  [sqsEnforceTls, "none is reported", noTls, queue()],
  [sqsEnforceTls, "a refusal of sending alone is reported", noTls, queue({ policy: document({ ...tls, Action: "sqs:SendMessage" }) })],
  [
    sqsEnforceTls,
    "a refusal of one principal is reported",
    noTls,
    queue({ policy: document({ ...tls, Principal: { AWS: "arn:aws:iam::123456789012:root" } }) }),
  ],
  [
    sqsEnforceTls,
    "a refusal with an exception is reported",
    noTls,
    queue({ policy: document({ ...tls, Condition: { ...tls.Condition, StringNotEquals: { "aws:SourceVpc": "vpc-1" } } }) }),
  ],
];

testCases(cases);
