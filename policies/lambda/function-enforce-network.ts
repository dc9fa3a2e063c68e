import type { Policy } from "../model/policy.ts";
import { functionType } from "./types.ts";

/** Functions that reach a database, or use the store's egress addresses. */
const inside = ["canary", "database-users", "restore-validation"];

export const lambdaFunctionEnforceNetwork: Policy = {
  name: "aws-lambda-function-enforce-network",
  description: "Functions that reach a store's data or visit its pages run in its network, with its security groups.",
  severity: "high",
  controls: [
    {
      key: "LAM-40",
      service: "Lambda",
      control: "Functions that reach a store's data run in its network",
      pci: ["1.3.2", "1.4.4"],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation: "Set vpcConfig with the application tier's subnets and the function's own group.",
  url: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html",
  types: [functionType],
  check: (lambda, stack) => {
    if (!stack.isOurs || !inside.includes(lambda.name)) return undefined;
    const missing = ["subnetIds", "securityGroupIds"].filter(
      (part) => !lambda.has(`vpcConfig.${part}`) || lambda.list(`vpcConfig.${part}`).length === 0,
    );
    return missing.map((part) => `vpcConfig.${part} is unset, so that the function runs outside the network; set it`);
  },
};
