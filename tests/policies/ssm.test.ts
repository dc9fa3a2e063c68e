import { ssmDocumentConfigureIdleLimit } from "../../policies/ssm/document-configure-idle-limit.ts";
import { ssmDocumentDisallowPublic } from "../../policies/ssm/document-disallow-public.ts";
import { ssmDocumentEnableSessionLogging } from "../../policies/ssm/document-enable-session-logging.ts";
import { ssmDocumentEnforceParameterValues } from "../../policies/ssm/document-enforce-parameter-values.ts";
import { ssmNodeMissingAgentPermissions } from "../../policies/ssm/node-missing-agent-permissions.ts";
import { ssmNodeMissingFileIntegrity } from "../../policies/ssm/node-missing-file-integrity.ts";
import { ssmNodeMissingPatchWindow } from "../../policies/ssm/node-missing-patch-window.ts";
import { ssmParameterEnableEncryption } from "../../policies/ssm/parameter-enable-encryption.ts";
import { ssmPatchBaselineConfigureApproval } from "../../policies/ssm/patch-baseline-configure-approval.ts";
import { cases } from "./policy-cases.ts";
import { resource, unknown } from "./support.ts";

const document = (properties: Record<string, unknown>) => resource("aws:ssm/document:Document", "document", properties);
const session = (inputs: Record<string, unknown>) => document({ documentType: "Session", content: JSON.stringify({ inputs }) });
const run = (parameter: unknown) => document({ documentType: "Command", content: JSON.stringify({ parameters: { Id: parameter } }) });
const logged = { kmsKeyId: "arn:key", cloudWatchLogGroupName: "sessions", cloudWatchEncryptionEnabled: true };
const parameter = (properties: Record<string, unknown>) => resource("aws:ssm/parameter:Parameter", "p", properties);
const template = (properties: Record<string, unknown>) => resource("aws:ec2/launchTemplate:LaunchTemplate", "web", properties);
const profile = resource("aws:iam/instanceProfile:InstanceProfile", "node", { name: "node", role: "node" });
const role = resource("aws:iam/role:Role", "node", { name: "node" });
const attached = (policyArn: string) => resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "node", { role: "node", policyArn });
const inProfile = template({ iamInstanceProfile: { name: "node" } });
const tagged = template({ tagSpecifications: [{ resourceType: "instance", tags: { stack: "shop" } }] });
const window = resource("aws:ssm/maintenanceWindow:MaintenanceWindow", "window", { id: "mw-1", schedule: "cron(0 3 ? * SUN *)" });
const task = (operation: string) =>
  resource("aws:ssm/maintenanceWindowTask:MaintenanceWindowTask", "task", {
    windowId: "mw-1",
    taskArn: "AWS-RunPatchBaseline",
    taskInvocationParameters: { runCommandParameters: { parameters: [{ name: "Operation", values: [operation] }] } },
  });
const target = (value: string) =>
  resource("aws:ssm/maintenanceWindowTarget:MaintenanceWindowTarget", "target", {
    windowId: "mw-1",
    targets: [{ key: "tag:stack", values: [value] }],
  });
const noWindow = ["no maintenance window installs patches; add one with AWS-RunPatchBaseline"];
const baselineOf = (approveAfterDays: number, patchFilters: readonly unknown[] = []) =>
  resource("aws:ssm/patchBaseline:PatchBaseline", "baseline", { id: "pb-1", approvalRules: [{ approveAfterDays, patchFilters }] });
const standard = resource("aws:ssm/defaultPatchBaseline:DefaultPatchBaseline", "default", { baselineId: "pb-1" });

cases(
  ssmDocumentDisallowPublic,
  ["passes a private one", "compliant", document({})],
  ["passes named accounts", "compliant", document({ permissions: { type: "Share", accountIds: "123456789012" } })],
  [
    "refuses everyone",
    ["permissions.accountIds is All, which makes the document public; name the accounts"],
    document({ permissions: { type: "Share", accountIds: "All" } }),
  ],
);

cases(
  ssmDocumentEnableSessionLogging,
  ["passes an encrypted log group", "compliant", session(logged)],
  [
    "reads YAML too",
    "compliant",
    document({ documentType: "Session", content: "inputs:\n  kmsKeyId: k\n  s3BucketName: b\n  s3EncryptionEnabled: true\n" }),
  ],
  [
    "refuses no key and no log",
    ["inputs.kmsKeyId is unset; set a key", "inputs name neither a log group nor a bucket; set cloudWatchLogGroupName"],
    session({}),
  ],
  [
    "refuses a log in clear",
    ["inputs.cloudWatchEncryptionEnabled is not true; set true"],
    session({ ...logged, cloudWatchEncryptionEnabled: false }),
  ],
  ["has no opinion on other documents", "notApplicable", document({ documentType: "Command", content: "{}" })],
  [
    "does not know what is known after apply",
    "unknown",
    resource(
      "aws:ssm/document:Document",
      "d",
      { documentType: "Session", content: unknown },
      { propertyDependencies: { content: ["urn"] } },
    ),
  ],
);

