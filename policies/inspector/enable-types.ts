import type { Policy } from "../model/policy.ts";
import { wholeStack } from "../model/policy.ts";

export const inspectorEnableTypes: Policy = {
  name: "aws-inspector-enabler-enable-types",
  description: "Inspector scans nodes, and images and functions (packages and code) where there are any.",
  severity: "high",
  remediation: "Add the type to resourceTypes.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/inspector-controls.html#inspector-1",
  types: [wholeStack],
  check: (_, stack) => {
    const enablers = stack.ofType("aws:inspector2/enabler:Enabler");
    if (enablers.length === 0) return undefined;
    const scanned = new Set(enablers.flatMap((enabler) => enabler.list("resourceTypes")));
    const wanted = [
      "EC2",
      ...(stack.ofType("aws:ecr/repository:Repository").length > 0 ? ["ECR"] : []),
      ...(stack.ofType("aws:lambda/function:Function").length > 0 ? ["LAMBDA", "LAMBDA_CODE"] : []),
    ];
    return wanted.filter((type) => !scanned.has(type)).map((type) => `${type} is not scanned; add it to resourceTypes`);
  },
};
