/** What one service lets a deployment do: actions without the service's prefix, on resources by the last parts of their ARNs. */
export interface DeployRight {
  /** The service's prefix in IAM. */
  readonly service: string;
  /** Whose ARNs the resources have, where another service's are acted upon. @default - the service's own */
  readonly on?: string;
  readonly actions: readonly string[];
  /** What follows `arn:aws:<service>:`; `{stack}` and `{account}` are filled in. A resource's type stands as it is: IAM takes no wildcard in it. */
  readonly resources: readonly string[];
  /** Actions that know no resource (docs.aws.amazon.com/service-authorization/latest/reference). */
  readonly anywhere?: readonly string[];
}

/** `<verb>*` for each. */
const all = (verbs: string): readonly string[] => verbs.split(" ").map((verb) => `${verb}*`);
const tagging = ["ListTagsForResource", "TagResource", "UntagResource"];
const inAccount = ["*:{account}:*"];

/**
 * What it takes to make and change a store, in the policies of a role that has at most ten, of 6144 characters each. A store's things
 * are named `<stack>-…` (Pulumi.yaml); where a service gives ids instead of names, its resources in the account stand for them.
 */
export const deployRights = {
  network: [
    {
      service: "ec2",
      actions: [
        ...all("Allocate Associate Attach Authorize Create Delete Detach Disassociate Modify Release Replace Revoke"),
        "RunInstances",
      ],
      resources: [...inAccount, "*::image/*"],
      anywhere: ["Describe*"],
    },
    {
      service: "elasticloadbalancing",
      actions: all("Add Create Delete Deregister Modify Register Remove Set"),
      resources: inAccount,
      anywhere: ["Describe*", "SetWebAcl"],
    },
    {
      service: "route53",
      actions: all("Associate Change Delete Disassociate Get List CreateQuery Update"),
      resources: ["::*"],
      anywhere: ["CreateHostedZone", "ListHostedZones", "ListHostedZonesByName"],
    },
    {
      service: "route53resolver",
      actions: all("Associate Create Delete Disassociate Get Import List Put Tag Untag Update"),
      resources: inAccount,
      anywhere: ["GetResolverQueryLogConfigAssociation"],
    },
    {
      service: "network-firewall",
      actions: all("Associate Create Delete Describe Disassociate List Put Tag Untag Update"),
      resources: inAccount,
    },
    {
      service: "wafv2",
      actions: all("Associate Create Delete Disassociate Get List Put Tag Untag Update"),
      resources: inAccount,
      anywhere: ["CheckCapacity"],
    },
    {
      service: "wafv2",
      on: "elasticloadbalancing",
      actions: ["AssociateWebACL", "DisassociateWebACL", "GetWebACLForResource"],
      resources: ["*:{account}:loadbalancer/app/{stack}-*"],
    },
    {
      service: "acm",
      actions: all("Add Delete Describe Get Import List Remove Renew"),
      resources: ["*:{account}:certificate/*"],
      anywhere: ["RequestCertificate"],
    },
    {
      service: "cognito-idp",
      actions: all("Admin Create Delete Describe Get List Set Tag Untag Update"),
      resources: ["*:{account}:userpool/*"],
      anywhere: ["CreateUserPool", "DescribeUserPoolDomain"],
    },
  ],
  data: [
    { service: "rds", actions: all("Add Create Delete Describe List Modify Remove Reset Start Switchover"), resources: inAccount },
    { service: "elasticache", actions: all("Add Create Decrease Delete Describe Increase List Modify Remove"), resources: inAccount },
    {
      service: "elasticfilesystem",
      actions: all("Create Delete Describe List Put Tag Untag Update"),
      resources: inAccount,
      anywhere: ["CreateFileSystem"],
    },
    {
      service: "dynamodb",
      actions: all("Create Delete Describe Get List Put Tag Untag Update"),
      resources: ["*:{account}:table/{stack}-*"],
    },
    {
      service: "s3",
      actions: [
        ...all("CreateBucket DeleteBucket GetBucket ListBucket PutBucket"),
        ...["Accelerate", "Encryption", "Lifecycle", "Replication"].map((part) => `Get${part}Configuration`),
        "PutEncryptionConfiguration",
        "PutLifecycleConfiguration",
        // Tags, as provider 6.23 and later read and write them.
        "ListTagsForResource",
        "TagResource",
        "UntagResource",
      ],
      resources: ["::{stack}-*"],
    },
    // The node's files: releases of X-Cart beside them are none of a deployment's business.
    {
      service: "s3",
      actions: ["AbortMultipartUpload", "GetObject", "GetObjectTagging", "PutObject", "PutObjectTagging"],
      resources: ["::{stack}-releases-{account}/host/*"],
    },
    {
      service: "secretsmanager",
      actions: all("Cancel Create Delete Describe Get Put Rotate Tag Untag Update"),
      resources: ["*:{account}:secret:{stack}-*"],
    },
    // RDS makes the master user's secret in the name of whoever makes the database.
    { service: "secretsmanager", actions: ["CreateSecret", "TagResource"], resources: ["*:{account}:secret:rds!db-*"] },
    { service: "backup", actions: all("Create Delete Describe Get List Put Start Tag Untag Update"), resources: inAccount },
    {
      service: "lambda",
      actions: ["DeleteEventSourceMapping", "GetEventSourceMapping", "List*", "Tag*", "Untag*", "UpdateEventSourceMapping"],
      resources: ["*:{account}:event-source-mapping:*"],
    },
    { service: "backup-storage", actions: [], resources: [], anywhere: ["MountCapsule"] },
  ],
  runtime: [
    {
      service: "autoscaling",
      actions: all("Attach Cancel Create Delete Detach Disable Enable Put Resume Set Start Suspend Update"),
      resources: ["*:{account}:autoScalingGroup:*:autoScalingGroupName/{stack}-*"],
      anywhere: ["Describe*"],
    },
    {
      service: "lambda",
      actions: all("Add Create Delete Get Invoke List Put Remove Tag Untag Update"),
      resources: ["*:{account}:function:{stack}-*"],
      anywhere: ["CreateEventSourceMapping", "List*"],
    },
    {
      service: "logs",
      actions: all("Associate Create Delete List Put Tag Untag"),
      resources: [
        "{stack}-*",
        "/{stack}/*",
        "/aws/lambda/{stack}-*",
        "/aws/rds/*/{stack}-*",
        "/aws/route53/{stack}*",
        "/aws/vendedlogs/{stack}-*",
        "aws-waf-logs-{stack}*",
      ].map((name) => `*:{account}:log-group:${name}`),
      anywhere: [
        "Describe*",
        "PutResourcePolicy",
        "DeleteResourcePolicy",
        "CreateLogDelivery",
        "DeleteLogDelivery",
        "GetLogDelivery",
        "ListLogDeliveries",
        "UpdateLogDelivery",
      ],
    },
    {
      service: "cloudwatch",
      actions: all("Delete List Put Tag Untag"),
      resources: ["*:{account}:alarm:{stack}-*"],
      anywhere: ["Describe*"],
    },
    { service: "events", actions: all("Delete Describe Enable List Put Remove Tag Untag"), resources: ["*:{account}:rule/{stack}-*"] },
    {
      service: "scheduler",
      actions: all("Create Delete Get List Tag Untag Update"),
      resources: ["*:{account}:schedule/{stack}-*", "*:{account}:schedule-group/{stack}-*"],
    },
    {
      service: "sns",
      actions: all("Create Delete Get List Set Subscribe Tag Untag"),
      resources: ["*:{account}:{stack}-*"],
      anywhere: ["Unsubscribe", "GetSubscriptionAttributes"],
    },
    { service: "sqs", actions: all("Create Delete Get List Set Tag Untag"), resources: ["*:{account}:{stack}-*"] },
    {
      service: "ssm",
      actions: all("Add Create Delete Deregister Describe Get List Modify Put Register Remove Update"),
      resources: [
        "*:{account}:association/*",
        "*:{account}:document/{stack}-*",
        "*:{account}:document/AWS-RunPatchBaseline",
        "*:{account}:parameter/{stack}/*",
        "*:{account}:maintenancewindow/*",
        "*:{account}:patchbaseline/*",
        "*::parameter/aws/service/*",
      ],
      anywhere: ["CreateMaintenanceWindow", "CreatePatchBaseline", "Describe*"],
    },
    // For the authority amazon; by verbs of ACME alone, without reading a binding's key, which is the certificate function's to do.
    {
      service: "acm",
      actions: [
        ...all("CreateAcme DeleteAcme DescribeAcme ListAcme RevokeAcme UpdateAcme"),
        "ListTagsForResource",
        "TagResource",
        "UntagResource",
      ],
      resources: ["*:{account}:acme-endpoint/*"],
      anywhere: ["CreateAcmeEndpoint"],
    },
    // Identities are named as domains are; sending is none of a deployment's business.
    {
      service: "ses",
      actions: [...all("PutEmailIdentity"), "CreateEmailIdentity", "DeleteEmailIdentity", "GetEmailIdentity", ...tagging],
      resources: ["*:{account}:identity/*"],
    },
    {
      service: "ses",
      actions: [...["Create", "Delete", "Get", "Put", "Update"].map((verb) => `${verb}ConfigurationSet*`), ...tagging],
      resources: ["*:{account}:configuration-set/{stack}-*"],
    },
    {
      service: "cloudformation",
      actions: [],
      resources: [],
      anywhere: ["CreateResource", "DeleteResource", "GetResource", "GetResourceRequestStatus", "UpdateResource"],
    },
    { service: "sts", actions: [], resources: [], anywhere: ["GetCallerIdentity"] },
  ],
} as const satisfies Readonly<Record<string, readonly DeployRight[]>>;

/**
 * The services that a store hands its roles to. ACM is asked by either name: its guide says `acm-acme`, its own controller for Kubernetes
 * was let through by `acm` only (github.com/aws-controllers-k8s/acm-controller).
 */
export const rolesGoTo = ["acm", "acm-acme", "autoscaling", "backup", "ec2", "events", "lambda", "monitoring.rds", "scheduler", "ssm"].map(
  (service) => `${service}.amazonaws.com`,
);

/** The services whose own roles AWS makes when a store first needs them. */
export const linkedServices = [
  "autoscaling",
  "backup",
  "elasticache",
  "elasticfilesystem",
  "elasticloadbalancing",
  "network-firewall",
  "rds",
  "reports.backup",
  "restore-testing.backup",
  "ssm",
  "wafv2",
].map((service) => `${service}.amazonaws.com`);
