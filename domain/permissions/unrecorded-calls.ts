import { canaryCalls } from "./canary-calls.ts";
import type { ProviderCall } from "./permission.ts";
import { calls } from "./recorded-by-hand.ts";
import { vaultCalls } from "./vault-calls.ts";
import { watchingCalls } from "./watching-calls.ts";

const pool = ["arn:aws:cognito-idp:{region}:{account}:userpool/*"];
const ofPool = (type: string, phase: string, operation: string): ProviderCall => ({
  type,
  phases: [phase],
  action: `cognito-idp:${operation}`,
  resources: pool,
});
const branding = "aws:cognito/managedLoginBranding:ManagedLoginBranding";
const delivery = "aws:cognito/logDeliveryConfiguration:LogDeliveryConfiguration";
const bucket = "aws:s3/bucket:Bucket";
const malwarePlan = "aws:guardduty/malwareProtectionPlan:MalwareProtectionPlan";
const ofBucket = (phase: string, operation: string): ProviderCall => ({
  type: bucket,
  phases: [phase],
  action: `s3:${operation}`,
  resources: ["arn:aws:s3:::{stack}-*"],
});

/** A zone that is there already is looked up by its name; each demo stack makes its own. */
const ofZone = (operation: string, resource: string): ProviderCall => ({
  type: "aws:route53/getZone:getZone",
  phases: ["invoke"],
  action: `route53:${operation}`,
  resources: [resource],
});

const identity = "arn:aws:ses:{region}:{account}:identity/*";
const set = "arn:aws:ses:{region}:{account}:configuration-set/{stack}-*";

/** Calls of SES, of which moto knows half (docs.aws.amazon.com/ses/latest/APIReference-V2). */
const mail: readonly ProviderCall[] = [
  ...calls(
    "aws:sesv2/configurationSet:ConfigurationSet",
    "ses",
    [
      ["create", "CreateConfigurationSet"],
      ...["GetConfigurationSet", "ListTagsForResource"].map((operation) => ["read", operation] as const),
      ...["Delivery", "Reputation", "Sending", "Suppression"].map((part) => ["update", `PutConfigurationSet${part}Options`] as const),
      ...["TagResource", "UntagResource"].map((operation) => ["update", operation] as const),
      ["delete", "DeleteConfigurationSet"],
    ],
    set,
  ),
  ...calls(
    "aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination",
    "ses",
    [
      ["create", "CreateConfigurationSetEventDestination"],
      ["read", "GetConfigurationSetEventDestinations"],
      ["update", "UpdateConfigurationSetEventDestination"],
      ["delete", "DeleteConfigurationSetEventDestination"],
    ],
    set,
  ),
  ...calls(
    "aws:sesv2/emailIdentity:EmailIdentity",
    "ses",
    [
      ["create", "CreateEmailIdentity"],
      ...["GetEmailIdentity", "ListTagsForResource"].map((operation) => ["read", operation] as const),
      ...["ConfigurationSet", "DkimSigning"].map((part) => ["update", `PutEmailIdentity${part}Attributes`] as const),
      ...["TagResource", "UntagResource"].map((operation) => ["update", operation] as const),
      ["delete", "DeleteEmailIdentity"],
    ],
    identity,
  ),
  ...calls(
    "aws:sesv2/emailIdentityMailFromAttributes:EmailIdentityMailFromAttributes",
    "ses",
    [
      ["create", "PutEmailIdentityMailFromAttributes"],
      ["read", "GetEmailIdentity"],
    ],
    identity,
  ),
];

