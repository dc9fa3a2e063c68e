import { kmsGrantEnforceLeastPrivilege } from "../../policies/kms/grant-enforce-least-privilege.ts";
import { kmsKeyConfigureDeletionWindow } from "../../policies/kms/key-configure-deletion-window.ts";
import { kmsKeyDisableLockoutBypass } from "../../policies/kms/key-disable-lockout-bypass.ts";
import { kmsKeyDisallowWildcardPrincipals } from "../../policies/kms/key-disallow-wildcard-principals.ts";
import { kmsKeyEnableKeyRotation } from "../../policies/kms/key-enable-key-rotation.ts";
import { kmsKeyMissingDescription } from "../../policies/kms/key-missing-description.ts";
import { kmsKeyMissingPolicy } from "../../policies/kms/key-missing-policy.ts";
import { pulumiProviderDisallowDefault } from "../../policies/pulumi/provider-disallow-default.ts";
import { pulumiProviderDisallowKeys } from "../../policies/pulumi/provider-disallow-keys.ts";
import { pulumiResourceDisallowPlainSecrets } from "../../policies/pulumi/resource-disallow-plain-secrets.ts";
import { pulumiResourceEnableProtection } from "../../policies/pulumi/resource-enable-protection.ts";
import { secretsmanagerSecretConfigureCustomerManagedKey } from "../../policies/secretsmanager/secret-configure-customer-managed-key.ts";
import { secretsmanagerSecretEnableRotation } from "../../policies/secretsmanager/secret-enable-rotation.ts";
import { snsTopicDisallowPublicAccess } from "../../policies/sns/topic-disallow-public-access.ts";
import { snsTopicEnableDeliveryLogging } from "../../policies/sns/topic-enable-delivery-logging.ts";
import { snsTopicEnableEncryption } from "../../policies/sns/topic-enable-encryption.ts";
import { type Case, document, inStack, maker, testCases } from "./data-cases.ts";
import { resource, unknown, urnOf } from "./support.ts";

const keyType = "aws:kms/key:Key";
const key = maker(keyType);
const secret = maker("aws:secretsmanager/secret:Secret");
const topic = (properties: Record<string, unknown> = {}) => resource("aws:sns/topic:Topic", "alerts", { id: "alerts-arn", ...properties });
const allow = (principal: unknown, action: string, rest: object = {}) => ({
  Effect: "Allow",
  Principal: principal,
  Action: action,
  Resource: "*",
  ...rest,
});
const keyLater = (property: string) =>
  resource(keyType, "one", { [property]: unknown }, { propertyDependencies: { [property]: [urnOf(keyType, "other")] } });
const rotation = (rotationRules: object) =>
  resource("aws:secretsmanager/secretRotation:SecretRotation", "one", { secretId: "secret-1", rotationRules });
const topicPolicy = (...statements: readonly object[]) =>
  resource("aws:sns/topicPolicy:TopicPolicy", "one", { arn: "alerts-arn", policy: document(...statements) });
const subscription = (protocol: string) =>
  resource("aws:sns/topicSubscription:TopicSubscription", protocol, { topic: "alerts-arn", protocol });
const marked = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "[secret]" };
const version = maker("aws:secretsmanager/secretVersion:SecretVersion");
const stackOutputs = maker("pulumi:pulumi:Stack");
const plain = (path: string) => [`${path} has a password or key in plain text; mark it secret`];
const provider = (name: string, properties: Record<string, unknown> = {}) => resource("pulumi:providers:aws", name, properties);
const bucket = maker("aws:s3/bucket:Bucket");