cases(
  ssmDocumentConfigureIdleLimit,
  ["passes 15 minutes", "compliant", session({ idleSessionTimeout: "15" })],
  ["refuses 20", ["inputs.idleSessionTimeout is 20; set 15 or less"], session({ idleSessionTimeout: "20" })],
  ["refuses AWS's default", ["inputs.idleSessionTimeout is unset; set 15 or less"], session({})],
);

cases(
  ssmParameterEnableEncryption,
  ["passes an own key", "compliant", parameter({ type: "SecureString", keyId: "arn:key" })],
  ["refuses AWS's key", ["keyId is unset, which is AWS's own key; set a customer-managed key"], parameter({ type: "SecureString" })],
  ["refuses text in clear", ["type is String; set SecureString"], parameter({ type: "String" })],
  ["has no opinion on an image's id", "notApplicable", parameter({ type: "String", dataType: "aws:ec2:image" })],
);

cases(
  ssmNodeMissingAgentPermissions,
  ["passes AWS's policy", "compliant", inProfile, profile, role, attached("arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore")],
  ["refuses no profile", ["iamInstanceProfile is unset; set one whose role allows Systems Manager"], template({})],
  [
    "refuses a role for something else",
    ["the role node does not allow Systems Manager; attach AmazonSSMManagedInstanceCore"],
    inProfile,
    profile,
    role,
    attached("arn:aws:iam::aws:policy/ReadOnlyAccess"),
  ],
  ["has no opinion on a profile from elsewhere", "notApplicable", inProfile],
);

cases(
  ssmNodeMissingPatchWindow,
  ["passes window, task and target by tag", "compliant", tagged, window, task("Install"), target("shop")],
  ["refuses none", noWindow, tagged],
  [
    "leaves out what ends by itself",
    "notApplicable",
    resource("aws:ec2/launchTemplate:LaunchTemplate", "builder", { instanceInitiatedShutdownBehavior: "terminate" }),
  ],
  ["refuses a window that only scans", noWindow, tagged, window, task("Scan"), target("shop")],
  [
    "refuses a target with other tags",
    ["no target of window has its tags; add them to the target"],
    tagged,
    window,
    task("Install"),
    target("other"),
  ],
);

cases(
  ssmPatchBaselineConfigureApproval,
  ["passes a week with a weekly window", "compliant", baselineOf(7), standard, window],
  [
    "refuses a month",
    ["critical fixes wait 30 days for approval and up to 7 for a window; set approveAfterDays to 23 or less"],
    baselineOf(30),
    standard,
    window,
  ],
  [
    "refuses a baseline that nodes do not use",
    ["is neither the default nor registered for a patch group; register it"],
    baselineOf(7),
    window,
  ],
  [
    "refuses rules for something else",
    ["no approval rule includes critical security fixes; add one"],
    baselineOf(0, [{ key: "CLASSIFICATION", values: ["Enhancement"] }]),
    standard,
  ],
);

cases(
  ssmNodeMissingFileIntegrity,
  ["passes a tool in the user data", "compliant", template({ userData: Buffer.from("dnf install aide").toString("base64") })],
  ["refuses none", ["neither user data nor an association installs file integrity monitoring; add AIDE"], template({})],
  ["has no opinion on what ends itself", "notApplicable", template({ instanceInitiatedShutdownBehavior: "terminate" })],
);

cases(
  ssmDocumentEnforceParameterValues,
  ["passes a list of values", "compliant", run({ allowedValues: ["look", "empty"] })],
  ["passes a pattern of digits", "compliant", run({ allowedPattern: "^[0-9]{1,20}$" })],
  ["passes no parameters", "compliant", document({ documentType: "Automation", content: JSON.stringify({ mainSteps: [] }) })],
  ["refuses neither", ["parameters.Id has neither allowedValues nor allowedPattern; add one"], run({ type: "String" })],
  [
    "refuses a pattern that is found anywhere",
    ["parameters.Id.allowedPattern is [0-9]+; begin it with ^ and end it with $"],
    run({ allowedPattern: "[0-9]+" }),
  ],
  [
    "refuses a pattern that lets a quote in",
    ["parameters.Id.allowedPattern is ^.*$, which allows quotes; list the allowed characters"],
    run({ allowedPattern: "^.*$" }),
  ],
  ["has no opinion on sessions", "notApplicable", session({})],
);
