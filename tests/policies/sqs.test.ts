import { sqsQueueDisallowPublicAccess } from "../../policies/sqs/queue-disallow-public-access.ts";
import { sqsQueueEnableEncryption } from "../../policies/sqs/queue-enable-encryption.ts";
import { sqsQueueEnforceTls } from "../../policies/sqs/queue-enforce-tls.ts";
import { broken } from "./broken.ts";
import { document, maker, testCases } from "./data-cases.ts";
import { change, drop } from "./mutate.ts";
import { resource, unknown, urnOf } from "./support.ts";

const queue = maker("aws:sqs/queue:Queue");
const queueUrn = urnOf("aws:sqs/queue:Queue", "one");
const split = (policy: unknown) =>
  resource("aws:sqs/queuePolicy:QueuePolicy", "one", { queueUrl: unknown, policy }, { propertyDependencies: { queueUrl: [queueUrn] } });
const tls = { Effect: "Deny", Principal: "*", Action: "sqs:*", Resource: "*", Condition: { Bool: { "aws:SecureTransport": "false" } } };
const anyone = { Effect: "Allow", Principal: { AWS: "*" }, Action: ["sqs:SendMessage"], Resource: "*" };
const fromTopic = { ...anyone, Condition: { ArnEquals: { "aws:SourceArn": "arn:aws:sns:us-east-1:123456789012:alerts" } } };
const noTls = ["the queue's policy does not deny all requests without TLS; add a statement that does"];

testCases([
  [sqsQueueEnableEncryption, "SQS's own keys are compliant", [], queue({ sqsManagedSseEnabled: true })],
  [sqsQueueEnableEncryption, "a key is compliant", [], queue({ kmsMasterKeyId: unknown })],
  [sqsQueueEnableEncryption, "neither is reported", ["sqsManagedSseEnabled is unset; set true"], queue()],
  [sqsQueueDisallowPublicAccess, "no policy is compliant", [], queue()],
  [sqsQueueDisallowPublicAccess, "anyone under a condition is compliant", [], queue({ policy: document(fromTopic) })],
  [
    sqsQueueDisallowPublicAccess,
    "anyone is reported",
    ["a statement allows sqs:SendMessage to all principals; name principals"],
    queue({ policy: document(tls, anyone) }),
  ],
  [
    sqsQueueDisallowPublicAccess,
    "anyone in a policy of its own is reported",
    ["a statement allows sqs:SendMessage to all principals; name principals"],
    queue(),
    split(document(anyone)),
  ],
  [sqsQueueDisallowPublicAccess, "an unknown policy is unknown", "unknown", queue({ policy: unknown })],
  [sqsQueueEnforceTls, "a refusal is compliant", [], queue({ policy: document(tls) })],
  [sqsQueueEnforceTls, "a refusal in a policy of its own is compliant", [], queue(), split(document(tls))],
  [sqsQueueEnforceTls, "none is reported", noTls, queue()],
  [sqsQueueEnforceTls, "a refusal of sending alone is reported", noTls, queue({ policy: document({ ...tls, Action: "sqs:SendMessage" }) })],
  [
    sqsQueueEnforceTls,
    "a refusal of one principal is reported",
    noTls,
    queue({ policy: document({ ...tls, Principal: { AWS: "arn:aws:iam::123456789012:root" } }) }),
  ],
  [
    sqsQueueEnforceTls,
    "a refusal with an exception is reported",
    noTls,
    queue({ policy: document({ ...tls, Condition: { ...tls.Condition, StringNotEquals: { "aws:SourceVpc": "vpc-1" } } }) }),
  ],
]);

const policyType = "aws:sqs/queuePolicy:QueuePolicy";
broken("SQS-01", "a queue that is not encrypted", change("aws:sqs/queue:Queue", { sqsManagedSseEnabled: undefined }));
broken("SQS-02", "a queue to which anyone sends", change(policyType, { policy: document(anyone) }));
broken("SQS-03", "a queue that takes messages without TLS", drop(policyType));
