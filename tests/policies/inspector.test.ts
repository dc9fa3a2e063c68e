import { inspectorEnablerEnableTypes } from "../../policies/inspector/enabler-enable-types.ts";
import { cases, stackItself } from "./policy-cases.ts";
import { resource } from "./support.ts";

const enabler = (...resourceTypes: string[]) => resource("aws:inspector2/enabler:Enabler", resourceTypes.join(), { resourceTypes });
const inRegion = (region: string) => [
  stackItself("account"),
  resource("pulumi:providers:aws", "aws", { region }),
  enabler("EC2"),
  enabler("LAMBDA"),
  resource("aws:lambda/function:Function", "f"),
];

cases(
  inspectorEnablerEnableTypes,
  ["passes nodes where there is nothing else", "compliant", stackItself("account"), enabler("EC2")],
  ["refuses no nodes", ["EC2 is not scanned; add it to resourceTypes"], stackItself("account"), enabler("ECR")],
  [
    "joins enablers",
    ["LAMBDA_CODE is not scanned; add it to resourceTypes"],
    stackItself("account"),
    enabler("EC2"),
    enabler("LAMBDA"),
    resource("aws:lambda/function:Function", "f"),
  ],
  [
    "asks for functions' code where Inspector reads it",
    ["LAMBDA_CODE is not scanned; add it to resourceTypes"],
    ...inRegion("eu-central-1"),
  ],
  ["and not where it does not", "compliant", ...inRegion("sa-east-1")],
  ["asks nothing where there is no Inspector", "notApplicable", stackItself("prod")],
);
