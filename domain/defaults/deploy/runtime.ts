import { all, type DeployPermission } from "./permission.ts";

/** An alarm may also stop instances or scale a group, by CloudWatch's own role: ours tell topics, the store's and the account's. */
const topicsAlone = { "ForAllValues:StringLike": { "cloudwatch:AlarmActions": "arn:aws:sns:*:{account}:*" } };
/** A group may also serve the visitors of another store. */
const targetGroups = "arn:aws:elasticloadbalancing:*:{account}:targetgroup/{stack}-*";
const ownTargets = {
  "ForAllValues:StringLike": { "autoscaling:TargetGroupARNs": targetGroups, "autoscaling:TrafficSourceIdentifiers": targetGroups },
};

const ownFunctions = { ArnLike: { "lambda:FunctionArn": "arn:aws:lambda:*:{account}:function:{stack}-*" } };

/** Permissions to make and change what runs for a store, and what watches it. */
export const runtimePermissions: readonly DeployPermission[] = [
  {
    service: "autoscaling",
    actions: all("Attach Cancel Create Delete Detach Disable Enable Put Resume Set Start Suspend Update"),
    resources: ["*:{account}:autoScalingGroup:*:autoScalingGroupName/{stack}-*"],
    when: ownTargets,
    anywhere: ["Describe*"],
  },
  {
    service: "lambda",
    actions: all("Add Create Delete Get Invoke List Put Remove Tag Untag Update"),
    resources: ["*:{account}:function:{stack}-*"],
    anywhere: ["List*"],
  },
  {
    service: "lambda",
    told: "own",
    actions: ["DeleteEventSourceMapping", ...all("Tag Untag"), "UpdateEventSourceMapping"],
    resources: ["*:{account}:event-source-mapping:*"],
  },
  { service: "lambda", actions: ["GetEventSourceMapping", "List*"], resources: ["*:{account}:event-source-mapping:*"] },
  { service: "lambda", told: "new", actions: ["TagResource"], resources: ["*:{account}:event-source-mapping:*"] },
  { service: "lambda", actions: [], resources: [], making: ["CreateEventSourceMapping"], when: ownFunctions },
  {
    service: "logs",
    actions: all("Associate Create Delete List Put Tag Untag"),
    resources: [
      "{stack}-*",
      "/{stack}/*",
      "/aws/lambda/{stack}-*",
      "/aws/lambda/cwsyn-{canary}*",
      "/aws/rds/*/{stack}-*",
      "/aws/route53/{stack}",
      "/aws/route53/{stack}:*",
      "/aws/vendedlogs/{stack}-*",
      "aws-waf-logs-{stack}",
      "aws-waf-logs-{stack}:*",
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
      "PutQueryDefinition",
      "DeleteQueryDefinition",
    ],
  },
  {
    service: "cloudwatch",
    actions: all("Delete List Put Tag Untag Get"),
    // To mute an alarm takes the right on the rule and on the alarm: its own. A dashboard has no Region.
    resources: ["*:{account}:alarm:{stack}-*", "*:{account}:alarm-mute-rule:{stack}-*", ":{account}:dashboard/{stack}"],
    when: topicsAlone,
    anywhere: ["Describe*"],
  },
];

/**
 * A canary's function and layer, which CloudWatch Synthetics makes in the caller's name, and its own
 * (docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Canaries_UserPermissions.html).
 */
export const canaryPermissions: readonly DeployPermission[] = [
  {
    service: "synthetics",
    actions: ["DeleteCanary", "GetCanary", "StartCanary", "StopCanary", "TagResource", "UntagResource", "UpdateCanary"],
    resources: ["*:{account}:canary:{stack}-*"],
    making: ["CreateCanary"],
  },
  {
    service: "lambda",
    actions: all("Add Create Delete Get List Publish Tag Untag Update"),
    resources: ["*:{account}:function:cwsyn-{canary}*", "*:{account}:layer:cwsyn-{canary}*"],
  },
  // AWS's own layer, with the browser.
  { service: "lambda", actions: ["GetLayerVersion"], resources: ["*:*:layer:Synthetics*:*", "*:*:layer:AWS-CW-Synthetics*:*"] },
];

/** Permissions for its events, timers and messages, and for what Systems Manager does with its nodes. */
export const operationsPermissions: readonly DeployPermission[] = [
  { service: "events", actions: all("Delete Describe Enable List Put Remove Tag Untag"), resources: ["*:{account}:rule/{stack}-*"] },
  {
    service: "scheduler",
    actions: all("Create Delete Get List Tag Untag Update"),
    resources: ["*:{account}:schedule/{stack}-*", "*:{account}:schedule-group/{stack}-*"],
  },
  {
    service: "sns",
    actions: all("Create Delete Get List Set Subscribe Tag Unsubscribe Untag"),
    resources: ["*:{account}:{stack}-*"],
    anywhere: ["GetSubscriptionAttributes"],
  },
  { service: "sqs", actions: all("Create Delete Get List Set Tag Untag"), resources: ["*:{account}:{stack}-*"] },
  // No association runs a document of the store's own: Systems Manager does not ask whose nodes the targets are.
  {
    service: "ssm",
    actions: ["CreateDocument", ...all("Add Delete Describe Get List Put Remove UpdateDocument")],
    resources: ["*:{account}:document/{stack}-*", "*:{account}:parameter/{stack}/*"],
  },
  { service: "ssm", actions: ["CreateAssociation", "UpdateAssociation"], resources: ["*:{account}:document/AWS-RunPatchBaseline"] },
  {
    service: "ssm",
    told: "own",
    actions: all("Add Delete Deregister Register Remove Update"),
    resources: ["association", "maintenancewindow", "patchbaseline"].map((kind) => `*:{account}:${kind}/*`),
    anywhere: ["Describe*"],
    making: ["CreateMaintenanceWindow", "CreatePatchBaseline"],
  },
  {
    service: "ssm",
    told: "new",
    actions: ["AddTagsToResource", "CreateAssociation"],
    resources: ["association", "maintenancewindow", "patchbaseline"].map((kind) => `*:{account}:${kind}/*`),
  },
  {
    service: "ssm",
    actions: all("Describe Get List"),
    resources: [
      ...["association", "maintenancewindow", "patchbaseline"].map((kind) => `*:{account}:${kind}/*`),
      "*:{account}:document/AWS-RunPatchBaseline",
      "*::parameter/aws/service/*",
    ],
  },
  {
    service: "cloudformation",
    actions: [],
    resources: [],
    anywhere: ["CreateResource", "DeleteResource", "GetResource", "GetResourceRequestStatus", "UpdateResource"],
  },
  { service: "sts", actions: [], resources: [], anywhere: ["GetCallerIdentity"] },
  {
    service: "guardduty",
    told: "own",
    actions: ["DeleteMalwareProtectionPlan", "TagResource", "UntagResource", "UpdateMalwareProtectionPlan"],
    resources: ["*:{account}:malware-protection-plan/*"],
    making: ["CreateMalwareProtectionPlan"],
  },
  {
    service: "guardduty",
    actions: ["GetMalwareProtectionPlan", "ListTagsForResource"],
    resources: ["*:{account}:malware-protection-plan/*"],
  },
];
