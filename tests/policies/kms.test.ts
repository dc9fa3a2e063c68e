import { refusedOnKeys } from "../../domain/defaults/keys.ts";
import { kmsGrantEnforceLeastPrivilege } from "../../policies/kms/grant-enforce-least-privilege.ts";
import { kmsKeyConfigureDeletionWindow } from "../../policies/kms/key-configure-deletion-window.ts";
import { kmsKeyDisableLockoutBypass } from "../../policies/kms/key-disable-lockout-bypass.ts";
import { kmsKeyDisallowOtherAccounts } from "../../policies/kms/key-disallow-other-accounts.ts";
import { kmsKeyDisallowSharedSecrets } from "../../policies/kms/key-disallow-shared-secrets.ts";
import { kmsKeyDisallowWildcardPrincipals } from "../../policies/kms/key-disallow-wildcard-principals.ts";
import { kmsKeyEnableKeyRotation } from "../../policies/kms/key-enable-key-rotation.ts";
import { kmsKeyEnforceCustody } from "../../policies/kms/key-enforce-custody.ts";
import { kmsKeyMissingDescription } from "../../policies/kms/key-missing-description.ts";
import { kmsKeyMissingPolicy } from "../../policies/kms/key-missing-policy.ts";
import { document, maker, testCases } from "./data-cases.ts";
import { resource, unknown, urnOf } from "./support.ts";

const keyType = "aws:kms/key:Key";
const key = maker(keyType);
const allow = (principal: unknown, action: string, rest: object = {}) => ({
  Effect: "Allow",
  Principal: principal,
  Action: action,
  Resource: "*",
  ...rest,
});
const breakGlass = "arn:aws:iam::123456789012:role/break-glass";
const allBut = (whom: string) => ({ ArnNotEquals: { "aws:PrincipalArn": whom } });
const refuse = (actions: readonly string[], Condition: object) => ({
  Effect: "Deny",
  Principal: { AWS: "*" },
  Action: actions,
  Resource: "*",
  Condition,
});
const slowly = refuse(["kms:ScheduleKeyDeletion"], { NumericLessThan: { "kms:ScheduleKeyDeletionPendingWindowInDays": 30 } });
const custody = (whom = breakGlass) => [refuse(refusedOnKeys, allBut(whom)), slowly];
const ofRoot = { AWS: "arn:aws:iam::123456789012:root" };
/** A key of secrets in Pulumi's state, whose policy lets this account's root decrypt, and asks for more. */
const sealing = (alias: string, more: object) => [
  key({ keyId: "1", policy: document(allow(ofRoot, "kms:Decrypt", more)) }),
  resource("aws:kms/alias:Alias", "alias", { name: `alias/${alias}`, targetKeyId: "1" }),
];
const byRole = (role: string) => ({ Condition: { ArnLike: { "aws:PrincipalArn": [`arn:aws:iam::123456789012:role/${role}`] } } });
const anyDecrypts = ["the policy allows AWS:arn:aws:iam::123456789012:root to decrypt; add a condition on aws:PrincipalArn"];
const keyLater = (property: string) =>
  resource(keyType, "one", { [property]: unknown }, { propertyDependencies: { [property]: [urnOf(keyType, "other")] } });

const provider = resource("pulumi:providers:aws", "aws", { allowedAccountIds: '["123456789012"]' });
const other = { AWS: "arn:aws:iam::210987654321:root" };
const admitting = (principal: unknown, Condition: object = {}) => key({ policy: document(allow(principal, "kms:Decrypt", { Condition })) });
const backupThere = "arn:aws:iam::210987654321:role/aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup";