/** Calls that moto lacks, so that the provider never gets so far. Source: the operations of each service's API reference. */
const notEmulated: readonly ProviderCall[] = [
  ...calls(
    "aws:networkfirewall/loggingConfiguration:LoggingConfiguration",
    "network-firewall",
    [
      ["create", "UpdateLoggingConfiguration"],
      ["read", "DescribeLoggingConfiguration"],
    ],
    "arn:aws:network-firewall:{region}:{account}:firewall/{stack}-*",
  ),
  ...calls(
    "aws:route53/resolverQueryLogConfig:ResolverQueryLogConfig",
    "route53resolver",
    [
      ["create", "CreateResolverQueryLogConfig"],
      ["read", "GetResolverQueryLogConfig"],
      ["read", "ListTagsForResource"],
      ["update", "TagResource"],
      ["delete", "DeleteResolverQueryLogConfig"],
    ],
    "arn:aws:route53resolver:{region}:{account}:resolver-query-log-config/*",
  ),
  ...calls(
    "aws:route53/resolverQueryLogConfigAssociation:ResolverQueryLogConfigAssociation",
    "route53resolver",
    [
      ["create", "AssociateResolverQueryLogConfig"],
      ["delete", "DisassociateResolverQueryLogConfig"],
    ],
    "arn:aws:route53resolver:{region}:{account}:resolver-query-log-config/*",
  ),
  ...calls(
    "aws:route53/resolverQueryLogConfigAssociation:ResolverQueryLogConfigAssociation",
    "route53resolver",
    [["read", "GetResolverQueryLogConfigAssociation"]],
    "*",
  ),
  ...mail,
  // docs.aws.amazon.com/AWSEC2/latest/UserGuide/manage-settings-allowed-amis.html
  ...["EnableAllowedImagesSettings", "GetAllowedImagesSettings", "ReplaceImageCriteriaInAllowedImagesSettings"].map((operation) => ({
    type: "aws:ec2/allowedImagesSettings:AllowedImagesSettings",
    ofAccount: true,
    phases: ["create", "read"],
    action: `ec2:${operation}`,
    resources: ["*"],
  })),
  // The provider calls `<account>.<host>`, which is no name where the emulator is.
  ...["GetAccountPublicAccessBlock", "PutAccountPublicAccessBlock"].map((operation) => ({
    type: "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock",
    ofAccount: true,
    phases: ["create", "read"],
    action: `s3:${operation}`,
    resources: ["*"],
  })),
];

/** Source: docs.aws.amazon.com/guardduty/latest/APIReference, and of the lookup what the provider reads of an object beside its text. */
const releases: readonly ProviderCall[] = [
  ...calls(malwarePlan, "guardduty", [["create", "CreateMalwareProtectionPlan"]], "*"),
  ...calls(
    malwarePlan,
    "guardduty",
    [
      ["read", "GetMalwareProtectionPlan"],
      ["read", "ListTagsForResource"],
      ["update", "UpdateMalwareProtectionPlan"],
      ["update", "TagResource"],
      ["update", "UntagResource"],
      ["delete", "DeleteMalwareProtectionPlan"],
    ],
    "arn:aws:guardduty:{region}:{account}:malware-protection-plan/*",
  ),
  ...calls(
    "aws:s3/getObject:getObject",
    "s3",
    [
      ["invoke", "GetObject"],
      ["invoke", "GetObjectTagging"],
    ],
    "arn:aws:s3:::{stack}-releases-{account}/releases/*/release.tar.zst",
  ),
];

/** Source: docs.aws.amazon.com/secretsmanager/latest/apireference. The provider's resource was not there when calls were recorded. */
const rotations = calls(
  "aws:secretsmanager/secretRotation:SecretRotation",
  "secretsmanager",
  [
    ["create", "RotateSecret"],
    ["create", "DescribeSecret"],
    ["read", "DescribeSecret"],
    ["update", "RotateSecret"],
    ["update", "DescribeSecret"],
    ["delete", "CancelRotateSecret"],
  ],
  "arn:aws:secretsmanager:{region}:{account}:secret:{stack}-*",
);

/**
 * Calls that no recording meets: for what moto lacks, and what is newer than the recorded provider, or that a newer one makes: @pulumi/aws 7 is made from version 6.
 * Source: the operations of docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference; for buckets' tags
 * github.com/hashicorp/terraform-provider-aws/pull/45251 (6.23)
 */
export const unrecordedCalls: readonly ProviderCall[] = [
  ...notEmulated,
  ...rotations,
  ...vaultCalls,
  ...watchingCalls,
  ...canaryCalls,
  ...releases,
  ofPool(branding, "create", "CreateManagedLoginBranding"),
  ofPool(branding, "read", "DescribeManagedLoginBranding"),
  ofPool(branding, "read", "DescribeManagedLoginBrandingByClient"),
  ofPool(branding, "update", "UpdateManagedLoginBranding"),
  ofPool(branding, "delete", "DeleteManagedLoginBranding"),
  ofPool(delivery, "create", "SetLogDeliveryConfiguration"),
  ofPool(delivery, "read", "GetLogDeliveryConfiguration"),
  ofBucket("create", "TagResource"),
  ofBucket("read", "ListTagsForResource"),
  ofBucket("update", "UntagResource"),
  ...["ListHostedZones", "ListHostedZonesByName"].map((operation) => ofZone(operation, "*")),
  ofZone("GetHostedZone", "arn:aws:route53:::hostedzone/*"),
  ofZone("ListTagsForResource", "arn:aws:route53:::hostedzone/*"),
];
