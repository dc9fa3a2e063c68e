import type { Policy } from "../model/policy.ts";
import type { Resource, Stack } from "../model/stack.ts";
import { show } from "../model/values.ts";

/** Writers of audit logs (PCI DSS 10.2), and the property that names the log group. */
const writers = [
  ["aws:cloudtrail/trail:Trail", "cloudWatchLogsGroupArn"],
  ["aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration", "logDestinationConfigs"],
  ["aws:networkfirewall/loggingConfiguration:LoggingConfiguration", "loggingConfiguration"],
  ["aws:cognito/logDeliveryConfiguration:LogDeliveryConfiguration", "logConfigurations"],
  ["aws:ec2/flowLog:FlowLog", "logDestination"],
] as const;

/** Groups that are written to by name: WAF's, a database's, and those that say themselves what they hold. */
const evidence = /^aws-waf-logs-|^\/aws\/rds\/(instance|cluster)\/|(^|[/_-])(audit|logins?|sessions?|trail)$/;

export const cloudwatchLogGroupEnableDeletionProtection: Policy = {
  name: "aws-cloudwatch-log-group-enable-deletion-protection",
  description: "Log groups that are evidence have deletion protection; dev stacks may be destroyed.",
  severity: "medium",
  controls: [
    {
      key: "LOG-01",
      service: "CloudWatch",
      control: "Log groups that are evidence have deletion protection",
      pci: ["10.3.2", "10.5.1"],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation: "Set deletionProtectionEnabled: true.",
  url: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/protecting-log-groups-from-deletion.html",
  types: ["aws:cloudwatch/logGroup:LogGroup"],
  check: (group, stack) => {
    if (stack.environment === "dev" || !isEvidence(group, stack)) return undefined;
    const enabled = group.get("deletionProtectionEnabled");
    return group.isTrue("deletionProtectionEnabled") ? [] : [`deletionProtectionEnabled is ${show(enabled)}; set true`];
  },
};

function isEvidence(group: Resource, stack: Stack): boolean {
  if (evidence.test(group.text("name") ?? "")) return true;
  const sessions = stack.referring(group, "content", ["aws:ssm/document:Document"]).some((one) => one.text("documentType") === "Session");
  return sessions || writers.some(([type, property]) => stack.referring(group, property, [type]).length > 0);
}
