import { cloudwatchLogGroupEnableDeletionProtection } from "../../../policies/cloudwatch/log-group-enable-deletion-protection.ts";
import { broken } from "../broken.ts";
import { inStack, maker, testCases } from "../data-cases.ts";
import { change } from "../mutate.ts";
import { resource, unknown, urnOf } from "../support.ts";

const groupType = "aws:cloudwatch/logGroup:LogGroup";
const group = maker(groupType);
const open = "deletionProtectionEnabled is unset; set true";
const trail = resource(
  "aws:cloudtrail/trail:Trail",
  "trail",
  { cloudWatchLogsGroupArn: unknown },
  { propertyDependencies: { cloudWatchLogsGroupArn: [urnOf(groupType, "one")] } },
);

const document = (documentType: string) =>
  resource(
    "aws:ssm/document:Document",
    "document",
    { documentType, content: unknown },
    { propertyDependencies: { content: [urnOf(groupType, "one")] } },
  );

testCases([
  [cloudwatchLogGroupEnableDeletionProtection, "a web ACL's log", [open], group({ name: "aws-waf-logs-shop" })],
  [cloudwatchLogGroupEnableDeletionProtection, "a protected one", [], group({ name: "/shop/audit", deletionProtectionEnabled: true })],
  [cloudwatchLogGroupEnableDeletionProtection, "a database's log", [open], group({ name: "/aws/rds/instance/shop/audit" })],
  [cloudwatchLogGroupEnableDeletionProtection, "a trail's log, whatever its name", [open], group({ name: "/any" }), trail],
  [cloudwatchLogGroupEnableDeletionProtection, "the log of sessions", [open], group({ name: "/any" }), document("Session")],
  [cloudwatchLogGroupEnableDeletionProtection, "the log of a runbook", "notApplicable", group({ name: "/any" }), document("Automation")],
  [cloudwatchLogGroupEnableDeletionProtection, "a function's log", "notApplicable", group({ name: "/aws/lambda/shop-tool" })],
  [
    cloudwatchLogGroupEnableDeletionProtection,
    "a stack for development",
    "notApplicable",
    ...inStack("shop-dev", group({ name: "aws-waf-logs-shop" })),
  ],
]);

broken("LOG-01", "a web ACL's log can be deleted", change([groupType, "firewall"], { deletionProtectionEnabled: false }));
broken("LOG-01", "the nodes' audit log can be deleted", change([groupType, "node-log-audit"], { deletionProtectionEnabled: undefined }));
broken("LOG-01", "the trail's log can be deleted", change([groupType, "trail"], { deletionProtectionEnabled: undefined }), "demo-account");
broken(
  "LOG-01",
  "the sessions' log can be deleted",
  change([groupType, "sessions"], { deletionProtectionEnabled: undefined }),
  "demo-account",
);