testCases([
  [kmsKeyDisallowOtherAccounts, "the own account is compliant", [], provider, admitting({ AWS: "arn:aws:iam::123456789012:root" })],
  [kmsKeyDisallowOtherAccounts, "a role of another account is compliant", [], provider, admitting({ AWS: backupThere })],
  [
    kmsKeyDisallowOtherAccounts,
    "an account whose role a condition names is compliant",
    [],
    provider,
    admitting(other, { ArnEquals: { "aws:PrincipalArn": [backupThere] } }),
  ],
  [
    kmsKeyDisallowOtherAccounts,
    "all of another account is reported",
    ["a statement allows all of account 210987654321; name a role of that account"],
    provider,
    admitting(other),
  ],
  [
    kmsKeyDisallowOtherAccounts,
    "all of another account but one role is reported",
    ["a statement allows all of account 210987654321; name a role of that account"],
    provider,
    admitting({ AWS: "210987654321" }, { ArnNotEquals: { "aws:PrincipalArn": backupThere } }),
  ],
  [kmsKeyDisallowOtherAccounts, "without an account in sight it cannot tell", "notApplicable", admitting(other)],
  [
    kmsKeyDisallowSharedSecrets,
    "roles by their names are compliant",
    [],
    ...sealing("a-account-pulumi-secrets-a-prod", byRole("a-account-deploy-*")),
  ],
  [kmsKeyDisallowSharedSecrets, "whom IAM admits is reported", anyDecrypts, ...sealing("a-account-pulumi-secrets-a-prod", {})],
  [kmsKeyDisallowSharedSecrets, "any role is reported", anyDecrypts, ...sealing("a-account-pulumi-secrets-a-prod", byRole("*"))],
  [kmsKeyDisallowSharedSecrets, "the account's own is people's", "notApplicable", ...sealing("a-account-pulumi-secrets-a-account", {})],
  [kmsKeyDisallowSharedSecrets, "other keys are others'", "notApplicable", ...sealing("a-prod-data", {})],
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
    ["isEnabled is false, so that data encrypted with the key cannot be read; set true"],
    key({ isEnabled: false }),
  ],
  [kmsKeyMissingPolicy, "a policy is compliant, also one known after apply", [], keyLater("policy")],
  [kmsKeyMissingPolicy, "none is reported", ["policy is unset; set a policy that names administrators and users of the key"], key()],
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
    "anyone is reported",
    ["a statement allows kms:Decrypt to all principals; name principals"],
    key({ policy: document(allow("*", "kms:Decrypt")) }),
  ],
  [
    kmsKeyDisallowWildcardPrincipals,
    "anyone of one account through a service is compliant",
    [],
    key({
      policy: document(allow("*", "kms:Decrypt", { Condition: { StringEquals: { "kms:CallerAccount": "1", "kms:ViaService": "s3" } } })),
    }),
  ],
  [
    kmsKeyDisallowWildcardPrincipals,
    "every action for a role is reported, in a split policy too",
    ["a statement allows AWS:arn:aws:iam::1:role/a every action; name the actions"],
    key({ keyId: "key-1" }),
    resource("aws:kms/keyPolicy:KeyPolicy", "one", { keyId: "key-1", policy: document(allow({ AWS: "arn:aws:iam::1:role/a" }, "kms:*")) }),
  ],
  [kmsKeyDisallowWildcardPrincipals, "a key without policy is another policy's", "notApplicable", key()],
  [kmsKeyDisallowWildcardPrincipals, "an unknown policy is unknown", "unknown", keyLater("policy")],
  [kmsKeyDisableLockoutBypass, "off is compliant", [], key({ bypassPolicyLockoutSafetyCheck: false })],
  [
    kmsKeyDisableLockoutBypass,
    "on is reported",
    ["bypassPolicyLockoutSafetyCheck is true, and the policy names no role that may change it; set false"],
    resource("aws:kms/keyPolicy:KeyPolicy", "one", { bypassPolicyLockoutSafetyCheck: true }),
  ],
  [
    kmsKeyDisableLockoutBypass,
    "on is compliant where the policy names who may change it",
    [],
    key({ bypassPolicyLockoutSafetyCheck: true, policy: document(...custody()) }),
  ],
  [
    kmsKeyDisableLockoutBypass,
    "and reported where it names no one",
    ["bypassPolicyLockoutSafetyCheck is true, and the policy names no role that may change it; set false"],
    key({ bypassPolicyLockoutSafetyCheck: true, policy: document(refuse(["kms:PutKeyPolicy"], {})) }),
  ],
  [kmsKeyEnforceCustody, "what is one role's alone is compliant", [], key({ policy: document(...custody()) })],
  [
    kmsKeyEnforceCustody,
    "a policy that leaves it to IAM is reported",
    [
      `the policy does not deny ${refusedOnKeys.join(", ")} to all but one role; add a statement that does`,
      "the policy allows deleting the key in less than 30 days; deny that with a condition on kms:ScheduleKeyDeletionPendingWindowInDays",
    ],
    key({ policy: document(allow({ AWS: "arn:aws:iam::123456789012:root" }, "kms:*")) }),
  ],
  ...["arn:aws:iam::123456789012:role/*", "arn:aws:iam::123456789012:root", "*"].map((whom): Parameters<typeof testCases>[0][number] => [
    kmsKeyEnforceCustody,
    `all but ${whom} is no one in particular`,
    [`the policy does not deny ${refusedOnKeys.join(", ")} to all but one role; add a statement that does`],
    key({ policy: document(...custody(whom)) }),
  ]),
  [
    kmsKeyEnforceCustody,
    "a refusal on a further condition is none",
    [`the policy does not deny ${refusedOnKeys.join(", ")} to all but one role; add a statement that does`],
    key({ policy: document(refuse(refusedOnKeys, { ...allBut(breakGlass), StringEquals: { "aws:SourceVpc": "vpc-1" } }), slowly) }),
  ],
  [kmsKeyEnforceCustody, "a key without policy is another policy's", "notApplicable", key()],
  [kmsKeyEnforceCustody, "an unknown policy is unknown", "unknown", keyLater("policy")],
  [
    kmsGrantEnforceLeastPrivilege,
    "a role that decrypts is compliant",
    [],
    resource("aws:kms/grant:Grant", "one", { granteePrincipal: "arn", operations: ["Decrypt"] }),
  ],
  [
    kmsGrantEnforceLeastPrivilege,
    "anyone who grants on is reported",
    ["granteePrincipal is *; name a role", "operations has CreateGrant without constraints; remove it or add constraints"],
    resource("aws:kms/grant:Grant", "one", { granteePrincipal: "*", operations: ["CreateGrant"] }),
  ],
  [kmsKeyMissingDescription, "a described key is compliant", [], key({ description: "Encrypts the shop" })],
  [kmsKeyMissingDescription, "one that is not is reported", ["description is unset; describe what the key encrypts"], key()],
  [
    kmsKeyMissingDescription,
    "a curve that is to encrypt is reported",
    ["keyUsage is ENCRYPT_DECRYPT and customerMasterKeySpec ECC_NIST_P256; choose a usage and a spec that fit"],
    key({ description: "Signs", customerMasterKeySpec: "ECC_NIST_P256" }),
  ],
]);
