import type { Policy } from "../model/policy.ts";
import type { Resource } from "../model/stack.ts";
import { asList, read } from "../model/values.ts";
import { webAclType } from "./types.ts";

export const wafv2WebaclEnableLogging: Policy = {
  name: "aws-wafv2-webacl-enable-logging",
  description: "Each web ACL logs its decisions, in particular blocked requests, and a store's log omits credentials.",
  severity: "high",
  controls: ["WAF-01"],
  remediation: "Add an aws.wafv2.WebAclLoggingConfiguration to a bucket or log group named aws-waf-logs-….",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/waf-controls.html#waf-11",
  types: [webAclType],
  check: (acl, stack) => {
    const logs = stack
      .referring(acl, "resourceArn", ["aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration"])
      .filter((log) => log.has("resourceArn") && log.has("logDestinationConfigs"));
    if (logs.length === 0) return ["the web ACL has no log; add an aws.wafv2.WebAclLoggingConfiguration"];
    return logs.flatMap((log) => [
      ...(keepsBlocked(log) ? [] : [`loggingFilter of ${log.name} drops blocked requests; keep those of the action BLOCK`]),
      ...(stack.isOurs ? told(log).map((header) => `${log.name} logs the header ${header}; name it in redactedFields`) : []),
    ]);
  },
};

/** Whether requests that are blocked stay in a log that is filtered: by the default, or by a filter that asks for nothing else. */
function keepsBlocked(log: Resource): boolean {
  if (!log.has("loggingFilter")) return true;
  const filters = log.list("loggingFilter.filters");
  const ofBlock = filters.filter((filter) =>
    asList(read(filter, "conditions")).some((condition) => read(condition, "actionCondition.action") === "BLOCK"),
  );
  if (log.text("loggingFilter.defaultBehavior") === "KEEP") return ofBlock.every((filter) => read(filter, "behavior") === "KEEP");
  return ofBlock.some(
    (filter) =>
      read(filter, "behavior") === "KEEP" &&
      (read(filter, "requirement") === "MEETS_ANY" || asList(read(filter, "conditions")).length === 1),
  );
}

/** Credential headers that the log does not redact, with which its readers could impersonate a user. */
const told = (log: Resource): string[] => {
  const redacted = log.list("redactedFields").map((field) => String(read(field, "singleHeader.name")).toLowerCase());
  return ["authorization", "cookie"].filter((header) => !redacted.includes(header));
};