const cases: readonly Case[] = [
  [
    kmsKeyEnableKeyRotation,
    "a key that is rotated each year is compliant",
    [],
    key({ enableKeyRotation: true, rotationPeriodInDays: 365 }),
  ],
  [kmsKeyEnableKeyRotation, "one that is not is reported", ["enableKeyRotation is unset; set true"], key()],
  [
    kmsKeyEnableKeyRotation,
    "one that is too seldom is reported",
    ["rotationPeriodInDays is 2560; set 365 or less"],
    key({ enableKeyRotation: true, rotationPeriodInDays: 2560 }),
  ],
  [kmsKeyEnableKeyRotation, "AWS cannot rotate asymmetric keys", "notApplicable", key({ customerMasterKeySpec: "ECC_NIST_P256" })],
  [kmsKeyEnableKeyRotation, "an unknown setting is unknown", "unknown", keyLater("enableKeyRotation")],
  [kmsKeyConfigureDeletionWindow, "AWS's thirty days are compliant", [], key()],
  [
    kmsKeyConfigureDeletionWindow,
    "a week is reported",
    ["deletionWindowInDays is 7; set 30"],
    resource("aws:kms/replicaKey:ReplicaKey", "one", { deletionWindowInDays: 7 }),
  ],
  [
    kmsKeyConfigureDeletionWindow,
    "a key that is off is reported",
    ["isEnabled is false: nothing encrypted with it can be read; set true"],
    key({ isEnabled: false }),
  ],
  [kmsKeyMissingPolicy, "a policy is compliant, also one known after apply", [], keyLater("policy")],
  [kmsKeyMissingPolicy, "none is reported", ["policy is unset; set who administers and who uses the key"], key()],
  [
    kmsKeyMissingPolicy,
    "a split policy is compliant",
    [],
    key({ keyId: "key-1" }),
    resource("aws:kms/keyPolicy:KeyPolicy", "one", { keyId: "key-1", policy: document() }),
  ],
  [
    kmsKeyDisallowWildcardPrincipals,
    "the account's root is compliant",
    [],
    key({ policy: document(allow({ AWS: "arn:aws:iam::123456789012:root" }, "kms:*")) }),
  ],
  [
    kmsKeyDisallowWildcardPrincipals,
    "anybody is reported",
    ["a statement lets in anybody to kms:Decrypt; name principals"],
    key({ policy: document(allow("*", "kms:Decrypt")) }),
  ],
  [
    kmsKeyDisallowWildcardPrincipals,
    "anybody of one account through a service is compliant",
    [],
    key({
      policy: document(allow("*", "kms:Decrypt", { Condition: { StringEquals: { "kms:CallerAccount": "1", "kms:ViaService": "s3" } } })),
    }),
  ],
  [
    kmsKeyDisallowWildcardPrincipals,
    "every action for a role is reported, in a split policy too",
    ["a statement gives AWS:arn:aws:iam::1:role/a every action; name the actions"],
    key({ keyId: "key-1" }),
    resource("aws:kms/keyPolicy:KeyPolicy", "one", { keyId: "key-1", policy: document(allow({ AWS: "arn:aws:iam::1:role/a" }, "kms:*")) }),
  ],
  [kmsKeyDisallowWildcardPrincipals, "a key without policy is another policy's", "notApplicable", key()],
  [kmsKeyDisallowWildcardPrincipals, "an unknown policy is unknown", "unknown", keyLater("policy")],
  [kmsKeyDisableLockoutBypass, "off is compliant", [], key({ bypassPolicyLockoutSafetyCheck: false })],
  [
    kmsKeyDisableLockoutBypass,
    "on is reported",
    ["bypassPolicyLockoutSafetyCheck is true; set false"],
    resource("aws:kms/keyPolicy:KeyPolicy", "one", { bypassPolicyLockoutSafetyCheck: true }),
  ],
  [
    kmsGrantEnforceLeastPrivilege,
    "a role that decrypts is compliant",
    [],
    resource("aws:kms/grant:Grant", "one", { granteePrincipal: "arn", operations: ["Decrypt"] }),
  ],
  [
    kmsGrantEnforceLeastPrivilege,
    "anybody who grants on is reported",
    ["granteePrincipal is *; name a role", "operations has CreateGrant without constraints; leave it out or add constraints"],
    resource("aws:kms/grant:Grant", "one", { granteePrincipal: "*", operations: ["CreateGrant"] }),
  ],
  [kmsKeyMissingDescription, "a described key is compliant", [], key({ description: "Encrypts the shop" })],
  [kmsKeyMissingDescription, "one that is not is reported", ["description is unset; say what the key encrypts"], key()],
  [
    kmsKeyMissingDescription,
    "a curve that is to encrypt is reported",
    ["keyUsage is ENCRYPT_DECRYPT and customerMasterKeySpec ECC_NIST_P256; take two that go together"],
    key({ description: "Signs", customerMasterKeySpec: "ECC_NIST_P256" }),
  ],
  [secretsmanagerSecretEnableRotation, "a month is compliant", [], secret({ id: "secret-1" }), rotation({ automaticallyAfterDays: 30 })],
  [
    secretsmanagerSecretEnableRotation,
    "a schedule is compliant",
    [],
    secret({ id: "secret-1" }),
    rotation({ scheduleExpression: "rate(10 days)" }),
  ],
  [
    secretsmanagerSecretEnableRotation,
    "a year is reported",
    ["it is rotated each 365 days; set 90 or less"],
    secret({ id: "secret-1" }),
    rotation({ automaticallyAfterDays: 365 }),
  ],
  [secretsmanagerSecretEnableRotation, "never is reported", ["no SecretRotation; add one of 90 days or less"], secret()],
  [
    secretsmanagerSecretEnableRotation,
    "the old inline form is seen",
    ["it is rotated each 180 days; set 90 or less"],
    secret({ rotationRules: [{ automaticallyAfterDays: 180 }] }),
  ],
  [
    secretsmanagerSecretConfigureCustomerManagedKey,
    "key and description are compliant",
    [],
    secret({ kmsKeyId: "arn", description: "Password" }),
  ],
  [
    secretsmanagerSecretConfigureCustomerManagedKey,
    "without them it is reported",
    [
      "kmsKeyId is alias/aws/secretsmanager, a key of AWS; set the ARN of a customer-managed key",
      "description is unset; say what the secret is for",
    ],
    secret({ kmsKeyId: "alias/aws/secretsmanager" }),
  ],
  [snsTopicEnableEncryption, "a key is compliant", [], topic({ kmsMasterKeyId: "alias/shop" })],
  [snsTopicEnableEncryption, "none is reported", ["kmsMasterKeyId is unset; set a key"], topic()],
  [
    snsTopicDisallowPublicAccess,
    "SNS's own policy is compliant",
    [],
    topic({ policy: document(allow({ AWS: "*" }, "SNS:Publish", { Condition: { StringEquals: { "AWS:SourceOwner": "1" } } })) }),
  ],
  [
    snsTopicDisallowPublicAccess,
    "anybody is reported",
    ["a statement lets in anybody to sns:Publish; name principals"],
    topic(),
    topicPolicy(allow("*", "sns:Publish")),
  ],
  [
    snsTopicDisallowPublicAccess,
    "another account is reported",
    ["a statement lets in AWS:arn:aws:iam::210987654321:root, of another account; remove it"],
    topic(),
    topicPolicy(allow({ AWS: "arn:aws:iam::210987654321:root" }, "sns:Publish", { Resource: "arn:aws:sns:eu-west-1:123456789012:alerts" })),
  ],
  [snsTopicEnableDeliveryLogging, "e-mail cannot be logged", "notApplicable", topic(), subscription("email")],
  [
    snsTopicEnableDeliveryLogging,
    "a web hook without log is reported",
    ["httpFailureFeedbackRoleArn is unset; set a role for the log"],
    topic(),
    subscription("https"),
  ],
  [
    snsTopicEnableDeliveryLogging,
    "one with a log is compliant",
    [],
    topic({ lambdaFailureFeedbackRoleArn: "arn" }),
    subscription("lambda"),
  ],
  [pulumiResourceEnableProtection, "a protected bucket is compliant", [], { ...bucket(), protect: true }],
  [pulumiResourceEnableProtection, "one that is not is reported", ["protect is false; set the resource option protect: true"], bucket()],
  [pulumiResourceEnableProtection, "for development it will do", "notApplicable", ...inStack("shop-dev", bucket())],
  [
    pulumiResourceEnableProtection,
    "what AWS protects is protected anywhere",
    ["protect is false; set the resource option protect: true"],
    ...inStack("shop-dev", resource("aws:rds/instance:Instance", "one", { deletionProtection: true })),
  ],
  [
    pulumiResourceDisallowPlainSecrets,
    "the ARN of a secret names it and does not tell it",
    [],
    resource("pulumi:pulumi:Stack", "stack", {
      cacheSecretArn: "arn:aws:secretsmanager:us-east-1:123456789012:secret:cache-5e1ecee-pjzBHx",
    }),
  ],
  [pulumiResourceDisallowPlainSecrets, "a secret is compliant", [], version({ secretString: marked })],
  [pulumiResourceDisallowPlainSecrets, "what is known after apply is no text yet", [], version({ secretString: unknown })],
  [pulumiResourceDisallowPlainSecrets, "plain text is reported", plain("secretString"), version({ secretString: "hunter2" })],
  [
    pulumiResourceDisallowPlainSecrets,
    "a password among outputs is reported",
    plain("databasePassword"),
    stackOutputs({ databasePassword: "hunter2" }),
  ],
  [
    pulumiResourceDisallowPlainSecrets,
    "the ARN of a secret is compliant",
    [],
    stackOutputs({ databaseSecret: "arn:aws:secretsmanager:eu-west-1:1:secret:a" }),
  ],
  [
    pulumiResourceDisallowPlainSecrets,
    "a key of AWS in a function's environment is reported",
    plain("environment.variables.ID"),
    resource("aws:lambda/function:Function", "one", { environment: { variables: { ID: "AKIAIOSFODNN7EXAMPLE" } } }),
  ],
  [
    pulumiResourceDisallowPlainSecrets,
    "a password in encoded user data is reported",
    plain("userData"),
    resource("aws:ec2/launchTemplate:LaunchTemplate", "one", {
      userData: Buffer.from("#!/bin/sh\nexport DB_PASSWORD=hunter2hunter2\n").toString("base64"),
    }),
  ],
  [
    pulumiResourceDisallowPlainSecrets,
    "a secure parameter in plain text is reported",
    plain("value"),
    resource("aws:ssm/parameter:Parameter", "one", { type: "SecureString", value: "hunter2" }),
  ],
  [pulumiProviderDisallowKeys, "a role is compliant", [], provider("aws", { assumeRoles: "[]" })],
  [
    pulumiProviderDisallowKeys,
    "a key is reported, also a secret one",
    ["accessKey is set; use a role", "secretKey is set; use a role"],
    provider("aws", { accessKey: "AKIA", secretKey: marked }),
  ],
  [pulumiProviderDisallowDefault, "an explicit one is compliant", [], provider("aws", { region: "eu-west-1" })],
  [
    pulumiProviderDisallowDefault,
    "the default one is reported",
    ["it is the default provider, from whoever's environment; make an explicit one"],
    provider("default_7_48_0"),
  ],
  [pulumiProviderDisallowDefault, "one that is nowhere is reported", ["region is unset; set it"], provider("aws")],
];

testCases(cases);
