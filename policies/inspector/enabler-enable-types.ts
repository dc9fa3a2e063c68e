import { codeScanningRegions } from "../../domain/defaults/detection.ts";
import type { Policy } from "../model/policy.ts";
import { wholeStack } from "../model/policy.ts";
import type { Stack } from "../model/stack.ts";

export const inspectorEnablerEnableTypes: Policy = {
  name: "aws-inspector-enabler-enable-types",
  description: "Inspector scans nodes, and images and functions (packages and code) where there are any.",
  severity: "high",
  controls: ["INS-01", "INS-02", "G10"],
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
      ...(stack.ofType("aws:lambda/function:Function").length > 0 ? ["LAMBDA", ...(readsCode(stack) ? ["LAMBDA_CODE"] : [])] : []),
    ];
    return wanted.filter((type) => !scanned.has(type)).map((type) => `${type} is not scanned; add it to resourceTypes`);
  },
};

/** Not in every Region does Inspector read functions' code; where the Region is not known, it should. */
const readsCode = (stack: Stack): boolean => {
  const regions = stack.ofType("pulumi:providers:aws").map((provider) => provider.text("region"));
  return regions.length === 0 || regions.some((region) => codeScanningRegions.some((known) => known === region));
};
