import { kmsConfigureDeletionWindow } from "../../policies/kms/configure-deletion-window.ts";
import { kmsDisableLockoutBypass } from "../../policies/kms/disable-lockout-bypass.ts";
import { kmsDisallowWildcardPrincipals } from "../../policies/kms/disallow-wildcard-principals.ts";
import { kmsEnableKeyRotation } from "../../policies/kms/enable-key-rotation.ts";
import { kmsEnforceNarrowGrants } from "../../policies/kms/enforce-narrow-grants.ts";
import { kmsMissingDescription } from "../../policies/kms/missing-description.ts";
import { kmsMissingPolicy } from "../../policies/kms/missing-policy.ts";
import { pulumiDisallowDefaultProvider } from "../../policies/pulumi/disallow-default-provider.ts";
import { pulumiDisallowPlainSecrets } from "../../policies/pulumi/disallow-plain-secrets.ts";
import { pulumiDisallowProviderKeys } from "../../policies/pulumi/disallow-provider-keys.ts";
import { pulumiEnableProtection } from "../../policies/pulumi/enable-protection.ts";
import { secretsmanagerConfigureCustomerManagedKey } from "../../policies/secretsmanager/configure-customer-managed-key.ts";
import { secretsmanagerEnableRotation } from "../../policies/secretsmanager/enable-rotation.ts";
import { snsDisallowPublicAccess } from "../../policies/sns/disallow-public-access.ts";
import { snsEnableDeliveryLogging } from "../../policies/sns/enable-delivery-logging.ts";
import { snsEnableEncryption } from "../../policies/sns/enable-encryption.ts";
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
  [kmsEnableKeyRotation, "a key that is rotated each year is compliant", [], key({ enableKeyRotation: true, rotationPeriodInDays: 365 })],
  [kmsEnableKeyRotation, "one that is not is reported", ["enableKeyRotation is unset; set true"], key()],
  [
    kmsEnableKeyRotation,
    "one that is too seldom is reported",
    ["rotationPeriodInDays is 2560; set 365 or less"],
    key({ enableKeyRotation: true, rotationPeriodInDays: 2560 }),
  ],
  [kmsEnableKeyRotation, "AWS cannot rotate asymmetric keys", "notApplicable", key({ customerMasterKeySpec: "ECC_NIST_P256" })],
  [kmsEnableKeyRotation, "an unknown setting is unknown", "unknown", keyLater("enableKeyRotation")],
  [kmsConfigureDeletionWindow, "AWS's thirty days are compliant", [], key()],
  [
    kmsConfigureDeletionWindow,
    "a week is reported",
    ["deletionWindowInDays is 7; set 30"],
    resource("aws:kms/replicaKey:ReplicaKey", "one", { deletionWindowInDays: 7 }),
  ],
  [
    kmsConfigureDeletionWindow,
    "a key that is off is reported",
    ["isEnabled is false: nothing encrypted with it can be read; set true"],
    key({ isEnabled: false }),
  ],
  [kmsMissingPolicy, "a policy is compliant, also one known after apply", [], keyLater("policy")],
  [kmsMissingPolicy, "none is reported", ["policy is unset; set who administers and who uses the key"], key()],
  [
    kmsMissingPolicy,
    "a split policy is compliant",
    [],
    key({ keyId: "key-1" }),
    resource("aws:kms/keyPolicy:KeyPolicy", "one", { keyId: "key-1", policy: document() }),
  ],
  [
    kmsDisallowWildcardPrincipals,
    "the account's root is compliant",
    [],
    key({ policy: document(allow({ AWS: "arn:aws:iam::123456789012:root" }, "kms:*")) }),
  ],
  [
    kmsDisallowWildcardPrincipals,
    "anybody is reported",
    ["a statement lets in anybody to kms:Decrypt; name principals"],
    key({ policy: document(allow("*", "kms:Decrypt")) }),
  ],
  [
    kmsDisallowWildcardPrincipals,
    "anybody of one account through a service is compliant",
    [],
    key({
      policy: document(allow("*", "kms:Decrypt", { Condition: { StringEquals: { "kms:CallerAccount": "1", "kms:ViaService": "s3" } } })),
    }),
  ],
  [
    kmsDisallowWildcardPrincipals,
    "every action for a role is reported, in a split policy too",
    ["a statement gives AWS:arn:aws:iam::1:role/a every action; name the actions"],
    key({ keyId: "key-1" }),
    resource("aws:kms/keyPolicy:KeyPolicy", "one", { keyId: "key-1", policy: document(allow({ AWS: "arn:aws:iam::1:role/a" }, "kms:*")) }),
  ],
  [kmsDisallowWildcardPrincipals, "a key without policy is another policy's", "notApplicable", key()],
  [kmsDisallowWildcardPrincipals, "an unknown policy is unknown", "unknown", keyLater("policy")],
  [kmsDisableLockoutBypass, "off is compliant", [], key({ bypassPolicyLockoutSafetyCheck: false })],
  [
    kmsDisableLockoutBypass,
    "on is reported",
    ["bypassPolicyLockoutSafetyCheck is true; set false"],
    resource("aws:kms/keyPolicy:KeyPolicy", "one", { bypassPolicyLockoutSafetyCheck: true }),
  ],
  [
    kmsEnforceNarrowGrants,
    "a role that decrypts is compliant",
    [],
    resource("aws:kms/grant:Grant", "one", { granteePrincipal: "arn", operations: ["Decrypt"] }),
  ],
  [
    kmsEnforceNarrowGrants,
    "anybody who grants on is reported",
    ["granteePrincipal is *; name a role", "operations has CreateGrant without constraints; leave it out or add constraints"],
    resource("aws:kms/grant:Grant", "one", { granteePrincipal: "*", operations: ["CreateGrant"] }),
  ],
  [kmsMissingDescription, "a described key is compliant", [], key({ description: "Encrypts the shop" })],
  [kmsMissingDescription, "one that is not is reported", ["description is unset; say what the key encrypts"], key()],
  [
    kmsMissingDescription,
    "a curve that is to encrypt is reported",
    ["keyUsage is ENCRYPT_DECRYPT and customerMasterKeySpec ECC_NIST_P256; take two that go together"],
    key({ description: "Signs", customerMasterKeySpec: "ECC_NIST_P256" }),
  ],
  [secretsmanagerEnableRotation, "a month is compliant", [], secret({ id: "secret-1" }), rotation({ automaticallyAfterDays: 30 })],
  [
    secretsmanagerEnableRotation,
    "a schedule is compliant",
    [],
    secret({ id: "secret-1" }),
    rotation({ scheduleExpression: "rate(10 days)" }),
  ],
  [
    secretsmanagerEnableRotation,
    "a year is reported",
    ["it is rotated each 365 days; set 90 or less"],
    secret({ id: "secret-1" }),
    rotation({ automaticallyAfterDays: 365 }),
  ],
  [secretsmanagerEnableRotation, "never is reported", ["no SecretRotation; add one of 90 days or less"], secret()],
  [
    secretsmanagerEnableRotation,
    "the old inline form is seen",
    ["it is rotated each 180 days; set 90 or less"],
    secret({ rotationRules: [{ automaticallyAfterDays: 180 }] }),
  ],
  [
    secretsmanagerConfigureCustomerManagedKey,
    "key and description are compliant",
    [],
    secret({ kmsKeyId: "arn", description: "Password" }),
  ],
  [
    secretsmanagerConfigureCustomerManagedKey,
    "without them it is reported",
    [
      "kmsKeyId is alias/aws/secretsmanager, a key of AWS; set the ARN of a customer-managed key",
      "description is unset; say what the secret is for",
    ],
    secret({ kmsKeyId: "alias/aws/secretsmanager" }),
  ],
  [snsEnableEncryption, "a key is compliant", [], topic({ kmsMasterKeyId: "alias/shop" })],
  [snsEnableEncryption, "none is reported", ["kmsMasterKeyId is unset; set a key"], topic()],
  [
    snsDisallowPublicAccess,
    "SNS's own policy is compliant",
    [],
    topic({ policy: document(allow({ AWS: "*" }, "SNS:Publish", { Condition: { StringEquals: { "AWS:SourceOwner": "1" } } })) }),
  ],
  [
    snsDisallowPublicAccess,
    "anybody is reported",
    ["a statement lets in anybody to sns:Publish; name principals"],
    topic(),
    topicPolicy(allow("*", "sns:Publish")),
  ],
  [
    snsDisallowPublicAccess,
    "another account is reported",
    ["a statement lets in AWS:arn:aws:iam::210987654321:root, of another account; remove it"],
    topic(),
    topicPolicy(allow({ AWS: "arn:aws:iam::210987654321:root" }, "sns:Publish", { Resource: "arn:aws:sns:eu-west-1:123456789012:alerts" })),
  ],
  [snsEnableDeliveryLogging, "e-mail cannot be logged", "notApplicable", topic(), subscription("email")],
  [
    snsEnableDeliveryLogging,
    "a web hook without log is reported",
    ["httpFailureFeedbackRoleArn is unset; set a role for the log"],
    topic(),
    subscription("https"),
  ],
  [snsEnableDeliveryLogging, "one with a log is compliant", [], topic({ lambdaFailureFeedbackRoleArn: "arn" }), subscription("lambda")],
  [pulumiEnableProtection, "a protected bucket is compliant", [], { ...bucket(), protect: true }],
  [pulumiEnableProtection, "one that is not is reported", ["protect is false; set the resource option protect: true"], bucket()],
  [pulumiEnableProtection, "for development it will do", "notApplicable", ...inStack("shop-dev", bucket())],
  [
    pulumiEnableProtection,
    "what AWS protects is protected anywhere",
    ["protect is false; set the resource option protect: true"],
    ...inStack("shop-dev", resource("aws:rds/instance:Instance", "one", { deletionProtection: true })),
  ],
  [
    pulumiDisallowPlainSecrets,
    "the ARN of a secret names it and does not tell it",
    [],
    resource("pulumi:pulumi:Stack", "stack", {
      cacheSecretArn: "arn:aws:secretsmanager:us-east-1:123456789012:secret:cache-5e1ecee-pjzBHx",
    }),
  ],
  [pulumiDisallowPlainSecrets, "a secret is compliant", [], version({ secretString: marked })],
  [pulumiDisallowPlainSecrets, "what is known after apply is no text yet", [], version({ secretString: unknown })],
  [pulumiDisallowPlainSecrets, "plain text is reported", plain("secretString"), version({ secretString: "hunter2" })],
  [
    pulumiDisallowPlainSecrets,
    "a password among outputs is reported",
    plain("databasePassword"),
    stackOutputs({ databasePassword: "hunter2" }),
  ],
  [
    pulumiDisallowPlainSecrets,
    "the ARN of a secret is compliant",
    [],
    stackOutputs({ databaseSecret: "arn:aws:secretsmanager:eu-west-1:1:secret:a" }),
  ],
  [
    pulumiDisallowPlainSecrets,
    "a key of AWS in a function's environment is reported",
    plain("environment.variables.ID"),
    resource("aws:lambda/function:Function", "one", { environment: { variables: { ID: "AKIAIOSFODNN7EXAMPLE" } } }),
  ],
  [
    pulumiDisallowPlainSecrets,
    "a password in encoded user data is reported",
    plain("userData"),
    resource("aws:ec2/launchTemplate:LaunchTemplate", "one", {
      userData: Buffer.from("#!/bin/sh\nexport DB_PASSWORD=hunter2hunter2\n").toString("base64"),
    }),
  ],
  [
    pulumiDisallowPlainSecrets,
    "a secure parameter in plain text is reported",
    plain("value"),
    resource("aws:ssm/parameter:Parameter", "one", { type: "SecureString", value: "hunter2" }),
  ],
  [pulumiDisallowProviderKeys, "a role is compliant", [], provider("aws", { assumeRoles: "[]" })],
  [
    pulumiDisallowProviderKeys,
    "a key is reported, also a secret one",
    ["accessKey is set; use a role", "secretKey is set; use a role"],
    provider("aws", { accessKey: "AKIA", secretKey: marked }),
  ],
  [pulumiDisallowDefaultProvider, "an explicit one is compliant", [], provider("aws", { region: "eu-west-1" })],
  [
    pulumiDisallowDefaultProvider,
    "the default one is reported",
    ["it is the default provider, from whoever's environment; make an explicit one"],
    provider("default_7_48_0"),
  ],
  [pulumiDisallowDefaultProvider, "one that is nowhere is reported", ["region is unset; set it"], provider("aws")],
];

testCases(cases);
