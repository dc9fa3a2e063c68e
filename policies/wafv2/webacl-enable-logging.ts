import type { Policy } from "../model/policy.ts";
import { webAclType } from "./types.ts";

export const wafv2WebaclEnableLogging: Policy = {
  name: "aws-wafv2-webacl-enable-logging",
  description: "Each web ACL logs what it decides.",
  severity: "high",
  controls: ["WAF-01"],
  remediation: "Add an aws.wafv2.WebAclLoggingConfiguration to a bucket or log group named aws-waf-logs-….",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/waf-controls.html#waf-11",
  types: [webAclType],
  check: (acl, stack) => {
    const logs = stack
      .referring(acl, "resourceArn", ["aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration"])
      .filter((log) => log.has("resourceArn") && log.has("logDestinationConfigs"));
    return logs.length > 0 ? [] : ["nothing is logged; add an aws.wafv2.WebAclLoggingConfiguration"];
  },
};
