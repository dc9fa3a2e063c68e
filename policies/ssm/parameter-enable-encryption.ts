import type { Policy } from "../model/policy.ts";
import { show } from "../model/values.ts";

export const ssmParameterEnableEncryption: Policy = {
  name: "aws-ssm-parameter-enable-encryption",
  description: "Parameters are encrypted with a customer-managed key.",
  severity: "medium",
  controls: ["SSM-06"],
  remediation: "Set type: SecureString and keyId.",
  url: "https://docs.aws.amazon.com/systems-manager/latest/userguide/secure-string-parameter-kms-encryption.html",
  types: ["aws:ssm/parameter:Parameter"],
  check: (parameter) => {
    // EC2 reads the id of an image only from text that is not encrypted.
    if (parameter.text("dataType") === "aws:ec2:image") return undefined;
    const type = parameter.get("type");
    if (type !== "SecureString") return [`type is ${show(type)}; set SecureString`];
    const ownKey = parameter.has("keyId") && parameter.properties.keyId !== "alias/aws/ssm";
    return ownKey ? [] : ["keyId is unset, which is AWS's own key; set a customer-managed key"];
  },
};
